"""A number with a mark too many or a comma in the wrong place: 95%%, 3..5, 12,34."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_DOUBLED = re.compile(r"(?<=\d)(?P<mark>[%％.．,])(?P=mark)+(?=\d|(?<=[%％]))")
_GROUPED = re.compile(
    r"(?<![\d.,A-Za-z])\d{1,3}(?:,\d{3})*,\d{4,}(?:\.\d+)?(?![\d,])|(?<![\d.,A-Za-z/])\d+\.\d+\.\d+(?=[%％万亿元])"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = visible(draft)
    for m in _DOUBLED.finditer(text):
        whole = re.search(r"[\d.,．%％]*$", text[max(0, m.start() - 12) : m.start()])
        told = (whole.group() if whole else "") + m["mark"]
        yield Hit(*m.span(), {"right": told}, expected=told, fix=m["mark"])
    for m in _GROUPED.finditer(text):
        yield Hit(*m.span(), {"right": "分节和小数点正确"})


RULE = Rule(
    id="figures.malformed-figure",
    name="多了标点的数字",
    message="应为“{right}…”：数字里的“{quote}”多写或写错。",
    reason="一个数只有一个小数点、一个百分号，三位一分节。",
    authority="GB/T 15835-2011 5.1",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "办结率95.1%%。下一步")),
        Example(LETTER.replace("下一步", "支付3..42亿元。下一步")),
        Example(LETTER.replace("下一步", "培训12,3456人。下一步")),
    ),
    quiet=(Example(LETTER.replace("下一步", "办结率95.1%，支付3.42亿元，培训12,345人，版本1.2.3。下一步")),),
    kinds=ALL_KINDS,
)  # fmt: skip
