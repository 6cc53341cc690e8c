"""Numbers of a text and the relations that hold between them, found by arithmetic alone.

A relation is what the numbers themselves say (172 = 46 + 126), whatever words stand between: so the planting of faults
does not depend on the patterns of the rules that it tries.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

_NUMBER = re.compile(
    r"(?<![\d.．,，〔\[（(第A-Za-z年月:：-])(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>万|亿)?(?P<unit>个百分点|%|％|[\u4e00-\u9fff]{1,3})?"
)
_UNITS = ("件次", "人次", "平方公里", "万千瓦时", "千瓦时", "千瓦", "公里", "亩", "件", "个", "项", "家", "户", "人", "名", "次", "场", "份", "条", "元", "台", "套", "所", "处", "座", "吨", "期", "辆", "张", "篇", "批", "只", "支", "间", "栋", "米", "倍", "天")  # fmt: skip
_PERCENT = ("%", "％", "个百分点")
ROUND = {0: Decimal(1), 1: Decimal("0.1"), 2: Decimal("0.01")}


@dataclass(frozen=True)
class Quantity:
    """``start``/``end`` span the digits; ``stop`` is the end with scale and unit."""

    start: int
    end: int
    stop: int
    digits: str
    value: Decimal
    scale: str
    unit: str

    @property
    def places(self) -> int:
        return len(self.digits.partition(".")[2])

    @property
    def whole(self) -> bool:
        return "." not in self.digits and not self.scale

    def written(self, value: Decimal) -> str:
        """Another value in the same form."""
        return f"{value:,f}" if "," in self.digits else f"{value:f}"


def quantities(text: str) -> Iterator[Quantity]:
    """Every number with a known unit (percentages and 百分点 among them)."""
    for m in _NUMBER.finditer(text):
        tail = m["unit"] or ""
        unit = tail if tail in ("%", "％", "个百分点") else next((u for u in _UNITS if tail.startswith(u)), "")
        if not unit:
            continue
        stop = m.end("scale" if m["scale"] else "n") + len(unit)
        value = Decimal(m["n"].replace(",", ""))
        yield Quantity(m.start("n"), m.end("n"), stop, m["n"], value, m["scale"] or "", unit)


@dataclass(frozen=True)
class Sum:
    total: Quantity
    parts: tuple[Quantity, ...]


def sums(text: str, numbers: Sequence[Quantity]) -> Iterator[Sum]:
    """A count followed in its paragraph by two to seven counts of its unit that add up to it."""
    for i, total in enumerate(numbers):
        if not total.whole or total.unit in ("%", "％", "个百分点") or total.value < 3:
            continue
        line_end = text.find("\n", total.stop)
        line_end = len(text) if line_end < 0 else line_end
        rest = [n for n in numbers[i + 1 :] if n.start < line_end]
        same: list[Quantity] = []
        for n in rest:
            if n.unit == total.unit and n.whole:
                same.append(n)
        for first in range(min(len(same), 3)):
            added, parts = Decimal(0), []
            for n in same[first : first + 7]:
                added += n.value
                parts.append(n)
                if added >= total.value:
                    break
            between = text[total.stop : parts[0].start] if parts else ""
            near = len(between) <= 60 and all(b.start - a.stop <= 45 for a, b in pairwise(parts))
            compared = re.search(r"[增减]|上年|去年|同比", text[total.stop : parts[-1].stop]) if parts else None
            if added == total.value and len(parts) >= 2 and near and not compared:
                yield Sum(total, tuple(parts))
                break


@dataclass(frozen=True)
class Rate:
    """``percent`` is ``part`` of ``whole``."""

    percent: Quantity
    part: Quantity
    whole: Quantity


def rates(text: str, numbers: Sequence[Quantity]) -> Iterator[Rate]:
    """A percentage that is the share of the count just before it in an earlier one of its paragraph (421件，占64%), or
    of the only fitting pair of its sentence."""
    for percent in numbers:
        if percent.unit not in _PERCENT or percent.value >= 100 or percent.value < 3:
            continue
        line, begin = text.rfind("\n", 0, percent.start) + 1, _sentence(text, percent.start)
        counts = [n for n in numbers if line <= n.start < percent.start and n.whole and n.unit not in _PERCENT]
        near = counts[-1] if counts and percent.start - counts[-1].stop <= 8 else None
        if near and (whole := next((n for n in reversed(counts) if _share(near, n, percent)), None)):
            yield Rate(percent, near, whole)
            continue
        inside = [n for n in counts if n.start >= begin]
        pairs = [(a, b) for a in inside for b in inside if _share(a, b, percent)]
        if len(pairs) == 1:
            yield Rate(percent, *pairs[0])


def _share(part: Quantity, whole: Quantity, percent: Quantity) -> bool:
    fits = part is not whole and part.unit == whole.unit and 0 < part.value < whole.value
    return fits and close(part.value * 100 / whole.value, percent)


@dataclass(frozen=True)
class Growth:
    """``now`` grew by ``more`` (from ``base`` where it is written), which is ``percent``."""

    percent: Quantity
    more: Quantity
    now: Quantity | None
    base: Quantity | None


def growths(text: str, numbers: Sequence[Quantity]) -> Iterator[Growth]:
    """较上年增加48件，增长49%, with the year's own count before it in the paragraph."""
    for a, b in pairwise(numbers):
        if b.unit not in ("%", "％") or a.unit in _PERCENT:
            continue
        before, between = text[max(0, a.start - 14) : a.start], text[a.stop : b.start]
        up = bool(re.search(r"[增多]", before[-4:]))
        if (
            not (up or re.search(r"[减少降]", before[-4:]))
            or not re.search(r"增|升|降|减", between)
            or len(between) > 8
        ):
            continue
        line = text.rfind("\n", 0, a.start) + 1
        for now in reversed(
            [n for n in numbers if line <= n.start < a.start and n.unit == a.unit and n.scale == a.scale]
        ):
            base = now.value - a.value if up else now.value + a.value
            if base > 0 and close(a.value * 100 / base, b):
                written = next(
                    (
                        n
                        for n in numbers
                        if line <= n.start < b.start and n.value == base and n.unit == a.unit and n is not now
                    ),
                    None,
                )
                yield Growth(b, a, now, written)
                break


@dataclass(frozen=True)
class Rise:
    """``percent`` is the change from ``old`` to ``new``: 由2400元提高到3000元，提高25%."""

    percent: Quantity
    old: Quantity
    new: Quantity


def rises(text: str, numbers: Sequence[Quantity]) -> Iterator[Rise]:
    for old, new, percent in zip(numbers, numbers[1:], numbers[2:], strict=False):
        told = re.fullmatch(
            r"[^，。；]{0,4}(?:提高|增加|增|上升|下降|减少|降|缩短|压缩|扩大|升)[^，。；]{0,2}[至到为]",
            text[old.stop : new.start],
        )
        after = re.fullmatch(
            r"，(?:提高|增长|增幅|下降|降低|上升|降幅)[^，。；\d]{0,3}", text[new.stop : percent.start]
        )
        same = old.unit == new.unit and old.scale == new.scale and old.unit not in _PERCENT
        if (
            told
            and after
            and same
            and percent.unit in ("%", "％")
            and close(abs(new.value - old.value) * 100 / old.value, percent)
        ):
            yield Rise(percent, old, new)


def shares(text: str, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, ...]]:
    """Three to eight percentages of one paragraph that follow each other and make 100 within rounding."""
    percents = [n for n in numbers if n.unit in ("%", "％")]
    for i in range(len(percents)):
        for n in range(3, 9):
            group = percents[i : i + n]
            if len(group) < n or "\n" in text[group[0].start : group[-1].end]:
                break
            added = sum((p.value for p in group), Decimal(0))
            if abs(added - 100) <= Decimal("0.3") and all(p.value < 100 for p in group):
                yield tuple(group)
                break


def close(exact: Decimal, shown: Quantity) -> bool:
    """Whether ``shown`` is ``exact``, rounded half up to as many places."""
    return exact.quantize(ROUND.get(shown.places, ROUND[2]), ROUND_HALF_UP) == shown.value


def _sentence(text: str, at: int) -> int:
    """Where the sentence of a place begins."""
    return max(text.rfind(c, 0, at) for c in "。；\n") + 1
