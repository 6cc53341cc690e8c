"""A decrease told in times (降低3倍)."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_LESS = re.compile(
    r"(?:减少|降低|下降|缩短|缩小|减轻|压缩|压减|节约|减|降)(?:了|为|到|近|约|超过|超|至)*(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+)(?:余|多|个)?倍"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _LESS.finditer(visible(draft)):
        yield Hit(*m.span())


RULE = Rule(
    id="wording.times-less",
    name="用倍数说的减少",
    message="减少用百分数或分数：“{quote}”不能用“倍”。",
    reason="减少一倍就是零，再多没有意义；减少只用百分数或几分之几。",
    authority="GB/T 15835-2011；国家统计局数字用法",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "能耗降低了3倍。下一步")),
        Example(LETTER.replace("下一步", "办理时间缩短近两倍。下一步")),
    ),
    quiet=(Example(LETTER.replace("下一步", "能耗降低30%，产值增长3倍。下一步")),),
    kinds=ALL_KINDS,
)
