"""Tokens as models really write them, put right before the text is read."""

import re
from collections.abc import Iterable, Mapping

from assistant.figures import Figure
from assistant.marked import TOKEN
from assistant.numerals import base, find_numbers

_LOOSE = re.compile(
    r"(?:⟦+|\[+|【+|〖|〔|\{+|<|《|（|\()\s*([FC])\s*(\d{1,3})\s*(?:⟧+|\]+|】+|〗|〕|\}+|>|》|）|\))"
    r"|(?<![A-Za-z0-9⟦-])([FC])(\d{1,3})(?![A-Za-z0-9⟧.-])"
)


def repaired(text: str, sheet: Mapping[str, Figure], citations: Iterable[str]) -> str:
    """``text`` with [F1], 【C2】 and a bare F1 as ⟦F1⟧ where that id is known, and without a number that only says again
    what the token beside it says (``1386户⟦F1⟧``, ``⟦F1⟧（1386户）``)."""
    known = {*sheet, *citations}

    def token(m: re.Match[str]) -> str:
        ref = (m[1] or m[3]) + (m[2] or m[4])
        return f"⟦{ref}⟧" if ref in known else m.group()

    return _once(_LOOSE.sub(token, text), sheet)


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
