"""Shares whose part or base stands farther off in their paragraph: 其中…27个，占60%; 市内六区占60%; 占登记总数的49.5%.

The text doesn't say for certain which numbers are meant, so a share is doubted only where no two numbers of the paragraph
make it and one wrong digit turns a likely reading into it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.movements import is_base
from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.ratio import decimals, is_percent, rounded
from assistant.checks.relations.ratios import ratios
from assistant.checks.relations.shares import numerator

_SHARE = re.compile(
    r"^(?P<part>[^占]{0,14}?)所?(?:占比?|比重|比例)(?:约|为|达到?)?(?P<base>[^占\d]{0,14}?)的?(?:比重|比例)?(?:约|为|达到?)?$"
)
_RATE = re.compile(r"(?P<part>[^，。；：\d]{2,6}?)[办达]?成?率(?:为|达到?|约)?$")
_NO_RATE = re.compile("增长|增速|增幅|下降|失业|利率|费率|税率|满意|支持|知晓|覆盖|参与")
_LEAD = re.compile(r"^(?:其中|包括|含|，|、|同时|已经?|全省|全市|全县|全区|共有?)+")
_COMPARED = re.compile("[较比]|同期|上年|去年|年")
_BASE_BEFORE = re.compile(r"占[^，。；：\d]{0,8}$")
_WITHIN = re.compile("其中|按|分")
_OPEN = re.compile("正在|尚?未|待|不")
_SURE_DIGITS = 3


@dataclass(frozen=True)
class FarShare:
    """``percent`` is probably ``part`` of ``whole``, which makes ``right``."""

    percent: Quantity
    part: Quantity
    whole: Quantity
    right: Decimal

    @property
    def holds(self) -> bool:
        return self.right == self.percent.number.value

    @property
    def told(self) -> str:
        return f"{self.part.text}÷{self.whole.text}"


def far_shares(paper: Paper) -> Iterator[FarShare]:
    """Shares with the two numbers of their paragraph that make them; where none do, those that are one digit away from a
    likely one."""
    judged = {r.percent.index for r in ratios(paper)}
    for q in paper.quantities:
        if q.index in judged or not is_percent(q) or not q.number.value:
            continue
        readings = list(_readings(paper, q))
        if fitting := next((r for r in readings if r[2] == q.number.value), None):
            yield FarShare(q, *fitting[:3])
            continue
        near = [r for r in readings if _slip(q, r[2]) and (r[3] or _digits(q) >= _SURE_DIGITS)]
        near = [r for r in near if r[3]] or near
        if near and len({right for *_, right, _ in near}) == 1:
            part, whole, right, _ = near[0]
            yield FarShare(q, part, whole, right)


def _readings(paper: Paper, q: Quantity) -> Iterator[tuple[Quantity, Quantity, Decimal, bool]]:
    """(part, whole, percentage, whether the text points at this whole)."""
    counts = [c for c in paper.counts if c.paragraph == q.paragraph and c.index < q.index and not c.changed]
    base = _base(paper, q)
    clause = _clause(paper, q)
    if re.search("分别|依次", clause):
        return
    m = _SHARE.search(clause)
    rate = None if m or base else _RATE.search(q.label)
    if rate and not _NO_RATE.search(q.label):
        parts = [c for c in counts if c.sentence == q.sentence and _alike(rate["part"], c)]
        parts = [c for c in parts if not _OPEN.search(c.label)] or parts
        if not parts and (pair := _pair(paper, q)):
            yield *pair, rounded(pair[0].value * 100 / pair[1].value, decimals(q)), True
            return
    elif base:
        parts = [c for c in counts if c.sentence == q.sentence and c.unit == base.unit and c is not base]
    elif m:
        beside = numerator(paper, q)
        parts = [beside] if beside else [c for c in counts if m["part"] and _alike(m["part"], c)][-1:]
    else:
        return
    named = m["base"] if m else ""
    if _COMPARED.search(named):
        return
    for part in parts:
        wholes = (
            [base]
            if base
            else [c for c in counts if c.unit == part.unit and c.value > part.value and not is_base(paper, c)]
        )
        if named and (meant := [c for c in wholes if c is not part and _shared(named, c.label + c.tail)]):
            wholes = meant
        first = next((c for c in paper.counts if c.paragraph == q.paragraph and c.unit == part.unit), None)
        nearest = next((c for c in reversed(wholes) if c.index < part.index), None)
        for whole in wholes:
            if whole.value <= 0 or whole.value < part.value:
                continue
            told = whole is base or bool(named and _shared(named, whole.label + whole.tail))
            within = whole is nearest and bool(_WITHIN.search(paper.text[whole.end : part.start]))
            topic = whole is first and whole.value == max(c.value for c in wholes)
            right = rounded(part.value * 100 / whole.value, decimals(q))
            yield part, whole, right, told or within or topic


def _pair(paper: Paper, q: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two numbers before a rate, where its sentence has no others: 预算4.5亿元，实际支出4.32亿元，执行率96%."""
    own = [c for c in paper.quantities[: q.index] if c.sentence == q.sentence]
    if len(own) != 2 or not all(
        c.exact and not is_base(paper, c) and not c.changed and not _OPEN.search(c.label) for c in own
    ):
        return None
    low, high = sorted(own, key=lambda c: c.value)
    return (low, high) if low.unit == high.unit and low.value > 0 else None


def _clause(paper: Paper, q: Quantity) -> str:
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "，。；：（）、\n") + 1
    return paper.text[begin : q.start]


def _base(paper: Paper, q: Quantity) -> Quantity | None:
    """The count in 占全部31个省（区、市）的87.1%."""
    before = paper.quantities[q.index - 1] if q.index else None
    if before is None or not before.exact or not re.fullmatch("[^，。；：]{0,10}的", paper.text[before.end : q.start]):
        return None
    return before if _BASE_BEFORE.search(paper.text[max(0, before.start - 12) : before.start]) else None


def _alike(name: str, c: Quantity) -> bool:
    """Whether a count is of what a share is said to be of: 新建 of 新建任务, 低压管道 of 低压管道输水灌溉."""
    name, label = (_LEAD.sub("", x) for x in (name, c.label))
    label = label or _LEAD.sub("", c.head)
    short = len(name) > 2 and name[:2] == label[:2] and name[-1] == label[-1]  # 公共桩 of 公共充电桩
    return len(name) > 1 and len(label) > 1 and (label in name or name in label or short)


def _shared(name: str, label: str) -> bool:
    return any(name[i : i + 2] in label for i in range(len(name) - 1))


def _digits(q: Quantity) -> int:
    return len(re.sub(r"\D", "", q.text))


def _slip(q: Quantity, right: Decimal) -> bool:
    return one_digit_off(_as_written(right, q), _as_written(q.number.value or Decimal(0), q))


def _as_written(value: Decimal, q: Quantity) -> str:
    """The value with the decimals of ``q``."""
    return f"{rounded(value, decimals(q)):f}"
