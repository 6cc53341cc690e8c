"""A span of years that runs backwards."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft
from assistant.numerals import half_width

_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?\s*(?:——|[—\-－–~～至到])\s*((?:19|20)\d\d)\s*年")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _SPAN.finditer(half_width(visible(draft))):
        if int(m[1]) > int(m[2]):
            swapped = m.group().replace(m[1], "\0").replace(m[2], m[1]).replace("\0", m[2])
            whole = draft.text[slice(*m.span())] == m.group()
            yield Hit(*m.span(), {"right": swapped}, expected=swapped, fix=swapped if whole else None)


RULE = Rule(
    id="figures.reversed-years",
    name="前后颠倒的年份",
    message="应为“{right}”：年份“{quote}”前大后小。",
    reason="起止年份写反，或有一个年份写错。",
    authority="GB/T 15835-2011",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "2027—2025年，下一步")),
        Example(LETTER.replace("下一步", "《方案（2027-2025年）》，下一步")),
    ),
    quiet=(Example(LETTER.replace("下一步", "2025—2027年，下一步")),),
    kinds=ALL_KINDS,
)
