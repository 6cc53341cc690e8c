"""Percentages held against the two numbers that they come from: shares and rates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.sums import sums
from assistant.checks.relations.words import compiled, relations

_LONGEST = 20
_SHARE = re.compile(r"占|比重|比例")
_OF = re.compile(
    r"[，（、]?(?:约|分别|各|约?占比?(?:为|达)?|比重(?:为|达)?|比例(?:为|达)?|占[^，。；、（）]{0,14}?的?|所占比[例重](?:为|达)?)?"
)
_RATE = re.compile(r"(?P<stem>[^，。；、（）\d]{1,8}?)率(?:为|达到?|是|均?为|已达)?$")
_NO_RATE = re.compile(
    r"增长|增速|利率|税率|费率|贡献|汇率|提高|上升|下降|上年|去年|目标|不低于|不少于|力争|确保|高于|同比"
)


@dataclass(frozen=True)
class Ratio:
    """``percent`` should be ``part`` of ``whole``. ``fits`` when it is, rounded half up to its own decimals."""

    percent: Quantity
    part: Decimal
    whole: Decimal
    members: tuple[Quantity, ...]
    told: str
    """The calculation: 462÷486."""
    only: bool = False
    """No other reading of the text gives another percentage."""

    @property
    def exact(self) -> Decimal:
        return self.part * 100 / self.whole

    @property
    def right(self) -> Decimal:
        return rounded(self.exact, decimals(self.percent))

    @property
    def fits(self) -> bool:
        return self.percent.number.value == self.right

    @property
    def precise(self) -> bool:
        """Whether the decimals as written can be those that were meant: 66.7% is not mended to 67%."""
        return decimals(self.percent) > 0 or self.exact == self.exact.to_integral_value()

    @property
    def cut(self) -> bool:
        """Whether the decimals were cut off where they had to be rounded."""
        step = Decimal(1).scaleb(-decimals(self.percent))
        return not self.fits and self.exact.quantize(step, ROUND_DOWN) == self.percent.number.value

    @property
    def near(self) -> bool:
        """Off by one in the last place: cut off, or trimmed so that the shares make 100%."""
        return abs(self.right - (self.percent.number.value or 0)) <= Decimal(1).scaleb(-decimals(self.percent))


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def decimals(percent: Quantity) -> int:
    """Decimals of a percentage as written, at least none."""
    m = re.search(r"\.(\d+)", percent.text)
    return len(m[1]) if m else 0


@lru_cache(maxsize=4)
def ratios(paper: Paper) -> tuple[Ratio, ...]:
    """For each percentage whose two numbers are known, the likeliest reading; one that fits, where several may be."""
    return tuple(r for q in paper.quantities if is_percent(q) for r in _ratio(paper, q))


def is_percent(q: Quantity) -> bool:
    return q.number.kind == "percent" and q.number.unit in ("%", "％") and not q.number.about


def _ratio(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    readings = list(_share(paper, q)) if _is_share(paper, q) else list(_rate(paper, q))
    chosen = next((r for r in readings if r.fits), next(iter(readings), None))
    if chosen:
        yield replace(chosen, only=len({r.right for r in readings}) == 1)


def numerator(paper: Paper, q: Quantity) -> Quantity | None:
    """The count right before a share: 25件，占62.5%; 25件（62.5%）."""
    if not q.index:
        return None
    before = paper.quantities[q.index - 1]
    between = paper.text[before.end : q.start]
    if before.exact and not before.moved and _OF.fullmatch(between[len(before.tail) :] if before.tail else between):
        return before
    return None


def _distributed(paper: Paper, q: Quantity) -> Quantity | None:
    """The count of a share in a row of shares: A类48件、B类19件、C类6件，分别占65.8%、26%、8.2%."""
    row = [q]
    while len(row) < _LONGEST and row[0].index and _next_to(paper, paper.quantities[row[0].index - 1], row[0]):
        row.insert(0, paper.quantities[row[0].index - 1])
    while (
        len(row) < _LONGEST
        and row[-1].index + 1 < len(paper.quantities)
        and _next_to(paper, row[-1], paper.quantities[row[-1].index + 1])
    ):
        row.append(paper.quantities[row[-1].index + 1])
    first = row[0].index
    counts = paper.quantities[max(0, first - len(row)) : first]
    if len(row) < 2 or len(counts) < len(row) or not re.search("分别|依次", paper.text[counts[-1].end : row[0].start]):
        return None
    same = all(c.exact and c.unit == counts[0].unit and c.sentence == q.sentence for c in counts)
    return counts[row.index(q)] if same else None


def _next_to(paper: Paper, a: Quantity, b: Quantity) -> bool:
    return a.number.kind == b.number.kind == "percent" and paper.text[a.end : b.start] in ("、", "和", "及", "与", "，")


def _is_share(paper: Paper, q: Quantity) -> bool:
    if "率" in q.label or "增" in q.label or "降" in q.label:
        return False
    return (
        bool(_SHARE.search(q.label))
        or _distributed(paper, q) is not None
        or (numerator(paper, q) is not None and paper.text[q.start - 1] == "（")
    )


def _share(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    part = _distributed(paper, q) or numerator(paper, q) or _named(paper, q)
    if part is None or ("的" in q.label.partition("占")[2] and _in_brackets(paper, q, part)):
        return
    wholes = [s.total for s in sums(paper) if part in s.parts]
    proved = any(s.holds for s in sums(paper) if part in s.parts)
    wholes += [c for c in paper.counts if c.unit == part.unit and c is not part and not c.moved and _meant(c, q, part)]
    seen: set[Decimal] = set()
    if not wholes and part.index and not q.label.partition("占")[2]:
        above = next((c for c in reversed(paper.counts) if c.index < part.index and c.unit == part.unit), None)
        close = above is not None and part.sentence - above.sentence <= 1 and above.paragraph == part.paragraph
        wholes = [above] if above and close and above.value > part.value else []
    if wholes and not proved:
        wholes += [c for c in paper.counts if c.unit == part.unit and c.paragraph == q.paragraph and c is not part]
    for whole in wholes:
        if whole.value >= part.value and whole.value > 0 and whole.value not in seen:
            seen.add(whole.value)
            yield _of(q, part, whole)


def _named(paper: Paper, q: Quantity) -> Quantity | None:
    """代表建议占承办总量的30.8%: the count of 代表建议 that the text gives."""
    subject = q.label.partition("占")[0]
    if not subject or not q.kind or q.parts or not re.search("总[量数]|承办|占比?$", q.label):
        return None
    kinds = [k for k in ("建议", "提案", "议案") if k in subject]
    same = (
        [c for c in paper.counts if c.kind == kinds[0] and not c.limits and not c.parts and not c.moved]
        if len(kinds) == 1
        else []
    )
    return same[0] if len({c.value for c in same}) == 1 else None


def _in_brackets(paper: Paper, q: Quantity, part: Quantity) -> bool:
    """Whether the share stands with several counts in brackets: it is then that of what stands before them."""
    opened = max(paper.text.rfind("（", 0, q.start), paper.text.rfind("）", 0, q.start))
    return opened >= 0 and paper.text[opened] == "（" and part.start > opened and q.sentence == part.sentence


def _meant(whole: Quantity, q: Quantity, part: Quantity) -> bool:
    """Whether ``whole`` is what a share says it is of (占承办总量的…, 占主办件的…) or stands right before its parts."""
    of = q.label.partition("占")[2]
    if not of and not (q.kind and part.kind == q.kind):
        return False
    if not of or re.search("总[量数]|承办|全部", of):
        kind = next((k for k in ("建议", "提案", "议案") if k in of), "")
        both = "建议" in of and "提案" in of
        return not whole.limits and not whole.division and whole.kind == (ALL if both or not kind else kind)
    role = next((m for n, m in whole.parts if n == "role" and m in of), "")
    return bool(role) and whole.kind in ("", ALL) and whole.within in ("", ALL) and part.index != whole.index


def _of(q: Quantity, part: Quantity, whole: Quantity) -> Ratio:
    return Ratio(q, part.value, whole.value, (part, whole), f"{part.number.value:f}÷{whole.number.value:f}")


def _rate(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    m = _RATE.search(q.label)
    if not m or _NO_RATE.search(q.label):
        return
    if q.part("verdict"):
        yield from _satisfaction(paper, q)
        return
    yield from _progress(paper, q, m["stem"])
    before = [c for c in paper.counts if c.sentence == q.sentence and c.index < q.index and not c.changed]
    if len(before) < 2 or before[-1].index != q.index - 1 or before[-1].unit != before[-2].unit:
        return
    if any(before[-1] in s.parts and before[-2] in s.parts for s in sums(paper)):
        return
    low, high = sorted(before[-2:], key=lambda c: c.value)
    done = before[-1].label + before[-1].tail + before[-2].label + before[-2].tail
    if high.value > 0 and (set(m["stem"][-2:]) - set("办理件")) & set(done):
        yield _of(q, low, high)
        for a in before:
            for b in before:
                if a is not b and a.unit == b.unit and b.value >= a.value > 0:
                    yield _of(q, a, b)


def _progress(paper: Paper, q: Quantity, stem: str) -> Iterator[Ratio]:
    """办结率 where 已办结 and 在办 make the total."""
    for s in sums(paper):
        done = next((p for p in s.parts if p.part("progress") == "已办"), None)
        if done and s.total.paragraph == q.paragraph and re.search("办|答复", stem) and s.total.value >= done.value > 0:
            yield _of(q, done, s.total)


def _satisfaction(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    """满意率 of those who answered, alone and with 基本满意."""
    for s in sums(paper):
        verdicts = {p.part("verdict"): p for p in s.parts}
        if "满意" in verdicts and s.total.paragraph == q.paragraph and s.total.value > 0:
            happy = [p for name, p in verdicts.items() if name == "满意"]
            nearly = [p for name, p in verdicts.items() if name in ("满意", "基本满意")]
            whole = s.total.value
            both = "含" in q.label or "和基本" in q.label or "满意和" in q.label
            for parts in (nearly, happy) if both else (happy, nearly):
                if not both or parts is nearly:
                    told = "＋".join(f"{p.value:f}" for p in parts)
                    told = f"（{told}）" if len(parts) > 1 else told
                    yield Ratio(
                        q, sum((p.value for p in parts), Decimal(0)), whole, (*parts, s.total), f"{told}÷{whole:f}"
                    )


def possible(percent: Quantity, whole: Decimal) -> bool:
    """Whether some whole number of cases out of ``whole`` has this share."""
    value = percent.number.value or Decimal(0)
    nearest = int((value * whole / 100).to_integral_value(ROUND_HALF_UP))
    return any(
        rounded(Decimal(n) * 100 / whole, decimals(percent)) == value
        for n in (nearest - 1, nearest, nearest + 1)
        if n >= 0
    )


def overlapping(paper: Paper, first: Quantity, last: Quantity) -> bool:
    return bool(compiled(relations().words.overlap).search(paper.text[max(0, first.start - 30) : last.end + 24]))
