"""Parts listed after a total without words of the trade: 4800万元，其中中央3700万元、省级300万元、市级800万元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.words import compiled, relations

_INTRO = re.compile(
    r"[，。（：；]?(?:其中|包括|包含|含|由|分别(?:为|是|有)?|按[^，。；：]{2,14}分|从[^，。；：]{2,14}看)[，：]?"
)
_BARE = re.compile(
    r"(?<![\d.,])(?P<total>\d[\d,]*)(?P<unit>[件个家户项名人场次份条所亩台套])[，（(：:、]?(?:其中|按[^，。；：]{2,10}分)[，：:]?(?P<label>[^，。；：\d]{0,40}?)(?:分别)?(?:为|是|有)?(?P<list>\d[\d,]*(?P=unit)?(?:[、和及]\d[\d,]*(?P=unit)?)*[、和及]\d[\d,]*)(?P=unit)"
)


@dataclass(frozen=True)
class Bare:
    """A total with bare numbers after it: 500件，其中200、150、100件. ``sure``: the words name no other parts."""

    start: int
    end: int
    total: int
    parts: tuple[int, ...]
    unit: str
    sure: bool


Listed = tuple[Quantity, tuple[Quantity, ...], bool]
"""A total, its parts, and whether they can lack none."""


def listed(paper: Paper) -> Iterator[Listed]:
    counts = paper.counts
    for at, total in enumerate(counts):
        if not total.moved:
            parts = _after(paper, total, counts[at + 1 :])
            if len(parts) > 1:
                yield from _judged(paper, total, parts)


def bare_lists(text: str) -> Iterator[Bare]:
    """Words that name the parts must name as many, and may not name all; two totals side by side (甲1386户、乙94户，
    其中…) each have their own part."""
    for m in _BARE.finditer(text):
        parts = tuple(int(p.replace(",", "")) for p in re.findall(r"\d[\d,]*", m["list"]))
        unit, label = m["unit"], m["label"]
        named = len(re.split(r"[、和及]", label)) if label else 0
        beside = re.search(rf"\d{unit}[^。；\n]{{0,30}}$", text[max(0, m.start() - 40) : m.start()])
        if not beside and named in (0, len(parts)):
            total = int(m["total"].replace(",", ""))
            yield Bare(*m.span(), total, parts, unit, not label or sum(parts) > total or "分别" in m.group())


def _after(paper: Paper, total: Quantity, following: tuple[Quantity, ...]) -> list[Quantity]:
    """The numbers of the total's unit that an introducing word opens, up to the sentence's or the bracket's end."""
    text = paper.text
    if not following:
        return []
    between = text[total.end : following[0].start]
    if "\n" in between or not (intro := _INTRO.search(between)) or "。" in between[intro.end() :]:
        return []
    stop = re.compile("[）。\n]" if "（" in between[: intro.end()] else "[。\n；]").search(text, following[0].start)
    end = stop.start() if stop else len(text)
    return [q for q in following if q.start < end and q.unit == total.unit and not q.moved and q.number.kind == total.number.kind]  # fmt: skip


def _judged(paper: Paper, total: Quantity, parts: list[Quantity]) -> Iterator[Listed]:
    """A list that adds up, or that nearly does by one slip of the pen. Other lists may name some parts only."""
    stretch = paper.text[total.start - 30 if total.start > 30 else 0 : parts[-1].end + 24]
    if compiled(relations().words.overlap).search(stretch) or any(q.parts or q.kind for q in parts):
        return
    added = sum((p.value for p in parts), Decimal(0))
    if added == total.value:
        yield total, tuple(parts), True
    elif len(parts) > 2 or _shared(paper, parts):
        sure = _shared(paper, parts)
        gap = abs(added - total.value)
        if sure or (gap * 20 <= total.value and _slip(total, parts, added)):
            yield total, tuple(parts), sure


def _shared(paper: Paper, parts: list[Quantity]) -> bool:
    """Whether each part has its share and the shares make about 100%."""
    shares = [
        n.number.value or Decimal(0)
        for p in parts
        for n in paper.quantities[p.index + 1 : p.index + 2]
        if n.number.kind == "percent" and n.sentence == p.sentence
    ]
    return len(shares) == len(parts) and abs(sum(shares, Decimal(0)) - 100) <= 1


def _slip(total: Quantity, parts: list[Quantity], added: Decimal) -> bool:
    """Whether one wrong or transposed digit explains the difference."""
    gap = total.value - added
    wanted = [(total, added)] + [(p, p.value + gap) for p in parts]
    return any(_one_digit_off(f"{q.value:f}", f"{value:f}") for q, value in wanted if value > 0)


def _one_digit_off(a: str, b: str) -> bool:
    if len(a) != len(b):
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(differ) == 1 or (len(differ) == 2 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]])
