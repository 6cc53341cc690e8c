"""A rate or share over 100%."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import body_numbers
from assistant.draft import Draft

_RATE = re.compile(
    r"(?P<word>[^，。；、\d]{0,6})率(?:（[^（）]{1,12}）|\([^()]{1,12}\))?(?:均?为|达到?了?|是|提高到|提升至|上升到|稳定在|保持在|[由从][^，。；、率]{1,16}[到至为]|[^，。；、率]{0,6})?$|(?:占比|比重|占[^，。；、增超]{1,12})[^，。；、]{0,4}$"
)
_UNBOUND = re.compile(
    r"(?:增长|增值|贡献|利润|收益|回报|负债|产能利用|床位使用|床位利用|杠杆|拨备|充足|容积|周转|市盈|产销|流动|保障|抚养|汇|费|税|利|速|效|倍|准备金|溢价|入户|渗透|超额|达产|预算执行|任务完成|计划完成|目标完成|完成|开工|完工|竣工|建成|投产)$"
)
_OF_A_GOAL = re.compile(r"占[^，。；、]*(?:计划|任务|目标|预算|指标|定额|上年|去年|同期|进度)")
"""A share of what was planned or was last year's may well be more than all of it."""
_DONE_OF_ALL = re.compile(r"(?:整改|整治|销号|办理|答复|反馈|验收|核查|排查|兑现|治理|修复|督办|复核)完成$")
"""Rates of completion that have no plan to exceed: of what was found, at most all is done."""
_LESS = re.compile(
    r"(?P<word>缩短|压缩|压减|压降|缩减|削减|精简|下降|降低|减少|减幅|降幅|下降率)了?(?:约|近|超过?|为|达到?|幅度?(?:为|达到?)?)?$"
)
_BELOW_NOTHING = re.compile(r"利润|收益|盈|亏|顺差|逆差|净|收入|增速|增幅")
"""What can fall below nothing, so by more than all of it."""
_SOME = re.compile(r"(?:^|其中|[，。；：、])(?:有|仅有?|约有?|近|超过?|约)?$")
_WHO = re.compile(
    r"(?:以上|左右)?的(?!增长|增幅|增速|涨幅|降幅|速度|幅度|水平|比例|额度|资金|标准|补贴|补助|奖励|税|利|关税|股权|价格|首付|杠杆|产能|负荷|计划|任务|目标|投资)[^，。；\d]{2,}|在[^，。；]{1,12}(?:以内|内|之内|前)[^，。；\d]{2,}|(?:检出|表示|认为|选择|实现|来自|已|由|为(?!上年|去年|计划|年度))[^，。；\d]{1,}"
)
"""What some of them are or do: 其中84.5%在24小时内出具意见, 85%的受访者表示认可."""
_PART_OF = re.compile(
    r"(?<!扣除)(?<!增长)(?<!配套)(?<!出资)(?<!投资)(?<!产销)(?<!收入)(?<!资本)(?:比例|满意度|认可度|知晓度|支持度)(?:[由从][^，。；]{1,12}(?=[上提升增扩达][升高到至加大]*[到至])|)(?:均?为|达到?了?|是|提高到|提升到|提升至|上升到|增加到|扩大到|升至|超过?|稳定在|保持在)?$"
)
_OF_CASES = re.compile(r"满意|办结|办复|答复|沟通|面复|面商|见面")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block, n in body_numbers(draft):
        if n.kind != "percent" or n.unit != "%" or n.value is None or n.value <= 100:
            continue
        before = block.text[max(0, n.start - 24) : n.start]
        m = _RATE.search(before)
        unbound = m and _UNBOUND.search(m["word"] or "") and not _DONE_OF_ALL.search(m["word"] or "")
        if (less := _LESS.search(before)) and not _BELOW_NOTHING.search(before):
            yield Hit(at + n.start, at + n.end, severity="error" if less["word"] in ("缩短", "压缩", "压减") else None)
        elif _PART_OF.search(before) or (_SOME.search(before) and _WHO.match(block.text, n.end)):
            yield Hit(at + n.start, at + n.end)
        elif m and not _OF_A_GOAL.search(before) and not unbound:
            yield Hit(at + n.start, at + n.end, severity="error" if _OF_CASES.search(m["word"] or "") else None)


RULE = Rule(
    id="figures.impossible-rate",
    name="超过百分之百的比率",
    message="不应超过100%：比率“{quote}”，口径特殊的请写明。",
    reason="办结率、满意率、占比不会超过100%；时间、件数最多减少100%。",
    authority="统计口径常识",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "满意率110%。下一步")),
        Example(LETTER.replace("下一步", "培训覆盖率达到１２０％。下一步")),
        Example(LETTER.replace("下一步", "满意率（含基本满意）110%。下一步")),
        Example(LETTER.replace("下一步", "整改完成率198.5%。下一步")),
        Example(LETTER.replace("下一步", "会诊3.7万例，其中184.5%在24小时内出具意见。下一步")),
        Example(LETTER.replace("下一步", "水质优良断面比例达到197.8%。下一步")),
        Example(LETTER.replace("下一步", "约185%的受访居民表示认可。下一步")),
        Example(LETTER.replace("下一步", "由6个工作日压缩至3个工作日以内，缩短150%以上。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "产值30亿元，其中120%的增幅来自新企业，为上年的130%。下一步")),
        Example(LETTER.replace("下一步", "满意率（含基本满意）100%，投资完成率103%，净利润下降120%。下一步")),
        Example(
            LETTER.replace("下一步", "满意率100%，产值增长110%，完成年度目标的105%，占年度计划300公里的106%。下一步")
        ),
    ),
    kinds=ALL_KINDS,
)
