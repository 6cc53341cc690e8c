"""A rate or share over 100%."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import body_numbers
from assistant.draft import Draft

_RATE = re.compile(
    r"(?:满意|办结|办复|答复|沟通|面复|见面|完成|达标|合格|覆盖|普及|利用|入户|回收|占用|通过|签收|反馈)率[^，。；、]{0,6}$|(?:占比|比重|占[^，。；、增超]{1,12})[^，。；、]{0,4}$"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block, n in body_numbers(draft):
        if (
            n.kind == "percent"
            and n.unit == "%"
            and n.value is not None
            and n.value > 100
            and _RATE.search(block.text[: n.start])
        ):
            yield Hit(at + n.start, at + n.end)


RULE = Rule(
    id="figures.impossible-rate",
    name="超过百分之百的比率",
    message="不应超过100%：比率“{quote}”，口径特殊的请写明。",
    reason="办结率、满意率、占比不会超过100%。",
    authority="统计口径常识",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "满意率110%。下一步")),
        Example(LETTER.replace("下一步", "培训覆盖率达到１２０％。下一步")),
    ),
    quiet=(Example(LETTER.replace("下一步", "满意率100%，产值增长110%，完成年度目标的105%。下一步")),),
    kinds=ALL_KINDS,
)
