"""百分点 where a growth is told, or % where two percentages differ."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.growth import REACHED, changes
from assistant.checks.relations.points import differences
from assistant.checks.relations.quantities import Paper, Quantity, read_paper
from assistant.checks.relations.ratio import is_percent
from assistant.checks.relations.saying import plain
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft
from assistant.numerals import half_width

_GROWN = re.compile(r"(?:增幅|增长|增速|涨幅|降幅|同比增|增加)(?:了|率|幅度)?(?:约|为|达到?|高达|均为)?$")
_MOVED = re.compile(r"(?:增|降|升|减少|提高|涨)[^，。；、]{0,4}$")
_OF_RATES = re.compile(r"率|比重|占比|比例|份额|增速|增幅|涨幅|指数|系数|水平|[%％]|百分点")
_CHANGED_RATE = re.compile(
    r"(?:率|比重|占比|份额)(?:[^，。；、]{0,3}(?:较|比)[^，。；、]{1,8})?(?:提高|提升|上升|下降|降低|增加|减少|回落|高出?|低)了?(?:约|近)?$"
)
_RATE_TOLD = re.compile(r"(?:率|占比?|比重|比例|占[^，。；：]{1,10})(?:均?为|达到?|是)?$")
_ITS_CHANGE = re.compile(
    r"，(?:(?:比|较|与)[^，。；：、率]{0,12}?(?:年|年度|同期|上届|年初|年底|季度|期)(?:相比)?，?|同比)?(?:提高|提升|上升|下降|降低|回落|高|低)了?(?:约|近)?"
)
"""The rate's own change: nothing else is named between them."""
_COMPARED = re.compile(r"(?:比|较)[^，。；：]{2,}(?:提高|提升|上升|下降|降低|增加|减少)了?$")
_ABOVE = re.compile(r"，(?:比|较)?(?:高|低|快|慢)(?:于|出)[^，。；：]{0,12}(?:增速|增幅|平均水平|平均值)$")
"""A rate set against another one: 增长12.6%，高出全国增速2.1个百分点."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    points = {c.stated.index: c for c in changes(paper) if c.points}
    moved = {d.stated.index: d for d in differences(paper) if d.stated.number.kind == "percent"}
    for q in paper.quantities:
        if q.number.in_title:
            continue
        if q.number.kind == "percentage-point" and q.index not in points and _tells_growth(paper, q):
            yield _growth(paper, draft.text, q)
        elif q.number.kind == "percent" and ((c := points.get(q.index) or moved.get(q.index)) and c.fits):
            yield _hit(paper, draft.text, q, f"{_digits(q)}个百分点", "两个百分数之差用百分点")
        elif paper.text[q.end : q.end + 1].isdigit():
            continue  # 高出全国平均水平82%6个百分点: what it is above, not by how much
        elif q.number.kind == "percent" and (
            q.index in moved or (q.index not in points and (_CHANGED_RATE.search(q.label) or _of_rate(paper, q)))
        ):
            hit = _hit(paper, draft.text, q, f"{_digits(q)}个百分点", "比率之差用百分点")
            yield Hit(hit.start, hit.end, hit.values, "warning", hit.expected)
        elif q.number.kind == "percent" and q.index not in points and _apart(paper, q):
            hit = _hit(paper, draft.text, q, f"{_digits(q)}个百分点", "文中两个百分数正好相差这个数")
            yield Hit(hit.start, hit.end, hit.values, "warning", hit.expected)


def _growth(paper: Paper, source: str, q: Quantity) -> Hit:
    """百分点 of a growth; where the rate of growth follows, the number was the increase and has lost its own unit."""
    following = paper.quantities[q.index + 1] if q.index + 1 < len(paper.quantities) else None
    if following and following.sentence == q.sentence and is_percent(following) and _GROWN.search(following.label):
        before = paper.quantities[q.index - 1] if q.index else None
        unit = before.number.unit if before and before.exact and before.sentence == q.sentence else ""
        return Hit(
            *paper.span(q.number),
            {"right": f"{_digits(q)}{unit}" if unit else "增量的单位", "why": "后面另有增幅，这里是增量"},
            verdict="contradicted",
        )
    return _hit(paper, source, q, f"{_digits(q)}%", "增幅是相对变化，用百分数")


def _apart(paper: Paper, q: Quantity) -> bool:
    """Whether 比上学期提高39.3% is just what the share before it and one told farther off lie apart."""
    before = paper.quantities[q.index - 1] if q.index else None
    if "." not in q.text or not _COMPARED.search(q.label) or before is None or not is_percent(before):
        return False
    if before.sentence != q.sentence:
        return False
    others = (c.number.value for c in paper.quantities[: q.index] if is_percent(c) and c is not before)
    now = before.number.value or Decimal(0)
    return any(v is not None and abs(now - v) == q.number.value for v in others)


def _of_rate(paper: Paper, q: Quantity) -> bool:
    """Whether 较上年下降1.8% tells, right after a rate of that rate: 问题率5%，较上年下降1.8%."""
    before = paper.quantities[q.index - 1] if q.index else None
    if before is None or not is_percent(before) or before.sentence != q.sentence:
        return False
    between = paper.text[before.end : q.start]
    return bool(_ABOVE.fullmatch(between) or (_RATE_TOLD.search(before.label) and _ITS_CHANGE.fullmatch(between)))


def _tells_growth(paper: Paper, q: Quantity) -> bool:
    """Whether the number says how much a quantity that is no rate has grown."""
    before = paper.quantities[q.index - 1] if q.index else None
    beside = (
        before is not None
        and before.sentence == q.sentence
        and before.exact
        and (before.changed or REACHED.search(before.label))
    )
    if not (_GROWN if not beside else _MOVED).search(q.label):
        return False
    if re.match(r"，[^，。；]{0,12}为\d[\d.]*[%％]", paper.text[q.end : q.end + 24]):
        return False  # the rates follow: 较2023年增加12个百分点，2023年为56%
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "。；\n")
    told = paper.text[begin + 1 : q.start]
    if beside and not re.search("率|占比|比重", paper.text[before.end : q.start] if before else ""):
        return True
    said = re.sub(r"(?:增速|增幅|涨幅)(?:约|为|达到?|高达)?$", "", told)
    return not _OF_RATES.search(said)


def _digits(q: Quantity) -> str:
    """The number as it is written: 20.0 of 20.0个百分点."""
    m = re.match(r"\d[\d,.]*", half_width(q.text))
    return m.group() if m else plain(abs(q.number.value or q.value))


def _hit(paper: Paper, source: str, q: Quantity, right: str, why: str) -> Hit:
    start, end = paper.span(q.number)
    proved = source[start:end] == q.text
    return Hit(start, end, {"right": right, "why": why}, None, right, "contradicted", fix=right if proved else None)


RULE = Rule(
    id="figures.percent-point",
    name="用错的百分数和百分点",
    message="应为{right}：{why}，原文“{quote}”。",
    reason="百分点是两个百分数之差，百分数是相对变化。",
    authority="统计用语常识；GB/T 15835-2011",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "建议提案数量较去年增加48件，增幅49个百分点。下一步")),
        Example(LETTER.replace("下一步", "全省工业产值同比增长8.5个百分点。下一步")),
        Example(LETTER.replace("下一步", "办结率由92%提高到95%，提高3%。下一步")),
        Example(LETTER.replace("下一步", "满意率比上年提高2.8%。下一步")),
        Example(LETTER.replace("下一步", "优良率为57.3%，较2024年的55.1%提高2.2%。下一步")),
        Example(LETTER.replace("下一步", "问题率5%，较2024年下降1.8%。下一步")),
        Example(LETTER.replace("下一步", "产值增长8.5%，高于全国平均水平2.1%。下一步")),
        Example(LETTER.replace("下一步", "春季占32.1%。秋季累计120所，占71.4%，比春季提高39.3%。下一步")),
        Example(LETTER.replace("下一步", "资金25.6亿元，比上年增加3.2个百分点，增长14.3%。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "春季占32.1%。秋季累计120所，占71.4%，比春季提高39.3个百分点。下一步")),
        Example(LETTER.replace("下一步", "优良率为57.3%，较2024年的55.1%提高2.2个百分点。下一步")),
        Example(LETTER.replace("下一步", "整改率98%，成本较上年下降5%。下一步")),
        Example(LETTER.replace("下一步", "建议提案数量较去年增加48件，增幅49%。下一步")),
        Example(LETTER.replace("下一步", "工业增加值增速比全国高1.2个百分点，占比提高0.3个百分点。下一步")),
        Example(LETTER.replace("下一步", "办结率由92%提高到95%，提高3个百分点。下一步")),
        Example(LETTER.replace("下一步", "产值增长8.5%，增速较上年提高0.5个百分点。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
