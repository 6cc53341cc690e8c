"""Letters and documents rendered by LibreOffice and measured in millimetres against the clauses in page.toml."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from export_drafts import letter, profile, text
from soffice import needs_soffice, render

from assistant.draft import Draft
from assistant.export import page as pages
from assistant.export.annexes import arranged
from assistant.export.heads import Layout
from assistant.export.readback import check_layout
from assistant.export.word import write_letter

pytestmark = [needs_soffice, pytest.mark.slow]

PAGE = pages.load()
PT = 25.4 / 72
SCALE = 3
LEFT, RIGHT, TOP, BOTTOM = 28, 210 - 26, 37, 297 - 35
"""The text area of 5.2.1 in mm from the left upper corner: 156 × 225."""

HEAD = (
    text("number", "示工信函〔2026〕128号"),
    text("class-mark", "类别：A"),
    text("title", "关于省十四届人大五次会议第0156号《关于推进中小企业数字化转型和智能化改造的建议》的答复"),
    text("salutation", "、".join(f"{c}某某" for c in "张李王赵钱孙周吴郑陈卫蒋沈韩") + "代表："),
    text("opening", "您提出的建议收悉。经研究，现答复如下："),
)
TAIL = (
    text("closing", "感谢您对工业和信息化工作的关心和支持。"),
    text("attachment", "附件：示例省中小企业数字化改造重点行业目录及第二批转型服务商的名单"),
    text("signature", "示例省工业和信息化厅"),
    text("date", "二〇二六年三月二日"),  # Chinese characters only: they are as wide in every font
    text("note", "（联系人及电话：某某某，0000）"),
    text("copies", "抄送：" + "，".join(f"{c}某市人大常委会" for c in "甲乙丙丁戊己") + "。"),
)
LONG_NAME = "示例省推进新型工业化和中小企业高质量发展工作领导小组办公室"
TAILS = range(7, 13)
TABLE = text("table", "项目\t件数\n" + "\n".join(f"第{n}项重点工作\t{n}" for n in range(40)))


ANNEXES = tuple(
    text("attachment", words)
    for n in (1, 2)
    for words in (f"附件{n}", "示例省中小企业数字化改造重点行业目录", "一、总则", "国家机关公文" * 9)
)


def full(lines: int):
    """A paragraph of as many lines of Chinese characters; the first is two characters short."""
    return text("paragraph", ("国家机关公文" * lines * 5)[: 28 * lines - 2])


@dataclass(frozen=True)
class Seen:
    """Of one page, in mm: ``lines`` of the text area as characters, ``numbers`` below it, the ink of red things."""

    lines: list[list[dict]]
    numbers: list[dict]
    words: str
    page: pypdfium2.PdfPage

    @cached_property
    def image(self) -> np.ndarray:
        return np.asarray(self.page.render(scale=SCALE).to_pil().convert("RGB"))

    @cached_property
    def red(self) -> list[tuple[float, float, float, float]]:
        return red_things(self.image.astype(int))

    @cached_property
    def dark(self) -> np.ndarray:
        return self.image.max(2) < 120

    def ink(self, chars: list[dict]) -> tuple[float, float]:
        """Top and bottom of what is printed of these characters; a font's box is higher than its ink."""
        left, right, top, bottom = (
            round(x / PT * SCALE)
            for x in (chars[0]["x0"], chars[-1]["x1"], chars[0]["top"] - 2, chars[0]["bottom"] + 2)
        )
        rows = np.flatnonzero(self.dark[top:bottom, left:right].any(1))
        return (top + rows[0]) * PT / SCALE, (top + rows[-1] + 1) * PT / SCALE


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measured")
    long_report = Draft(
        "report", "终稿",
        (text("number", "示工信报〔2026〕12号"), text("title", "关于办理情况的报告"), text("salutation", "省政府办公厅："),
         *[full(22)] * 8, TABLE, full(30), text("closing", "特此报告。"), *TAIL[1:]),
    )  # fmt: skip
    drafts = {
        "one": (Draft("reply", "终稿", (*HEAD, full(2))), Layout("letter")),
        "two": (Draft("reply", "终稿", (*HEAD, full(12), *TAIL)), Layout("letter")),
        "twelve": (long_report, Layout("document", "某某某", date(2026, 7, 10))),
        "bare": (Draft("report", "送审稿", (text("title", "关于办理情况的报告"), full(60))), Layout()),
        "marked": (letter(), Layout("letter")),
        "unsealed": (Draft("reply", "终稿", (*HEAD, *TAIL)), Layout()),
        "long-name": (letter(), Layout("letter")),
        "annexes": (arranged(Draft("reply", "终稿", (*HEAD, full(3), *TAIL, *ANNEXES))), Layout("letter")),
    }
    for n in TAILS:
        blocks = (*HEAD[2:], full(n), *(b for b in TAIL if b.kind not in ("attachment", "copies")))
        drafts[f"tail{n}"] = (Draft("reply", "送审稿", blocks), Layout())
    offices = {
        "unsealed": profile().model_copy(update={"sealed": False}),
        "long-name": profile().model_copy(update={"name": LONG_NAME}),
    }
    for name, (draft, layout) in drafts.items():
        sources = "list" if name == "marked" else "none"
        office = offices.get(name, profile())
        write_letter(draft, office, folder / f"{name}.docx", sources=sources, layout=layout)
        assert check_layout(folder / f"{name}.docx", draft) == []
    return {p.stem: look(p) for p in render(*(folder / f"{name}.docx" for name in drafts))}


def look(pdf) -> list[Seen]:
    images = pypdfium2.PdfDocument(str(pdf))
    found = []
    with pdfplumber.open(pdf) as opened:
        for n, page in enumerate(opened.pages):
            chars = [{"text": c["text"], **{k: c[k] * PT for k in ("x0", "x1", "top", "bottom")}} for c in page.chars]
            by_line = defaultdict(list)
            for c in chars:
                if c["top"] < BOTTOM - 2:
                    by_line[round(c["top"] / 2)].append(c)
            numbers = [c for c in chars if c["top"] >= BOTTOM and c["text"].strip()]
            words = page.extract_text()
            found.append(Seen([by_line[k] for k in sorted(by_line)], numbers, words, images[n]))
    return found


def red_things(image) -> list[tuple[float, float, float, float]]:
    """Top, bottom, left, right in mm of each band of rows that holds red ink."""
    red = (image[..., 0] > 200) & (image[..., 1] < 90) & (image[..., 2] < 90)
    return [box(red, a, b) for a, b in bands(red.any(1))]


def bands(rows) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(int), [0]))))
    return list(zip(edges[::2], edges[1::2], strict=True))


def box(mask, top, bottom) -> tuple[float, float, float, float]:
    columns = np.flatnonzero(mask[top:bottom].any(0))
    return tuple(x * PT / SCALE for x in (top, bottom, columns[0], columns[-1] + 1))  # type: ignore[return-value]


def near(mm: float):
    return pytest.approx(mm, abs=1)


def shown(seen: Seen, start: str) -> list[dict]:
    return next(line for line in seen.lines if "".join(c["text"] for c in line).startswith(start))


def test_letters_and_reports_have_the_pages_they_were_made_for(made):
    assert [len(made[k]) for k in ("one", "two")] == [1, 2]
    assert 11 <= len(made["twelve"]) <= 13


@pytest.mark.parametrize("page", [3, 4, 5])
def test_a_full_page_holds_22_lines_of_28_characters_within_the_text_area(made, page):
    lines = made["twelve"][page].lines
    assert len(lines) == PAGE.grid.lines
    whole = [line for line in lines if abs(line[0]["x0"] - LEFT) < 1]
    assert len(whole) >= 20
    for line in whole:
        assert len(line) == PAGE.grid.characters
        assert line[0]["x0"] == near(LEFT)
        assert line[-1]["x1"] == near(RIGHT)
    middles = [(line[0]["top"] + line[0]["bottom"]) / 2 for line in lines]
    pitch = (middles[-1] - middles[0]) / (PAGE.grid.lines - 1)
    assert pitch == pytest.approx(225 / PAGE.grid.lines, abs=0.05)
    assert middles[0] - pitch / 2 == near(TOP)
    assert middles[-1] + pitch / 2 == near(BOTTOM)


def test_a_paragraph_begins_two_characters_in(made):
    indented = [line for page in made["twelve"][3:6] for line in page.lines if line[0]["x0"] > LEFT + 5]
    assert indented
    assert all(line[0]["x0"] == near(LEFT + 2 * 16 * PT) for line in indented)


@pytest.mark.parametrize("name", ["one", "two", "marked"])
def test_sign_and_double_rules_stand_where_10_1_puts_them(made, name):
    sign, thick, thin, thin_below, thick_below = made[name][0].red
    rule = PAGE.letter_head
    assert sign[0] == near(rule.top_mm)
    assert thick[0] - sign[1] == near(rule.rule_below_mm)
    assert thick_below[1] == near(297 - rule.rule_bottom_mm)
    for line in (thick, thin, thin_below, thick_below):
        assert line[3] - line[2] == near(rule.rule_mm)
        assert (line[2] + line[3]) / 2 == near(105)
    assert thick[1] - thick[0] > thin[1] - thin[0]
    assert thick_below[1] - thick_below[0] > thin_below[1] - thin_below[0]
    assert all(page.red == [] for page in made[name][1:])


def test_the_number_is_right_under_the_rule_and_the_title_two_lines_further(made):
    page = made["two"][0]
    number, mark, title = page.lines[1], page.lines[2], page.lines[3]
    assert number[-1]["text"] == "号"
    assert number[-1]["x1"] == near(RIGHT)
    assert mark[-1]["x1"] == near(RIGHT)
    assert page.ink(number[-1:])[0] - page.red[2][1] == near(PAGE.letter_head.number_below_mm)
    gap = (title[0]["top"] + title[0]["bottom"] - mark[0]["top"] - mark[0]["bottom"]) / 2
    assert gap == pytest.approx(3 * 225 / 22, abs=2)  # two lines free, the title's own is higher
    for line in page.lines[3:6]:
        assert (line[0]["x0"] + line[-1]["x1"]) / 2 == near((LEFT + RIGHT) / 2)


def test_sign_number_signer_and_rule_of_a_document_stand_where_7_2_puts_them(made):
    page = made["twelve"][0]
    sign, rule = page.red
    head = PAGE.document_head
    assert sign[0] == near(TOP + head.top_mm)
    assert rule[3] - rule[2] == near(156)
    assert rule[2] == near(LEFT)
    number = shown(page, "示工信报")
    assert number[0]["x0"] == near(LEFT + 16 * PT)
    assert number[-1]["x1"] == near(RIGHT - 16 * PT)
    assert "".join(c["text"] for c in number).replace(" ", "").endswith("签发人：某某某")
    assert rule[0] - page.ink(number[:3])[1] == near(head.rule_below_mm)
    between = page.ink(number[:3])[0] - sign[1]
    assert between == pytest.approx(2 * 225 / 22 + 3, abs=2)  # two lines free, and what its own line has above it


def test_the_imprint_ends_with_the_text_area_of_the_last_page(made):
    last = made["twelve"][-1]
    assert last.lines[-1][0]["text"] == "示"
    assert last.lines[-1][0]["x0"] == near(LEFT + 14 * PT)
    assert last.lines[-1][-1]["text"] == "发"
    assert last.lines[-1][-1]["x1"] == near(RIGHT - 14 * PT)
    assert BOTTOM - last.lines[-1][0]["bottom"] < 4
    copies = shown(last, "抄送")
    assert copies[0]["x0"] == near(LEFT + 14 * PT)
    following = last.lines[last.lines.index(copies) + 1]
    assert following[0]["x0"] == near(LEFT + 4 * 14 * PT)


def test_the_copies_of_a_letter_end_with_the_text_area_of_its_last_page(made):
    last = made["two"][-1]
    assert "抄送" in last.words
    assert BOTTOM - last.lines[-1][0]["bottom"] < 4


def test_page_numbers_are_7_mm_below_the_text_area_one_character_from_its_outer_edge(made):
    for name in ("two", "twelve", "bare"):
        for n, page in enumerate(made[name], 1):
            if name == "two" and n == 1:
                assert page.numbers == []  # 10.1
                continue
            dashes = [c for c in page.numbers if c["text"] == "—"]
            assert len(dashes) == 2
            assert "".join(c["text"] for c in page.numbers) == f"—{n}—"
            assert page.ink(dashes[:1])[0] == near(BOTTOM + PAGE.page_number.below_mm)
            if n % 2:
                assert dashes[1]["x1"] == near(RIGHT - 14 * PT)
            else:
                assert dashes[0]["x0"] == near(LEFT + 14 * PT)


def test_a_sealed_signature_is_centred_over_its_date_which_is_four_characters_from_the_edge(made):
    last = made["two"][-1]
    sign, day = shown(last, "示例省"), shown(last, "二〇二六")
    assert day[-1]["x1"] == near(RIGHT - 4 * 16 * PT)
    assert (sign[0]["x0"] + sign[-1]["x1"]) / 2 == near((day[0]["x0"] + day[-1]["x1"]) / 2)
    before = last.lines[last.lines.index(sign) - 1]
    assert sign[0]["top"] - before[0]["top"] == near(3 * 225 / 22)


def test_an_attachment_that_runs_over_is_aligned_with_the_first_character_of_its_name(made):
    last = made["two"][-1]
    first = shown(last, "附件")
    following = last.lines[last.lines.index(first) + 1]
    name = next(c for c in first if c["text"] == "示")
    assert following[0]["x0"] == near(name["x0"])


def test_annexes_have_pages_of_their_own_before_the_copies(made):
    pages = made["annexes"]
    first, second = [p for p in pages if "".join(c["text"] for c in p.lines[0]).strip() in ("附件1", "附件2")]
    for page in (first, second):
        mark, title, heading = page.lines[:3]
        assert mark[0]["x0"] == near(LEFT)
        assert (title[0]["x0"] + title[-1]["x1"]) / 2 == near((LEFT + RIGHT) / 2)
        middles = [(line[0]["top"] + line[0]["bottom"]) / 2 for line in (mark, title)]
        assert middles[1] - middles[0] == pytest.approx(2 * 225 / 22, abs=2)  # the third line
        assert heading[0]["x0"] == near(LEFT + 2 * 16 * PT)
    assert pages[-1] is second
    assert "抄送" in second.words
    assert "抄送" not in first.words
    assert BOTTOM - second.lines[-1][0]["bottom"] < 4


def test_a_long_table_repeats_its_head_and_cuts_no_row(made):
    assert sum("项目 件数" in page.words for page in made["twelve"]) >= 2


def test_an_unsealed_signature_stands_two_characters_from_the_edge(made):
    seen = made["unsealed"][0]
    sign, day = shown(seen, "示例省"), shown(seen, "二〇二六")
    assert sign[-1]["x1"] == near(RIGHT - 2 * 16 * PT)
    assert day[0]["x0"] - sign[0]["x0"] == near(2 * 16 * PT)


def test_a_name_too_long_for_the_head_is_set_narrower_in_one_line(made):
    sign = made["long-name"][0].red[0]
    assert sign[0] == near(30)
    assert sign[3] - sign[2] < 156
    assert sign[1] - sign[0] == near(12)


def test_the_list_of_sources_follows_alone_and_has_no_page_number(made):
    assert made["marked"][-1].words.lstrip().startswith("依据清单")
    assert not any(c["text"] == "—" for c in made["marked"][-1].numbers)


@pytest.mark.parametrize("lines", TAILS)
def test_the_signature_is_never_alone_on_a_page(made, lines):
    page = next(p for p in made[f"tail{lines}"] if "二〇二六" in p.words)
    assert "示例省工业和信息化厅" in page.words
    assert "感谢您" in page.words
