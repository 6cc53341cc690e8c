"""Which cases are this year's, which last year's for comparison, which earlier ones still tracked: by the sheet's name, by
a column that tells the year, by the days; what none of them settles is asked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.intake.workbook.addresses import ranges
from assistant.intake.workbook.cases import Rows
from assistant.intake.workbook.sheets import RawBook, RawSheet
from assistant.intake.workbook.vocabulary import squeezed, vocabulary
from assistant.ledger import LedgerCase, Notice, Question, Year

_YEAR = re.compile(r"20\d\d")
_ANSWERS: Mapping[str, Year] = {"本年": "this", "今年": "this", "上年": "last", "去年": "last", "跟踪": "tracked"}
_MANY = 5
"""One case in so many, assigned in an earlier year: the list may be of two years."""


@dataclass
class Years:
    """The sheets' cases in their years; a sheet that lists two years stands twice."""

    rows: list[Rows] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def by_name(book: RawBook) -> Iterator[tuple[RawSheet, Year]]:
    """Each sheet with the list that its name says it holds."""
    words = vocabulary().words
    for sheet in book.sheets:
        name = squeezed(sheet.name)
        if any(w in name for w in words.tracked):
            yield sheet, "tracked"
        else:
            yield sheet, "last" if any(w in name for w in words.last_year) else "this"


def in_years(read: Sequence[Rows], confirmed: Mapping[str, str]) -> Years:
    """Of the sheets that no word calls last year's, those of an earlier year by name are, and so are the rows whose own
    column says that year; a sheet, or many rows of one, assigned in an earlier year are asked about. ``confirmed`` has a
    person's answers: the sheet's name or the year → 本年, 上年 or 跟踪."""
    found = Years()
    newest = max((y for r in read if r.year == "this" for y in r.years.values()), default=0)
    for rows in read:
        parts = _by_column(rows, newest, found) if rows.year == "this" and rows.years else [rows]
        found.rows += [part for p in parts for part in _by_days(p, confirmed, found)]
    _by_sheet(found, confirmed)
    return found


def _by_column(rows: Rows, newest: int, found: Years) -> list[Rows]:
    name, column = rows.sheet.name, rows.column("year")
    if early := [r for r, year in rows.years.items() if year < newest - 1]:
        found.notices.append(Notice(name, ranges(column, early), f"是{newest - 1}年以前的件，不计"))
    now = [c for c in rows.cases if rows.years.get(c.row, newest) == newest]
    before = [c for c in rows.cases if rows.years.get(c.row) == newest - 1]
    if not before:
        return [replace(rows, cases=now)]
    title = rows.header.names[rows.header.fields["year"]]
    message = f"按“{title}”列分：{newest}年的{len(now)}件算本年，{newest - 1}年的{len(before)}件算上年"
    found.notices.append(Notice(name, ranges(column, [c.row for c in before]), message))
    return [replace(rows, cases=now), _as(rows, "last", before)]


def _by_days(rows: Rows, confirmed: Mapping[str, str], found: Years) -> Iterator[Rows]:
    """A list without such a column, many of whose cases were assigned in an earlier year than the others."""
    days = Counter(c.assigned.year for c in rows.cases if c.assigned)
    newest = max(days, default=0)
    early = [c for c in rows.cases if c.assigned and c.assigned.year < newest]
    if rows.year != "this" or rows.years or not early:
        yield rows
        return
    closed = [c for c in early if c.closed and c.closed.year < newest]
    if len(early) * _MANY < len(rows.cases) and not closed:
        cells = ranges(rows.column("assigned"), [c.row for c in early])
        found.notices.append(Notice(rows.sheet.name, cells, f"{len(early)}件是{newest}年以前交办的，按本年计，请核对"))
        yield rows
        return
    early = early if len(early) * _MANY >= len(rows.cases) else closed
    year = str(max(c.assigned.year for c in early if c.assigned))
    answer = _ANSWERS.get(squeezed(confirmed.get(year, "")))
    if answer is None:
        ended = "并办结" if early == closed else ""
        message = f"有{len(early)}件是{year}年交办{ended}的，算本年、上年还是跟踪？（现按本年计）"
        cells = ranges(rows.column("assigned"), [c.row for c in early])
        found.questions.append(Question("year", message, rows.sheet.name, cells, year))
    if answer in (None, "this"):
        yield rows
        return
    yield replace(rows, cases=[c for c in rows.cases if c not in early])
    yield _as(rows, answer, early)


def _by_sheet(found: Years, confirmed: Mapping[str, str]) -> None:
    ours = [r for r in found.rows if r.year == "this"]
    named = {r.sheet.name: int(m.group()) for r in ours if (m := _YEAR.search(r.sheet.name))}
    years = {r.sheet.name: named.get(r.sheet.name) or _usual(r) for r in ours}
    newest = max(years.values(), default=0)
    for at, rows in enumerate(found.rows):
        name = rows.sheet.name
        if rows.year != "this":
            continue
        if answer := _ANSWERS.get(squeezed(confirmed.get(name, ""))):
            found.rows[at] = _as(rows, answer, rows.cases)
        elif 0 < years[name] < newest and name in named:
            found.rows[at] = _as(rows, "last", rows.cases)
        elif 0 < years[name] < newest and rows.cases:
            message = f"工作表“{name}”的件多是{years[name]}年交办的，算本年、上年还是跟踪？（现按本年计）"
            found.questions.append(Question("year", message, name, f"A{rows.cases[0].row}", name))


def _usual(rows: Rows) -> int:
    years = Counter(d.year for c in rows.cases if (d := c.assigned or c.due or c.closed))
    return years.most_common(1)[0][0] if years else 0


def _as(rows: Rows, year: Year, cases: Sequence[LedgerCase]) -> Rows:
    """The cases as a list of that year's; a role that the sheet does not tell is of no interest there."""
    return replace(rows, year=year, cases=[replace(c, year=year) for c in cases])
