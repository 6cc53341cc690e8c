"""The numbers that Word shows before list paragraphs and headings but does not store in their text."""

import re
from collections import defaultdict

from knowledge_base.readers.container import Container, Element, number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "零一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 32_767
"""Word counts no further."""
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "koreanCounting",
}


class Numbering:
    """Counts through a document: ask for each paragraph's label once, in order."""

    def __init__(self, parts: Container):
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if "word/numbering.xml" in parts.parts:
            self._read_levels(parts.xml("word/numbering.xml"))
        if "word/styles.xml" in parts.parts:
            self._read_styles(parts.xml("word/styles.xml"))

    def label(self, paragraph: Element) -> str:
        """The paragraph's number as shown (``一、``, ``（二）``, ``3.``); empty when it has none or a bullet."""
        properties = paragraph.find(f"{_W}pPr")
        place = self._place(properties)
        if place is None:
            return ""
        key, depth = place
        levels = self._levels.get(key, {})
        if depth not in levels:
            return ""
        form, shown, start = levels[depth]
        counts = self._counts[key]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda m: self._shown(key, int(m[1]) - 1), shown)

    def _shown(self, key: str, depth: int) -> str:
        form, _, start = self._levels[key].get(depth, ("decimal", "", 1))
        return in_form(self._counts[key].get(depth, start), form)

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        given = properties.find(f"{_W}numPr")
        style = properties.find(f"{_W}pStyle")
        by_style = self._styles.get(style.get(f"{_W}val") or "") if style is not None else None
        if given is None:
            return by_style
        key = _value(given, "numId") or (by_style[0] if by_style else "0")
        return None if key == "0" else (key, number(_value(given, "ilvl"), by_style[1] if by_style else 0))

    def _read_levels(self, root: Element) -> None:
        abstract = {
            a.get(f"{_W}abstractNumId"): {
                number(level.get(f"{_W}ilvl")): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    min(number(_value(level, "start"), 1), _MOST),
                )
                for level in a.iter(f"{_W}lvl")
            }
            for a in root.iter(f"{_W}abstractNum")
        }
        for num in root.iter(f"{_W}num"):
            self._levels[num.get(f"{_W}numId") or ""] = abstract.get(_value(num, "abstractNumId"), {})

    def _read_styles(self, root: Element) -> None:
        for style in root.iter(f"{_W}style"):
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None and (key := _value(numbered, "numId")):
                self._styles[style.get(f"{_W}styleId") or ""] = (key, number(_value(numbered, "ilvl")))


def _value(parent: Element, name: str) -> str:
    child = parent.find(f"{_W}{name}")
    return (child.get(f"{_W}val") or "") if child is not None else ""


def in_form(n: int, form: str) -> str:
    """``n`` as Word shows it in a number format: 十一, ③, iv, B, 3."""
    if form in _CHINESE:
        return chinese(n)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (n - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return roman(n) if form == "upperRoman" else roman(n).lower()
    return str(n)


def roman(n: int) -> str:
    """``n`` in capital Roman numerals."""
    shown = ""
    for value, letters in _ROMAN:
        shown += letters * (n // value)
        n %= value
    return shown


def chinese(n: int) -> str:
    """1 to 999 in Chinese numerals (十一, 二十, 一百零五)."""
    if n >= 100:
        rest = n % 100
        tail = "" if not rest else ("零" + chinese(rest) if rest < 10 else ("一" if rest < 20 else "") + chinese(rest))
        return _HAN[n // 100 % 10] + "百" + tail
    tens, ones = divmod(n, 10)
    head = "" if not tens else ("" if tens == 1 else _HAN[tens]) + "十"
    return head + (_HAN[ones] if ones or not tens else "")
