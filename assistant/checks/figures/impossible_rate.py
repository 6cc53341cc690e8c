"""A rate or share over 100%."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import body_numbers
from assistant.draft import Draft

_RATE = re.compile(
    r"(?P<word>[^，。；、\d]{0,6})率(?:均?为|达到?了?|是|提高到|提升至|上升到|稳定在|保持在|[^，。；、率]{0,6})?$|(?:占比|比重|占[^，。；、增超]{1,12})[^，。；、]{0,4}$"
)
_UNBOUND = re.compile(
    r"(?:增长|增值|贡献|利润|收益|回报|负债|杠杆|拨备|充足|容积|周转|市盈|产销|流动|保障|抚养|汇|费|税|利|速|效|倍|准备金|溢价|入户|渗透|超额|达产|预算执行|任务完成|计划完成|目标完成|完成|开工|完工|竣工|建成|投产)$"
)
_OF_A_GOAL = re.compile(r"占[^，。；、]*(?:计划|任务|目标|预算|指标|定额|上年|去年|同期|进度)")
"""A share of what was planned or was last year's may well be more than all of it."""
_OF_CASES = re.compile(r"满意|办结|办复|答复|沟通|面复|面商|见面")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block, n in body_numbers(draft):
        if n.kind != "percent" or n.unit != "%" or n.value is None or n.value <= 100:
            continue
        before = block.text[max(0, n.start - 24) : n.start]
        m = _RATE.search(before)
        if m and not _OF_A_GOAL.search(before) and not _UNBOUND.search(m["word"] or ""):
            yield Hit(at + n.start, at + n.end, severity="error" if _OF_CASES.search(m["word"] or "") else None)


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
    quiet=(
        Example(
            LETTER.replace("下一步", "满意率100%，产值增长110%，完成年度目标的105%，占年度计划300公里的106%。下一步")
        ),
    ),
    kinds=ALL_KINDS,
)
