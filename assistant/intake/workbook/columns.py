"""Which column holds what: by its name, and where names are ambiguous, by what stands in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from assistant.intake.workbook.addresses import index
from assistant.intake.workbook.contents import by_contents, fit, themes, unlike
from assistant.intake.workbook.sheets import Value
from assistant.intake.workbook.values import shown
from assistant.intake.workbook.vocabulary import header_key, meaning, squeezed, vocabulary
from knowledge_base.errors import InputError

_ENOUGH = 3
"""Known column names that make a row a header."""
_DEEPEST = 20
_SAMPLE = 60
_EXACT, _PATTERN, _PART, _CONTENTS, _FORMERLY = 3.0, 1.5, 1.0, 0.6, 0.1
_FORMER = re.compile(r"^(?:原|上年|去年|往年|初次|首次)")
_STATES_OF_NOW = ("result", "satisfaction", "closed", "state", "role")
"""Fields of which 原… is what was, not what is."""


@dataclass(frozen=True)
class Header:
    """``first`` and ``last`` rows from 0; ``names`` by column index; ``fields`` field → column index; ``ticked`` field
    → column index → word, where each role, kind, result or answer has a column of its own that is ticked."""

    first: int
    last: int
    names: Mapping[int, str]
    fields: Mapping[str, int]
    ticked: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def ticks(self) -> tuple[int, ...]:
        """All columns that are ticked."""
        return tuple(c for columns in self.ticked.values() for c in columns)


def find_header(
    rows: Sequence[Sequence[Value]],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    *,
    called: bool = False,
) -> Header | None:
    """The header among the first rows, over one to three rows; None when the sheet is no list of cases. A sheet that is
    ``called`` such a list may have a number and a title alone."""
    best: tuple[int, int, int] | None = None
    for first in range(min(_DEEPEST, len(rows))):
        for last in range(first, min(first + 3, len(rows))):
            names = _names(rows, merged, first, last)
            known = {f for n in names.values() if (f := _by_name(n))}
            if last > first and _looks_like_data(rows[last]):
                break
            tighter = best is not None and len(known) == best[0] and last == best[2]
            better = best is None or len(known) > best[0]
            enough = (len(known) >= _ENOUGH and known & {"title", "number"}) or (
                called and {"title", "number"} <= known
            )
            if enough and (better or tighter):
                best = len(known), first, last
    if best is None:
        return None
    _, first, last = best
    names = _names(rows, merged, first, last)
    ticked = _ticked(names, rows[last + 1 :])
    own = {c: n for c, n in names.items() if not any(c in columns for columns in ticked.values())}
    fields = {f: c for f, c in assign(own, rows[last + 1 :]).items() if f not in ticked}
    return Header(first, last, names, fields, ticked)


def corrected(header: Header, places: Mapping[str, str]) -> Header:
    """The header with a person's answers of what a column holds: its address (台账!K) → the field's usual name, or "" for
    a column that is not to be read. ``places`` has only this sheet's columns, by their letters. Raises InputError for a name that is no field's."""
    fields = dict(header.fields)
    for letters, word in places.items():
        at = index(letters)
        known = field_named(word) if word else ""
        if word and not known:
            usual = "、".join(names[0] for names in vocabulary().columns.values())
            raise InputError(f"“{word}”不是台账的栏目，可用：{usual}；不读的列请留空。")
        fields = {f: c for f, c in fields.items() if c != at and f != known}
        if known:
            fields[known] = at
    ticked = {f: c for f, c in header.ticked.items() if f not in fields}
    return replace(header, fields=fields, ticked=ticked)


def _ticked(names: Mapping[int, str], rows: Sequence[Sequence[Value]]) -> dict[str, dict[int, str]]:
    """Columns that are called by a role, a kind, a result or an answer and hold nothing but ticks."""
    found: dict[str, dict[int, str]] = {}
    for known, table in _TICKED.items():
        columns = {c: m for c, n in names.items() if (m := meaning(table).get(squeezed(n)))}
        values = {c: {squeezed(shown(r[c])) for r in rows if c < len(r) and shown(r[c])} for c in columns}
        if len(columns) > 1 and any(values.values()) and all(v <= _TICKS for v in values.values()):
            found[known] = columns
    return found


def _names(
    rows: Sequence[Sequence[Value]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], first: int, last: int
) -> dict[int, str]:
    """Column index → its own name: the lowest cell of the header that is filled, a merged one counting for all its rows."""
    names: dict[int, str] = {}
    for row in range(first, last + 1):
        for column, value in enumerate(rows[row]):
            if isinstance(value, str) and value.strip():
                spread = next((m for m in merged if m[0] == (row, column)), None)
                if spread and spread[1][1] > column and (spread[1][0] < last or row < last):
                    continue  # a group's name over several columns
                names[column] = re.sub(r"\s+", "", value)
    return names


def _looks_like_data(row: Sequence[Value]) -> bool:
    return any(not isinstance(v, str) for v in row) or sum(bool(_by_name(str(v))) for v in row) < 2


def field_named(name: str) -> str:
    """The field whose name in the table this is, else ""; patterns aside."""
    return _named().get(header_key(name), "")


@cache
def _named() -> dict[str, str]:
    return {header_key(a): known for known, aliases in vocabulary().columns.items() for a in aliases}


def also_named(header: Header) -> dict[int, str]:
    """Columns that are not read though their names name a field which another column was taken for."""
    used = {*header.fields.values(), *header.ticks}
    unread = {c: _by_name(n) for c, n in header.names.items() if c not in used}
    return {c: f for c, f in unread.items() if f in header.fields and not _FORMER.match(header_key(header.names[c]))}


@cache
def _by_name(name: str) -> str:
    """The field that the name is known, or by its pattern, to name; else ""."""
    scores = _scores(name)
    best = max(scores.values(), default=0.0)
    return next((f for f, s in scores.items() if s == best), "") if best >= _PATTERN else ""


@cache
def _scores(name: str) -> dict[str, float]:
    """How well a column's name names each field."""
    key = header_key(name)
    scores: dict[str, float] = {}
    for known, aliases in vocabulary().columns.items():
        keys = [header_key(a) for a in aliases]
        if key in keys:
            scores[known] = _EXACT
        elif (pattern := vocabulary().patterns.get(known)) and re.search(pattern, key):
            scores[known] = _PATTERN
        elif any(len(k) > 2 and k in key for k in keys):
            scores[known] = _PART
    if _FORMER.match(key):
        scores = {f: min(s, _PART) if f in _STATES_OF_NOW else s for f, s in scores.items()}
    if scores.get("due", 0.0) >= _PATTERN:
        scores.pop("closed", None)  # 答复截止日期 is when it should be closed, never when it was
    return scores


def assign(names: Mapping[int, str], rows: Sequence[Sequence[Value]]) -> dict[str, int]:
    """Field → column, each used once, the surest first: by name, then by the words that stand in it."""
    sample = list(islice((r for r in rows if sum(bool(str(v).strip()) for v in r) > 2), _SAMPLE))
    claims: list[tuple[float, int, str]] = []
    for column, name in names.items():
        values = [r[column] for r in sample if column < len(r) and str(r[column]).strip()]
        for known, score in _scores(name).items():
            share = fit(known, values)
            if (share is None or share > 0) and not (score < _EXACT and unlike(known, name, share)):
                claims.append((score + (share or 0.0), -column, known))
        if "kind" in _scores(name) and fit("kind", values) == 0 and (share := themes(values)):
            claims.append((_CONTENTS + share, -column, "theme"))
        certain = _FORMERLY if _FORMER.match(header_key(name)) else _CONTENTS
        claims += [(certain + share, -column, known) for known, share in by_contents(name, values)]
    taken: dict[str, int] = {}
    for _, column, known in sorted(claims, reverse=True):
        if known not in taken and -column not in taken.values():
            taken[known] = -column
    return taken


_TICKED = {"role": "roles", "kind": "kinds", "result": "results", "satisfaction": "satisfaction"}
_TICKS = {squeezed(w) for w in vocabulary().yes_no.yes}
