"""A year's papers against each other: one subject, indicator, period and unit with two values."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from assistant.checks.grounding import said
from assistant.checks.reading import read_draft
from assistant.checks.statements import Statement

_ALIKE = 0.8
"""Share of the words at two numbers that must be the same before they count the same thing."""
_AROUND = 0.5
"""The same for their sentences."""
_LEAST = 3
"""Pairs of characters that say what a number counts, without which two can't be told to count the same."""
_PART = re.compile(r"上半年|下半年|[一二三四1-4]季度|\d{1,2}月(?:\d{1,2}日|底|末|份)?|年?[底末初]|届\w{1,3}次")
_PLACE = re.compile(r"(?<![我全本该各])[\u4e00-\u9fff]{2,3}(?:省|市|州|县|区|盟|旗)(?!级|直|属|域|长|民|政|委|人|场)")


@dataclass(frozen=True)
class _Fact:
    path: str
    start: int
    end: int
    statement: Statement
    period: tuple[int, str]
    place: frozenset[str]
    value: Decimal
    unit: str


def across(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """``entries`` are those of ``dafu check`` (``path``, ``kind``, ``text``). A finding names both places: the same thing
    for the same time with two values, in two files. Only what both say plainly is compared."""
    facts: dict[tuple[tuple[int, str], str, frozenset[str]], list[_Fact]] = defaultdict(list)
    for entry in entries:
        if text := entry.get("text"):
            for fact in _facts(str(entry["path"]), text, entry.get("kind", "auto")):
                facts[(fact.period, fact.unit, fact.place)].append(fact)
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for key, group in facts.items():
        for a, b in combinations(group, 2):
            if a.path != b.path and a.value != b.value and _same(a.statement, b.statement):
                found.setdefault((*key, a.statement.near, *sorted((a.value, b.value))), _finding(a, b))
    return list(found.values())


def _facts(path: str, text: str, kind: str) -> Iterator[_Fact]:
    """The exact numbers of a paper that say what they count and for which year; what it says twice with two values is
    left out."""
    draft = read_draft(text, kind)  # pyright: ignore[reportArgumentType]  # as the entry was read
    mine: list[_Fact] = []
    for s, start, end, line in said(draft):
        base = s.number.base()
        if base is None or s.number.about or s.number.high is not None or s.year <= 0:
            continue
        if len(s.near) < (_LEAST if s.said else _LEAST + 1):
            continue
        part = line.text[max(0, s.start - 60) : s.start]
        clause = re.split(r"[。；]", part)[-1]
        period = (s.year, "".join(_PART.findall(clause)[-1:]))
        place = frozenset(m.group()[-3:] for m in _PLACE.finditer(clause))
        mine.append(_Fact(path, start, end, s, period, place, base[0], base[1]))
    for f in mine:
        twins = [g for g in mine if g is not f and g.unit == f.unit and g.period == f.period]
        if not any(g.value != f.value and _same(f.statement, g.statement) for g in twins):
            yield f


def _same(a: Statement, b: Statement) -> bool:
    if a.said != b.said or any(a.inherited.get(k, v) != v for k, v in b.inherited.items()):
        return False
    near = len(a.near & b.near) / len(a.near | b.near)
    return near >= _ALIKE and len(a.around & b.around) >= _AROUND * min(len(a.around), len(b.around))


def _finding(a: _Fact, b: _Fact) -> dict[str, Any]:
    what = "".join(a.statement.labels)[:12]
    return {
        "check": "across.two-values",
        "name": "两份文稿里不一致的数字",
        "severity": "warning",
        "message": f"{a.period[0]}年“{what}”两处不一：{a.statement.number.text}、{b.statement.number.text}",
        "places": [
            {"path": f.path, "start": f.start, "end": f.end, "quote": f.statement.number.text, "value": str(f.value)}
            for f in (a, b)
        ],
    }
