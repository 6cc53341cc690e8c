"""Digits typed full-width."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft
from assistant.numerals import half_width

_DIGITS = re.compile(r"[0-9０-９]+(?:[．，.,][0-9０-９]+)*[％%]?")
_WIDE = re.compile("[０-９]")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _DIGITS.finditer(draft.text):
        if not _WIDE.search(m.group()):
            continue
        right = half_width(m.group())
        yield Hit(*m.span(), {"expected": right}, expected=right, fix=right)


RULE = Rule(
    id="figures.full-width-digits",
    name="全角数字",
    message="应为半角“{expected}”：原文“{quote}”是全角。",
    reason="公文里的阿拉伯数字用半角。",
    authority="GB/T 15835-2011 5.1",
    severity="warning",
    check=check,
    fires=(Example(LETTER.replace("1260", "１２６０")),),
    quiet=(Example(LETTER),),
    kinds=ALL_KINDS,
)
