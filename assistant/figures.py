"""A figure is a number with its source; the sheet of figures is all that a writer may put into a letter."""

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.labels import foreign_period, foreign_place, likeness
from assistant.numerals import Number, base, find_numbers, half_width

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


_ADDING = threading.Lock()


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
        with _ADDING:  # sections are written side by side, on one sheet
            for f in self._figures.values():
                if (f.value, f.unit, f.text, f.source) == (value, unit, text, source):
                    return f
            figure = Figure(f"F{len(self._figures) + 1}", value, unit, text, source, label, period)
            self._figures[figure.id] = figure
            return figure


@dataclass(frozen=True)
class Problem:
    """Why a figure could not be computed again. ``expected`` is what its source says now, where it says one thing."""

    kind: Literal["source-missing", "contradicted"]
    message: str
    expected: str = ""


def show(figure: Figure) -> str:
    """The one way from a figure to text: as its source writes it; a figure of the ledger or of a rule rounded half up to
    one decimal, whole numbers bare, a change of rate as 增长/下降."""
    if figure.text and states(figure.text, figure):
        return figure.text
    if figure.source.kind in ("ledger", "rule"):
        value = figure.value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    else:
        value = figure.value
    change = ""
    if figure.unit in ("%", "个百分点", "百分点") and figure.label.endswith(
        ("同比", "增幅", "增长", "增速", "比上年", "较上年")
    ):
        change, value = ("下降", -value) if value < 0 else ("增长", value)
    return f"{change}{_plain(value)}{figure.unit}"


def recompute(figure: Figure, sources: Mapping[str, str]) -> Figure | Problem:
    """The figure again from the stored text of its source (document path → text), or what is wrong with it. Figures that
    a person, a ledger or a rule gave are taken at their word if they say who or which cells."""
    source = figure.source
    if source.kind in ("person", "ledger", "rule"):
        if source.kind == "rule" or source.person or source.cells:
            return figure
        return Problem("source-missing", f"“{show(figure)}”没有写明由谁提供，请补上提供人和日期。")
    text = sources.get(source.document)
    if text is None or source.start is None or source.end is None:
        if source.document not in sources and states(source.quote, figure):
            return figure  # the text is not at hand; the quotation is what a reader will compare with
        return Problem(
            "source-missing", f"“{show(figure)}”的来源《{source.title or source.document}》中找不到所引位置，请核对。"
        )
    span = text[source.start : source.end]
    if states(span, figure) or (source.quote and source.quote in text and states(source.quote, figure)):
        return figure
    there = [n for n in find_numbers(span) if n.needs_source and (b := n.base()) and b[1] == _unit(figure)]
    expected = there[0].text if len(there) == 1 else ""
    says = f"为“{expected}”" if expected else "没有这个数"
    return Problem(
        "contradicted",
        f"正文写“{show(figure)}”，来源《{source.title or source.document}》所引处{says}，请核对。",
        expected,
    )


def bind(number: Number, clause: str, sheet: Mapping[str, Figure]) -> Figure | None:
    """The only figure that a number typed by hand can mean: same value, unit and kind, its label's words in the same
    clause, no other period, place or figure's subject there. None as soon as there is a doubt."""
    same = [f for f in sheet.values() if states(number.text, f)]
    if len({(f.source.document, f.source.start, f.period, f.label) for f in same}) != 1:
        return None
    figure = same[0]
    ours = likeness(figure.label, clause)
    known = figure.period + figure.label + figure.source.quote
    if ours == 0 or foreign_period(clause, known) or foreign_place(clause, known):
        return None
    rivals = (f for f in sheet.values() if f.unit == figure.unit and f.label != figure.label)
    return None if any(likeness(f.label, clause) >= max(ours, 0.5) for f in rivals) else figure


def states(text: str, figure: Figure) -> bool:
    """Whether ``text`` has a number of the figure's value in the figure's unit; of a range, both ends. A mark without a
    magnitude (9月底, 1—11月) must stand there as it is."""
    want, own = base(figure.value, figure.unit), _own_number(figure)
    if figure.text and own is None:
        return bool(re.search(rf"(?<![\d.]){re.escape(_even(figure.text))}(?!\d)", _even(text)))
    high = own.high if own else None
    return any(
        n.base() in (want, (-want[0], want[1])) and n.high == high for n in find_numbers(text) if n.value is not None
    )


def _own_number(figure: Figure) -> Number | None:
    """The number in the figure's text; None when it means no amount."""
    return next((n for n in find_numbers(figure.text) if n.value is not None), None)


def _even(text: str) -> str:
    return re.sub(r"\s", "", half_width(text))


def _unit(figure: Figure) -> str:
    return base(figure.value, figure.unit)[1]


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
