"""How surely two statements count the same thing."""

from assistant.checks.holdings import Holdings
from assistant.checks.statements import Statement

SURE = 0.62
"""Likeness from which two statements speak of the same thing for certain."""
CHANGE = frozenset({"增长", "下降"})
"""A change from one year to the next bears the year of either."""
_CLASH = -0.35


def touch(s: Statement, known: Holdings, i: int) -> bool:
    """Whether the two sentences have another value in common, or words that few others have."""
    k = known.statements[i][1]
    if not k.cell and k.fellows & s.fellows:
        return True
    return sum(known.weights.get(p, 1.0) for p in s.around & k.around) >= 1.5


def likeness(s: Statement, k: Statement, known: Holdings) -> float:
    """How surely both count the same thing, -1 when they cannot."""
    clash = 0.0
    if s.year and k.year and s.year != k.year and min(s.year, k.year) > 0:
        if s.dated and k.dated and not (CHANGE & (s.near | k.near)):
            return -1.0
        clash = _CLASH / 2 if s.dated or k.dated else 0.0
    mine, theirs = s.said, k.said
    agreed, part = 0, False
    for name, values in theirs.items():
        if name in mine:
            if not (values & mine[name]):
                return -1.0
            part = part or values < mine[name]
            agreed += len(values) == 1 and values == mine[name]
        elif name in (far := s.inherited):
            clash += _CLASH if not (values & far[name]) else 0.1
    for name, values in mine.items():
        if name not in theirs and name in (far := k.inherited) and not (values & far[name]):
            clash += _CLASH
    if k.siblings and (hit := _named(s, k.siblings)) and not _named(s, frozenset(k.labels)) and len(hit) > 1:
        clash += _CLASH
    apart = _changes(s) != _changes(k) or not mine.keys() <= theirs.keys() | k.inherited.keys()
    score = min(0.1 * agreed, 0.2) + clash
    if s.around & k.around:
        near = weigh(k.near, known)
        a = weigh(k.near & s.around, known) / near if near else 0.0
        tight = weigh(k.near & s.near, known) / near if near else 0.0
        whole = weigh(s.near, known)
        b = weigh(s.near & k.around, known) / whole if whole else 0.0
        score += 0.35 * a + 0.4 * b + 0.25 * tight
    return min(max(score, 0.0), SURE - 0.1) if clash < 0 or apart else score


def _changes(s: Statement) -> bool:
    return s.compared or bool(CHANGE & s.near)


def _named(s: Statement, names: frozenset[str]) -> str:
    """The longest of the names that stands in the words at the number."""
    words = "\n".join(s.labels)
    return max((n for n in names if n and n in words), key=len, default="")


def weigh(part: frozenset[str], known: Holdings) -> float:
    weights = known.weights
    return sum([weights.get(p, 1.0) for p in part])
