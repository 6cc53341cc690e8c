"""Tracked changes and comments in hostile files: at the borders of runs, in tables, links, fields, content controls,
overlapping, beside footnotes and in others' changes. Accepting gives the fixed text, rejecting the original, exactly."""

import random
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsdecls
from lxml import etree
from test_tracked import settled

from assistant.export.commented import Note, write_commented
from assistant.export.fixed_word import write_fixed_word
from assistant.reviewing.fixing import Edit, apply
from assistant.reviewing.review import letter_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run(text: str, more: str = "") -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t>{more}</w:r>'


def field(instruction: str, *shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin") + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>" + mark.format("separate")
        + "".join(map(run, shown)) + mark.format("end")
    )  # fmt: skip


def cell(inner: str) -> str:
    return f"<w:tc><w:tcPr/>{inner}</w:tc>"


PARAGRAPHS = (
    "".join(run(c) for c in "关于省人大第0156号建议的答复"),
    run("张某某代表："),
    run("您提出的建议", "<w:tab/><w:t>收悉</w:t>") + run("。经研", "<w:t>究，</w:t><w:br/><w:t>答复如下：</w:t>"),
    run("按照") + f'<w:hyperlink w:anchor="x">{run("《条例》")}{run("第五条")}</w:hyperlink>' + run("的规定办理。"),
    run("见") + field("REF _Ref1 \\h", "表", "1和图2") + run("，共172件。"),
    run("截至") + '<w:fldSimple w:instr=" DATE ">' + run("2026年6月30日") + "</w:fldSimple>" + run("已办结。"),
    run("办理") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("情况较好，满意率") + run("98%") + run("。"),
    f'<w:sdt><w:sdtContent>{run("控件里的文字")}</w:sdtContent></w:sdt>' + run("与控件外的文字相连。"),
    run("甲") + f'<w:ins w:id="7" w:author="甲">{run("插入的字")}</w:ins>'
    + '<w:del w:id="8" w:author="甲"><w:r><w:delText>删去的字</w:delText></w:r></w:del>' + run("乙丙丁。"),
    '<w:bookmarkStart w:id="3" w:name="b"/>' + run("书签") + '<w:bookmarkEnd w:id="3"/><w:proofErr w:type="spellStart"/>'
    + f"<w:smartTag>{run('智能标记')}</w:smartTag>" + run("之后　全角空格 半角空格。"),
    '<w:commentRangeStart w:id="0"/>' + run("已有批注") + '<w:commentRangeEnd w:id="0"/>' + run("的一段话。"),
    run("A&amp;B &lt;投入&gt; 5％。") + run("𠮷字与 emoji😀也在。"),
)  # fmt: skip
TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
    + cell(f"<w:p>{run('项')}{run('目')}</w:p>") + cell(f"<w:p>{run('件数')}</w:p>")
    + "</w:tr><w:tr>" + cell(f"<w:p>{run('建议')}</w:p><w:p>{run('第二段')}</w:p>")
    + cell(f"<w:p>{field('=SUM(A1)', '17', '2')}</w:p>") + "</w:tr></w:tbl>"
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A file of python-docx's with a body of our own."""
    path = tmp_path_factory.mktemp("hostile") / "稿.docx"
    plain = path.with_name("plain.docx")
    docx.Document().save(str(plain))
    body = "".join(f"<w:p>{p}</w:p>" for p in PARAGRAPHS) + TABLE + f"<w:p>{run('特此答复。')}</w:p>"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                section = etree.tostring(next(etree.fromstring(data).iter(f"{W}sectPr"))).decode()
                data = f"<w:document {nsdecls('w')}><w:body>{body}{section}</w:body></w:document>".encode()
            target.writestr(item, data)
    return path


def random_edits(text: str, chance: random.Random) -> list[Edit]:
    """Replacements, deletions and insertions that neither overlap nor touch, in any place at all."""
    edits: list[Edit] = []
    at = chance.randrange(3)
    while at < len(text):
        end = min(len(text), at + chance.randrange(5))
        new = chance.choice(["", "改", "改成新的", " ", "A&<B>"])
        if new != text[at:end]:
            edits.append(Edit(at, end, new))
        at = end + 1 + chance.randrange(12)
    return edits


@pytest.mark.parametrize("seed", range(12))
def test_random_edits_and_overlapping_notes_are_exact_both_ways(hostile, tmp_path, seed):
    text = letter_text(hostile)
    chance = random.Random(seed)
    edits = random_edits(text, chance)
    starts = [chance.randrange(len(text)) for _ in range(10)]
    notes = [Note(s, min(len(text), s + chance.randrange(30)), f"第{n}条") for n, s in enumerate(starts)]
    out = tmp_path / "批.docx"
    made = write_commented(hostile, out, notes, letter_text, edits)
    assert made.notes >= 9
    assert len(made.changes) > len(edits) / 2
    assert settled(out, tmp_path / "r.docx", accept=False) == settled(hostile, tmp_path / "o.docx", accept=False)
    assert settled(out, tmp_path / "a.docx", accept=True) == apply(text, made.changes)
    ids = [x.get(f"{W}id") for x in changes(out)]
    assert len(ids) == len(set(ids))
    assert sum(c.author == "校核" for c in docx.Document(str(out)).comments) >= 9


def changes(path: Path) -> list[etree._Element]:
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    return list(root.iter(f"{W}ins", f"{W}del"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第0156号", "第156号"), ("收悉", "已收悉"), ("研究，", "研究"), ("《条例》第五条", "《条例》第六条"), ("五条的规", "五条规"),
        ("98%", "97.5%"), ("外的文字", "外文字"), ("智能标记之后", "智能标记后"), ("有批", "有的批"), ("丙丁", "丙"),
        ("&B <投", "＆B＜投"), ("𠮷字", "吉字"), ("项目", "事项"), ("第二段", "第三段"),
    ],
)  # fmt: skip
def test_an_edit_at_a_hard_place_goes_in_as_a_change(hostile, tmp_path, old, new):
    text = letter_text(hostile)
    e = Edit(text.index(old), text.index(old) + len(old), new)
    out = tmp_path / "批.docx"
    write_commented(hostile, out, [], letter_text, [e])
    assert [x for x in changes(out) if x.get(f"{W}author") == "校核"]
    assert settled(out, tmp_path / "a.docx", accept=True) == apply(text, [e])
    assert settled(out, tmp_path / "r.docx", accept=False) == settled(hostile, tmp_path / "o.docx", accept=False)


@pytest.mark.parametrize("words", ["6月30日", "表1和图2", "172\n"])
def test_what_word_computes_again_is_left_to_a_comment_around_it(hostile, tmp_path, words):
    """A change in a date field or a reference would not last, and LibreOffice loses it."""
    text = letter_text(hostile)
    start = text.index(words)
    e = Edit(start, start + len(words.strip()), "别的")
    out = tmp_path / "批.docx"
    assert write_commented(hostile, out, [Note(e.start, e.end, "应为别的")], letter_text, [e]).changes == ()
    more = Edit(e.start + 1, e.start + 1, "新")
    assert write_fixed_word(hostile, tmp_path / "改.docx", text, [e, more], letter_text) == (), "would not stay fixed"
    start, end = comment_of(out)
    if words == "6月30日":
        assert start.getnext().tag == end.getprevious().tag == f"{W}fldSimple"
    else:
        begin, last = start.getnext().find(f"{W}fldChar"), end.getprevious().find(f"{W}fldChar")
        assert (begin.get(f"{W}fldCharType"), last.get(f"{W}fldCharType")) == ("begin", "end")


def comment_of(path: Path) -> tuple[etree._Element, etree._Element]:
    """Where the newest comment begins and ends."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    starts, ends = (list(root.iter(f"{W}comment{side}")) for side in ("RangeStart", "RangeEnd"))
    newest = max((x.get(f"{W}id") for x in starts), key=int)
    return next(x for x in starts if x.get(f"{W}id") == newest), next(x for x in ends if x.get(f"{W}id") == newest)


CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("kind", "held"),
    [("", True), ('<w:alias w:val="正文"/>', True), ("<w:dropDownList/>", False), ("<w:date/>", False)],
)
def test_the_first_paragraph_of_a_control_gets_its_comment_from_outside(hostile, tmp_path, kind, held):
    path = tmp_path / "控件.docx"
    within = CONTROL.format(kind, f"<w:p>{run('控件首段')}</w:p><w:p>{run('控件次段')}</w:p>")
    with zipfile.ZipFile(hostile) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(b"<w:body>", f"<w:body>{within}".encode())
            target.writestr(item, data)
    text = letter_text(path)
    edits = [Edit(text.index(words), text.index(words) + 2, "表格") for words in ("控件首", "控件次")]
    made = write_commented(path, tmp_path / "批.docx", [Note(0, 4, "改")], letter_text, edits)
    assert made.changes == tuple(edits[held:])
    start, end = comment_of(tmp_path / "批.docx")
    assert (start.getparent().tag == f"{W}body") == held
    assert ("次段" in "".join(end.getparent().itertext())) == held
