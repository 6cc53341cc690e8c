"""How a calculation is told in one line, and a number corrected in its own form."""

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.checks.relations.quantities import Paper, Quantity
from assistant.numerals import half_width


def plain(value: Decimal) -> str:
    """A number without needless zeros and powers: 1.5E+2 → 150."""
    return f"{value.normalize():f}"


def added(values: Iterable[Decimal]) -> str:
    """46＋126＝172; only the sum where the parts would fill the line."""
    parts = [plain(v) for v in values]
    total = plain(sum((Decimal(p) for p in parts), Decimal(0)))
    told = f"{'＋'.join(parts)}＝{total}"
    return told if len(told) <= 20 else f"各项之和＝{total}"


def rewritten(q: Quantity, value: Decimal) -> str:
    """``q`` with another value, in the unit and the grouping in which it is written; "" when that can't be told."""
    written = q.number.value
    digits = re.match(r"-?[\d,]+(?:\.\d+)?", half_width(q.text))
    if not written or not digits or value < 0:
        return ""
    new = value / (q.value / written)
    if "percent" in q.number.kind:
        places = len(digits.group().partition(".")[2])
        shown = f"{new:.{places}f}" if plain(new) == plain(round(new, places)) else plain(new)
    else:
        shown = f"{new:,f}" if "," in digits.group() else plain(new)
    return shown + q.text[digits.end() :]


def fix(paper: Paper, source: str, q: Quantity, value: Decimal) -> str | None:
    """The replacement of the number in the draft, None where its characters do not stand together."""
    start, end = paper.span(q.number)
    return rewritten(q, value) or None if source[start:end] == q.text else None


def told(q: Quantity) -> str:
    """A quantity with its label, for the detail of a finding: 主办17件."""
    label = re.sub(r"^(?:其中|、|，)", "", q.label)[-12:]
    return f"{label}{q.text}"
