"""A letter goes out as Word, is edited as a reader would, and comes back: every edit is found in its section, with the
figures that it touches."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from assistant.draft import Block, Citation, Draft, Run
from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.figures import FigureSheet, Source
from assistant.returning.comparing import Returned, Unit, compare
from assistant.returning.file import read_returned
from knowledge_base import profiles

PAPER = {"kind": "passage", "document": "总结.txt", "title": "示例省工业和信息化厅2025年工作总结"}


def words(kind, text, **more) -> Block:
    return Block(kind, (Run(text),), **more)


def made() -> Draft:
    """Two asks, figures in text and table, a citation, a mark of what is missing."""
    sheet = FigureSheet()
    for value, unit, quote in (
        (86, "家", "全年支持86家企业改造"), (2160, "万元", "拨付奖补资金2160万元"), (11, "个", "建成检测平台11个"),
        (72, "场", "举办培训72场"), (2300, "人次", "培训2300人次"),
    ):  # fmt: skip
        text = f"{value}{unit}"
        sheet.add(value=Decimal(value), unit=unit, text=text, source=Source(**PAPER, start=0, end=9, quote=quote))
    figure = {f.text: Run(f.text, "figure", f.id) for f in sheet.values()}
    law = Citation("C1", Source("passage", "条例.txt", 0, 9, "应当支持改造。", title="示例省促进中小企业发展条例"))
    blocks = (
        words("title", "关于省十四届人大五次会议第0341号建议的答复"),
        words("salutation", "周某某代表："),
        words("opening", "您提出的《关于支持山区县发展特色食品加工业的建议》收悉。经研究，现答复如下："),
        words("heading", "一、关于支持企业改造设备的建议", level=1, ask=1),
        Block("paragraph", (Run("我厅把食品加工列入技改专项，2025年支持"), figure["86家"], Run("企业改造，拨付奖补资金"), figure["2160万元"], Run("，企业投入明显增加。")), ask=1),
        Block("paragraph", (Run("《示例省促进中小企业发展条例》", "citation", "C1"), Run("要求支持中小企业开展设备更新，我厅据此修订了申报指南。")), ask=1),
        Block("paragraph", (Run("〔待补充：下一步打算，请技改处提供〕", "missing"),), ask=1),
        words("heading", "二、关于建设公共检测平台的建议", level=1, ask=2),
        Block("paragraph", (Run("目前全省已建成食品检测公共服务平台"), figure["11个"], Run("，检测项目不全的问题确实存在。")), ask=2),
        Block("table", (Run("事项\t数量\n培训\t"), figure["72场"], Run("\n人员\t"), figure["2300人次"]), ask=2),
        words("paragraph", "我厅将会同省农业农村厅在年内提出检测平台布局方案，方案印发后及时向您通报进展情况。", ask=2),
        words("closing", "感谢您对工业和信息化工作的关心和支持。"),
        words("signature", "示例省工业和信息化厅"),
        words("date", "2026年　月　日"),
        words("note", "（联系人及电话：某某某，0000-00000000）"),
        words("copies", "抄送：省人大常委会代表工作机构，省政府办公厅。"),
    )  # fmt: skip
    return Draft("reply", "送审稿", blocks, sheet, (law,))


DRAFT = made()


@pytest.fixture(scope="module", params=["none", "letter", "document"])
def sent(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sent") / "x.docx"
    write_letter(DRAFT, profiles.load("省工业和信息化厅"), path, sources="list", layout=Layout(request.param))
    return path


def at(document: WordDocument, start: str) -> Paragraph:
    return next(p for p in document.paragraphs if p.text.startswith(start))


def say(paragraph: Paragraph, old: str, new: str) -> None:
    """Types over a place, whatever runs it lies in."""
    text = paragraph.text
    assert old in text
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = text.replace(old, new, 1)


def change(kind: str, inner: list, author: str = "厅长"):
    made_ = OxmlElement(f"w:{kind}")
    for name, value in (("id", "900"), ("author", author), ("date", "2026-05-18T09:00:00Z")):
        made_.set(qn(f"w:{name}"), value)
    for x in inner:
        made_.append(x)
    return made_


def word(text: str, tag: str = "t"):
    run = OxmlElement("w:r")
    t = OxmlElement(f"w:{tag}")
    t.text = text
    run.append(t)
    return run


def after(paragraph: Paragraph, text: str) -> None:
    new = deepcopy(paragraph._p)
    paragraph._p.addnext(new)
    made_ = Paragraph(new, paragraph._parent)
    say(made_, made_.text, text)


def gone(paragraph: Paragraph) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def deleted(d: WordDocument) -> None:
    """As tracked, not decided: struck out, with its paragraph's mark."""
    p = at(d, "《示例省促进")._p
    for run in list(p.findall(qn("w:r"))):
        struck = change("del", [])
        run.addprevious(struck)
        struck.append(run)
        for t in run.iter(qn("w:t")):
            t.tag = qn("w:delText")


def inserted(d: WordDocument) -> None:
    at(d, "感谢您")._p.append(change("ins", [word("欢迎继续监督。")]))


def split(d: WordDocument) -> None:
    p = at(d, "我厅把食品")
    head, tail = p.text.split("，企业投入")
    after(p, "企业投入" + tail)
    say(p, p.text, head + "。")


def join(d: WordDocument) -> None:
    first, second = at(d, "我厅把食品"), at(d, "《示例省促进")
    words_ = second.text
    gone(second)
    say(first, "明显增加。", "明显增加。" + words_)


def move(d: WordDocument) -> None:
    p, goal = at(d, "我厅将会同")._p, at(d, "《示例省促进")._p
    goal.addnext(p)


@dataclass(frozen=True)
class Edit:
    """What a reader does, and what has to be said of it: (kind, ask, words of the heading, figures touched, new numbers)."""

    do: Callable[[WordDocument], object]
    kind: str
    ask: int | None
    heading: str
    figures: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()


EDITS = {
    "a figure changed": Edit(lambda d: say(at(d, "我厅把食品"), "86家", "96家"), "changed", 1, "改造设备", (("86家", "96家"),)),
    "two figures changed": Edit(lambda d: (say(at(d, "我厅把食品"), "86家", "90家"), say(at(d, "我厅把食品"), "2160万元", "2200万元")), "changed", 1, "改造设备", (("86家", "90家"), ("2160万元", "2200万元"))),
    "a figure dropped": Edit(lambda d: say(at(d, "我厅把食品"), "，拨付奖补资金2160万元", ""), "changed", 1, "改造设备", (("2160万元", ""),)),
    "a figure in the table changed": Edit(lambda d: say(d.tables[0].rows[1].cells[1].paragraphs[0], "72场", "75场"), "changed", 2, "检测平台", (("72场", "75场"),)),
    "a sentence with a new number": Edit(lambda d: say(at(d, "目前全省"), "确实存在。", "确实存在。2026年将新建3个。"), "changed", 2, "检测平台", (), ("3个",)),
    "words changed": Edit(lambda d: say(at(d, "目前全省"), "确实存在", "仍然存在"), "changed", 2, "检测平台"),
    "a new paragraph": Edit(lambda d: after(at(d, "《示例省促进"), "专项资金直达企业，不设前置条件。"), "added", 1, "改造设备"),
    "a paragraph deleted": Edit(lambda d: gone(at(d, "《示例省促进")), "removed", 1, "改造设备"),
    "a paragraph moved to the other ask": Edit(move, "moved", 1, "改造设备"),
    "a paragraph split": Edit(split, "split", 1, "改造设备"),
    "two paragraphs joined": Edit(join, "joined", 1, "改造设备"),
    "a heading reworded": Edit(lambda d: say(at(d, "二、"), "建设公共检测平台", "完善公共检测平台"), "changed", 2, "完善公共"),
    "the salutation": Edit(lambda d: say(at(d, "周某某"), "周某某", "周某甲"), "changed", None, ""),
    "the date filled in": Edit(lambda d: say(at(d, "2026年"), "　月　日", "5月18日"), "changed", None, ""),
    "a mark filled in": Edit(lambda d: say(at(d, "〔待补充：下一步"), "〔待补充：下一步打算，请技改处提供〕", "下一步，我厅将单列山区县名额40个。"), "changed", 1, "改造设备", (), ("40个",)),
    "a tracked insertion": Edit(inserted, "changed", None, ""),
    "a tracked deletion": Edit(deleted, "removed", 1, "改造设备"),
}  # fmt: skip


def edited(sent: Path, tmp_path: Path, *edits: Edit) -> Returned:
    document = Document(str(sent))
    for e in edits:
        e.do(document)
    document.save(str(tmp_path / "back.docx"))
    return compare(DRAFT, read_returned(tmp_path / "back.docx").units)


def test_a_file_that_nobody_touched_brings_no_change(sent):
    back = compare(DRAFT, read_returned(sent).units)
    assert back.changes == ()
    assert back.draft == DRAFT


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_mapped_to_its_section_and_figures(sent, tmp_path, name):
    e = EDITS[name]
    (found,) = edited(sent, tmp_path, e).changes
    assert (found.kind, found.place.ask) == (e.kind, e.ask)
    assert e.heading in found.place.heading
    assert tuple((f.old, f.new) for f in found.figures) == e.figures
    assert found.numbers == e.numbers
    assert all(f.source and f.source.title for f in found.figures)


def test_edits_made_together_are_told_apart(sent, tmp_path):
    together = [EDITS[n] for n in ("a figure changed", "a sentence with a new number", "a paragraph deleted", "a heading reworded", "the salutation", "the date filled in", "a tracked insertion", "a figure in the table changed", "a mark filled in")]  # fmt: skip
    back = edited(sent, tmp_path, *together)
    assert len(back.changes) == len(together)
    assert sorted(c.kind for c in back.changes) == sorted(e.kind for e in together)
    assert {(f.old, f.new) for c in back.changes for f in c.figures} == {("86家", "96家"), ("72场", "75场")}


def test_what_did_not_change_keeps_its_source_and_what_did_is_marked(sent, tmp_path):
    draft = edited(sent, tmp_path, EDITS["a figure changed"], EDITS["a figure in the table changed"]).draft
    assert "支持〔待核实：96家〕企业" in draft.text
    assert "培训\t〔待核实：75场〕\n人员\t2300人次" in draft.text
    assert {draft.text[a:b] for a, b, _ in draft.figure_spans()} == {"2160万元", "11个", "2300人次"}
    assert any("原为“86家”" in r.note and "2025年工作总结" in r.note for b in draft.blocks for r in b.runs)
    assert [b.kind for b in draft.blocks] == [b.kind for b in DRAFT.blocks]


def test_a_moved_paragraph_answers_the_ask_under_which_it_now_stands(sent, tmp_path):
    back = edited(sent, tmp_path, EDITS["a paragraph moved to the other ask"])
    assert "布局方案" in back.draft.section(1)
    (moved,) = back.changes
    assert moved.was
    assert moved.was.ask == 2


def test_undecided_changes_and_comments_are_told_with_their_place(sent, tmp_path):
    document = Document(str(sent))
    inserted(document)
    paragraph = at(document, "目前全省")
    document.add_comment(paragraph.runs[:2], "数字请再核一遍", author="厅长")
    document.save(str(tmp_path / "back.docx"))
    back = read_returned(tmp_path / "back.docx")
    assert back.undecided == {"厅长": 1}
    (remark,) = back.remarks
    assert (remark.author, remark.text) == ("厅长", "数字请再核一遍")
    assert remark.quote == "目前全省已建成食品检测公共服务平台11个"
    assert "检测平台" in compare(DRAFT, back.units).places[remark.unit].heading


def units() -> list[Unit]:
    return [Unit(b.text, b.level if b.kind == "heading" else 0, b.kind == "table") for b in DRAFT.blocks]


def test_a_whole_section_that_moved_takes_its_ask_along():
    u = units()
    back = compare(DRAFT, [*u[:3], *u[7:11], *u[3:7], *u[11:]])
    assert {c.kind for c in back.changes} == {"moved"}
    assert back.draft.section(1) == DRAFT.section(1)
    assert back.draft.section(2) == DRAFT.section(2)


def test_a_figure_in_another_unit_is_shown_against_the_old_one():
    u = units()
    u[4] = Unit(u[4].text.replace("86家", "86户").replace("2160万元", "0.216亿元"))
    (found,) = compare(DRAFT, u).changes
    assert [(f.old, f.new) for f in found.figures] == [("86家", "86户"), ("2160万元", "0.216亿元")]


def test_rows_of_a_table_come_and_go():
    u = units()
    u[9] = Unit(u[9].text.replace("\n人员\t2300人次", "\n经费\t30万元"), table=True)
    (found,) = compare(DRAFT, u).changes
    assert found.figures[0].old == "2300人次"
    assert "72场" in found.new
    assert found.kept == ("F4",)
