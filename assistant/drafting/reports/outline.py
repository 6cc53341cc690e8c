"""The plan of a report: its parts renamed, removed, moved; or the headings of a past report."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from assistant.drafting.reports.kinds import By, ReportKind, ReportPart, reports
from assistant.ledger import Notice
from knowledge_base.errors import InputError

_NUMBER = r"(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,2}部分[、：:　 ]*)"
_JOINED = re.compile(r"以及|[和及与、，,]")
_HEADING = re.compile(rf"^[\s　]*{_NUMBER}[\s　]*(?P<name>[^\n。；]{{2,30}})。?[\s　]*$", re.M)
MOST = 12
_OWN = "own-"
"""Begins the ids of parts that no word of the table names."""


def planned(kind: ReportKind, rows: Sequence[tuple[str, str]]) -> ReportKind:
    """The kind with these parts: heading, and by what it is written (the words of ``written_by``); a row without a
    heading is left out. Raises InputError for none, too many, one twice, and for a word that is none of these."""
    parts: list[ReportPart] = []
    for heading, word in rows:
        name = re.sub(rf"^{_NUMBER}", "", heading.strip())
        if name:
            used = {i for p in parts for i in (p.id, *(a.id for a in p.also))}
            part = _part_of(name, [*kind.parts, *known()], used, len(parts))
            parts.append(part.model_copy(update={"by": _by(word) if word.strip() else part.by}))
    if not parts:
        raise InputError("提纲里没有标题，请至少留一个部分。")
    if len(parts) > MOST:
        raise InputError(f"提纲有{len(parts)}个部分，最多{MOST}个，请合并。")
    once: tuple[By, ...] = ("code", "cases", "tracked")
    for by in once:
        if len(same := [p.heading for p in parts for one in (p, *p.also) if one.by == by]) > 1:
            raise InputError(f"“{'”和“'.join(same)}”都写成“{written_by()[by]}”，只能留一个。")
    return kind.model_copy(update={"parts": tuple(parts)})


def remarks(kind: ReportKind, plan: ReportKind) -> Iterator[Notice]:
    """What a person should know of a ``plan`` made for the ``kind``: headings that name no known part, and parts of the
    kind that no heading names."""
    for part in plan.parts:
        if part.id.startswith(_OWN):
            yield Notice("", "", f"提纲里的“{part.heading}”认不出是哪一部分，按原来的次序留着，内容请人填写")
    planned_ = {one.id for part in plan.parts for one in (part, *part.also)}
    if gone := [f"“{p.heading}”" for p in kind.parts if p.id not in planned_ and not p.optional]:
        yield Notice("", "", f"{kind.name}一般有{''.join(gone)}，提纲里没有，没有写；要写请在提纲里加上")


def headings_of(text: str) -> list[tuple[str, str]]:
    """The first-level headings of a past report in their order, each with what writes it. Raises InputError when the text
    has fewer than two."""
    found: list[tuple[str, By]] = []
    used: set[str] = set()
    for m in _HEADING.finditer(text):
        name = re.sub(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])", "，", m["name"].strip())
        part = _part_of(name, known(), used, len(found))
        used |= {part.id, *(a.id for a in part.also)}
        found.append((name, part.by))
    if len(found) < 2:
        raise InputError("这份报告里没有找到“一、”“二、”这样的标题，不能作提纲；请换一份，或直接在提纲表里填。")
    words = written_by()
    return [(name, words[by]) for name, by in found]


def known() -> list[ReportPart]:
    """Every part of every kind once, by its id."""
    return list({p.id: p for r in reports().report for p in r.parts}.values())


def written_by() -> dict[By, str]:
    """By → its words on the page."""
    return reports().written_by


def rows_of(kind: ReportKind) -> list[tuple[str, str]]:
    return [(p.heading, written_by()[p.by]) for p in kind.parts]


def _by(word: str) -> By:
    named: dict[str, By] = {name: by for by, name in written_by().items()}
    found = named.get(word.strip())
    if found is None:
        raise InputError(f"提纲里“{word.strip()}”不是写法，只能是：{'、'.join(written_by().values())}。")
    return found


def _part_of(name: str, parts: Sequence[ReportPart], used: Collection[str], at: int) -> ReportPart:
    """The known part that the heading names, under its own heading, with those that it names besides (存在问题和下步打算);
    else one of its own that a person writes. A part that an earlier heading has taken is not written twice."""
    by_id = {p.id: p for p in reversed(parts)}
    exact = next((p.id for p in parts if p.heading == name), None)
    named = [exact] if exact else list(dict.fromkeys(_named(name)))
    known_ = [by_id[i] for i in named if i in by_id and i not in used]
    free = [p.model_copy(update={"heading": name, "optional": p.optional and p.heading == name}) for p in known_]
    if not free:
        return ReportPart(id=f"{_OWN}{at + 1}", heading=name, by="writer")
    first, *others = free
    return first.model_copy(update={"also": tuple(others)})


def _named(heading: str) -> Iterator[str]:
    """Ids of the parts that the heading names: of each piece between 和, 及, 、 the first in the table's order."""
    for piece in _JOINED.split(heading):
        found = (id_ for id_, words in reports().headings.items() if any(w in piece for w in words))
        yield from islice(found, 1)
