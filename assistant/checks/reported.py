"""The year that a yearly report tells in its body, where its title has another."""

import re
from collections import Counter
from datetime import date

from assistant.checks.prose import clause, sentence, unquoted
from assistant.checks.timing import signed, subject_year
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_OWN = re.compile(
    r"(?:(?<=[。；：\n　（(])|^|(?<=截至)|现将[^，。；\d]{0,10}|我[厅局委市县区省院校])(?P<year>20\d\d)\s*年(?!以前|之前|[—\-－~～至到])",
    re.MULTILINE,
)
"""A year as the paper's own: at the head of a sentence, after 截至, 现将 or 我厅."""
_PLAN = re.compile(r"下一步|(?<!现)将|计划|拟|力争|明年")
_ASIDE = re.compile(r"比20|较20|与20|相比|以来|跟踪|往年|列入|出台|印发")
_SURE, _MAYBE = 2, 1


def told_instead(draft: Draft) -> int | None:
    """The year that the body tells where the title's is most likely the slip: the body never speaks of the title's year as
    its own, and the date bears the body's out better, or as well where several places tell it."""
    about, day = subject_year(draft), signed(draft)
    if about is None or day is None:
        return None
    text = unquoted(visible(draft))
    found = Counter[int]()
    for at, block in of_kind(draft, "opening", "paragraph"):
        for m in _OWN.finditer(text, at, at + len(block.text)):
            at_year = m.start("year")
            if not _ASIDE.search(text, *clause(text, at_year)) and not _PLAN.search(text, *sentence(text, at_year)):
                found[int(m["year"])] += 1
    if not found or found[about.year]:
        return None
    (year, places), *rest = found.most_common(2)
    if rest and rest[0][1] == places:
        return None
    mine, theirs = _borne_out(year, day), _borne_out(about.year, day)
    return year if mine > theirs or (mine == theirs > 0 and places > 1) else None


def _borne_out(year: int, day: date) -> int:
    """How well a yearly report on ``year`` goes with the day: one of the first months is about the year before, one of
    the last about the year itself."""
    ago = day.year - year
    early, late = day.month <= 4, day.month >= 10
    return {0: _SURE if late else 0 if early else _MAYBE, 1: _SURE if early else _MAYBE}.get(ago, 0)
