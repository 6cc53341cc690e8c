"""Growth held against what it grew from: 比上年的101件增加8件，增长7.9%; 由35%提高到42%，提高7个百分点."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.lists import is_closing
from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.ratio import decimals, is_percent, rounded, rounding
from assistant.checks.relations.saying import plain

_UP = re.compile(r"增加|增长|增幅|提高|上升|提升|扩大|增|多|升|翻")
_DOWN = re.compile(r"减少|下降|降低|降幅|减|少|降|缩|压缩")
_GROWTH = re.compile(
    r"(?:增长|增幅|增加|上升|提高|提升|扩大|下降|降低|减少|降幅|压缩|缩短|压减|缩减|精简|同比增?|增|降)(?:了|率|幅度?)?(?:约|为|达到?|均为)?$"
)
REACHED = re.compile(
    r"(?:增加|增长|提高|上升|提升|扩大|减少|下降|降低|压缩|缩短|增|升|降|减)(?:到|至|为)了?(?:(?:20\d\d年|上年|今年|目前)[底末]?的?)?$|^(?:到|至)$"
)
_PACE = re.compile("年均|月均|季均|日均|平均")
_BARE = re.compile(
    r"同比|环比|(?:比|较|与)[^，。；]*|分别|总[量数体]|数量|件数|增加|增长|增幅|提高|上升|提升|扩大|减少|下降|降低|降幅|缩短|压缩|压减|缩减|精简|[增降总了率幅度约为达到均]"
)
_REACHED = re.compile(r"^(?:总[数量])?(?:达到?|增至|增加到|为)$")
_FAR = 4
"""Times by which hardly anything grows in a year."""
_FROM = re.compile(r"[由从](?P<what>[^，。；]{0,16})$")
_PAST = re.compile(r"(?:比|较|与)(?:19|20)\d\d年|上年|去年|上一?年度|同期|前年")


@dataclass(frozen=True)
class Change:
    """``stated`` says how much something changed; ``right`` is what the other numbers make of it. ``now`` and
    ``before`` are the two values where the text gives or implies them."""

    stated: Quantity
    right: Decimal
    told: str
    members: tuple[Quantity, ...]
    points: bool = False
    """Two percentages differ: the difference is in 百分点."""
    sure: bool = True
    exact: Decimal | None = None
    opposed: bool = False
    """The number is right, but 增加 is followed by 下降."""

    slack: Decimal = Decimal(0)
    """What the rounding of the numbers told in 万 or 亿 may add to or take from the exact value."""

    @property
    def fits(self) -> bool:
        stated = abs(self.stated.number.value or Decimal(0))
        if self.opposed:
            return False
        return stated == self.right or (
            self.exact is not None
            and abs(stated - self.exact) <= self.slack + Decimal(1).scaleb(-decimals(self.stated)) / 2
            and self.slack > 0
        )

    @property
    def near(self) -> bool:
        """Off by one in the last place."""
        return abs(abs(self.stated.number.value or 0) - self.right) <= Decimal(1).scaleb(-decimals(self.stated))


@lru_cache(maxsize=4)
def changes(paper: Paper) -> tuple[Change, ...]:
    """For each stated change the likeliest reading; one that fits, where several numbers may be meant."""
    found: list[Change] = []
    for q in paper.quantities:
        if (step := _opposed(paper, q)) is not None:
            found.append(Change(q, abs(q.number.value or Decimal(0)), "", (step,), opposed=True))
            continue
        if _PACE.search(q.label) or _of_another(paper, q):
            continue
        readings = [*_from_to(paper, q), *(_increase(paper, q) if q.measured else _rate(paper, q))]
        if readings:
            found.append(next((r for r in readings if r.fits), readings[0]))
    return tuple(found)


def _of_another(paper: Paper, q: Quantity) -> bool:
    """Whether a growth names a matter of its own that the sentence has not told yet: 总产量增加8亿斤，单产提高1.0%."""
    own = _BARE.sub("", q.label)
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "。\n") + 1
    return _grows(q) and len(own) > 1 and own[-2:] not in paper.text[begin : q.start - len(q.label)]


def _opposed(paper: Paper, q: Quantity) -> Quantity | None:
    """The increase before a rate that goes the other way: 增加48件，下降49%."""
    if not q.index or not _grows(q):
        return None
    step = paper.quantities[q.index - 1]
    if not step.changed or not step.exact or not _close(paper, step, q) or REACHED.search(step.label):
        return None
    up, down = (bool(p.search(step.label)) for p in (_UP, _DOWN))
    ups, downs = (bool(p.search(q.label)) for p in (_UP, _DOWN))
    return step if up != down and ups != downs and up != ups else None


def _grows(q: Quantity) -> bool:
    return is_percent(q) and bool(_GROWTH.search(q.label))


def _percent(
    q: Quantity, now: Decimal, before: Decimal, members: tuple[Quantity, ...], *, sure: bool = True
) -> Iterator[Change]:
    if before > 0:
        exact = abs(now - before) * 100 / before
        scale = members[0].value / members[0].number.value if members[0].number.value else Decimal(1)
        told = f"{plain(abs(now - before) / scale)}÷{plain(before / scale)}"
        loose = sum((rounding(m) for m in members), Decimal(0)) * (100 + exact) / before
        yield Change(q, rounded(exact, decimals(q)), told, members, sure=sure, exact=exact, slack=loose)


def _rate(paper: Paper, q: Quantity) -> Iterator[Change]:
    """增长49% after 增加48件, or after this year's and last year's number."""
    if not _grows(q) or not q.index:
        return
    step = paper.quantities[q.index - 1]
    if step.sentence != q.sentence or not step.exact:
        return
    if base := _told_after(paper, step, q):
        yield from _percent(q, step.value, base.value, (step, base))
        return
    if step.changed and not REACHED.search(step.label) and _close(paper, step, q):
        base = _base(paper, step)
        if base:
            yield from _percent(q, base.value + step.value, base.value, (base, step))
            return
        for sure, now in _nows(paper, step):
            before = now.value - step.value if _UP.search(step.label) else now.value + step.value
            yield from _percent(q, now.value, before, (now, step), sure=sure)
    elif (_PAST.search(step.label) or _earlier(paper, step)) and not step.changed and q.index > 1:
        now = paper.quantities[q.index - 2]
        if now.sentence == q.sentence and now.unit == step.unit and now.exact and not now.changed:
            yield from _percent(q, now.value, step.value, (now, step))
    elif not step.changed and q.index > 1 and _close(paper, step, q):
        before = paper.quantities[q.index - 2]
        alike = before.sentence == q.sentence and before.unit == step.unit and before.exact and not before.changed
        if alike and _later(paper, before, step):
            yield from _percent(q, step.value, before.value, (before, step))


def _told_after(paper: Paper, now: Quantity, q: Quantity) -> Quantity | None:
    """Last year's number right after the growth: 产值735亿元，同比增长5%，比2024年的700亿元净增35亿元."""
    base = paper.quantities[q.index + 1] if q.index + 1 < len(paper.quantities) else None
    if base is None or now.changed or not base.exact or base.unit != now.unit or not _close(paper, now, q):
        return None
    between = paper.text[q.end : base.start]
    if not now.value < base.value * _FAR or not base.value < now.value * _FAR:
        return None  # another matter's number: 人均消费1250元，增长8%，比2024年的2778亿元
    return base if re.fullmatch(r"，[比较与](?:(?:19|20)\d\d年|上年|去年)(?:同期)?的", between) else None


def _earlier(paper: Paper, step: Quantity) -> bool:
    """Whether a number is given for an earlier year than the one before it: 2025年108件，2024年95件."""
    begin = max(paper.text.rfind("。", 0, step.start), paper.text.rfind("\n", 0, step.start)) + 1
    years = re.findall(r"(?:19|20)\d\d(?=年)", paper.text[begin : step.start])
    return len(years) == 2 and years[1] < years[0] and years[1] in step.label


def _later(paper: Paper, before: Quantity, step: Quantity) -> bool:
    """Whether last year's number stands before this year's: 2024年安排3600万元，今年安排4140万元."""
    begin = max(paper.text.rfind("。", 0, before.start), paper.text.rfind("\n", 0, before.start)) + 1
    then, now = paper.text[begin : before.start], paper.text[before.end : step.start]
    if re.fullmatch("[、和与及]", now) and re.search("分别|依次", then):
        row = re.findall(r"(?:19|20)\d\d(?=年)", then)[-2:]
        return len(row) == 2 and row[0] < row[1]  # 2023年、2024年分别安排4800万元、6000万元
    years = [re.findall(r"(?:19|20)\d\d(?=年)", part)[-1:] for part in (then, now)]
    if years[0] and years[1]:
        return years[0] < years[1]
    return bool((years[0] or _PAST.search(then)) and re.search("今年|本年", now))


def _increase(paper: Paper, q: Quantity) -> Iterator[Change]:
    """增加8件 after 比上年的101件, against this year's number."""
    if not q.changed or REACHED.search(q.label):
        return
    base = _base(paper, q)
    if base is None:
        return
    for sure, now in _nows(paper, q):
        if now is not base:
            right = now.value - base.value if _UP.search(q.label) else base.value - now.value
            scale = q.value / q.number.value if q.number.value else Decimal(1)
            yield Change(
                q, right / scale, f"{plain(now.value / scale)}－{plain(base.value / scale)}", (base, now), sure=sure
            )


def _base(paper: Paper, step: Quantity) -> Quantity | None:
    """Last year's number right before the increase: 比上年的101件增加8件."""
    if not step.index:
        return None
    before = paper.quantities[step.index - 1]
    near = before.sentence == step.sentence and step.start - before.end <= 8
    return (
        before
        if near and before.exact and not before.changed and before.unit == step.unit and _PAST.search(before.label)
        else None
    )


def _nows(paper: Paper, step: Quantity) -> Iterator[tuple[bool, Quantity]]:
    """Numbers that may be this year's: those of the same kind of case first, then any before in the paragraph."""
    about = step.kind or ("" if "总" in step.label or "数量" in step.label else step.within)
    counts = [c for c in paper.counts if c.unit == step.unit and not c.moved and c.index != step.index]
    same = [c for c in counts if not c.limits and not c.parts and c.kind and c.kind == (about or ALL)]
    near = [c for c in counts if c.paragraph == step.paragraph and c.index < step.index]
    reached = [c for c in counts if c.sentence == step.sentence and c.index > step.index and _REACHED.search(c.label)]
    closing = [c for c in near if c.index == step.index - 1 and c.sentence == step.sentence and is_closing(c)]
    closing = [c for c in closing if "累计" not in c.label]  # several years' total is no year's number
    if reached or closing:
        yield True, (reached or closing)[0]
        return
    if not same and not near:
        return
    first = same or [c for c in near if c.sentence == step.sentence][:1]
    for c in first:
        yield True, c
    for c in near:
        if c not in first:
            yield bool(same), c


def _from_to(paper: Paper, q: Quantity) -> Iterator[Change]:
    """A change after 由甲增加到乙, in the unit of the two or in percent."""
    if q.index < 2 or not (_GROWTH.search(q.label) or q.changed) or REACHED.search(q.label):
        return
    at = q.index
    if at > 2 and paper.quantities[at - 1].changed and _close(paper, paper.quantities[at - 1], q):
        at -= 1  # 由62天缩短到47天，缩短15天，压缩24.2%
    old, new = paper.quantities[at - 2 : at]
    if old.sentence != q.sentence or not REACHED.search(new.label.removeprefix("的")) or not _FROM.search(old.label):
        return
    if old.unit != new.unit or not _close(paper, new, paper.quantities[at]):
        return
    if old.number.kind == "percent" and new.number.kind == "percent":
        values = (new.number.value or Decimal(0)), (old.number.value or Decimal(0))
        if q.number.kind in ("percent", "percentage-point"):
            told = f"{values[0]:f}－{values[1]:f}"
            yield Change(q, abs(values[0] - values[1]), told, (old, new), points=True)
    elif _grows(q):
        yield from _percent(q, new.value, old.value, (old, new))
    elif q.unit == new.unit and q.measured:
        yield Change(
            q,
            abs(new.value - old.value) / (q.value / q.number.value if q.number.value else 1),
            f"{plain(new.number.value or new.value)}－{plain(old.number.value or old.value)}",
            (old, new),
        )


def _close(paper: Paper, before: Quantity, q: Quantity) -> bool:
    between = paper.text[before.end : q.start]
    return len(between) <= 16 and not re.search("[。；\n]", between)
