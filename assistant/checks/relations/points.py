"""The difference of two percentages told of one rate: A类件占74.2%，比上年的70.0%上升4.2个百分点."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.ratio import is_percent

_BASE = re.compile(
    r"(?:比|较|同|与)[^，。；：（）\d]{0,6}(?:(?:(?:19|20)\d\d年|\d{1,2}月)[底末份]?|上年|去年|上一年|前一年|年初|上届|上半年|一季度|上季度)(?:同期|末|底)?[^，。；：（）\d]{0,6}$"
)
_UP = re.compile(r"(?:提高|提升|上升|增加|增长|高|多|升|增)")
_MOVED = re.compile(
    r"(?:相比)?[，]?(?:提高|提升|上升|增加|增长|高出?|多|下降|降低|回落|减少|低|升高|增|降|升)了?(?:约|近)?"
)
_RATE = re.compile(r"率|占比?|比重|比例|份额|系数|增速|增幅")


@dataclass(frozen=True)
class Difference:
    """``stated`` is told after 较…的``before``; ``right`` is what ``now`` makes of it, None where now isn't told."""

    stated: Quantity
    before: Quantity
    now: Quantity | None

    @property
    def right(self) -> Decimal | None:
        return (self.now.number.value or Decimal(0)) - (self.before.number.value or Decimal(0)) if self.now else None

    @property
    def rises(self) -> bool:
        return bool(_UP.search(self.stated.label))

    @property
    def fits(self) -> bool:
        """Whether the number is the difference, and the direction that it is told in the right one."""
        right = self.right
        return right is not None and abs(right) == self.stated.number.value and (right >= 0) == self.rises


@lru_cache(maxsize=4)
def differences(paper: Paper) -> tuple[Difference, ...]:
    """Every change told right after the earlier percentage of the same rate, in percent or in 百分点."""
    return tuple(_find(paper))


def _find(paper: Paper) -> Iterator[Difference]:
    for q in paper.quantities:
        if not q.index or not (q.number.kind == "percentage-point" or is_percent(q)) or q.number.about:
            continue
        before = paper.quantities[q.index - 1]
        if not is_percent(before) or not _BASE.search(paper.text[max(0, before.start - 24) : before.start]):
            continue
        if not _MOVED.fullmatch(paper.text[before.end : q.start]):
            continue
        yield Difference(q, before, _now(paper, before))


def _now(paper: Paper, before: Quantity) -> Quantity | None:
    """This year's value of the rate, which stands in the clause right before the comparison."""
    now = paper.quantities[before.index - 1] if before.index else None
    if now is None or not is_percent(now) or now.sentence != before.sentence or now.moved:
        return None
    between = paper.text[now.end : before.start]
    return now if re.fullmatch(r"，(?:同?比|较|与|同)[^，。；：、]*", between) and _RATE.search(now.label) else None
