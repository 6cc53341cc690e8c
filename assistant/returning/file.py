"""A letter of ours that comes back from Word or WPS: its paragraphs with their automatic numbers, without what the form
printed and without the 依据清单; readers' comments at their places; who left changes undecided."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from assistant.export.effective import ReadParagraph, Styles, boxes_of, paragraphs_in
from assistant.export.word import AUTHOR
from assistant.export.word_places import body as whole_body
from assistant.export.written import SOURCES_STYLE, open_document, styles_of
from assistant.returning.comparing import Unit
from knowledge_base.readers.numbering import Numbering
from knowledge_base.readers.word import open_docx

_WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


@dataclass(frozen=True)
class Remark:
    """A reader's comment on ``quote``, which begins in unit number ``unit`` (-1: not in the letter)."""

    author: str
    text: str
    quote: str
    unit: int


@dataclass(frozen=True)
class ReturnedFile:
    """``undecided`` counts the tracked changes that nobody accepted or rejected, by author; the units have them
    accepted."""

    units: tuple[Unit, ...]
    remarks: tuple[Remark, ...]
    undecided: dict[str, int]


def read_returned(path: Path) -> ReturnedFile:
    """Raises InputError as ``read_letter``."""
    document = open_document(path)
    styles = styles_of(document, path)
    numbering = Numbering(open_docx(path.read_bytes(), path.name))
    body: Any = document.element.body
    units: list[Unit] = []
    at: dict[Any, int] = {}
    for element, unit in _units(body, styles, numbering):
        if unit is None:
            break
        if unit.text.strip():
            for p in [element, *element.iter(qn("w:p"))]:
                at[p] = len(units)  # what a text box says comes later and has its own
            units.append(unit)
    said = {str(c.comment_id): (c.author, c.text) for c in document.comments if c.author != AUTHOR}
    changes = whole_body(path).iter(*(qn(f"w:{n}") for n in _CHANGES))
    undecided = Counter(x.get(qn("w:author")) or "未署名" for x in changes)
    return ReturnedFile(tuple(units), tuple(_remarks(body, said, at)), dict(undecided))


def _units(parent: Any, styles: Styles, numbering: Numbering) -> Iterator[tuple[Any, Unit | None]]:
    """The elements of the body and what they say; None where the 依据清单 begins."""
    for child in parent:
        name = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else ""
        if name == "p":
            label = numbering.label(child)
            read = styles.paragraph(child)
            if read.style == SOURCES_STYLE and read.text:
                yield child, None
                return
            yield child, Unit(label + read.text if read.text else "", _level(read))
            for box in boxes_of(child):
                yield from _units(box, styles, numbering)
        elif name == "tbl":
            yield child, _table(child, styles)
        elif name in _WRAPPERS:
            yield from _units(child, styles, numbering)


def _table(table: Any, styles: Styles) -> Unit:
    """A 版记 made as a table is a paragraph: it has one column, and of it the 抄送 alone is the draft's."""
    rows: list[list[str]] = []
    for row in table.iter(qn("w:tr")):
        cells = ["".join(styles.paragraph(p).text for p in paragraphs_in(cell)) for cell in row.iter(qn("w:tc"))]
        rows.append(cells)
    lines = ["\t".join(cells) for cells in rows if any(cells)]
    if all(len(cells) == 1 for cells in rows):
        return Unit("\n".join(lines))
    return Unit("\n".join(lines), table=True)


def _level(read: ReadParagraph) -> int:
    return read.outline + 1 if read.outline is not None and read.outline < 4 else 0


def _remarks(body: Any, said: dict[str, tuple[str, str]], at: dict[Any, int]) -> Iterator[Remark]:
    open_: dict[str, tuple[int, list[str]]] = {}
    for x in body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t"), qn("w:commentReference")):
        key = x.get(qn("w:id")) or ""
        if x.tag == qn("w:commentRangeStart") and key in said:
            open_[key] = (_unit(x, at), [])
        elif x.tag == qn("w:t"):
            for key, (unit, words) in open_.items():
                open_[key] = (unit if unit >= 0 else _unit(x, at), [*words, x.text or ""])
        elif x.tag == qn("w:commentReference") and key in said:
            unit, words = open_.pop(key, (_unit(x, at), []))
            yield Remark(*said[key], "".join(words), unit)


def _unit(element: Any, at: dict[Any, int]) -> int:
    return next((at[a] for a in element.iterancestors() if a in at), -1)
