"""Long letters and documents measured in millimetres: titles of two and three lines, 15 addressees, 15 copies, three annexes, a
report of twelve pages with two long tables."""

import pytest
from export_drafts import profile, text
from soffice import needs_soffice, render
from test_word_measured import BOTTOM, LEFT, PAGE, PT, RIGHT, TOP, Seen, full, look, near, shown

from assistant.draft import Block, Draft
from assistant.export.annexes import arranged
from assistant.export.heads import Layout
from assistant.export.readback import check_layout
from assistant.export.word import write_letter

pytestmark = [needs_soffice, pytest.mark.slow]

TWO = "关于省十四届人大五次会议第0412号《关于办好中小企业技术工人夜校的建议》的答复"
THREE = "关于对省十四届人大五次会议第0412号《关于在县城和工业园区增设技术工人夜校教学点并编制分工种短期课程目录的建议》的再次答复"
CITIES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"
ADDRESSEES = "，".join(f"{c}某市工业和信息化局" for c in CITIES) + "："
COPIES = "抄送：" + "，".join(f"{c}某市人大常委会" for c in CITIES) + "。"
CLOSING = text("closing", "感谢您对工业和信息化工作的关心和支持。")
END = (
    text("signature", "示例省工业和信息化厅"),
    text("date", "二〇二六年三月二日"),
    text("note", "（联系人及电话：某某某，〇〇〇〇）"),
)
NAMES = ("重点行业目录", "转型服务商名单", "诊断工作流程图及各市分工安排和联系方式一览表以及填报说明")


def head(title: str, to: str = "某某某代表：") -> tuple[Block, ...]:
    return (
        text("number", "示工信函〔2026〕128号"),
        text("title", title),
        text("salutation", to),
        text("opening", "您提出的建议收悉。经研究，现答复如下："),
    )


def rows(name: str, count: int) -> Block:
    """Rows of a line and, each fifth, of several."""
    told = "第{}项重点工作已经完成，有关情况已经公布".format
    lines = [f"{told(n)}，并在三个市推广了做法和经验" if n % 5 == 0 else f"{name}{n}" for n in range(count)]
    return text(
        "table", "\n".join(["事项\t主办件数\t会办件数\t说明", *(f"{s}\t{n}\t{n + 1}\t无" for n, s in enumerate(lines))])
    )


ANNEXES = tuple(
    text("attachment", words)
    for n, name in enumerate(NAMES, 1)
    for words in (f"附件{n}", f"示例省{name}", *(["国家机关公文" * 9] * (30 if n == 2 else 2)))
)
ENCLOSED = tuple(text("attachment", f"{'附件：' if n == 1 else ''}{n}.示例省{name}") for n, name in enumerate(NAMES, 1))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Seen]]:
    folder = tmp_path_factory.mktemp("long")
    report = Draft(
        "report", "终稿",
        (text("number", "示工信报〔2026〕12号"), text("title", THREE), text("salutation", "省政府办公厅："), *[full(22)] * 4,
         rows("某市", 60), full(40), rows("某县", 60), full(44), text("closing", "特此报告。"), *END,
         text("copies", COPIES)),
    )  # fmt: skip
    drafts = {
        "two": (Draft("reply", "终稿", (*head(TWO), full(30), CLOSING, *END)), Layout("letter")),
        "three": (Draft("reply", "终稿", (*head(THREE), full(30), CLOSING, *END)), Layout("letter")),
        "many": (
            Draft("reply", "终稿", (*head(TWO, ADDRESSEES), full(10), CLOSING, *END, text("copies", COPIES))),
            Layout("letter"),
        ),
        "annexes": (
            arranged(
                Draft(
                    "reply", "终稿", (*head(TWO), full(3), CLOSING, *ENCLOSED, *END, *ANNEXES, text("copies", COPIES))
                )
            ),
            Layout("letter"),
        ),
        "report": (report, Layout("document", "某某某")),
    }
    for name, (draft, layout) in drafts.items():
        write_letter(draft, profile(), folder / f"{name}.docx", sources="none", layout=layout)
        assert check_layout(folder / f"{name}.docx", draft) == []
    return {p.stem: look(p) for p in render(*(folder / f"{name}.docx" for name in drafts))}


def words(line: list[dict]) -> str:
    return "".join(c["text"] for c in line)


@pytest.mark.parametrize(("name", "title"), [("two", TWO), ("three", THREE), ("many", TWO), ("report", THREE)])
def test_each_line_of_a_long_title_is_in_the_middle_and_none_is_a_stub(made, name, title):
    page = made[name][0]
    lines = [line for line in page.lines if words(line) in title and len(line) > 1]
    assert "".join(map(words, lines)) == title
    for line in lines:
        assert (line[0]["x0"] + line[-1]["x1"]) / 2 == near((LEFT + RIGHT) / 2)
        assert line[0]["x0"] > LEFT - 1
        assert line[-1]["x1"] < RIGHT + 1
        assert len(line) >= 8
    following = page.lines[page.lines.index(lines[-1]) + 1]
    assert following[0]["x0"] == near(LEFT)
    middles = [(line[0]["top"] + line[0]["bottom"]) / 2 for line in (lines[-1], following)]
    assert middles[1] - middles[0] == pytest.approx(2 * 225 / 22, abs=2)


def test_full_pages_of_a_long_report_hold_22_lines_of_28_characters(made):
    pages = [p for p in made["report"] if len(p.lines) == PAGE.grid.lines and "事项" not in p.words]
    assert len(pages) >= 5
    for page in pages:
        whole = [line for line in page.lines if abs(line[0]["x0"] - LEFT) < 1 and words(line)[-1] not in "。："]
        assert len(whole) >= 20
        for line in whole:
            assert len(line) == PAGE.grid.characters
            assert line[-1]["x1"] == near(RIGHT)
        middles = [(line[0]["top"] + line[0]["bottom"]) / 2 for line in page.lines]
        assert middles[0] - 225 / 44 == near(TOP)
        assert middles[-1] + 225 / 44 == near(BOTTOM)


def test_nothing_leaves_the_text_area_and_each_page_but_the_first_of_a_letter_has_its_number(made):
    for name, pages in made.items():
        for n, page in enumerate(pages, 1):
            sign = page.lines[:1] if n == 1 else []
            for line in (x for x in page.lines if x not in sign):
                hanging = words(line)[-1] in "，。："  # in the margin's edge, as Word and LibreOffice hang it
                assert line[0]["x0"] > LEFT - 1
                assert line[-1]["x1"] < RIGHT + (6 if hanging else 1)
            assert words(page.numbers) == ("" if n == 1 and name != "report" else f"—{n}—")


def test_fifteen_addressees_run_over_to_the_left_edge(made):
    lines = made["many"][0].lines
    at = next(n for n, line in enumerate(lines) if words(line).startswith("甲某市工业"))
    several = lines[at : at + 6]
    assert words(several[-1]).endswith("局：")
    assert all(line[0]["x0"] == near(LEFT) for line in several)


@pytest.mark.parametrize("name", ["many", "annexes", "report"])
def test_fifteen_copies_hang_behind_the_colon_and_end_with_the_text_area(made, name):
    last = made[name][-1]
    first = shown(last, "抄送：")
    assert first[0]["x0"] == near(LEFT + 14 * PT)
    rest = last.lines[last.lines.index(first) + 1 :]
    run_over = [line for line in rest if "印发" not in words(line)]
    assert len(run_over) >= 4
    assert all(line[0]["x0"] == near(LEFT + 4 * 14 * PT) for line in run_over)
    assert BOTTOM - last.lines[-1][0]["bottom"] < 4
    assert "".join(map(words, [first, *run_over])) == COPIES


def test_three_annexes_each_begin_a_page_and_are_named_under_the_text(made):
    pages = made["annexes"]
    begun = [p for p in pages if words(p.lines[0]).strip() in ("附件1", "附件2", "附件3")]
    assert len(begun) == 3
    assert begun[1].lines[1] != begun[2].lines[1]
    listed = next(p for p in pages if any(words(x).startswith("附件：1.") for x in p.lines))
    assert "感谢您" in listed.words, "what is enclosed and the signature are not on a page without text"
    assert "示例省工业和信息化厅" in listed.words
    one, two, three = (shown(listed, s) for s in ("附件：1.", "2.", "3."))
    assert two[0]["x0"] == near(one[3]["x0"])
    assert three[0]["x0"] == near(two[0]["x0"])
    over = listed.lines[listed.lines.index(three) + 1]
    assert over[0]["x0"] == near(next(c for c in three if c["text"] == "示")["x0"])


def test_two_long_tables_repeat_their_heads_and_cut_no_row(made):
    pages = [p for p in made["report"] if "事项 主办件数 会办件数 说明" in p.words]
    assert len(pages) >= 5
    for page in pages:
        table = [line for line in page.lines if line[0]["bottom"] - line[0]["top"] < 5.2]
        assert words(table[0]).startswith("事项")
    for n in range(0, 60, 5):
        told = [p for p in made["report"] if f"第{n}项重点工作" in p.words]
        assert len(told) == 2, "once in each table"
