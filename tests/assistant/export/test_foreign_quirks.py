"""Word files with the quirks of WPS, OA systems and converters: what a reader sees on the page is read, and nothing else."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_foreign_word import LINES, bare_xml, share, squeezed

from assistant.checks import read_draft
from assistant.export.commented import Note, write_commented
from assistant.reviewing.review import letter_text
from knowledge_base.errors import InputError
from knowledge_base.readers.word import read_docx

SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{address}"'
    for prefix, address in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "r": "openxmlformats.org/officeDocument/2006/relationships",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "microsoft.com/office/word/2010/wordprocessingGroup",
    }.items()
)


def p(inner: str, properties: str = "") -> str:
    return f"<w:p>{properties}{inner}</w:p>"


def r(text: str, font: str = "仿宋_GB2312") -> str:
    slots = " ".join(f'w:{slot}="{font}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" {slots}/><w:sz w:val="32"/></w:rPr><w:t>{text}</w:t></w:r>'


def box(inner: str) -> str:
    """A box in a group, and its copy for older programs."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:anchor><a:graphic><a:graphicData><wpg:wgp>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def nested_field(shown: str) -> str:
    inner = (
        f"{mark('begin')}<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>{mark('separate')}{r('栏内')}{mark('end')}"
    )
    return f"{mark('begin')}<w:r><w:instrText>IF </w:instrText></w:r>{inner}{mark('separate')}{r(shown)}{mark('end')}"


def controls(n: int, line: str) -> str:
    """Content controls around paragraphs and within them, smart tags, custom XML."""
    if n % 3 == 0:
        return f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{p(r(line))}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    if n % 3 == 1:
        return p(f"{r(line[:2])}<w:sdt><w:sdtContent>{r(line[2:4])}</w:sdtContent></w:sdt>{r(line[4:])}")
    return f'<w:customXml w:element="x">{p(f"<w:smartTag>{r(line)}</w:smartTag>")}</w:customXml>'


def moved(n: int, line: str) -> str:
    if n != 5:
        return p(r(line))
    old, new = (
        p(f'<w:{x} w:id="3" w:author="a">{r(line)}</w:{x}>', f'<w:pPr><w:rPr><w:{x} w:id="4" w:author="a"/></w:rPr></w:pPr>')
        for x in ("moveFrom", "moveTo")
    )  # fmt: skip
    return old + new


def cell(line: str) -> str:
    row = f"<w:tr><w:sdt><w:sdtContent><w:tc>{p(r(line))}</w:tc></w:sdtContent></w:sdt></w:tr>"
    return f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"


Line = Callable[[int, str], str]
EACH: dict[str, Line] = {
    "a run a character, as WPS leaves them": lambda n, x: (p(box(p(r("示例省工业和信息化厅", "方正小标宋简体")))) if not n else "") + p("".join(map(r, x)), '<w:pPr><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:pPr>'),
    "controls and tags": controls,
    "boxes": lambda n, x: p(box(p(r(x)))),
    "readings above characters": lambda n, x: p(f"<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase>{r(x[0])}</w:rubyBase></w:ruby></w:r>{r(x[1:])}"),
    "nested fields": lambda n, x: p(nested_field(x[:3]) + f'<w:fldSimple w:instr="REF x">{r(x[3:])}</w:fldSimple>'),
    "hidden text": lambda n, x: p(r(x) + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不显示</w:t></w:r>"),
    "formulas": lambda n, x: p(f"{r(x[:2])}<m:oMath><m:r><m:t>{x[2:4]}</m:t></m:r></m:oMath>{r(x[4:])}"),
    "moved, not decided": moved,
    "symbols and breaks of pages": lambda n, x: p(f'<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:lastRenderedPageBreak/></w:r>{r(x)}<w:r><w:softHyphen/></w:r>'),
}  # fmt: skip


def written(path: Path, name: str) -> None:
    body = "".join(EACH[name](n, x) for n, x in enumerate(LINES))
    # the smallest package there is, with the namespaces that the quirk needs
    bare_xml(path, f"<w:sdt {SPACES}><w:sdtContent>{body}</w:sdtContent></w:sdt>")


@pytest.mark.parametrize("name", EACH)
def test_what_is_on_the_page_is_read_and_can_be_commented(tmp_path, name):
    path = tmp_path / "x.docx"
    written(path, name)
    text = letter_text(path)
    assert share(text) == 1
    strange = [x for x in text.split("\n") if x.strip() and squeezed(x) not in map(squeezed, LINES)]
    assert strange in ([], ["示例省工业和信息化厅"])
    assert [b.text for b in read_draft(text).blocks if b.kind == "date"] == [LINES[-1]]
    at = text.index("收悉")
    assert write_commented(path, tmp_path / "y.docx", [Note(at, at + 2, "看这里")], letter_text).notes == 1
    assert letter_text(tmp_path / "y.docx") == text


def test_a_letter_laid_out_in_tables_is_read_line_by_line(tmp_path):
    inner = f"<w:tbl><w:tr><w:tc>{''.join(p(r(x)) for x in LINES[6:])}</w:tc></w:tr></w:tbl>"
    rows = "".join(cell(x) for x in LINES[:6])
    bare_xml(tmp_path / "x.docx", f"<w:tbl>{rows}<w:tr><w:tc>{inner}{p('')}</w:tc></w:tr></w:tbl>{p('')}")
    assert share(letter_text(tmp_path / "x.docx")) == 1


def rewritten(path: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(path) as source:
        parts = [change(i.filename, source.read(i)) for i in source.infolist()]
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts:
            target.writestr(name, data)


PACKAGES: dict[str, Callable[[str, bytes], tuple[str, bytes]]] = {
    "document2.xml": lambda n, d: (n.replace("document.xml", "document2.xml"), d.replace(b"document.xml", b"document2.xml")),
    "another prefix": lambda n, d: (n, d.replace(b"<w:", b"<q:").replace(b"</w:", b"</q:").replace(b" w:", b" q:").replace(b"xmlns:w=", b"xmlns:q=")),
    "UTF-16": lambda n, d: (n, ('<?xml version="1.0" encoding="UTF-16"?>' + d.decode()).encode("utf-16") if n == "word/document.xml" else d),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_put_together_otherwise_is_read_and_commented(tmp_path, name):
    path = tmp_path / "x.docx"
    bare_xml(path, "".join(p(r(x)) for x in LINES))
    rewritten(path, PACKAGES[name])
    assert share(letter_text(path)) == 1
    assert write_commented(path, tmp_path / "y.docx", [Note(0, 2, "看这里")], letter_text).notes == 1


def test_what_cannot_be_read_whole_is_refused_and_not_read_in_part(tmp_path):
    path = tmp_path / "x.docx"
    bare_xml(path, p(r("只有一段")) + f'<w:altChunk {SPACES} r:id="rId9"/>')
    with pytest.raises(InputError, match="嵌着网页"):
        read_docx(path.read_bytes(), "x.docx")
    bare_xml(path, p(r("甲")))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    rewritten(
        path, lambda n, d: (n, d.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict))
    )
    with pytest.raises(InputError, match="严格的 Open XML"):
        letter_text(path)


def test_hidden_text_still_counts_for_secrecy(tmp_path):
    bare_xml(tmp_path / "x.docx", p(r("甲") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>机密★1年</w:t></w:r>"))
    body, rest = read_docx((tmp_path / "x.docx").read_bytes(), "x.docx")
    assert (body, rest.strip()) == ("甲", "机密★1年")
