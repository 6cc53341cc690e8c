"""The plan of a report: its parts renamed, removed, moved; or the headings of a past report."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.drafting.reports.kinds import By, ReportKind, ReportPart, reports
from knowledge_base.errors import InputError

_HEADING = re.compile(r"^[\s　]*[一二三四五六七八九十]{1,3}、[\s　]*(?P<name>[^\n。；]{2,30})$", re.M)
_ALIKE = 0.5
MOST = 12


def planned(kind: ReportKind, rows: Sequence[tuple[str, str]]) -> ReportKind:
    """The kind with these parts: heading, and by what it is written (the words of ``written_by``); a row without a
    heading is left out. Raises InputError for none, too many, one twice, and for a word that is none of these."""
    parts: list[ReportPart] = []
    for heading, word in rows:
        name = re.sub(r"^[一二三四五六七八九十]{1,3}、", "", heading.strip())
        if name:
            part = _part_of(name, [*kind.parts, *known()], {p.id for p in parts})
            parts.append(part.model_copy(update={"by": _by(word) if word.strip() else part.by}))
    if not parts:
        raise InputError("提纲里没有标题，请至少留一个部分。")
    if len(parts) > MOST:
        raise InputError(f"提纲有{len(parts)}个部分，最多{MOST}个，请合并。")
    once: tuple[By, ...] = ("code", "cases", "tracked")
    for by in once:
        if len(same := [p.heading for p in parts if p.by == by]) > 1:
            raise InputError(f"“{'”和“'.join(same)}”都写成“{written_by()[by]}”，只能留一个。")
    return kind.model_copy(update={"parts": tuple(parts)})


def headings_of(text: str) -> list[tuple[str, str]]:
    """The first-level headings of a past report in their order, each with what writes it. Raises InputError when the text
    has fewer than two."""
    found: list[tuple[str, By]] = []
    used: set[str] = set()
    for m in _HEADING.finditer(text):
        part = _part_of(m["name"].strip(), known(), used)
        used.add(part.id)
        by = part.by if part.by == "writer" or part.by not in {b for _, b in found} else "writer"
        found.append((m["name"].strip(), by))
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


def _part_of(name: str, parts: Sequence[ReportPart], used: set[str]) -> ReportPart:
    """The known part that the heading names, under its own heading; else one of its own that a person writes."""
    best = max(_likely(name, parts, used), default=None, key=lambda found: found[0])
    if best and best[0] >= _ALIKE:
        return best[1].model_copy(update={"heading": name})
    return ReportPart(id=f"own-{len(used) + 1}", heading=name, by="writer")


def _likely(name: str, parts: Sequence[ReportPart], used: set[str]) -> Iterator[tuple[float, ReportPart]]:
    for part in parts:
        if part.id not in used:
            said = any(w in name for w in reports().headings.get(part.id, ()))
            yield (0.9 if said else 0.0) + SequenceMatcher(None, name, part.heading, autojunk=False).ratio(), part
