"""Tables of a paper (tab-separated lines): their cells with row and column names, and the sums that they state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.quantities import Paper

_TOTAL = re.compile(r"合计|总计|总数|小计|^共计$|^总$")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RATE = re.compile(r"率|占比|比重|%|％|增长|同比|序号|编号|年度?$|时间|电话")


@dataclass(frozen=True, eq=False)
class Cell:
    """A numeric cell; ``start``/``end`` count in the joined text."""

    start: int
    end: int
    value: Decimal
    row: str
    column: str


@dataclass(frozen=True, eq=False)
class Line:
    """A row or column that states its sum."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def added(self) -> Decimal:
        return sum((c.value for c in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        return self.added == self.total.value

    @property
    def members(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True, eq=False)
class Table:
    cells: tuple[tuple[Cell | None, ...], ...]
    """By row and column, without the row of names and the column of names; None where no number stands."""

    def lines(self) -> Iterator[Line]:
        """Rows, then columns, with a total at one end."""
        width = max(map(len, self.cells), default=0)
        columns = [tuple(row[i] for row in self.cells if i < len(row)) for i in range(width)]
        for line, name in [*((r, "column") for r in self.cells), *((c, "row") for c in columns)]:
            cells = [c for c in line if c is not None and not _RATE.search(c.column) and not _RATE.search(c.row)]
            totals = [c for c in cells if _TOTAL.search(getattr(c, name))]
            parts = [c for c in cells if c not in totals]
            if len(totals) == 1 and len(parts) > 1 and totals[0] in (cells[0], cells[-1]) and len(cells) == len(line):
                yield Line(totals[0], tuple(parts))


@lru_cache(maxsize=4)
def tables(paper: Paper) -> tuple[Table, ...]:
    """Runs of tab-separated lines of which the first names the columns."""
    found: list[Table] = []
    rows: list[list[tuple[int, str]]] = []
    for m in re.finditer(r"[^\n]+", paper.text):
        if "\t" in m.group():
            rows.append(_split(m.start(), m.group()))
        elif rows:
            found += _table(rows)
            rows = []
    return (*found, *_table(rows))


def _split(at: int, line: str) -> list[tuple[int, str]]:
    cells: list[tuple[int, str]] = []
    for cell in line.split("\t"):
        cells.append((at, cell))
        at += len(cell) + 1
    return cells


def _table(rows: list[list[tuple[int, str]]]) -> list[Table]:
    if len(rows) < 2 or any(_NUMBER.fullmatch(text) for _, text in rows[0]):
        return []
    names = [text for _, text in rows[0]]
    if len(names) == len(rows[1]) - 1:
        names.insert(0, "")  # the empty corner was cut off with the blanks of the line
    if any(len(row) != len(names) for row in rows[1:]):
        return []
    cells = tuple(
        tuple(_cell(at, text, row[0][1], name) for (at, text), name in zip(row[1:], names[1:], strict=True))
        for row in rows[1:]
    )
    return [Table(cells)]


def _cell(at: int, text: str, row: str, column: str) -> Cell | None:
    m = _NUMBER.match(text)
    if not m or not re.fullmatch(r"[^\d]{0,3}", text[m.end() :]) or text[m.end() :].startswith(("%", "％")):
        return None
    return Cell(at, at + m.end(), Decimal(m.group().replace(",", "")), row, column)
