"""Word files of other tools: their paragraphs, numbers, tables, boxes, notes and tracked changes are read in order."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from soffice import needs_soffice

from assistant.checks import read_draft
from assistant.export import layout
from assistant.export.page import load
from assistant.export.written import read_letter
from assistant.returning.file import read_returned
from assistant.reviewing.review import letter_text
from knowledge_base.readers import read_raw
from knowledge_base.readers.word import read_docx

LINES = (
    "关于省十四届人大五次会议第0156号建议的答复", "张某某代表：", "您提出的建议收悉。经研究，现答复如下：",
    "一、关于资金支持的建议", "（一）奖补政策", "我厅对省级智能工厂给予一次性奖补。", "（二）贷款贴息", "会同省财政厅落实贴息。",
    "二、关于人才培训的建议", "全年培训2300人次。", "感谢您对工业和信息化工作的关心和支持。", "示例省工业和信息化厅", "2026年3月2日",
)  # fmt: skip


def squeezed(line: str) -> str:
    return "".join(line.split())


def share(text: str) -> float:
    """Of the paragraphs, how many stand in the text as lines of their own, in order."""
    found = [squeezed(x) for x in text.split("\n") if x.strip()]
    at = right = 0
    for line in map(squeezed, LINES):
        if line in found[at:]:
            at = found.index(line, at) + 1
            right += 1
    return right / len(LINES)


def plain(path: Path) -> None:
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))


def styled(path: Path) -> None:
    document = Document()
    document.add_heading(LINES[0], 0)
    for line in LINES[1:]:
        document.add_paragraph(line, style="Heading 1" if line[1] == "、" else "Heading 2" if line[0] == "（" else None)
    document.save(str(path))


def split_runs(path: Path) -> None:
    document = Document()
    for line in LINES:
        paragraph = document.add_paragraph()
        for c in line:
            paragraph.add_run(c)
    document.save(str(path))


def bare_xml(path: Path, body: str, **parts: str) -> None:
    """A file of the fewest parts, as a converter writes it: no styles, no section."""
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", types)
        z.writestr("_rels/.rels", rels)
        z.writestr("word/document.xml", f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>")
        for name, data in parts.items():
            z.writestr(f"word/{name}.xml", data)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def minimal(path: Path) -> None:
    bare_xml(path, "".join(f"<w:p>{run(x)}</w:p>" for x in LINES))


def in_content_controls(path: Path) -> None:
    """As forms and OA systems wrap each field."""
    bare_xml(path, "".join(f"<w:sdt><w:sdtContent><w:p>{run(x)}</w:p></w:sdtContent></w:sdt>" for x in LINES))


def with_tracked_changes(path: Path) -> None:
    def paragraph(line: str) -> str:
        head, tail = line[: len(line) // 2], line[len(line) // 2 :]
        return (
            f'<w:p>{run(head)}<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="a">{run(tail)}</w:ins></w:p>'
        )

    bare_xml(path, "".join(map(paragraph, LINES)))


def with_links_and_bookmarks(path: Path) -> None:
    """As WPS writes: bookmarks, proofing marks and smart tags within the text."""
    bare_xml(path, "".join(
        f'<w:p><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:proofErr w:type="spellStart"/><w:hyperlink>{run(x[:2])}</w:hyperlink>'
        f"<w:smartTag>{run(x[2:])}</w:smartTag><w:bookmarkEnd w:id=\"0\"/></w:p>" for x in LINES
    ))  # fmt: skip


def numbered(path: Path) -> None:
    numbering = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def paragraph(line: str) -> str:
        level = 0 if line[1] == "、" else 1 if line[0] == "（" else None
        if level is None:
            return f"<w:p>{run(line)}</w:p>"
        text = line[2:] if level == 0 else line[3:]
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{place}{run(text)}</w:p>"

    bare_xml(path, "".join(map(paragraph, LINES)), numbering=numbering)


MADE = {f.__name__: f for f in (plain, styled, split_runs, minimal, in_content_controls, with_tracked_changes, with_links_and_bookmarks, numbered)}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_the_paragraphs_of_a_foreign_file_are_read(tmp_path, name):
    MADE[name](tmp_path / "x.docx")
    assert share(letter_text(tmp_path / "x.docx")) >= 0.95
    draft = read_draft(letter_text(tmp_path / "x.docx"), "auto", "送审稿")
    assert [b.text for b in draft.blocks if b.kind == "signature"] == ["示例省工业和信息化厅"]
    assert len([b for b in draft.blocks if b.kind == "heading"]) == 4
    assert [f.check for f in layout.check_file(tmp_path / "x.docx", draft)] == ["layout-plain"]


@needs_soffice
@pytest.mark.slow
def test_files_that_libreoffice_made_of_web_pages_and_text_are_read(tmp_path):
    page = "<html><head><meta charset='utf-8'></head><body>" + "".join(f"<p>{x}</p>" for x in LINES) + "</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    plain(tmp_path / "word.docx")
    office = [shutil.which("soffice"), f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to"]
    for source, form, out in (("page.html", "docx:MS Word 2007 XML", "a"), ("word.docx", "docx", "b")):
        subprocess.run(
            [*office, form, "--outdir", str(tmp_path / out), str(tmp_path / source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    for made in (*(tmp_path / "a").glob("*.docx"), *(tmp_path / "b").glob("*.docx")):
        assert share(letter_text(made)) >= 0.95, made
    assert len([*(tmp_path / "a").glob("*.docx"), *(tmp_path / "b").glob("*.docx")]) == 2


def test_the_original_view_shows_what_was_deleted_and_not_what_was_inserted(tmp_path):
    with_tracked_changes(tmp_path / "x.docx")
    data = (tmp_path / "x.docx").read_bytes()
    final = read_docx(data, "x.docx")[0].split("\n")
    original = read_docx(data, "x.docx", view="original")[0].split("\n")
    assert final[1] == "张某某代表："
    assert original[1] == "张某某旧"


def test_text_boxes_notes_and_tables_are_read_where_they_stand(tmp_path):
    document = Document()
    document.add_paragraph("正文甲。")
    box = f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    document.paragraphs[0]._p.append(parse_xml(box))
    table = document.add_table(2, 2)
    for n, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = f"格{n}"
    document.add_paragraph("正文乙。")
    out = io.BytesIO()
    document.save(out)
    (tmp_path / "x.docx").write_bytes(out.getvalue())
    assert read_raw(tmp_path / "x.docx").split("\n") == ["正文甲。", "框内文字", "格0\t格1", "格2\t格3", "正文乙。"]


def test_changes_that_nobody_decided_are_one_advice(tmp_path):
    paragraphs = "".join(
        f'<w:p>{run("正文")}<w:ins w:id="{n}" w:author="a">{run("甲")}</w:ins></w:p>' for n in range(3)
    )
    bare_xml(tmp_path / "x.docx", paragraphs)
    assert read_letter(tmp_path / "x.docx").undecided == 3
    rule = next(r for r in layout.RULES if r.id == "layout-changes")
    laid = layout.Laid.of(read_letter(tmp_path / "x.docx"), read_draft("正文甲"), load())
    assert ["3 处修订" in f.message for f in rule.find(laid, rule)] == [True]


def test_an_ended_paragraph_that_was_tracked_runs_on_when_it_is_accepted(tmp_path):
    gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    bare_xml(tmp_path / "x.docx", f"<w:p>{gone}{run('前半')}</w:p><w:p>{run('后半。')}</w:p>")
    data = (tmp_path / "x.docx").read_bytes()
    assert read_docx(data, "x")[0] == "前半后半。"
    assert read_docx(data, "x", "original")[0] == "前半\n后半。"
    assert read_raw(tmp_path / "x.docx", "original") == "前半\n后半。"


def boxed_number(place: str) -> str:
    """As WPS puts a page number: a text box in the footer, and a copy for older programs."""
    number = (
        '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> —</w:t></w:r></w:p>'
    )
    box = f"<w:txbxContent>{number}</w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return (
        f'<w:r {nsdecls("w", "wp", "a")} {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="margin">{place}</wp:positionH><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}'
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("place", "align"),
    [("<wp:align>outside</wp:align>", "outside"), ("<wp:align>center</wp:align>", "center"), ("<wp:posOffset>1</wp:posOffset>", "free")],
)  # fmt: skip
def test_a_page_number_in_a_box_is_read_once_and_stands_where_the_box_does(tmp_path, place, align):
    document = Document()
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(boxed_number(place)))
    document.save(str(tmp_path / "x.docx"))
    foot = read_letter(tmp_path / "x.docx").feet[0]
    assert foot
    assert (foot.text, foot.align) == ("— 1 —", align)


def test_headings_that_a_program_numbers_are_the_same_when_they_come_back(tmp_path):
    numbered(tmp_path / "x.docx")
    assert [u.text for u in read_returned(tmp_path / "x.docx").units] == list(LINES)
