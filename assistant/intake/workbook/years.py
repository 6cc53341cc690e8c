"""Which sheets list this year's cases, which last year's for comparison, which earlier ones that are still tracked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.intake.workbook.cases import NO_ROLE, Rows
from assistant.intake.workbook.sheets import RawBook, RawSheet
from assistant.intake.workbook.vocabulary import squeezed, vocabulary
from assistant.ledger import Question, Year

_YEAR = re.compile(r"20\d\d")
_ANSWERS: Mapping[str, Year] = {"本年": "this", "今年": "this", "上年": "last", "去年": "last", "跟踪": "tracked"}


def by_name(book: RawBook) -> Iterator[tuple[RawSheet, Year]]:
    """Each sheet with the list that its name says it holds."""
    words = vocabulary().words
    for sheet in book.sheets:
        name = squeezed(sheet.name)
        if any(w in name for w in words.tracked):
            yield sheet, "tracked"
        else:
            yield sheet, "last" if any(w in name for w in words.last_year) else "this"


def place_in_years(read: Sequence[Rows], confirmed: Mapping[str, str]) -> Iterator[Question]:
    """Of the sheets that no word calls last year's, those of an earlier year by name are; one whose cases alone are of an
    earlier year is asked about."""
    ours = [r for r in read if r.year == "this"]
    named = {r.sheet.name: int(m.group()) for r in ours if (m := _YEAR.search(r.sheet.name))}
    years = {r.sheet.name: named.get(r.sheet.name) or _usual(r) for r in ours}
    newest = max(years.values(), default=0)
    for rows in ours:
        name = rows.sheet.name
        if answer := _ANSWERS.get(squeezed(confirmed.get(name, ""))):
            _place(rows, answer)
        elif 0 < years[name] < newest and name in named:
            _place(rows, "last")
        elif 0 < years[name] < newest and rows.cases:
            message = f"工作表“{name}”的件多是{years[name]}年交办的，算本年、上年还是跟踪？（现按本年计）"
            yield Question("year", message, name, f"A{rows.cases[0].row}", name)


def _usual(rows: Rows) -> int:
    years = Counter(d.year for c in rows.cases if (d := c.assigned or c.due or c.closed))
    return years.most_common(1)[0][0] if years else 0


def _place(rows: Rows, year: Year) -> None:
    rows.year = year
    rows.cases = [replace(c, year=year) for c in rows.cases]
    rows.questions = [q for q in rows.questions if q.value != NO_ROLE]
