"""What takes effect on a paragraph and on a run of a Word file: its own properties, its style's and what that is based
on, the document's defaults."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn as _qn

from assistant.export.heads import FORM_NAME, FORM_STYLE
from knowledge_base.readers.container import number

SLOTS = ("ascii", "hAnsi", "eastAsia")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
qn = cache(_qn)  # asked for some hundred times a paragraph
THEME_FONT = "主题字体"
"""Stands for a font that the theme decides: another theme, another font."""


@dataclass(frozen=True)
class ReadRun:
    """``fonts`` by slot (ascii, hAnsi, eastAsia) and ``size_pt`` as they take effect; ``color`` is RRGGBB, empty for
    automatic; ``east_asian`` says that marks used in both scripts (“ ” …) are set in the East-Asian font."""

    text: str
    fonts: dict[str, str]
    size_pt: float
    highlight: str = ""
    color: str = ""
    emphasis: str = ""
    east_asian: bool = False
    spacing_twips: int = 0


@dataclass(frozen=True)
class ReadRule:
    """A line below a paragraph. ``left`` and ``right`` are twips inside the text area (negative: outside)."""

    kind: str
    eighths: int
    color: str
    left: int
    right: int


@dataclass(frozen=True)
class ReadParagraph:
    """One paragraph, or one row of a table with its cells joined by tabs. Line breaks inside it are left out. Indents
    are in characters of the paragraph's own size; ``line_pt`` is 0 where ``line_rule`` is auto and ``lines`` counts."""

    text: str
    style: str
    runs: tuple[ReadRun, ...]
    outline: int | None = None
    in_table: bool = False
    align: str = ""
    first_chars: float = 0
    left_chars: float = 0
    right_chars: float = 0
    line_pt: float = 0
    lines: float = 0
    before_lines: float = 0
    before_pt: float = 0
    after_pt: float = 0
    rule: ReadRule | None = None
    has_page: bool = False
    printed: bool = False
    """Whether it holds what a form prints, not the draft."""


class Styles:
    """Finds what takes effect in one document."""

    def __init__(self, document: WordDocument) -> None:
        root: Any = document.styles.element
        self._by_id = {s.get(qn("w:styleId")): s for s in root.iter(qn("w:style"))}
        forms = (
            k
            for k, x in self._by_id.items()
            if (n := x.find(qn("w:name"))) is not None and n.get(qn("w:val")) == FORM_NAME
        )
        self._forms = {FORM_STYLE, *forms}  # a program that saves the file again may give the style another id
        self._default = next((k for k, s in self._by_id.items() if _is_default_paragraph(s)), "")
        self._run_defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
        self._paragraph_defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}")

    def paragraph(self, p: Any) -> ReadParagraph:
        """What ``p`` itself says: what stands in text boxes that hang on it is ``boxes_of`` it."""
        named = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = named.get(qn("w:val")) if named is not None else self._default
        chain = list(self._chain(style_id))
        own = (r for r in p.iter(qn("w:r")) if text_of(r) and next(r.iterancestors(qn("w:p")), None) is p)
        written = tuple(self._run(r, chain) for r in own if not _deleted(r) and not self._of_form(r))
        named = chain[0].find(qn("w:name")) if chain else None
        name = named.get(qn("w:val")) or "" if named is not None else ""
        properties = self._properties(p, chain)
        level = _first(properties, "outlineLvl", "val")
        size = (written[0].size_pt if written else self._size(chain)) or 10.5
        line, auto = _number(properties, "spacing", "line"), _first(properties, "spacing", "lineRule") in ("", "auto")
        hanging = _chars(properties, "hanging", size)
        return ReadParagraph(
            "".join(r.text for r in written), name, written, number(level) if level.isdigit() else None,
            align=_first(properties, "jc", "val"),
            first_chars=-hanging if hanging else _chars(properties, "firstLine", size),
            left_chars=_chars(properties, "left", size) or _chars(properties, "start", size),
            right_chars=_chars(properties, "right", size) or _chars(properties, "end", size),
            line_pt=0 if auto else line / 20, lines=(line or 240) / 240 if auto else 0,
            before_lines=_number(properties, "spacing", "beforeLines") / 100,
            before_pt=_number(properties, "spacing", "before") / 20,
            after_pt=_number(properties, "spacing", "after") / 20,
            rule=_rule(properties),
            printed=any(self._of_form(r) for r in p.iter(qn("w:r"))),
            has_page=any("PAGE" in (i.text or "").split() for i in p.iter(qn("w:instrText")))
            or any("PAGE" in (f.get(qn("w:instr")) or "").split() for f in p.iter(qn("w:fldSimple"))),
        )  # fmt: skip

    def rule(self, p: Any) -> ReadRule | None:
        """The line below a paragraph."""
        named = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return _rule(
            self._properties(p, list(self._chain(named.get(qn("w:val")) if named is not None else self._default)))
        )

    def _properties(self, p: Any, chain: list[Any]) -> list[Any]:
        layers = [x for x in (p, *chain, self._paragraph_defaults) if x is not None]
        return [x for layer in layers if (x := layer.find(qn("w:pPr"))) is not None]

    def _of_form(self, r: Any) -> bool:
        """标志, 签发人, 印发机关: printed by the form, not text of the draft."""
        style = r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        return style is not None and style.get(qn("w:val")) in self._forms

    def _size(self, chain: list[Any]) -> float:
        layers = [x for x in (*chain, self._run_defaults) if x is not None]
        properties = [p for x in layers if (p := x.find(qn("w:rPr"))) is not None]
        return _number(properties, "sz", "val") / 2

    def _chain(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else ""

    def _run(self, r: Any, chain: list[Any]) -> ReadRun:
        named = r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        characters = list(self._chain(named.get(qn("w:val")))) if named is not None else []
        layers = [x for x in (r, *characters, *chain, self._run_defaults) if x is not None]
        properties = [p for x in layers if (p := x.find(qn("w:rPr"))) is not None]
        fonts = {slot: _font(properties, slot) for slot in SLOTS}
        color = _first(properties, "color", "val")
        return ReadRun(
            text_of(r), fonts, (_number(properties, "sz", "val") or 20) / 2,
            _first(properties[:1], "highlight", "val") if r.find(qn("w:rPr")) is not None else "",
            "" if color in ("auto", "000000") else color,
            _emphasis(properties), _first(properties, "rFonts", "hint") == "eastAsia",
            _number(properties, "spacing", "val"),
        )  # fmt: skip


def boxes_of(p: Any) -> list[Any]:
    """The contents of the text boxes that hang on ``p``, each once: a fallback for old programs says the same again."""
    return [
        box
        for box in p.iter(qn("w:txbxContent"))
        if next(box.iterancestors(qn("w:p")), None) is p and not any(a.tag == _FALLBACK for a in box.iterancestors())
    ]


def paragraphs_in(cell: Any) -> list[Any]:
    """The paragraphs of a cell, its text boxes' too, each once."""
    return [p for p in cell.iter(qn("w:p")) if not any(a.tag == _FALLBACK for a in p.iterancestors())]


def text_of(r: Any) -> str:
    """The visible text of a run."""
    parts = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    return "".join((x.text or "") if parts[x.tag] is None else parts[x.tag] or "" for x in r if x.tag in parts)


def _first(properties: list[Any], tag: str, attribute: str) -> str:
    """The attribute of the nearest layer that says it."""
    for p in properties:
        found = p.find(qn(f"w:{tag}"))
        if found is not None and found.get(qn(f"w:{attribute}")):
            return found.get(qn(f"w:{attribute}"))
    return ""


def _number(properties: list[Any], tag: str, attribute: str) -> int:
    return number(_first(properties, tag, attribute))


def _chars(properties: list[Any], name: str, size: float) -> float:
    """An indent in characters: what is said in characters holds before what is said in twips, in whatever layer."""
    said = _first(properties, "ind", f"{name}Chars")
    if said.lstrip("-").isdigit() and (number(said) or not _number(properties[:1], "ind", name)):
        return number(said) / 100
    return _number(properties, "ind", name) / 20 / size


def _font(properties: list[Any], slot: str) -> str:
    for p in properties:
        found = p.find(qn("w:rFonts"))
        if found is None:
            continue
        if found.get(qn(f"w:{slot}Theme")):
            return THEME_FONT
        if found.get(qn(f"w:{slot}")):
            return found.get(qn(f"w:{slot}"))
    return ""


def _emphasis(properties: list[Any]) -> str:
    words = []
    for tag, word in (("b", "加粗"), ("i", "倾斜")):
        found = next((x for p in properties if (x := p.find(qn(f"w:{tag}"))) is not None), None)
        if found is not None and found.get(qn("w:val")) not in ("0", "false", "off"):
            words.append(word)
    if _first(properties, "u", "val") not in ("", "none"):
        words.append("下划线")
    return "、".join(words)


def _rule(properties: list[Any]) -> ReadRule | None:
    found = next((x for p in properties if (x := p.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")) is not None), None)
    if found is None or found.get(qn("w:val")) in ("nil", "none"):
        return None
    return ReadRule(
        found.get(qn("w:val")) or "", number(found.get(qn("w:sz"))), (found.get(qn("w:color")) or "").upper(),
        _number(properties, "ind", "left"), _number(properties, "ind", "right"),
    )  # fmt: skip


def _deleted(r: Any) -> bool:
    return any(a.tag in (qn("w:del"), qn("w:moveFrom")) for a in r.iterancestors())


def _is_default_paragraph(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")
