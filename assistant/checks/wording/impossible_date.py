"""A day that no calendar has."""

import re
from calendar import monthrange
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft
from assistant.numerals import half_width

_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*)?(?<![\d.])(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
)
_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d\s*年\s*(?P<month>\d{1,2})\s*月(?!\s*\d{1,2}\s*日)")
_LEAP = 2024
_WIDE = re.compile("[０-９]")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _DATE.finditer(_digits(visible(draft))):
        month, day = int(m["month"]), int(m["day"])
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(int(m["year"] or _LEAP), month)[1]:
            yield Hit(*m.span())
    for m in _MONTH.finditer(_digits(visible(draft))):
        if not 1 <= int(m["month"]) <= 12:
            yield Hit(*m.span())


def _digits(text: str) -> str:
    return half_width(text) if _WIDE.search(text) else text


RULE = Rule(
    id="wording.impossible-date",
    name="日历上没有的日期",
    message="没有这一天：日历上不存在“{quote}”。",
    reason="日期抄错或打错。",
    authority="公历",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "2月30日，下一步")),
        Example(LETTER.replace("下一步", "2025年2月29日，下一步")),
        Example(LETTER.replace("下一步", "13月2日，下一步")),
        Example(LETTER.replace("下一步", "2026年13月，下一步")),
    ),
    quiet=(Example(LETTER), Example(LETTER.replace("下一步", "2024年2月29日，下一步"))),
    kinds=ALL_KINDS,
)
