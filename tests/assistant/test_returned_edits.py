"""More of what readers do to a letter and to a report in Word and WPS, each found in its section with its figures."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from test_returning import DRAFT, after, at, change, gone, say, word, words

from assistant.draft import Block, Draft, Run
from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.figures import FigureSheet, Source
from assistant.returning.comparing import Change, compare
from assistant.returning.file import read_returned
from knowledge_base import profiles


def made() -> Draft:
    """A report with two levels of headings and figures of a ledger."""
    sheet = FigureSheet()
    for n, text in enumerate(("172件", "105件", "67件", "64件", "95.5%", "31件")):
        unit = text[-1]
        source = Source("ledger", "台账.xlsx", 0, 0, "", cells=(f"台账!A{n + 2}",))
        sheet.add(value=Decimal(text[:-1]), unit=unit, text=text, source=source)
    f = {x.text: Run(x.text, "figure", x.id) for x in sheet.values()}
    blocks = (
        words("title", "关于2026年上半年建议提案办理工作情况的报告"),
        words("salutation", "省政府办公厅："),
        words("opening", "现将我厅上半年建议提案办理工作情况报告如下。"),
        words("heading", "一、总体情况", level=1),
        Block("paragraph", (Run("上半年共承办建议提案"), f["172件"], Run("，其中建议"), f["105件"], Run("、提案"), f["67件"], Run("。"))),
        Block("table", (Run("件别\t件数\n建议\t"), f["105件"], Run("\n提案\t"), f["67件"])),
        words("heading", "二、主要做法", level=1),
        words("heading", "（一）领导带头领办", level=2),
        Block("paragraph", (Run("厅领导领办"), f["31件"], Run("，逐件听取汇报，现场研究难点。"))),
        words("heading", "（二）全程督办", level=2),
        Block("paragraph", (Run("主办件已办结"), f["64件"], Run("，办结率"), f["95.5%"], Run("，逾期的逐件说明了原因。"))),
        words("heading", "三、下步工作", level=1),
        words("paragraph", "对尚未办结的建议提案，年底前逐件答复，并做好与代表委员的沟通。"),
        words("closing", "特此报告。"),
        words("signature", "示例省工业和信息化厅"),
        words("date", "2026年7月10日"),
    )  # fmt: skip
    return Draft("report", "送审稿", blocks, sheet)


REPORT = made()
PROFILE = profiles.load("省工业和信息化厅")


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sent")
    write_letter(DRAFT, PROFILE, folder / "letter.docx", sources="comments", layout=Layout("letter"))
    write_letter(REPORT, PROFILE, folder / "report.docx", sources="none", layout=Layout("document", "某某某"))
    return {"letter": folder / "letter.docx", "report": folder / "report.docx"}


def apart(p: Paragraph, piece: str) -> list:
    """Every character of the paragraph in a run of its own, as WPS leaves it; gives the runs of ``piece``."""
    text, first = p.text, p.runs[0]._r
    start = text.index(piece)
    runs = []
    for c in text:
        made_ = deepcopy(first)
        for t in made_.findall(qn("w:t")):
            t.text = c
        first.addprevious(made_)
        runs.append(made_)
    for r in p.runs[len(runs) :]:
        r._r.getparent().remove(r._r)
    return runs[start : start + len(piece)]


def retyped(p: Paragraph, old: str, new: str) -> None:
    """``old`` struck out and ``new`` beside it, as tracked, in runs of one character."""
    runs = apart(p, old)
    struck = change("del", [])
    runs[0].addprevious(struck)
    for r in runs:
        struck.append(r)
        for t in r.iter(qn("w:t")):
            t.tag = qn("w:delText")
    struck.addnext(change("ins", [word(new)]))


def linked(p: Paragraph, old: str, new: str) -> None:
    """A number that became part of a link, and another one."""
    runs = apart(p, old)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "x")
    runs[0].addprevious(link)
    for r in runs:
        r.getparent().remove(r)
    link.append(word(new))


def controlled(p: Paragraph) -> None:
    """Put into a content control."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    p._p.addprevious(control)
    control.append(content)
    content.append(p._p)


def broken_line(p: Paragraph, before: str) -> None:
    first = apart(p, before)[0]
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:br"))
    first.addprevious(run)


def row(d: WordDocument, texts: list[str]) -> None:
    cells = d.tables[0].add_row().cells
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)


def table_as_text(d: WordDocument) -> None:
    table = d.tables[0]._tbl
    goal = at(d, "目前全省")
    after(goal, "全年举办培训72场，培训2300人次。")
    table.getparent().remove(table)


def swapped(d: WordDocument) -> None:
    """The two measures of a report change places, one with another figure."""
    say(at(d, "厅领导领办"), "31件", "33件")
    first = [at(d, "（一）")._p, at(d, "厅领导领办")._p]
    goal = at(d, "主办件已办结")._p
    for p in reversed(first):
        goal.addnext(p)


Said = tuple[str, int | None, str, tuple[tuple[str, str], ...], tuple[str, ...]]
EDITS: dict[str, tuple[str, Callable[[WordDocument], object], tuple[Said, ...]]] = {
    "digit by digit, tracked": ("letter", lambda d: retyped(at(d, "我厅把食品"), "6家", "9家"), (("changed", 1, "改造设备", (("86家", "89家"),), ()),)),
    "inside a link": ("letter", lambda d: linked(at(d, "目前全省"), "11个", "12个"), (("changed", 2, "检测平台", (("11个", "12个"),), ()),)),
    "full-width digits": ("letter", lambda d: say(at(d, "我厅把食品"), "86家", "８８家"), (("changed", 1, "改造设备", (("86家", "８８家"),), ()),)),
    "in a content control, and changed": ("letter", lambda d: (say(at(d, "目前全省"), "11个", "13个"), controlled(at(d, "目前全省"))), (("changed", 2, "检测平台", (("11个", "13个"),), ()),)),
    "only in runs and in a control": ("letter", lambda d: (apart(at(d, "目前全省"), "11个"), controlled(at(d, "目前全省"))), ()),
    "a row in the table": ("letter", lambda d: row(d, ["经费", "30万元"]), (("changed", 2, "检测平台", (), ("30万元",)),)),
    "the table as a sentence": ("letter", table_as_text, (("changed", 2, "检测平台", (), ()),)),
    "a paragraph twice": ("letter", lambda d: after(at(d, "感谢您"), "感谢您对工业和信息化工作的关心和支持。"), (("added", None, "", (), ()),)),
    "all words of an ask but its heading": ("letter", lambda d: [gone(at(d, x)) for x in ("我厅把食品", "《示例省促进", "〔待补充：下一步")], tuple(("removed", 1, "改造设备", f, ()) for f in ((("86家", ""), ("2160万元", "")), (), ()))),
    "a figure in words": ("letter", lambda d: say(at(d, "目前全省"), "11个", "十几个"), (("changed", 2, "检测平台", (("11个", "十几个"),), ()),)),
    "the total of a report": ("report", lambda d: retyped(at(d, "上半年共承办"), "172", "171"), (("changed", None, "一、总体情况", (("172件", "171件"),), ()),)),
    "a cell of a report": ("report", lambda d: say(d.tables[0].rows[1].cells[1].paragraphs[0], "105件", "106件"), (("changed", None, "一、总体情况", (("105件", "106件"),), ()),)),
    "a rate of the second measure": ("report", lambda d: say(at(d, "主办件已办结"), "95.5%", "96%"), (("changed", None, "二、主要做法 / （二）全程督办", (("95.5%", "96%"),), ()),)),
    "a new measure": ("report", lambda d: after(at(d, "主办件已办结"), "每季度通报一次进度，全年通报4次。"), (("added", None, "（二）全程督办", (), ("4次",)),)),
    "measures that change places": ("report", swapped, (("moved", None, "", (), ()), ("changed", None, "（一）领导带头领办", (("31件", "33件"),), ()))),
    "a line broken inside a paragraph": ("report", lambda d: broken_line(at(d, "主办件已办结"), "逾期"), ()),
}  # fmt: skip


def said(c: Change) -> Said:
    return c.kind, c.place.ask, c.place.heading, tuple((f.old, f.new) for f in c.figures), c.numbers


@pytest.mark.parametrize("name", EDITS)
def test_what_a_reader_did_is_told_in_its_section_with_its_figures(sent, tmp_path, name):
    kind, do, wanted = EDITS[name]
    document = Document(str(sent[kind]))
    do(document)
    document.save(str(tmp_path / "back.docx"))
    draft = {"letter": DRAFT, "report": REPORT}[kind]
    found = [said(c) for c in compare(draft, read_returned(tmp_path / "back.docx").units).changes]
    for kind_, ask, heading, figures, numbers in wanted:
        assert any((f[0], f[1], f[3], f[4]) == (kind_, ask, figures, numbers) and heading in f[2] for f in found), found
    assert len(found) == len(wanted) or name == "measures that change places", found


def test_a_table_that_became_a_sentence_is_a_paragraph_with_its_figures(sent, tmp_path):
    document = Document(str(sent["letter"]))
    table_as_text(document)
    document.save(str(tmp_path / "back.docx"))
    draft = compare(DRAFT, read_returned(tmp_path / "back.docx").units).draft
    block = next(b for b in draft.blocks if "72场" in b.text)
    assert block.kind == "paragraph"
    assert [r.text for r in block.runs if r.kind == "figure"] == ["72场", "2300人次"]
