"""Growth held against what it grew from: 比上年的101件增加8件，增长7.9%; 由35%提高到42%，提高7个百分点."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.lists import is_closing
from assistant.checks.relations.movements import Move, changed_by, is_base, moves
from assistant.checks.relations.points import differences
from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.ratio import decimals, is_percent, rounded, rounding
from assistant.checks.relations.saying import plain

_UP = re.compile(r"增加|增长|增幅|提高|上升|提升|扩大|增|多|升|翻")
_DOWN = re.compile(r"减少|下降|降低|降幅|减|少|降|缩|压缩")
_VERB = (
    r"(?:增长|增幅|增加|上升|提高|提升|扩大|扩容|下降|降低|减少|降幅|压缩|缩短|压减|压降|缩减|精简|收窄|回落|净增|提速|提前|省时|节[约省水电能支地]|增|降|减|升|涨|跌|省"
    r"|快|慢|长|短|多|少|高|低|大|小)"
)
_GROWTH = re.compile(rf"(?:同比|环比)?{_VERB}(?:了|率|幅度?|出)?(?:约|为|达到?|均为)?$")
REACHED = re.compile(
    r"(?:增加|增长|提高|上升|提升|扩大|减少|下降|降低|压缩|缩短|增|升|降|减)(?:到|至|为)了?(?:(?:20\d\d年|上年|今年|目前)[底末]?的?)?$|^(?:到|至)$"
)
_PACE = re.compile("年均|月均|季均|日均|平均(?:每|增[长速幅])")
_BARE = re.compile(
    rf"同比|环比|(?:比|较|与)[^，。；]*|分别|(?:受理|办理|承办|立案|业务|总)?[量数体]|总|数量|件数|{_VERB}|相比|[率幅度约为达到均了出由新净]"
)
_TIMES_MORE = re.compile(r"(?:增加|增长|扩大|提高|多|翻)了?(?:约|近)?$")
_TIMES = re.compile(r"(?:是|为|达到?|相当于|扩大到|增加到|增长到|提高到)[^，。；：]{0,16}的?$|^的$")
_REACHED = re.compile(r"^(?:总[数量])?(?:达到?|增至|增加到|为)$")
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
        if self.opposed:
            return False
        value = abs(self.stated.number.value or Decimal(0))
        return value == self.right or (self.loose and not self._even(value))

    @property
    def loose(self) -> bool:
        """Whether the rounding of its members can explain the difference."""
        value = abs(self.stated.number.value or Decimal(0))
        half = Decimal(1).scaleb(-decimals(self.stated)) / 2
        return self.exact is not None and self.slack > 0 and abs(value - self.exact) <= self.slack + half

    def _even(self, value: Decimal) -> bool:
        """Whether the members as written make a whole percentage: 3.6亿元 of 3亿元 hardly stands for 19%."""
        whole = self.exact is not None and self.exact == self.exact.to_integral_value()
        return whole and value == value.to_integral_value()

    @property
    def near(self) -> bool:
        """Off by one in the last place."""
        return abs(abs(self.stated.number.value or 0) - self.right) <= Decimal(1).scaleb(-decimals(self.stated))

    @property
    def slip(self) -> bool:
        """Whether one wrong digit, or two exchanged, explain the difference."""
        places = decimals(self.stated)
        return one_digit_off(f"{rounded(self.right, places):f}", f"{abs(self.stated.number.value or 0):.{places}f}")


@lru_cache(maxsize=4)
def changes(paper: Paper) -> tuple[Change, ...]:
    """For each stated change the likeliest reading; one that fits, where several numbers may be meant. A reading that is
    only likely is told where a slip of the pen explains the difference, or where no other can be meant."""
    found: list[Change] = []
    known = {d.stated.index for d in differences(paper) if d.now}
    for q in paper.quantities:
        if (step := _opposed(paper, q)) is not None:
            found.append(Change(q, abs(q.number.value or Decimal(0)), "", (step,), opposed=True))
            continue
        if q.number.about or _PACE.search(q.label) or (q.index in known and q.number.kind == "percentage-point"):
            continue
        readings = list(_readings(paper, q))
        fitting = [r for r in readings if r.fits]
        likely = [r for r in readings if r.sure] or [r for r in readings if r.slip or "总" in q.label or _whole(r)]
        found += (fitting or likely)[:1]
    return tuple(found)


def _whole(change: Change) -> bool:
    """Whether a rate without a subject of its own is read of all cases: 共承办385件。…与上年的350件相比，增长10%."""
    now = change.members[-1]
    return now.kind == ALL and not now.limits and not now.division and is_percent(change.stated)


def _readings(paper: Paper, q: Quantity) -> Iterator[Change]:
    another = _of_another(paper, q)
    for move in moves(paper, q):
        if not another or max(move.before.start, move.now.start) > q.start:
            yield from _moved(q, move)
    if another:
        return
    if q.measured:
        yield from _increase(paper, q)
    else:
        yield from _rate(paper, q)


def _moved(q: Quantity, move: Move) -> Iterator[Change]:
    """What a move makes of a stated change, in the unit in which that is told."""
    now, before = move.now, move.before
    shares = now.number.kind == "percent"
    if shares and q.number.kind in ("percent", "percentage-point"):
        if move.sure and (q.number.kind == "percentage-point" or _grows(q)):
            high, low = (v.number.value or Decimal(0) for v in (now, before))
            yield Change(q, abs(high - low), f"{high:f}－{low:f}", (before, now), points=True)
    elif _grows(q):
        yield from _percent(q, now.value, before.value, (before, now), sure=move.sure)
    elif q.number.kind == "multiple" and before.value > 0 and move.sure:
        more = bool(_TIMES_MORE.search(q.label))
        if more or _TIMES.search(q.label):
            exact = (changed_by(move) if more else now.value) / before.value
            told = f"{plain(changed_by(move) if more else now.value)}÷{plain(before.value)}"
            yield Change(q, rounded(exact, decimals(q)), told, (before, now), exact=exact, slack=Decimal("0.05"))
    elif q.measured and (q.changed or q.start == before.end or _GROWTH.search(q.label)) and not REACHED.search(q.label):
        if (q.unit, q.number.kind) != (now.unit, now.number.kind):
            return
        scale = q.value / q.number.value if q.number.value else Decimal(1)
        told = f"{plain(now.value / scale)}－{plain(before.value / scale)}"
        yield Change(q, changed_by(move) / scale, told, (before, now), sure=move.sure)


def _of_another(paper: Paper, q: Quantity) -> bool:
    """Whether a growth names a matter of its own that the sentence has not told yet: 总产量增加8亿斤，单产提高1.0%."""
    own = _BARE.sub("", q.label)
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "。\n") + 1
    return bool(_GROWTH.search(q.label)) and len(own) > 1 and own[-2:] not in paper.text[begin : q.start - len(q.label)]


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
        steps = [rounding(m) for m in members]
        if len({m.number.unit for m in members}) == 1:
            steps = [min(s for s in steps)] * len(steps)  # 3.6亿元 and 3亿元: 3 stands for 3.0
        loose = sum(steps, Decimal(0)) * (100 + exact) / before
        yield Change(q, rounded(exact, decimals(q)), told, members, sure=sure, exact=exact, slack=loose)


def _rate(paper: Paper, q: Quantity) -> Iterator[Change]:
    """增长49% after 增加48件, or after this year's and last year's number."""
    if not _grows(q) or not q.index:
        return
    step = paper.quantities[q.index - 1]
    if step.sentence != q.sentence or not step.exact:
        return
    if step.changed and not REACHED.search(step.label) and _close(paper, step, q):
        base = _base(paper, step)
        if base:
            now = base.value + step.value if _UP.search(step.label) else base.value - step.value
            yield from _percent(q, now, base.value, (base, step))
            return
        for sure, now in _nows(paper, step):
            before = now.value - step.value if _UP.search(step.label) else now.value + step.value
            yield from _percent(q, now.value, before, (now, step), sure=sure)
    elif (_PAST.search(step.label) or _earlier(paper, step)) and not step.changed and q.index > 1:
        now = paper.quantities[q.index - 2]
        if now.sentence == q.sentence and now.unit == step.unit and now.exact and not now.changed:
            yield from _percent(q, now.value, step.value, (now, step), sure=not is_base(paper, step))
    elif not step.changed and q.index > 1 and _close(paper, step, q):
        before = paper.quantities[q.index - 2]
        alike = before.sentence == q.sentence and before.unit == step.unit and before.exact and not before.changed
        if alike and _later(paper, before, step):
            yield from _percent(q, step.value, before.value, (before, step))


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
    """增加8件 after 比上年的101件, against this year's number farther off."""
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
    then = _PAST.search(before.label) or is_base(paper, before)
    return before if near and before.exact and not before.changed and before.unit == step.unit and then else None


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


def _close(paper: Paper, before: Quantity, q: Quantity) -> bool:
    between = paper.text[before.end : q.start]
    return len(between) <= 16 and not re.search("[。；\n]", between)
