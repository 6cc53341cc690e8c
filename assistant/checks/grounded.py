"""The verdict on a number of a draft, and two numbers that stand in each other's place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from assistant.checks.holdings import Holdings
from assistant.checks.likeness import likeness
from assistant.checks.measures import comparable, value_of
from assistant.checks.statements import Statement

_LIKELY = 0.35
_GAIN = 0.6
"""How much likelier two numbers must be crosswise than as they stand."""
_BESIDE = 40
"""Characters between two numbers that a hand may exchange."""


@dataclass(frozen=True)
class Grounded:
    """The verdict on one number of the draft, at ``start``/``end`` of its text. ``matter``: the sources speak of what it
    counts; ``sure`` False is a guess."""

    statement: Statement
    start: int
    end: int
    verdict: Literal["supported", "contradicted", "unsupported"]
    source: Statement | None = None
    path: str = ""
    sure: bool = True
    matter: bool = False
    close: bool = False
    """The sources speak of just that: in so many words, or with this very value for something else."""

    @property
    def expected(self) -> str:
        """The source's value, with the draft's unit where the source leaves it out."""
        if not self.source or self.verdict != "contradicted":
            return ""
        number = self.source.number
        return number.text if number.unit else number.text + self.statement.number.unit


def exchanged(found: Sequence[Grounded], known: Holdings) -> list[Grounded]:
    """``found`` with two neighbours contradicted where each is the other's fact: 食堂8家、助餐点3个 of 食堂3、助餐点8."""
    judged = list(found)
    for (i, a), (j, b) in combinations(enumerate(found), 2):
        if b.start - a.end > _BESIDE:
            continue
        if (facts := _crossed(a.statement, b.statement, known)) is not None:
            judged[i] = _contradicted(a, facts[0])
            judged[j] = _contradicted(b, facts[1])
    return judged


def _contradicted(g: Grounded, fact: tuple[str, Statement]) -> Grounded:
    return replace(g, verdict="contradicted", path=fact[0], source=fact[1], matter=True, sure=True)


def _crossed(a: Statement, b: Statement, known: Holdings) -> tuple[tuple[str, Statement], tuple[str, Statement]] | None:
    """The facts of two exchanged numbers, the first one's first; None where they stand right."""
    one, two = value_of(a.number), value_of(b.number)
    if one is None or two is None or one == two or not (a.number.unit and b.number.unit):
        return None
    if not comparable(a.number, b.number):
        return None
    of_one, of_two = known.by_value.get(one, ()), known.by_value.get(two, ())
    if not of_one or not of_two:
        return None
    own = _best(a, of_one, known)[0], _best(b, of_two, known)[0]
    (x, i), (y, j) = _best(a, of_two, known), _best(b, of_one, known)
    if i < 0 or j < 0 or x <= own[0] or y <= own[1]:
        return None
    facts = known.statements[i], known.statements[j]
    sure = min(x, y) >= _LIKELY and x + y - max(own[0], 0) - max(own[1], 0) >= _GAIN
    return facts if sure or _told_apart(a, b, facts[0][1], facts[1][1]) else None


def _best(s: Statement, ids: Sequence[int], known: Holdings) -> tuple[float, int]:
    fitting = [i for i in ids if comparable(s.number, known.number(i))]
    return max(((likeness(s, known.statements[i][1], known), i) for i in fitting), default=(-2.0, -1))


def _told_apart(a: Statement, b: Statement, first: Statement, second: Statement) -> bool:
    """Whether just what tells the two facts apart stands at the other number: 个人 and 团 of 代表个人, 代表团."""
    mine, theirs = first.near - second.near, second.near - first.near
    return bool(mine and theirs) and _more(a, mine, theirs) and _more(b, theirs, mine)


def _more(s: Statement, these: frozenset[str], those: frozenset[str]) -> bool:
    return len(s.near & these) / len(these) > max(len(s.near & those) / len(those), 0.5)
