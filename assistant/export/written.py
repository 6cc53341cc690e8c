"""What is really in a written Word file: text, fonts by slot, sizes, margins, comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from assistant.export.heads import FORM_STYLE
from assistant.export.page import mm
from knowledge_base.errors import InputError

SOURCES_STYLE = "依据清单"
SLOTS = ("ascii", "hAnsi", "eastAsia")


@dataclass(frozen=True)
class ReadRun:
    """``fonts`` by slot (ascii, hAnsi, eastAsia) and ``size_pt`` as they take effect, styles and defaults resolved."""

    text: str
    fonts: dict[str, str]
    size_pt: float
    highlight: str = ""


@dataclass(frozen=True)
class ReadParagraph:
    """One paragraph, or one row of a table with its cells joined by tabs. Line breaks inside it are left out."""

    text: str
    style: str
    runs: tuple[ReadRun, ...]
    outline: int | None = None
    in_table: bool = False


@dataclass(frozen=True)
class ReadComment:
    author: str
    text: str


@dataclass(frozen=True)
class ReadLetter:
    """Lengths in mm; ``margins`` top, right, bottom, left. ``sources`` is the text of the 依据清单, a line a row."""

    paragraphs: tuple[ReadParagraph, ...]
    sources: tuple[str, ...]
    paper: tuple[float, float]
    margins: tuple[float, float, float, float]
    line_pitch_twips: int
    page_numbers: bool
    comments: tuple[ReadComment, ...]

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)


def read_letter(path: Path) -> ReadLetter:
    """Raises InputError, in Chinese, for a file that is missing or no Word document."""
    document = _open(path)
    paragraphs, sources = _parts(document)
    section = document.sections[0]
    properties: Any = section._sectPr
    grid = properties.find(qn("w:docGrid"))
    size, margin = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    footers = (section.footer, section.even_page_footer)
    return ReadLetter(
        paragraphs,
        tuple(p.text for p in sources),
        (_mm(size, "w"), _mm(size, "h")),
        (_mm(margin, "top"), _mm(margin, "right"), _mm(margin, "bottom"), _mm(margin, "left")),
        int(grid.get(qn("w:linePitch"), 0)) if grid is not None else 0,
        any("PAGE" in (i.text or "") for f in footers for i in f._element.iter(qn("w:instrText"))),
        tuple(ReadComment(c.author, c.text) for c in document.comments),
    )


def letter_text(path: Path) -> str:
    """The letter's text without blanks, the 依据清单 left out."""
    return "".join("".join(p.text for p in _parts(_open(path))[0]).split())


def _open(path: Path) -> WordDocument:
    try:
        return Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as e:
        raise InputError(f"{path} 不是能打开的 Word 文件（.docx），请另存为 .docx 后再试。") from e


def _parts(document: WordDocument) -> tuple[tuple[ReadParagraph, ...], tuple[ReadParagraph, ...]]:
    """The letter, and the 依据清单 that follows it."""
    styles = _Styles(document)
    read = [p for p in _paragraphs(document.element.body, styles) if p.text]
    cut = next((i for i, p in enumerate(read) if p.style == SOURCES_STYLE), len(read))
    return tuple(read[:cut]), tuple(read[cut:])


def _paragraphs(body: Any, styles: "_Styles") -> Iterator[ReadParagraph]:
    for child in body:
        if child.tag == qn("w:p"):
            yield styles.paragraph(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = [[styles.paragraph(p) for p in cell.iter(qn("w:p"))] for cell in row.iter(qn("w:tc"))]
                text = "\t".join("".join(p.text for p in cell) for cell in cells)
                runs = tuple(run for cell in cells for p in cell for run in p.runs)
                yield ReadParagraph(text, cells[0][0].style if cells and cells[0] else "", runs, in_table=True)


class _Styles:
    """Finds what takes effect on a run: its own properties, its paragraph's style and what that is based on,
    the document's defaults."""

    def __init__(self, document: WordDocument) -> None:
        root: Any = document.styles.element
        self._by_id = {s.get(qn("w:styleId")): s for s in root.iter(qn("w:style"))}
        self._default = next((k for k, s in self._by_id.items() if _is_default_paragraph(s)), "")
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")

    def paragraph(self, p: Any) -> ReadParagraph:
        named = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = named.get(qn("w:val")) if named is not None else self._default
        chain = list(self._chain(style_id))
        runs = tuple(self._run(r, chain) for r in p.iter(qn("w:r")) if not _deleted(r) and not _of_form(r))
        name = chain[0].find(qn("w:name")).get(qn("w:val")) if chain else ""
        level = next((o for s in chain if (o := s.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")) is not None), None)
        return ReadParagraph(
            "".join(r.text for r in runs), name, tuple(r for r in runs if r.text),
            None if level is None else int(level.get(qn("w:val"))),
        )  # fmt: skip

    def _chain(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else ""

    def _run(self, r: Any, chain: list[Any]) -> ReadRun:
        layers = [x for x in (r, *chain, self._defaults) if x is not None]
        properties = [p for x in layers if (p := x.find(qn("w:rPr"))) is not None]
        fonts = {slot: _first(properties, "rFonts", slot) for slot in SLOTS}
        highlight = _first(properties[:1], "highlight", "val") if r.find(qn("w:rPr")) is not None else ""
        return ReadRun(_text(r), fonts, int(_first(properties, "sz", "val") or 20) / 2, highlight)


def _first(properties: list[Any], tag: str, attribute: str) -> str:
    for p in properties:
        if (found := p.find(qn(f"w:{tag}"))) is not None and found.get(qn(f"w:{attribute}")):
            return found.get(qn(f"w:{attribute}"))
    return ""


def _text(r: Any) -> str:
    parts = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    return "".join((x.text or "") if parts[x.tag] is None else parts[x.tag] or "" for x in r if x.tag in parts)


def _deleted(r: Any) -> bool:
    return any(a.tag in (qn("w:del"), qn("w:moveFrom")) for a in r.iterancestors())


def _of_form(r: Any) -> bool:
    """标志, 签发人, 印发机关: printed by the form, not text of the draft."""
    style = r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and style.get(qn("w:val")) == FORM_STYLE


def _is_default_paragraph(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def _mm(found: Any, name: str) -> float:
    return round(mm(int(float(found.get(qn(f"w:{name}"), 0)))), 1) if found is not None else 0.0
