"""The figures of a 台账, as a paper's numbers about its cases are held against them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal

from assistant.intake.workbook.addresses import ranges

Of = Literal["this", "last", "change", "growth"]
_RATES: Mapping[str, tuple[frozenset[str], tuple[frozenset[str], ...]]] = {
    "rate.done": (frozenset({"done"}), (frozenset(),)),
    "rate.on-time": (frozenset({"on-time"}), (frozenset({"done"}), frozenset())),
    "rate.face": (frozenset({"face"}), (frozenset({"lead"}), frozenset({"lead", "done"}), frozenset())),
    "rate.contact": (frozenset({"contact"}), (frozenset({"lead"}), frozenset({"lead", "done"}), frozenset())),
    "rate.public": (frozenset({"public"}), (frozenset({"lead", "done"}), frozenset({"lead"}))),
    "rate.satisfied": (
        frozenset({"satisfaction:满意"}),
        (frozenset({"feedback"}), frozenset({"lead", "done"}), frozenset({"lead"})),
    ),
    "rate.satisfied-or-basically": (
        frozenset({"satisfaction:满意", "satisfaction:基本满意"}),
        (frozenset({"feedback"}), frozenset({"lead", "done"}), frozenset({"lead"})),
    ),
}
"""Of a rate: which cases it counts, and the bases that offices take."""
_UNITS = frozenset({"units.department"})
"""A paper that counts 单位 may mean local governments too."""


@dataclass(frozen=True)
class Entry:
    """One figure of the ledger. ``groups`` as a CaseFigure's; ``of`` says whether it counts this year's cases, last year's
    or the change; ``exact`` is not rounded; ``base`` is a rate's denominator."""

    groups: frozenset[str]
    of: Of
    name: str
    text: str
    exact: Decimal
    cells: tuple[str, ...] = ()
    base: int = 0


@dataclass(frozen=True)
class Listed:
    """One year's cases, those of the same groups together with where they stand: (sheet, column, row). ``words`` names
    every group that can be counted, one that no case is in (超期) among them."""

    cases: Mapping[frozenset[str], tuple[tuple[str, str, int], ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def count(self, groups: frozenset[str]) -> int | None:
        """How many cases are in all of the groups, of several of one sort (主办、独办) in any; None where one of them can't
        be counted, nor what is overdue, which hangs on the day."""
        if not self.cases or not groups <= self.words.keys() or {"open", "late"} <= groups:
            return None
        if groups not in self._counts:
            self._counts[groups] = sum(len(places) for places in self._in(groups))
        return self._counts[groups]

    @cached_property
    def _counts(self) -> dict[frozenset[str], int]:
        return {}

    def _in(self, groups: frozenset[str]) -> Iterator[tuple[tuple[str, str, int], ...]]:
        sorts: dict[str, set[str]] = {}
        for g in groups:
            sorts.setdefault(g.partition(":")[0], set()).add(g)
        for own, places in self.cases.items():
            if all(own & any_of for any_of in sorts.values()):
                yield places

    def cells(self, groups: frozenset[str]) -> tuple[str, ...]:
        rows: dict[tuple[str, str], list[int]] = {}
        for places in self._in(groups):
            for sheet, column, row in places:
                rows.setdefault((sheet, column), []).append(row)
        return tuple(
            f"{sheet}!{part}".removeprefix("!")
            for (sheet, column), listed in rows.items()
            for part in ranges(column, listed).split("、")
        )

    def name(self, groups: frozenset[str]) -> str:
        return "·".join(word for g, word in self.words.items() if g in groups) or "建议提案总数"

    def only(self, kind: str) -> "Listed":
        cases = {own - {kind}: places for own, places in self.cases.items() if kind in own}
        return replace(self, cases=cases)


@dataclass(frozen=True)
class Booked:
    """A ledger's figures. ``open`` are the questions that it leaves, so that the figures that hang on them are missing;
    ``closed`` is the last day on which a case was closed."""

    path: str
    year: int | None
    entries: tuple[Entry, ...]
    open: tuple[str, ...] = ()
    closed: date | None = None
    kind: str = ""
    """The group of all its cases (``kind:建议``) where it lists one kind alone."""
    this: Listed = Listed()
    last: Listed = Listed()

    def only(self, kind: str) -> "Booked":
        """For a paper on cases of one kind (``kind:建议``): what the ledger counts of these."""
        entries = tuple(replace(e, groups=e.groups - {kind}) for e in self.entries if kind in e.groups)
        return replace(self, entries=entries, kind=kind, this=self.this.only(kind), last=self.last.only(kind))

    def find(self, groups: frozenset[str], of: Of) -> tuple[Entry, ...]:
        """What the ledger has for these groups: its own figures, else what its rows count; of a rate one for each
        base."""
        same = (groups, frozenset({"units"})) if groups == _UNITS else (groups,)
        own = tuple(e for e in self.entries if e.of == of and e.groups in same)
        return own or tuple(self._counted(groups, of))

    def _counted(self, groups: frozenset[str], of: Of) -> Iterator[Entry]:
        rates = [g for g in groups if g.startswith("rate.")]
        if rates:
            if len(rates) == 1 and of in ("this", "last"):
                yield from self._rates(rates[0], groups - set(rates), of)
            return
        now, before = self.this.count(groups), self.last.count(groups)
        name = self.this.name(groups)
        if of == "this" and now is not None:
            yield Entry(groups, of, name, f"{now}件", Decimal(now), self.this.cells(groups))
        elif of == "last" and before is not None:
            yield Entry(groups, of, f"上年·{name}", f"{before}件", Decimal(before), self.last.cells(groups))
        elif now is not None and before is not None:
            more, cells = abs(now - before), (*self.this.cells(groups), *self.last.cells(groups))
            if of == "change":
                yield Entry(groups, of, f"较上年增减·{name}", f"{more}件", Decimal(more), cells)
            elif of == "growth" and before:
                yield _percent(groups, of, f"较上年增减幅·{name}", more, before, cells)

    def _rates(self, rate: str, among: frozenset[str], of: Of) -> Iterator[Entry]:
        listed = self.this if of == "this" else self.last
        told, bases = _RATES.get(rate, (frozenset[str](), ()))
        for base in bases:
            whole = listed.count(base | among)
            part = listed.count(base | among | told)
            if whole and part is not None:
                name = f"{listed.name(among)}·" if among else ""
                yield _percent(
                    among | {rate}, of, f"{name}{listed.name(told)}占{listed.name(base | among)}", part, whole,
                    listed.cells(base | among),
                )  # fmt: skip


def _percent(groups: frozenset[str], of: Of, name: str, part: int, whole: int, cells: tuple[str, ...]) -> Entry:
    exact = Decimal(100) * part / whole
    text = f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP):f}".removesuffix(".0")
    return Entry(groups, of, name, f"{text}%", exact, cells, whole)


def groups_of(id_: str) -> tuple[Of, frozenset[str]] | None:
    """What a tally with this id counts; None for one that no sentence is held against (shares)."""
    of: Of = "this"
    for head in ("last", "change", "growth"):
        if id_.startswith(f"{head}."):
            of, id_ = head, id_.removeprefix(f"{head}.")
    if id_ == "total":
        return of, frozenset()
    if id_.startswith("rate."):
        id_ = id_.split("/")[0]
        kinds = [f"kind:{word}" for word in ("建议", "提案") if id_.endswith(f".{word}")]
        return of, frozenset({id_.removesuffix(".建议").removesuffix(".提案"), *kinds})
    if id_.startswith("units"):
        return of, frozenset({id_})
    groups = frozenset(_whole(id_))
    return (of, groups) if all(g.startswith(_KNOWN) for g in groups) else None


_KNOWN = (
    "kind:", "role:", "result:", "satisfaction:", "proposer:", "theme:", "department:", "unit:", "done", "open",
    "on-time", "late", "face", "contact", "feedback", "public", "supervised", "joint", "face-due",
)  # fmt: skip
_NAMED = ("result:", "theme:", "department:", "unit:")
"""Groups whose names are the ledger's own words and may hold a full stop."""


def _whole(id_: str) -> list[str]:
    return [id_] if id_.startswith(_NAMED) else id_.split(".")
