"""Rates, shares and growth that don't follow from their numbers."""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.papers import Paper
from evals.quantities import ROUND, Growth, Quantity, close, growths, rates, rises, shares


def _moved(n: Quantity, chance: Random, most: Decimal = Decimal(1000)) -> str:
    """A percentage some points off."""
    step = Decimal(chance.choice(["10", "1", "3", "0.9" if n.places else "2", "5"]))
    value = n.value + step if n.value + step < most and (chance.random() < 0.6 or n.value <= step) else n.value - step
    return f"{value:f}"


def growth(paper: Paper, chance: Random) -> Iterator[Edit]:
    for g in growths(paper.text, paper.numbers):
        yield one(g.percent.start, g.percent.end, _moved(g.percent, chance))


def rise(paper: Paper, chance: Random) -> Iterator[Edit]:
    for r in rises(paper.text, paper.numbers):
        yield one(r.percent.start, r.percent.end, _moved(r.percent, chance))


def both_growths(paper: Paper, chance: Random) -> Iterator[Edit]:
    yield from growth(paper, chance)
    yield from rise(paper, chance)


def increase(paper: Paper, chance: Random) -> Iterator[Edit]:
    for g in growths(paper.text, paper.numbers):
        more = g.more.value + chance.choice([10, 9, 20])
        if g.now and g.now.value > more and not _consistent(g, more):
            yield one(g.more.start, g.more.end, g.more.written(more))


def base(paper: Paper, chance: Random) -> Iterator[Edit]:
    """上年的109件 written as another."""
    for g in growths(paper.text, paper.numbers):
        if g.base:
            yield one(g.base.start, g.base.end, g.base.written(g.base.value + chance.choice([10, -9, 2])))


def points(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A growth rate with 个百分点."""
    for g in growths(paper.text, paper.numbers):
        yield one(g.percent.end, g.percent.stop, "个百分点")


_PERCENT_GROWTH = re.compile(r"(?:增长|增幅(?:为|达)?|上升|下降)(\d+(?:\.\d+)?)(%)")
_POINTS = re.compile(r"(?:提高|上升|提升|下降|回落|降低)了?(\d+(?:\.\d+)?)(个百分点)")


def percent_for_points(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A difference of two percentages that are written, called %."""
    for m in _POINTS.finditer(paper.text):
        begin = max(paper.text.rfind(c, 0, m.start()) for c in "。；\n") + 1
        seen = [Decimal(p) for p in re.findall(r"(\d+(?:\.\d+)?)%", paper.text[begin : m.end() + 30])]
        if any(abs(abs(a - b) - Decimal(m[1])) < Decimal("0.05") for a in seen for b in seen):
            yield one(m.start(2), m.end(2), "%")


def point_difference(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A difference in points that is not the difference of the two percentages."""
    for m in _POINTS.finditer(paper.text):
        begin = max(paper.text.rfind(c, 0, m.start()) for c in "。；\n") + 1
        seen = [Decimal(p) for p in re.findall(r"(\d+(?:\.\d+)?)%", paper.text[begin : m.end() + 30])]
        if any(abs(abs(a - b) - Decimal(m[1])) < Decimal("0.05") for a in seen for b in seen):
            yield one(m.start(1), m.end(1), f"{Decimal(m[1]) + chance.choice([1, 2, 10]):f}")


def broken_shares(paper: Paper, chance: Random) -> Iterator[Edit]:
    for group in shares(paper.text, paper.numbers):
        for p in group:
            step = chance.choice([Decimal(1), Decimal(2), Decimal(-1), Decimal(10)])
            yield one(p.start, p.end, f"{p.value + step if p.value + step > 0 else p.value + 1:f}")


def rate(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A rate that is not its part of its whole."""
    for r in rates(paper.text, paper.numbers):
        yield one(r.percent.start, r.percent.end, _moved(r.percent, chance, Decimal(100)))


def truncated(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Cut off instead of rounded: 20.77 → 20.7, 48.98 → 48."""
    for r in rates(paper.text, paper.numbers):
        yield from _cut(r.percent, r.part.value * 100 / r.whole.value)
    for g in growths(paper.text, paper.numbers):
        if g.now:
            before = g.now.value - g.more.value if g.now.value > g.more.value else g.now.value + g.more.value
            if close(g.more.value * 100 / before, g.percent):
                yield from _cut(g.percent, g.more.value * 100 / before)


def _cut(n: Quantity, exact: Decimal) -> Iterator[Edit]:
    down = exact.quantize(ROUND.get(n.places, ROUND[2]), ROUND_DOWN)
    if down != n.value:
        yield one(n.start, n.end, f"{down:f}")


_RATE = re.compile(
    r"(?:满意率|办结率|答复率|办复率|面复率|沟通率|见面率|采纳率|覆盖率|转化率|合格率|走访率)(?:均|都)?(?:为|达到?|已达)?(\d+(?:\.\d+)?)(?=%)"
)


def over_hundred(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in _RATE.finditer(paper.text):
        yield one(m.start(1), m.end(1), chance.choice(["110", "101", "100.5", "190"]))


def _consistent(g: Growth, more: Decimal) -> bool:
    return g.now is not None and g.now.value > more and close(more * 100 / (g.now.value - more), g.percent)


FAULTS = (
    Fault("N04", "增幅与基数、增量不符", "self", both_growths),
    Fault("N05", "占比合计不为100%", "self", broken_shares),
    Fault("N08", "增幅写成百分点", "self", points),
    Fault("N15", "比率超过100%", "self", over_hundred),
    Fault("N21", "增量与增幅、总量不符", "self", increase),
    Fault("N22", "上年数与增量不符", "self", base),
    Fault("N23", "比率与分子分母不符", "self", rate),
    Fault("N24", "百分比截断而非四舍五入", "self", truncated),
    Fault("N25", "百分点写成百分比", "self", percent_for_points),
    Fault("N26", "百分点之差算错", "self", point_difference),
)
