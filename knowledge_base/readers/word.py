"""Word (docx): paragraphs with their automatic numbers, tables row by row, text boxes, footnotes; deletions left out."""

from collections.abc import Iterator

from knowledge_base.errors import InputError
from knowledge_base.readers.changes import settle
from knowledge_base.readers.container import Container, Element, local, main_part
from knowledge_base.readers.numbering import Numbering
from knowledge_base.readers.unseen import drop_unseen
from knowledge_base.readers.views import View

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml"
_FORM_CELL = 80
"""Characters from which the paragraphs of a cell are text of their own and not a value."""
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "fldData"}


def read_docx(data: bytes, name: str, view: View = "final") -> tuple[str, str]:
    """The body, one paragraph or tab-separated table row a line, and the text of the heads and feet with what is hidden;
    of tracked changes the ``final`` text, or the ``original`` one."""
    parts = open_docx(data, name)
    numbering = Numbering(parts)
    body = parts.xml(main_part(parts.parts)).find(f"{_W}body")
    hidden = ""
    if body is not None:
        if body.find(f".//{_W}altChunk") is not None:
            raise InputError(f"“{name}”的正文里嵌着网页或别的文件，读不全，请用 Word 打开后另存为 .docx 再试。")
        settle(body, accept=view == "final")
        hidden = drop_unseen(body)
    lines = list(_blocks(body, numbering)) if body is not None else []
    lines += _notes(parts)
    margins = [
        _text(parts.xml(part))
        for part in sorted(parts.parts)
        if part.startswith(("word/header", "word/footer")) and part.endswith(".xml")
    ]
    return "\n".join(lines), "\n".join([*margins, hidden])


def open_docx(data: bytes, name: str) -> Container:
    """The parts of a Word file. Raises InputError for one with macros or with definitions of its own (DTD), and as
    ``Container``."""
    parts = Container(data, name)
    if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts.parts):
        raise InputError(f"“{name}”含有宏，为安全起见没有打开，请另存为不带宏的 .docx 后再试。")
    for part in parts.parts:
        if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.bytes(part)[:4096].upper():
            raise InputError(f"“{name}”里含有不该出现的外部定义（DTD），为安全起见没有读入，请另存一份再试。")
    main = main_part(parts.parts)
    if main in parts.parts and _STRICT in parts.bytes(main)[:4096]:
        raise InputError(
            f"“{name}”是严格的 Open XML 格式，读不了，请在 Word 里另存为普通的“Word 文档（.docx）”后再试。"
        )
    return parts


def _blocks(parent: Element, numbering: Numbering) -> Iterator[str]:
    for child in parent:
        kind = local(child)
        if kind == "p":
            yield from _paragraph(child, numbering)
        elif kind == "tbl":
            yield from _rows(child, numbering)
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(child, numbering)


def _paragraph(p: Element, numbering: Numbering) -> Iterator[str]:
    text = _text(p)
    if text.strip():
        yield from (numbering.label(p) + text).split("\n")
    for box in p.iter(f"{_W}txbxContent"):
        if not any(local(a) == "Fallback" for a in box.iterancestors()):
            yield from _blocks(box, numbering)


def _rows(table: Element, numbering: Numbering) -> Iterator[str]:
    """A row of data as one line with tabs; a row of a form, whose cell holds whole paragraphs, as those paragraphs; so too
    the one cell of a row."""
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl"), None) is not table:
            continue
        cells = [
            list(_blocks(c, numbering)) for c in row.iter(f"{_W}tc") if next(c.iterancestors(f"{_W}tr"), None) is row
        ]
        if len(cells) == 1 or any(
            (len(cell) > 1 and sum(map(len, cell)) > _FORM_CELL) or sum(map(len, cell)) > 2 * _FORM_CELL
            for cell in cells
        ):
            yield from (line for cell in cells for line in cell)
        else:
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)


def _text(element: Element) -> str:
    """The visible text of a paragraph, without what its text boxes hold."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "tab":
            pieces.append("    ")
        elif kind in ("br", "cr"):
            pieces.append("\f" if child.get(f"{_W}type") == "page" else "\n")
        elif kind == "noBreakHyphen":
            pieces.append("-")
        elif kind not in _SKIPPED and kind != "txbxContent":
            _collect(child, pieces)
            if kind == "p":
                pieces.append("\n")


def _notes(parts: Container) -> list[str]:
    if "word/footnotes.xml" not in parts.parts:
        return []
    notes = parts.xml("word/footnotes.xml").iter(f"{_W}footnote")
    return [text for note in notes if note.get(f"{_W}type") is None and (text := _text(note).strip())]
