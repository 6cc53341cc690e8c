"""What is really in a written Word file: text, type, paper, heads and feet, comments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section
from lxml.etree import LxmlError  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module

from assistant.export.drawn import DrawnRule, Sheet, drawn_rules
from assistant.export.effective import SLOTS, ReadParagraph, ReadRule, ReadRun, Styles, boxes_of, paragraphs_in
from assistant.export.imprint import ReadImprint, read_imprint
from assistant.export.page import mm
from assistant.export.word_places import body
from knowledge_base.errors import InputError, of_system
from knowledge_base.readers.changes import settle
from knowledge_base.readers.container import number
from knowledge_base.readers.sniffing import form_of
from knowledge_base.readers.unseen import drop_unseen
from knowledge_base.readers.word import open_docx

__all__ = [
    "SLOTS", "SOURCES_STYLE", "ReadComment", "ReadLetter", "ReadParagraph", "ReadRule", "ReadRun", "ReadTable",
    "letter_text", "read_letter",
]  # fmt: skip

SOURCES_STYLE = "依据清单"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_PARAGRAPHS = 8_000
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class ReadComment:
    author: str
    text: str


@dataclass(frozen=True)
class ReadTable:
    """``rows`` with the head's; ``width_mm`` 0 where the file does not say it."""

    rows: int
    width_mm: float
    head_repeats: bool
    first_line: str


@dataclass(frozen=True)
class ReadLetter:
    """Lengths in mm; ``margins`` top, right, bottom, left. ``sources`` is the text of the 依据清单, a line a row. ``feet``
    are the paragraphs with the page number: of odd pages (or of all), of even ones. ``head_rules`` and ``foot_rules``
    are the lines in the first page's header and footer."""

    paragraphs: tuple[ReadParagraph, ...]
    sources: tuple[str, ...]
    paper: tuple[float, float]
    margins: tuple[float, float, float, float]
    line_pitch_twips: int
    page_numbers: bool
    comments: tuple[ReadComment, ...]
    grid_type: str = ""
    feet: tuple[ReadParagraph | None, ReadParagraph | None] = (None, None)
    even_differs: bool = False
    distances: tuple[float, float] = (0, 0)
    """Of the header from the upper edge of the paper, of the footer from the lower one."""
    head_rules: tuple[ReadRule, ...] = ()
    foot_rules: tuple[ReadRule, ...] = ()
    body_rules: tuple[ReadRule, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    drawn: tuple[DrawnRule, ...] = ()
    """Lines drawn in the body and in the first page's header and footer."""
    imprint: ReadImprint | None = None
    undecided: int = 0
    """Tracked changes that nobody accepted or rejected."""
    blank_before: tuple[int, ...] = ()
    """For each of ``paragraphs`` how many empty ones stand right before it."""

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)


def read_letter(path: Path) -> ReadLetter:
    """Raises InputError, in Chinese, for a file that is missing or no Word document."""
    document = open_document(path)
    styles = styles_of(document, path)
    paragraphs, sources, blanks = _parts(document, styles)
    section = document.sections[0]
    properties: Any = section._sectPr
    grid = properties.find(qn("w:docGrid"))
    size, margin = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    feet = tuple(_foot(f, styles) for f in (section.footer, section.even_page_footer))
    even = bool(document.settings.odd_and_even_pages_header_footer)
    head, foot = _first_page_rules(section, styles)
    return ReadLetter(
        paragraphs,
        tuple(p.text for p in sources),
        (_mm(size, "w"), _mm(size, "h")),
        (_mm(margin, "top"), _mm(margin, "right"), _mm(margin, "bottom"), _mm(margin, "left")),
        number(grid.get(qn("w:linePitch"))) if grid is not None else 0,
        any(feet),
        tuple(ReadComment(c.author, c.text) for c in document.comments),
        grid.get(qn("w:type"), "") if grid is not None else "",
        (feet[0], feet[1] if even else feet[0]),
        even,
        (_mm(margin, "header"), _mm(margin, "footer")),
        head,
        foot,
        tuple(filter(None, map(styles.rule, document.element.body.iter(qn("w:p"))))),
        tuple(_tables(document, len(sources) > 0)),
        tuple(_drawn(document, section)),
        read_imprint(document.element.body),
        _undecided(path),
        blanks,
    )


def letter_text(path: Path) -> str:
    """The letter's text without blanks, the 依据清单 left out."""
    document = open_document(path)
    return "".join("".join(p.text for p in _parts(document, styles_of(document, path))[0]).split())


def open_document(path: Path) -> WordDocument:
    """The file with its tracked changes accepted. Raises InputError, in Chinese, for one that is missing, unsafe or no
    Word document."""
    try:
        data = path.read_bytes()
    except OSError as e:
        raise InputError(f"打不开 {path}：{of_system(e)}，请检查路径后再试。") from e
    try:
        if data.startswith((b"PK", _OLE)) and form_of(data, ".docx", path.name) == "docx":
            open_docx(data, path.name)
        document = Document(BytesIO(data))
        if len(document.element.body.findall(f".//{qn('w:p')}")) > _MOST_PARAGRAPHS:
            raise InputError(f"{path} 超过 {_MOST_PARAGRAPHS} 段，太长，请拆分后再试。")
        document.element.body.get_or_add_sectPr()  # a file made from a web page may have none
        settle(document.element.body, accept=True)
        drop_unseen(document.element.body)
        return document
    except (OSError, LxmlError, AttributeError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as e:
        raise InputError(f"{path} 不是能打开的 Word 文件（.docx），请另存为 .docx 后再试。") from e


def styles_of(document: WordDocument, path: Path) -> Styles:
    try:
        return Styles(document)
    except (KeyError, AttributeError, ValueError) as e:
        raise InputError(f"{path} 缺少样式，不是完整的 Word 文件，请用 Word 或 WPS 另存后再试。") from e


def _parts(
    document: WordDocument, styles: Styles
) -> tuple[tuple[ReadParagraph, ...], tuple[ReadParagraph, ...], tuple[int, ...]]:
    """The letter, the 依据清单 that follows it, and the empty paragraphs before each of the letter's."""
    read: list[ReadParagraph] = []
    blanks: list[int] = []
    empty = 0
    for p in _paragraphs(document.element.body, styles):
        if not p.text:
            empty = 0 if p.printed or p.rule else empty + 1
            continue
        read.append(p)
        blanks.append(empty)
        empty = 0
    cut = next((i for i, p in enumerate(read) if p.style == SOURCES_STYLE), len(read))
    return tuple(read[:cut]), tuple(read[cut:]), tuple(blanks[:cut])


def _paragraphs(body: Any, styles: Styles) -> Iterator[ReadParagraph]:
    for child in body:
        if child.tag == qn("w:p"):
            yield styles.paragraph(child)
            for box in boxes_of(child):
                yield from (replace(p, in_table=True) for p in _paragraphs(box, styles))
        elif child.tag in (qn("w:sdt"), qn("w:ins"), qn("w:moveTo"), qn("w:sdtContent")):
            yield from _paragraphs(child, styles)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = [[styles.paragraph(p) for p in paragraphs_in(cell)] for cell in row.iter(qn("w:tc"))]
                text = "\t".join("".join(p.text for p in cell) for cell in cells)
                runs = tuple(run for cell in cells for p in cell for run in p.runs)
                yield ReadParagraph(text, cells[0][0].style if cells and cells[0] else "", runs, in_table=True)


def _foot(footer: Any, styles: Styles) -> ReadParagraph | None:
    """The paragraph with the page number. Word and WPS often put it into a frame or a box, whose place is then its own."""
    for p in footer._element.iter(qn("w:p")):
        inner = next(p.iterdescendants(qn("w:txbxContent")), None)
        if inner is None and not any(a.tag == _FALLBACK for a in p.iterancestors()):
            read = styles.paragraph(p)
            if read.has_page:
                return replace(read, align=_boxed(p) or read.align)
    return None


def _boxed(p: Any) -> str:
    """Where the box or frame around a paragraph stands: left, right, center, outside; ``free`` for one placed by hand,
    empty for a paragraph that is in none."""
    frame = p.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    if frame is not None:
        return frame.get(qn("w:xAlign")) or "free"
    anchor = next((a for a in p.iterancestors() if a.tag == qn("wp:anchor")), None)
    if anchor is None:
        return "free" if any(a.tag == qn("w:txbxContent") for a in p.iterancestors()) else ""
    align = anchor.find(f"{qn('wp:positionH')}/{qn('wp:align')}")
    return (align.text or "free") if align is not None else "free"


def _first_page_rules(section: Section, styles: Styles) -> tuple[tuple[ReadRule, ...], tuple[ReadRule, ...]]:
    own = section.different_first_page_header_footer
    parts: tuple[Any, Any] = (
        (section.first_page_header, section.first_page_footer) if own else (section.header, section.footer)
    )
    head, foot = (
        tuple(r for p in part._element.iter(qn("w:p")) if (r := styles.rule(p)) is not None) for part in parts
    )
    return head, foot


def _undecided(path: Path) -> int:
    changes = body(path).iter(*(qn(f"w:{n}") for n in ("ins", "del", "moveFrom", "moveTo")))
    return sum(x.getparent().tag != qn("w:rPr") for x in changes)


def _drawn(document: WordDocument, section: Section) -> Iterator[DrawnRule]:
    properties: Any = section._sectPr
    size, margin = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    sheet = Sheet(
        _mm(size, "w"),
        _mm(size, "h"),
        _mm(margin, "left"),
        _mm(margin, "top"),
        _mm(margin, "right"),
        _mm(margin, "bottom"),
    )
    own = section.different_first_page_header_footer
    parts: tuple[Any, ...] = (
        (section.first_page_header, section.first_page_footer) if own else (section.header, section.footer)
    )
    for element in (document.element.body, *(p._element for p in parts)):
        yield from drawn_rules(element, sheet)


def _tables(document: WordDocument, with_sources: bool) -> Iterator[ReadTable]:
    found = [t for t in document.element.body.iter(qn("w:tbl")) if t.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is None]
    for table in found[:-1] if with_sources else found:
        rows = list(table.iter(qn("w:tr")))
        width = sum(number(c.get(qn("w:w"))) for c in table.iter(qn("w:gridCol")))
        repeats = bool(rows) and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        first = "".join(t.text or "" for t in rows[0].iter(qn("w:t"))) if rows else ""
        yield ReadTable(len(rows), mm(width), repeats, first)


def _mm(found: Any, name: str) -> float:
    return round(mm(number(found.get(qn(f"w:{name}")))), 1) if found is not None else 0.0
