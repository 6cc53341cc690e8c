"""The same punctuation mark twice, or two that can't stand together."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_DOUBLED = re.compile(r"([，。；：、？！])\1+|，。|。，|、，|，、|；。|。；|：，|，：|、。|：。")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _DOUBLED.finditer(visible(draft)):
        yield Hit(*m.span())


RULE = Rule(
    id="wording.doubled-mark",
    name="重复的标点",
    message="标点“{quote}”重复或冲突，请改正。",
    reason="多半是删改后留下的。",
    authority="GB/T 15834-2011",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步，", "下一步，，")),
        Example(LETTER.replace("继续开展培训。", "继续开展培训，。")),
    ),
    quiet=(Example(LETTER), Example(LETTER.replace("下一步，", "（详见附件。）下一步……"))),
    kinds=ALL_KINDS,
)
