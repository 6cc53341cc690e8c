"""、 before 和, which joins by itself."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary
from assistant.checks.view import visible
from assistant.draft import Draft

_BOTH = re.compile(r"(?<=[\u4e00-\u9fff”》）\d%])、(?=(?P<and>[和及])(?P<next>[\u4e00-\u9fff“《]))")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _BOTH.finditer(visible(draft)):
        if m["and"] + m["next"] not in dictionary()[0]:  # 和谐, 及时
            yield Hit(*m.span(), {"and": m["and"]}, fix="")


RULE = Rule(
    id="wording.mark-before-and",
    name="顿号与“和”的连用",
    message="不用顿号：“{and}”已表示并列，前面不再加“、”。",
    reason="并列词语之间用了“和”“及”，就不再用顿号。",
    authority="GB/T 15834-2011 4.5",
    severity="warning",
    check=check,
    fires=(Example(LETTER.replace("关心和支持", "关心、和支持")),),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("关心和支持", "关心、支持和帮助")),
        Example(LETTER.replace("下一步", "做到平安、和谐，完整、及时，听取甲、乙及丙单位意见，以及丁单位意见。下一步")),
    ),
    kinds=ALL_KINDS,
)
