"""Of what our own papers count, the newest: an older sentence with the same indicators is stale."""

import re
from collections.abc import Iterable, Sequence

from assistant.drafting.ours import last_year_told, tells_plans
from assistant.drafting.writer import Point
from assistant.numerals import find_numbers

_BEFORE, _AFTER = re.compile(r"[\u4e00-\u9fff]*$"), re.compile(r"[\u4e00-\u9fff]*")
_SAME, _SHARE = 0.6, 0.5
"""How like the words before two numbers must be; share of the older sentence's indicators that the newer one gives."""

_Indicator = tuple[str, str, str]


def stale(point: Point, others: Iterable[Point]) -> Point | None:
    """The newer sentence that gives at least two of the point's indicators, and half of them; None when it stands."""
    ours = _indicators(point.text)
    if len(ours) < 2 or point.passage.issued is None:
        return None
    newer = (p for p in others if _is_newer(p, point) and not tells_plans(p.text))
    return next((p for p in newer if _shared(ours, _indicators(p.text)) >= max(2, _SHARE * len(ours))), None)


def _is_newer(a: Point, b: Point) -> bool:
    if a.passage.issued is None or b.passage.issued is None or a.passage.issued <= b.passage.issued:
        return False
    return last_year_told(a.passage, a.text) >= last_year_told(b.passage, b.text) and "\t" not in a.text


def _shared(ours: Sequence[_Indicator], theirs: Sequence[_Indicator]) -> int:
    return sum(
        any(unit == u and (_alike(before, b) or _alike(after, a)) for b, a, u in theirs) for before, after, unit in ours
    )


def _alike(a: str, b: str) -> bool:
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} for s in (a, b))
    return bool(x and y) and len(x & y) >= _SAME * min(len(x), len(y))


def _indicators(text: str) -> list[_Indicator]:
    """(words right before the number, right after it, unit) for each quantity."""
    found: list[_Indicator] = []
    for n in find_numbers(text):
        before, after = _BEFORE.search(text, max(0, n.start - 24), n.start), _AFTER.match(text, n.end)
        if n.needs_source and before and after:
            found.append((before.group(), after.group(), n.unit))
    return found
