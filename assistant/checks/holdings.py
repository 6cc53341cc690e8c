"""The statements of a set of sources, found by value, with what follows from them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import combinations
from math import log

from assistant.checks.factsheet import TOTAL, FactSheet, read_sheet
from assistant.checks.measures import Unit, unit_kind, value_of
from assistant.checks.statements import Statement
from assistant.numerals import Number, base

_PARTS = 8
_MOST = 600
"""Statements of one set of sources beyond which totals are not derived."""


@dataclass(frozen=True)
class Holdings:
    """``statements`` with the path of each; ``weights`` of the character pairs of their labels, the rarer the heavier;
    ``by_value`` gives their places, ``derived`` the totals, differences and shares that follow from them."""

    statements: tuple[tuple[str, Statement], ...]
    weights: Mapping[str, float]
    by_value: Mapping[Decimal, tuple[int, ...]]
    derived: Mapping[Decimal, tuple[Statement, ...]]

    def number(self, i: int) -> Number:
        return self.statements[i][1].number

    def value(self, i: int) -> tuple[Decimal, Unit]:
        n = self.number(i)
        return value_of(n) or Decimal(0), unit_kind(n)


@lru_cache(maxsize=16)
def holdings(sources: tuple[tuple[str, str], ...]) -> Holdings:
    """All that the sources (path, text) say in numbers; kept, because every draft of a run asks."""
    sheets = [read_sheet(path, text) for path, text in sources]
    statements = tuple((sheet.path, s) for sheet in sheets for s in sheet.statements)
    spread = Counter(p for _, s in statements for p in s.near)
    weights = {p: 1 / (1 + log(n)) for p, n in spread.items()}
    by_value: dict[Decimal, list[int]] = {}
    for i, (_, s) in enumerate(statements):
        if (value := value_of(s.number)) is not None:
            by_value.setdefault(value, []).append(i)
        if s.number.high is not None:
            by_value.setdefault(base(s.number.high, s.number.unit)[0], []).append(i)
    derived: dict[Decimal, list[Statement]] = {}
    if len(statements) <= _MOST:
        for s in _derived(sheets):
            if (value := value_of(s.number)) is not None:
                derived.setdefault(value, []).append(s)
    return Holdings(
        statements,
        weights,
        {v: tuple(i) for v, i in by_value.items()},
        {v: tuple(found) for v, found in derived.items()},
    )


def _derived(sheets: Iterable[FactSheet]) -> Iterator[Statement]:
    """What a writer may compute: totals and differences within a row, a column or a sentence, and shares of them."""
    for sheet in sheets:
        groups: dict[tuple[str, int, str], list[Statement]] = {}
        for s in sheet.statements:
            kind = unit_kind(s.number)
            if s.cell and len(s.labels) == 2:
                groups.setdefault((kind, 0, s.labels[0]), []).append(s)
                groups.setdefault((kind, 1, s.labels[1]), []).append(s)
            elif not s.cell:
                groups.setdefault((kind, 2, str(sheet.text.rfind("\n", 0, s.start))), []).append(s)
        for (_, axis, _), members in groups.items():
            parts = [s for s in members if not any(TOTAL.search(x) for x in s.labels)][:_PARTS]
            if len(parts) > 2:
                yield _computed(sum((value_of(s.number) or Decimal(0) for s in parts), Decimal(0)), parts, axis, "合计")
            for a, b in combinations(members[:_PARTS], 2):
                x, y = value_of(a.number) or Decimal(0), value_of(b.number) or Decimal(0)
                if unit_kind(a.number) in ("percent", "point"):
                    yield _computed(abs(x - y), (a, b), axis, "增长下降", unit="百分点")
                    continue
                yield _computed(x + y, (a, b), axis, "合计")
                yield _computed(abs(x - y), (a, b), axis, "增长下降")
                for ratio in rates(min(x, y), max(x, y)):
                    yield _computed(ratio, (a, b), axis, "占比率增长下降", unit="%")


def _computed(value: Decimal, parts: Sequence[Statement], axis: int, how: str, unit: str | None = None) -> Statement:
    """A statement of what follows from ``parts``, which have the name of their row (0) or column (1) in common."""
    first = parts[0]
    shared = (first.labels[axis],) if first.cell and axis < 2 else ()
    other = "、".join(x for s in parts for x in s.labels if x not in shared)
    number = replace(
        first.number, value=value, high=None, unit=(first.number.base() or (0, ""))[1] if unit is None else unit
    )
    return replace(
        first, number=number, labels=(*shared, how), context=f"{first.context} {other}", siblings=frozenset()
    )


def rates(part: Decimal, whole: Decimal) -> Iterator[Decimal]:
    if whole > 0 and part > 0:
        for ratio in {part / whole, (whole - part) / part, (whole - part) / whole}:
            for places in ("1", "0.1", "0.01"):
                yield (ratio * 100).quantize(Decimal(places), ROUND_HALF_UP).normalize() + 0
