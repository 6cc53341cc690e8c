"""Percentages held against the two numbers that they come from: shares and rates."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.overdone import overdone
from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.ratio import Ratio, is_percent
from assistant.checks.relations.saying import plain
from assistant.checks.relations.shares import is_share, share
from assistant.checks.relations.sums import sums
from assistant.checks.relations.words import compiled, relations

_RATE = re.compile(r"(?P<stem>[^，。；、（）\d]{1,8}?)率(?:为|达到?|是|均?为|已达)?$")
_NO_RATE = re.compile(
    r"增长|增速|利率|税率|费率|贡献|汇率|提高|上升|下降|上年|去年|目标|不低于|不少于|力争|确保|高于|同比"
)
_LIMITED = re.compile("按期|按时|及时|一次|网上|提前")
"""Words that make a rate one of fewer cases than those that were done."""
_PIECES = frozenset({"件", "条", "项", "个", "起", "宗", "处"})
"""Measure words of which one may stand for another: 线索320条，立案48件."""
_VERDICT = re.compile(
    r"(?P<both>(?:满意(?:[和及与或、]|或者|以及)|含)[^，。；]{0,2})?(?P<which>不满意|基本满意|满意)[^满意]*$"
)


@lru_cache(maxsize=4)
def ratios(paper: Paper) -> tuple[Ratio, ...]:
    """For each percentage whose two numbers are known, the likeliest reading; one that fits, where several may be. One
    that is only likely is told only where a slip of the pen explains the difference."""
    return tuple(r for q in paper.quantities if is_percent(q) for r in _ratio(paper, q))


def _ratio(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    readings = list(share(paper, q)) if is_share(paper, q) else list(_rate(paper, q))
    chosen = next((r for r in readings if r.fits), next(iter(readings), None))
    if chosen and (chosen.fits or chosen.sure or chosen.near or chosen.slip):
        yield replace(chosen, only=len({r.right for r in readings}) == 1)


def _rate(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    m = _RATE.search(q.label)
    if not m or _NO_RATE.search(q.label):
        return
    if q.part("verdict"):
        yield from _satisfaction(paper, q)
        return
    yield from _progress(paper, q, m["stem"])
    before = [c for c in paper.counts if c.sentence == q.sentence and c.index < q.index and not c.changed]
    if len(before) < 2 or before[-1].index != q.index - 1 or not _countable(*before[-2:]):
        return
    if any(before[-1] in s.parts and before[-2] in s.parts for s in sums(paper)):
        return
    if overdone(*before[-2:]):
        return  # told as such: a rate of what can't be makes no sense
    low, high = sorted(before[-2:], key=lambda c: c.value)
    done = before[-1].label + before[-1].tail + before[-2].label + before[-2].tail
    if high.value > 0 and (set(m["stem"][-2:]) - set("办理件")) & set(done):
        stem = m["stem"][-2:]
        limited = _LIMITED.search(q.label)
        sure = stem in low.label + low.tail and not (limited and limited.group() not in low.label + low.tail)
        both = stem in low.label and stem in high.label and not re.search("应|需|须", high.label)
        if re.search(f"[不未待]{re.escape(stem)}", low.label) and stem in high.label:
            told = f"{plain(high.value)}÷{plain(high.value + low.value)}"
            yield Ratio(q, high.value, high.value + low.value, (high, low), told, sure=True)
        if both or re.search(f"[不未待]{re.escape(stem)}", low.label):
            return
        if "完成" in stem and re.search("任务|计划|目标", low.label) and "完成" in high.label:
            low, high = high, low  # more than was planned
        yield _of(q, low, high, sure=sure)
        for a in before:
            for b in before:
                if a is not b and _countable(a, b) and b.value >= a.value > 0:
                    yield _of(q, a, b, sure=sure)


def _countable(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or {a.unit, b.unit} <= _PIECES


def _of(q: Quantity, part: Quantity, whole: Quantity, *, sure: bool = True) -> Ratio:
    told = f"{part.number.value:f}÷{whole.number.value:f}"
    return Ratio(q, part.value, whole.value, (part, whole), told, sure=sure)


def _progress(paper: Paper, q: Quantity, stem: str) -> Iterator[Ratio]:
    """办结率 where 已办结 and 在办 make the total; 立案率 where 立案 and 不立案 do."""
    named, bare = (compiled(p + re.escape(stem[-2:])) for p in ("(?<![不未])", "^(?:其中|已|，)*"))
    for s in sums(paper):
        if s.total.paragraph != q.paragraph or q.sentence - s.total.sentence not in (0, 1):
            continue
        own = [c for c in paper.counts if c.sentence == q.sentence and c.index < q.index]
        if s.total.sentence != q.sentence and any(named.search(c.label) for c in own):
            continue  # the rate's own sentence tells what it is of
        done = next((p for p in s.parts if p.part("progress") == "已办"), None) if re.search("办|答复", stem) else None
        pair = s.parts if s.holds and len(s.parts) == 2 else ()
        same = [p for p in pair if named.search(p.label) and p.sentence == q.sentence]
        same = [p for p in same if bare.search(p.label)] or same
        done = done or (same[0] if len(same) == 1 else None)
        if done and s.total.value >= done.value > 0:
            yield _of(q, done, s.total)


def _satisfaction(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    """满意率 of those who answered: of 满意 alone or with 基本满意, as its name says or leaves open."""
    m = _VERDICT.search(q.label)
    if m is None:
        return
    readings: list[tuple[str, ...]] = [("满意", "基本满意")] if m["both"] or "含" in q.label else [(m["which"],)]
    if readings == [("满意",)]:
        readings.append(("满意", "基本满意"))
    for s in sums(paper):
        verdicts = {p.part("verdict"): p for p in s.parts}
        if "满意" not in verdicts or s.total.paragraph != q.paragraph or s.total.value <= 0:
            continue
        for names in readings:
            parts = [verdicts[n] for n in names if n in verdicts]
            if parts:
                told = "＋".join(f"{p.value:f}" for p in parts)
                told = f"（{told}）" if len(parts) > 1 else told
                added = sum((p.value for p in parts), Decimal(0))
                yield Ratio(q, added, s.total.value, (*parts, s.total), f"{told}÷{s.total.value:f}")


def overlapping(paper: Paper, first: Quantity, last: Quantity) -> bool:
    begin = max(first.start - 30, paper.text.rfind("。", 0, first.start), 0)
    return bool(compiled(relations().words.overlap).search(paper.text[begin : last.end + 24]))
