"""What a paper's tables say of its cases in numbers: each cell by the names of its row and its column."""

import re
from collections.abc import Iterator

from assistant.checks.case_figures import CaseFigure
from assistant.checks.case_words import CaseWords
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.tables import Cell, tables
from assistant.checks.statements import YEAR
from assistant.draft import Draft
from assistant.numerals import find_numbers

_ALL = re.compile(r"合计|总计|总数|小计|件数|数量|[（(](?:单位[:：])?[件%％][）)]|年$")
_SHARE = re.compile("占比|比重|比例|占")


def table_figures(draft: Draft, words: CaseWords) -> Iterator[CaseFigure]:
    """The cells of tables whose rows and columns name groups of cases and nothing else."""
    paper = read_paper(draft)
    for table in tables(paper):
        cells = [cell for row in table.cells for cell in row if cell]
        read = [(cell, _figure(cell, *paper.joined.span(cell.start, cell.end), words)) for cell in cells]
        if any(f and f.own for _, f in read):
            yield from (f for _, f in read if f)


def _figure(cell: Cell, start: int, end: int, words: CaseWords) -> CaseFigure | None:
    name = f"{cell.row}，{cell.column}"
    change = words.change.search(name) is not None or "增减" in name
    last_year = words.last_year.search(name) is not None and not change
    own: set[str] = set()
    for side in (cell.row, cell.column):
        plain = _ALL.sub("", words.change.sub("", side.replace("增减", "")) if change else side)
        groups, rest = words.read(plain)
        if rest or _SHARE.search(side):
            return None
        own |= groups
    percent = any(g.startswith("rate.") for g in own) or (change and re.search("[率幅%]", name) is not None)
    numbers = find_numbers(f"{cell.value:f}{'%' if percent else '件'}")
    year = YEAR.search(name)
    if not numbers:
        return None
    return CaseFigure(
        numbers[0], start, end, frozenset(own), (), frozenset(),
        year=int(year[1]) if year else 0, last_year=last_year, change=change,
    )  # fmt: skip
