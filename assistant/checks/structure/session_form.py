"""届 and 次 written in Arabic digits."""

import re
from collections.abc import Iterator

from assistant.checks.basis import chinese
from assistant.checks.cases import SESSION, session
from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import visible
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in SESSION.finditer(visible(draft)):
        found = session(m.group())
        if found and re.search(r"\d", m["jie"] + m["ci"]):
            jie, ci = found
            expected = f"{chinese(jie)}届{m['between']}{chinese(ci)}次"
            yield Hit(*m.span(), {"expected": expected}, expected=expected)


RULE = Rule(
    id="structure.session-form",
    name="用阿拉伯数字写的届次",
    message="届次“{quote}”应写作“{expected}”。",
    reason="届次用汉字数字，如“十四届人大三次会议”。",
    authority="GB/T 15835-2011 4.2；各地建议提案复函格式",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("省十四届人大五次会议", "省第14届人大第5次会议")),
        Example(OPINION.replace("十三届四次", "第13届第4次"), given={"kind": "opinion"}),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("省十四届人大五次会议", "省第十四届人民代表大会第五次会议")),
    ),
)
