"""What a line of a sheet is besides a case: a total, a footer, a header once more, another table's header."""

import re
from collections.abc import Sequence

from assistant.intake.workbook.columns import Header, field_named
from assistant.intake.workbook.sheets import Value
from assistant.intake.workbook.values import shown
from assistant.intake.workbook.vocabulary import squeezed, vocabulary

_LONGEST_NAME = 16
_ANOTHER = 4
"""Known column names in one line that make it another table's header."""


def filled_in(row: Sequence[Value]) -> list[int]:
    return [i for i, v in enumerate(row) if shown(v)]


def is_total(row: Sequence[Value], filled: Sequence[int], header: Header) -> bool:
    """Begins with 合计 or the like and has no title of its own."""
    title = header.fields.get("title", -1)
    first = squeezed(shown(row[filled[0]]))
    titled = 0 <= title < len(row) and title != filled[0] and shown(row[title])
    return any(first.startswith(w) for w in vocabulary().words.total) and not titled


def total_in(row: Sequence[Value]) -> tuple[int, int] | None:
    """Column and number of the first count in a total's line; None for a 小计 and where no count stands."""
    if squeezed(shown(next(v for v in row if shown(v)))).startswith("小计"):
        return None
    for column, value in enumerate(row):
        if m := re.fullmatch(r"(?:[合总共小]计)?[:：]?(\d+)件?", squeezed(shown(value))):
            return column, int(m[1])
    return None


def is_footer(row: Sequence[Value], filled: Sequence[int], header: Header) -> bool:
    """Who filled the form in, notes: below the list, without a title."""
    if not isinstance(row[filled[0]], str):
        return False
    words = "|".join(map(re.escape, vocabulary().words.footer))
    title = header.fields.get("title", -1)
    titled = 0 <= title < len(row) and shown(row[title]) and title != filled[0]
    return bool(re.match(rf"(?:{words})[^:：]{{0,8}}[:：]", squeezed(shown(row[filled[0]])))) and not titled


def repeats(row: Sequence[Value], header: Header) -> bool:
    """The sheet's own header once more, as on a printed second page."""
    same = sum(squeezed(shown(row[i])) == squeezed(n) for i, n in header.names.items() if i < len(row))
    return same >= max(3, len(header.names) // 2)


def begins_another(row: Sequence[Value]) -> bool:
    """The header of a second table with other columns."""
    words = [v for v in row if isinstance(v, str)]
    if len(words) < len(row):
        return False
    return len({f for w in words if len(w) <= _LONGEST_NAME and (f := field_named(squeezed(w)))}) >= _ANOTHER
