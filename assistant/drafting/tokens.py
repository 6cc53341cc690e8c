"""Tokens as models really write them, put right before the text is read."""

import re
from collections.abc import Iterable, Mapping

from assistant.figures import Figure, show
from assistant.marked import PLACEHOLDER, TOKEN
from assistant.numerals import base, find_numbers

_LOOSE = re.compile(
    r"(?:⟦+|\[+|【+|〖|〔|\{+|<|《|（|\()\s*([FC])\s*(\d{1,3})\s*(?:⟧+|\]+|】+|〗|〕|\}+|>|》|）|\))"
    r"|(?<![A-Za-z0-9⟦-])([FC])(\d{1,3})(?![A-Za-z0-9⟧.-])"
)
_PAIR = re.compile(r"〔[^〔〕\n]*(?:〔[^〔〕\n]*〕[^〔〕\n]*)*〕")


def repaired(text: str, sheet: Mapping[str, Figure], citations: Iterable[str]) -> str:
    """``text`` with [F1], 【C2】 and a bare F1 as ⟦F1⟧ where that id is known, and without a number that only says again
    what the token beside it says (``1386户⟦F1⟧``, ``⟦F1⟧（1386户）``)."""
    known = {*sheet, *citations}
    text = _balanced(text)

    def token(m: re.Match[str]) -> str:
        ref = (m[1] or m[3]) + (m[2] or m[4])
        return f"⟦{ref}⟧" if ref in known else m.group()

    return _once(_LOOSE.sub(token, text), sheet)


def opened(text: str) -> str:
    """``text`` without its visible marks, what they hold kept: a mark never stands in a mark."""
    return PLACEHOLDER.sub(lambda m: re.sub(r"^〔待(?:核实|补充)：?|〕$", "", m.group()), text)


def legible(text: str, sheet: Mapping[str, Figure]) -> str:
    """``text`` whose visible marks (〔待核实：…〕) hold what their tokens stand for, since nobody reads tokens."""

    def said(m: re.Match[str]) -> str:
        return show(sheet[m[1]]) if m[1] in sheet else "此处"

    return PLACEHOLDER.sub(lambda mark: TOKEN.sub(said, mark.group()[:-1]) + mark.group()[-1], text)


def _balanced(text: str) -> str:
    """Without 〔 and 〕 that have no partner, which would swallow or break a mark."""
    pairs = [m.span() for m in _PAIR.finditer(text)]
    return "".join(c for i, c in enumerate(text) if c not in "〔〕" or any(start <= i < end for start, end in pairs))


def _once(text: str, sheet: Mapping[str, Figure]) -> str:
    numbers = {n.start: n for n in find_numbers(text) if n.needs_source}
    ends = {n.end: n for n in numbers.values()}
    cuts: list[tuple[int, int]] = []
    for m in TOKEN.finditer(text):
        figure = sheet.get(m[1])
        if figure is None:
            continue
        means = base(figure.value, figure.unit)
        before, after = ends.get(m.start()), numbers.get(m.end() + 1)
        if before and before.base() == means:
            cuts.append((before.start, before.end))
        if (
            after
            and after.base() == means
            and text[m.end()] in "（("
            and text[after.end : after.end + 1] in ("）", ")")
        ):
            cuts.append((m.end(), after.end + 1))
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text
