"""The year that a yearly report tells in its body, where its title has another."""

import re
from collections import Counter
from datetime import date

from assistant.checks.assemblies import mentions, year_of
from assistant.checks.prose import clause, sentence, unquoted
from assistant.checks.timing import signed, subject_year
from assistant.checks.view import of_kind, title, visible
from assistant.draft import Draft

_OWN = re.compile(
    r"(?:(?<=[。；：\n　（(])|^|(?<=截至)|现将[^，。；\d]{0,10}|我[厅局委市县区省院校])(?P<year>20\d\d)\s*年(?!以前|之前|[—\-－~～至到])",
    re.MULTILINE,
)
"""A year as the paper's own: at the head of a sentence, after 截至, 现将 or 我厅."""
_PLAN = re.compile(r"下一步|(?<!现)将|计划|拟|力争|明年")
_ASIDE = re.compile(r"比20|较20|与20|相比|以来|跟踪|往年|列入|出台|印发")
_SURE, _MAYBE = 2, 1
_LOOKS_BACK = re.compile("跟踪|回头看|结转|续办|再办理|往年|历年")
_BASIS = re.compile(r"《[^》\n]*?(20\d\d)年[^》\n]*(?:建议|提案)[^》\n]*(?:通知|方案|意见|要点)》")
_COMPARED = re.compile(r"(?:比|较|与|同)(20\d\d)年")
_EVENT = re.compile(r"(?<!\d)(20\d\d)年(?=\d{1,2}月|以来|初)")
_YEAR_OF_PAPER = re.compile(r"〔(20\d\d)〕|(?<!\d)(20\d\d)\s*年")
_FIRST_MONTHS = 4
_ENOUGH = 2
"""Witnesses who agree, where the day of signing is known; one more where it is open."""


def told_instead(draft: Draft) -> int | None:
    """The year that the body tells where the title's is most likely the slip: the body never speaks of the title's year as
    its own, and the date bears the body's out better, or as well where several places tell it."""
    about, day = subject_year(draft), signed(draft)
    if about is None:
        return None
    found = _own(draft)
    if found[about.year]:
        return None
    if day and found:
        (year, places), *rest = found.most_common(2)
        mine, theirs = _borne_out(year, day), _borne_out(about.year, day)
        if not (rest and rest[0][1] == places) and (mine > theirs or (mine == theirs > 0 and places > 1)):
            return year
    return _witnessed(draft, about.year, day)


def _own(draft: Draft) -> Counter[int]:
    """How often the body speaks of a year as the paper's own."""
    text = unquoted(visible(draft))
    found = Counter[int]()
    for at, block in of_kind(draft, "opening", "paragraph"):
        for m in _OWN.finditer(text, at, at + len(block.text)):
            at_year = m.start("year")
            if not _ASIDE.search(text, *clause(text, at_year)) and not _PLAN.search(text, *sentence(text, at_year)):
                found[int(m["year"])] += 1
    return found


def _witnessed(draft: Draft, about: int, day: date | None) -> int | None:
    """The one year on which the 文号 and date agree with the sessions, the paper that ordered the work, what the figures
    are compared with and the months told, where none of these bears out the title's."""
    dated = {int(m[1] or m[2]) for _, b in of_kind(draft, "number", "date") for m in _YEAR_OF_PAPER.finditer(b.text)}
    if len(dated) != 1 or about in dated or (day and day.month <= _FIRST_MONTHS) or _LOOKS_BACK.search(title(draft)[2]):
        return None
    text, year = visible(draft), dated.pop()
    body = "\n".join(b.text for _, b in of_kind(draft, "opening", "paragraph"))
    on_subject = (
        {y for m in mentions(draft) if (y := year_of(m))},
        {int(y) for y in _BASIS.findall(text)},
        {int(y) + 1 for y in _COMPARED.findall(unquoted(body))},
    )
    told = (*on_subject, {int(y) for y in _EVENT.findall(unquoted(body))})
    if any(about in years for years in told) or not any(years == {year} for years in on_subject):
        return None
    agreeing = 1 + sum(years == {year} for years in told)
    return year if agreeing >= _ENOUGH + (day is None) else None


def _borne_out(year: int, day: date) -> int:
    """How well a yearly report on ``year`` goes with the day: one of the first months is about the year before, one of
    the last about the year itself."""
    ago = day.year - year
    early, late = day.month <= 4, day.month >= 10
    return {0: _SURE if late else 0 if early else _MAYBE, 1: _SURE if early else _MAYBE}.get(ago, 0)
