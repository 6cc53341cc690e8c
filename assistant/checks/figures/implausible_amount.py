"""An amount of money that is out of all proportion: 万元 for 亿元, or the other way round."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import Paper, Quantity, read_paper
from assistant.checks.relations.words import Amount, compiled, relations
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_UNITS = {"万元": "亿元", "亿元": "万元"}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for q in paper.quantities:
        other = _UNITS.get(q.number.unit)
        if q.number.kind != "money" or not other:
            continue
        if not _outgrown(paper, q) and not any(_breaks(paper, q, a) for a in relations().amount):
            continue
        meant = q.text.removesuffix(q.number.unit) + other
        yield Hit(*paper.span(q.number), {"meant": meant}, expected=meant)


def _breaks(paper: Paper, q: Quantity, amount: Amount) -> bool:
    too_small = amount.least and q.value < amount.least
    too_big = amount.most and q.value > amount.most
    if not (too_small or too_big) or not compiled(amount.about).search(q.label):
        return False
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "。\n") + 1
    said = paper.text[begin : q.end + 3]
    return bool(compiled(amount.scope).search(said)) and not compiled(amount.unless).search(said)


def _outgrown(paper: Paper, q: Quantity) -> bool:
    """Whether an increase that is told right after the amount exceeds it: 21.7万元，比上年增加3.1亿元."""
    step = next(iter(paper.quantities[q.index + 1 : q.index + 2]), None)
    if step is None or not step.changed or step.number.kind != "money" or step.sentence != q.sentence:
        return False
    return step.start - q.end <= 12 and bool(compiled("增加|增长|多").search(step.label)) and step.value > q.value


RULE = Rule(
    id="figures.implausible-amount",
    name="大小离谱的金额",
    message="应为“{meant}”？“{quote}”大小不合常理，请核对单位。",
    reason="万元、亿元写错，金额差一万倍。",
    authority="统计数据审核常识",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "全省规模以上工业增加值实现85.6万元。下一步")),
        Example(LETTER.replace("下一步", "全年发放贷款3.5万元。下一步")),
        Example(LETTER.replace("下一步", "安排资金21.7万元，比上年增加3.1亿元。下一步")),
        Example(LETTER.replace("下一步", "对每户企业最高奖励50亿元。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "全省规模以上工业增加值实现85.6亿元，发放贷款3.5亿元。下一步")),
        Example(LETTER.replace("下一步", "对每户企业最高奖励50万元，户均贷款8万元，给予企业补助2万元。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
