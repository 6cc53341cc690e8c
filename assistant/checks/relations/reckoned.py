"""What a paper reckons from its own numbers and reckons right: shares, growth, averages, sums, differences."""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.relations.averages import averages
from assistant.checks.relations.far_shares import far_shares
from assistant.checks.relations.growth import changes
from assistant.checks.relations.named_sums import named_sums
from assistant.checks.relations.points import differences
from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.ratio import decimals, is_percent, rounded
from assistant.checks.relations.ratios import ratios
from assistant.checks.relations.sums import sums

_PROPORTION = re.compile(r"(?<![\d.:：])(?P<a>\d+(?:\.\d+)?)[:：∶](?P<b>\d+(?:\.\d+)?)(?![\d.:：])")


@lru_cache(maxsize=4)
def reckonings(paper: Paper) -> tuple[frozenset[int], ...]:
    """Sets of numbers (by index) of which any one follows from the others."""
    return tuple(frozenset(q.index for q in members) for members in _members(paper))


@lru_cache(maxsize=4)
def totals(paper: Paper) -> tuple[tuple[int, frozenset[int]], ...]:
    """Totals with their parts. A part does not follow from the total: two may have been exchanged."""
    return tuple((s.total.index, frozenset(p.index for p in s.parts)) for s in sums(paper) if s.holds)


def follow(paper: Paper, open_: frozenset[int], wrong: frozenset[int]) -> frozenset[int]:
    """Those of the numbers ``open_`` that follow from others, none of which is ``wrong``, step by step."""
    left = set(open_)
    usable = [r for r in reckonings(paper) if not r & wrong]
    added = [(t, parts) for t, parts in totals(paper) if not parts & wrong and t not in wrong]
    while True:
        found = {i for r in usable if len(r & left) == 1 for i in r & left}
        found |= {t for t, parts in added if t in left and not parts & left}
        if not found:
            return open_ - left
        left -= found


def _members(paper: Paper) -> Iterator[tuple[Quantity, ...]]:
    yield from ((r.percent, *r.members) for r in ratios(paper) if r.fits)
    yield from ((s.percent, s.part, s.whole) for s in far_shares(paper) if s.holds)
    yield from ((c.stated, *c.members) for c in changes(paper) if c.fits)
    yield from ((d.stated, d.before, d.now) for d in differences(paper) if d.now and d.fits)
    yield from ((s.stated, *s.members) for s in named_sums(paper) if s.right == s.stated.value)
    yield from _of_totals(paper)
    yield from _proportions(paper)
    for a in averages(paper):
        if a.holds:
            yield (a.stated, a.total, a.count) if a.count else (a.stated, a.total)


def _of_totals(paper: Paper) -> Iterator[tuple[Quantity, ...]]:
    """Shares and rates, told to a decimal, of a number of their sentence in a total told anywhere: 占立案总数的23.8%."""
    totals = {s.total for s in sums(paper) if s.holds}
    totals |= {c for c in paper.counts if c.kind == ALL and not c.limits and not c.division and not c.moved}
    for q in paper.quantities:
        if not is_percent(q) or not decimals(q) or not re.search("率|占", q.label):
            continue
        parts = [c for c in paper.counts if c.sentence == q.sentence and c.index < q.index][-3:]
        for part in parts:
            wholes = [t for t in totals if t.unit == part.unit and t.value > part.value]
            yield from (
                (q, part, t) for t in wholes if rounded(part.value * 100 / t.value, decimals(q)) == q.number.value
            )


def _proportions(paper: Paper) -> Iterator[tuple[Quantity, ...]]:
    """医护比约为1:1.8, after 医师245人、护士435人."""
    begins = {q.start: q for q in paper.quantities}
    for m in _PROPORTION.finditer(paper.text):
        one, two = begins.get(m.start("a")), begins.get(m.start("b"))
        if one is None or two is None or not one.value or not two.value:
            continue
        places = decimals(two)
        before = [c for c in paper.counts if c.sentence == one.sentence and c.index < one.index]
        for a, b in itertools.permutations(before[-3:], 2):
            if a.unit == b.unit and a.value and rounded(b.value * one.value / a.value, places) == two.value:
                yield one, a, b
                yield two, a, b
