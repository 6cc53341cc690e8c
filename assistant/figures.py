"""A figure is a number with its source; the sheet of figures is all that a writer may put into a letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SourceKind = Literal["proposal", "passage", "ledger", "person", "rule"]


@dataclass(frozen=True)
class Source:
    """Where something comes from. ``start``/``end`` count in the stored text of ``document``; ``quote`` is the text
    around the thing itself (it holds the figure's digits as written)."""

    kind: SourceKind
    document: str = ""
    start: int | None = None
    end: int | None = None
    quote: str = ""
    cells: tuple[str, ...] = ()
    title: str = ""
    number: str = ""
    issued: str = ""
    person: str = ""
    """For ``person``: who said so and when, e.g. ``节能处 王某 2026-03-02``."""


@dataclass(frozen=True)
class Figure:
    """``text`` is how the figure stands in the letter (``50万元``); ``value`` and ``unit`` are what it means."""

    id: str
    value: Decimal
    unit: str
    text: str
    source: Source
    label: str = ""
    """What it counts, in words that stand near it in its source."""
    period: str = ""


class FigureSheet(Mapping[str, Figure]):
    """Figures by id (F1, F2 …), in the order in which they were added. ``add`` gives an existing figure's id back when
    value, unit and source span are the same."""

    def __init__(self, figures: tuple[Figure, ...] = ()) -> None:
        self._figures = {f.id: f for f in figures}

    def __getitem__(self, key: str) -> Figure:
        return self._figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def add(self, *, value: Decimal, unit: str, text: str, source: Source, label: str = "", period: str = "") -> Figure:
        for f in self._figures.values():
            if (f.value, f.unit, f.text, f.source) == (value, unit, text, source):
                return f
        figure = Figure(f"F{len(self._figures) + 1}", value, unit, text, source, label, period)
        self._figures[figure.id] = figure
        return figure
