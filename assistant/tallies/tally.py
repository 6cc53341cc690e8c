"""One figure of a ledger, and the selections of rows that it is taken from."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.intake.workbook.addresses import ranges
from assistant.ledger import Ledger, LedgerCase

PLACES = Decimal("0.1")
"""Rates are rounded half up to one decimal, once."""


@dataclass(frozen=True)
class Selection:
    """Rows of the ledger by a rule that has a name in the trade's words. ``columns`` are the fields that the rule looks
    at: their cells are the figure's."""

    name: str
    cases: tuple[LedgerCase, ...]
    columns: tuple[str, ...] = ("number",)
    among: tuple[LedgerCase, ...] = ()
    """Where no row is in it, those that the rule was held against."""

    def where(self, name: str, test: Callable[[LedgerCase], bool], *columns: str) -> "Selection":
        """A part of it; ``name`` is appended with ·, empty leaves the name as it is."""
        joined = f"{self.name}·{name}" if self.name and name else self.name or name
        used = tuple(dict.fromkeys((*(c for c in self.columns if c != "number"), *columns))) or ("number",)
        return Selection(joined, tuple(c for c in self.cases if test(c)), used, self.cases or self.among)

    def by(self, column: str, of: Callable[[LedgerCase], str]) -> dict[str, "Selection"]:
        """Its parts by a value that is not empty, the greatest first."""
        parts: dict[str, list[LedgerCase]] = defaultdict(list)
        for case in self.cases:
            if value := of(case):
                parts[value].append(case)
        listed = sorted(parts.items(), key=lambda part: -len(part[1]))
        return {value: Selection("", tuple(cases), (column,)) for value, cases in listed}

    def called(self, name: str) -> "Selection":
        return replace(self, name=name)

    def __len__(self) -> int:
        return len(self.cases)


@dataclass(frozen=True)
class Tally:
    """A figure of the ledger. ``value`` is rounded as shown, ``exact`` is not; a rate's ``base`` names its denominator;
    ``cells`` are addresses with their sheet (台账!I2:I25)."""

    id: str
    name: str
    value: Decimal
    unit: str
    period: str = ""
    numerator: int | None = None
    denominator: int | None = None
    exact: Decimal | None = None
    base: str = ""
    usual: tuple[str, ...] = ()
    """The names under which a profile's ``rate_bases`` lists this base."""
    cells: tuple[str, ...] = ()
    parts: tuple["Tally", ...] = ()
    """Of a rate that is told with them: the counts of its base and of the base's parts."""

    @property
    def text(self) -> str:
        """As it is written: 172件, 49%."""
        return f"{plain(self.value)}{self.unit}"


@dataclass
class Cells:
    """Addresses of the cells behind selections, kept by sheet and column."""

    ledger: Ledger
    _columns: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = {s.name: s.columns for s in self.ledger.sheets}

    def of(self, *selections: Selection) -> tuple[str, ...]:
        """A figure that is 0 rests on all rows that were looked through."""
        rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for selection in selections:
            by_sheet: dict[str, list[int]] = defaultdict(list)
            for case in selection.cases or selection.among:
                by_sheet[case.sheet].append(case.row)
            for sheet, listed in by_sheet.items():
                columns = self._columns[sheet]
                for name in selection.columns:
                    if column := columns.get(name) or columns.get("title"):
                        rows[sheet, column] += listed
        return tuple(
            f"{sheet}!{part}" if sheet else part
            for (sheet, column), listed in rows.items()
            for part in ranges(column, listed).split("、")
        )


def plain(value: Decimal) -> str:
    """Without trailing zeros: 49.0 → 49."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(numerator: int, denominator: int) -> tuple[Decimal, Decimal]:
    """A share in percent: rounded half up to one decimal, and exact to six."""
    exact = Decimal(100) * numerator / denominator
    return exact.quantize(PLACES, ROUND_HALF_UP), exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)


def distinct(cases: Iterable[LedgerCase], of: Callable[[LedgerCase], str]) -> Sequence[str]:
    """Values in the order of their number of cases, the greatest first, then as they first come."""
    return [value for value, _ in Counter(filter(None, map(of, cases))).most_common()]
