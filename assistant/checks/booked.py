"""The figures of a 台账, as a paper's numbers about its cases are held against them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Entry:
    """One figure of the ledger. ``groups`` as a CaseFigure's; ``of`` says whether it counts this year's cases, last year's
    or the change; ``exact`` is not rounded."""

    groups: frozenset[str]
    of: Literal["this", "last", "change", "growth"]
    name: str
    text: str
    exact: Decimal
    cells: tuple[str, ...] = ()


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

    def only(self, kind: str) -> "Booked":
        """For a paper on cases of one kind (``kind:建议``): what the ledger counts of these."""
        entries = tuple(replace(e, groups=e.groups - {kind}) for e in self.entries if kind in e.groups)
        return replace(self, entries=entries, kind=kind)


def groups_of(id_: str) -> tuple[Literal["this", "last", "change", "growth"], frozenset[str]] | None:
    """What a tally with this id counts; None for one that no sentence is held against (shares, themes, units)."""
    of: Literal["this", "last", "change", "growth"] = "this"
    for head in ("last", "change", "growth"):
        if id_.startswith(f"{head}."):
            of, id_ = head, id_.removeprefix(f"{head}.")
    id_ = id_.split("/")[0]
    if id_ == "total":
        return of, frozenset()
    if id_.startswith("rate."):
        rate, kind = id_.removesuffix("-or-basically"), ""
        for word in ("建议", "提案"):
            rate, kind = (rate.removesuffix(f".{word}"), f"kind:{word}") if rate.endswith(word) else (rate, kind)
        return of, frozenset({rate, kind} - {""})
    groups = frozenset(id_.split("."))
    known = (
        "kind:",
        "role:",
        "result:",
        "satisfaction:",
        "proposer:",
        "done",
        "open",
        "on-time",
        "late",
        "face",
        "contact",
    )
    return (of, groups) if all(g.startswith(known) for g in groups) and "face-due" not in groups else None
