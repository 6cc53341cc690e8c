"""Shares held against the counts that they are told of: 25件，占62.5%; 分别占65.8%、26%、8.2%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor

from assistant.checks.relations.lists import is_closing
from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.ratio import Ratio, decimals, is_percent, rounded
from assistant.checks.relations.saying import plain
from assistant.checks.relations.sums import sums

_LONGEST = 20
_FEW = 6
_SHARE = re.compile(r"占|比重|比例")
_OF = re.compile(
    r"[，（、]?(?:约|分别|各|约?占比?(?:为|达)?|比重(?:为|达)?|比例(?:为|达)?|占[^，。；、（）]{0,14}?的?|所占比[例重](?:为|达)?)?"
)
_BASE = re.compile("占|^(?:为|是|相当于|达到?|完成|恢复到|覆盖|超过?)[^，。；：]{2,}$")
_NO_SHARE = re.compile("率|增|降|升")
_SHARED_OUT = re.compile(
    r"(?P<names>[^，。；：（）\d]{3,})(?:(?:分别|依次|各)占(?!全|本|所在)[^，。；：]{0,8}|(?:占比|比[例重]|份额)(?:分别|依次|各)?(?:为|是|达)?)$"
)
_WITHIN = re.compile("其中|包括|包含|含")


def numerator(paper: Paper, q: Quantity) -> Quantity | None:
    """The count right before a share: 25件，占62.5%; 25件（62.5%）."""
    if not q.index:
        return None
    if (base := based(paper, q)) and base.index:
        before = paper.quantities[base.index - 1]
        beside = before.unit == base.unit and re.fullmatch(
            "，(?:分别)?(?:占|为|是|相当于|达到?|完成|恢复到|覆盖|超过?)[^，。；]*", paper.text[before.end : base.start]
        )
        return before if before.exact and beside else None
    before = paper.quantities[q.index - 1]
    between = paper.text[before.end : q.start]
    if before.exact and not before.moved and _OF.fullmatch(between[len(before.tail) :] if before.tail else between):
        return before
    return None


def based(paper: Paper, q: Quantity) -> Quantity | None:
    """The count that a share says it is of: 占年度计划60亿元的81%."""
    if not q.index:
        return None
    before = paper.quantities[q.index - 1]
    said = paper.text[before.end : q.start]
    told = before.exact and _BASE.search(before.label) and re.fullmatch("[^，。；：、\\d]{0,8}的", said)
    return before if told else None


def distributed(paper: Paper, q: Quantity) -> Quantity | None:
    """The count of a share in a row of shares: A类48件、B类19件、C类6件，分别占65.8%、26%、8.2%."""
    row = side_by_side(paper, q)
    if _NO_SHARE.search(row[0].label):
        return None
    base = based(paper, row[0])
    first = base.index if base else row[0].index
    if first and is_closing(paper.quantities[first - 1]):
        first -= 1  # 甲28件、乙12件，合计40件，分别占70%、30%
    counts = paper.quantities[max(0, first - len(row)) : first]
    if (
        len(row) < 2
        or len(counts) < len(row)
        or not re.search("分别|依次|各占", paper.text[counts[-1].end : row[0].start])
    ):
        return None
    same = all(c.exact and c.unit == counts[0].unit and c.sentence == q.sentence for c in counts)
    return counts[row.index(q)] if same else None


def side_by_side(paper: Paper, q: Quantity) -> list[Quantity]:
    """The row of bare percentages in which ``q`` stands: 12.5%、61.5%和26%."""
    row = [q]
    while len(row) < _LONGEST and row[0].index and _next_to(paper, paper.quantities[row[0].index - 1], row[0]):
        row.insert(0, paper.quantities[row[0].index - 1])
    while (
        len(row) < _LONGEST
        and row[-1].index + 1 < len(paper.quantities)
        and _next_to(paper, row[-1], paper.quantities[row[-1].index + 1])
    ):
        row.append(paper.quantities[row[-1].index + 1])
    return row


def shared_out(paper: Paper, q: Quantity) -> int:
    """How many names the words before a row of percentages share them out to: 甲、乙和丙的比例依次为30%、45%、25%. 0 where
    they do not, or where each may be of a whole of its own (分别占全省的…)."""
    row = side_by_side(paper, q)
    begin = max(paper.text.rfind(mark, 0, row[0].start) for mark in "，。；：（\n") + 1
    m = _SHARED_OUT.search(paper.text, begin, row[0].start)
    names = len(re.split("[、和与及]", m["names"])) if m else 0
    return names if names == len(row) > 1 else 0


def _next_to(paper: Paper, a: Quantity, b: Quantity) -> bool:
    return a.number.kind == b.number.kind == "percent" and paper.text[a.end : b.start] in ("、", "和", "及", "与", "，")


def is_share(paper: Paper, q: Quantity) -> bool:
    if _NO_SHARE.search(q.label):
        return False
    if based(paper, q):
        return True
    return (
        bool(_SHARE.search(q.label))
        or distributed(paper, q) is not None
        or (numerator(paper, q) is not None and paper.text[q.start - 1] == "（")
    )


@dataclass(frozen=True, eq=False)
class Row:
    """Counts with their shares, told one after another: 25件，占62.5%；12件，占30%. ``whole`` is what most of them are
    shares of, 0 where no number of the paper and not their sum is."""

    items: tuple[tuple[Quantity, Quantity], ...]
    whole: Decimal


@lru_cache(maxsize=4)
def rows(paper: Paper) -> dict[int, Row]:
    """The row of each share, by its index, where it does not stand alone."""
    found: list[list[tuple[Quantity, Quantity]]] = []
    for q in paper.quantities:
        if not is_percent(q) or not is_share(paper, q):
            continue
        part = distributed(paper, q) or numerator(paper, q)
        if part is None:
            continue
        above = found[-1][-1] if found else None
        beside = (
            above
            and above[0].unit == part.unit
            and q.index - above[1].index <= 2
            and part.sentence - above[0].sentence <= 1
        )
        if above and beside and part.paragraph == above[0].paragraph:
            found[-1].append((part, q))
        else:
            found.append([(part, q)])
    return {q.index: Row(tuple(row), _common(paper, row)) for row in found if len(row) > 1 for _, q in row}


def _common(paper: Paper, row: list[tuple[Quantity, Quantity]]) -> Decimal:
    """What all the shares of a row, or all but one of three and more, are of."""
    own = {part.index for part, _ in row}
    unit = row[0][0].unit
    stated = [c.value for c in paper.counts if c.unit == unit and c.index not in own and not c.changed]
    fitting: dict[Decimal, int] = {}
    implied = [w for p, q in row if len(row) > 2 for w in _implied(p, q)]
    for whole in dict.fromkeys([sum((p.value for p, _ in row), Decimal(0)), *stated, *implied]):
        if whole > 0:
            fitting[whole] = sum(
                whole >= p.value and rounded(p.value * 100 / whole, decimals(q)) == q.number.value for p, q in row
            )
    shares = sum((q.number.value or Decimal(0) for _, q in row), Decimal(0))
    slack = sum((Decimal(1).scaleb(-decimals(q)) for _, q in row), Decimal(0)) / 2
    if abs(shares - 100) <= slack and not any(n == len(row) for n in fitting.values()):
        wholes = [w for w in stated if fitting.get(w, 0) >= max(2, len(row) - 1)]
        return wholes[0] if wholes else sum((p.value for p, _ in row), Decimal(0))
    best = max(fitting, key=lambda whole: fitting[whole], default=Decimal(0))
    return best if fitting.get(best, 0) >= max(2, len(row) - 1) else Decimal(0)


def _implied(part: Quantity, q: Quantity) -> Iterator[Decimal]:
    """The whole numbers that a count may have its share of, where they are few."""
    value, step = q.number.value or Decimal(0), Decimal(1).scaleb(-decimals(q)) / 2
    if value > step:
        least, most = part.value * 100 / (value + step), part.value * 100 / (value - step)
        if most - least <= _FEW:
            yield from map(Decimal, range(ceil(least), floor(most) + 1))


def share(paper: Paper, q: Quantity) -> Iterator[Ratio]:
    """The readings of a share, the likeliest first."""
    part = distributed(paper, q) or numerator(paper, q) or _named(paper, q)
    if part is None or ("的" in q.label.partition("占")[2] and _in_brackets(paper, q, part)):
        return
    row = rows(paper).get(q.index)
    if base := based(paper, row.items[0][1] if row else q):
        if base.unit == part.unit and base.value > 0:
            yield Ratio(q, part.value, base.value, (part, base), _told(part, base.value))
        return
    if row and row.whole:
        whole = next((c for c in paper.counts if c.value == row.whole and c.unit == part.unit), None)
        members = (part, whole) if whole else tuple(p for p, _ in row.items)
        if row.whole >= part.value:
            yield Ratio(q, part.value, row.whole, members, _told(part, row.whole))
        return
    wholes = [s.total for s in sums(paper) if part in s.parts]
    proved = any(s.holds for s in sums(paper) if part in s.parts)
    wholes += [c for c in paper.counts if c.unit == part.unit and c is not part and not c.moved and _meant(c, q, part)]
    sure = bool(wholes)
    if not wholes and not row and part.index and not q.label.partition("占")[2]:
        above = next((c for c in reversed(paper.counts) if c.index < part.index and c.unit == part.unit), None)
        close = above is not None and part.sentence - above.sentence <= 1 and above.paragraph == part.paragraph
        wholes = [above] if above and close and above.value > part.value else []
        sure = bool(wholes) and bool(_WITHIN.search(paper.text[wholes[0].end : part.start]))
    if wholes and not proved:
        wholes += [c for c in paper.counts if c.unit == part.unit and c.paragraph == q.paragraph and c is not part]
    seen: set[Decimal] = set()
    for whole in wholes:
        if whole.value >= part.value and whole.value > 0 and whole.value not in seen:
            seen.add(whole.value)
            yield Ratio(q, part.value, whole.value, (part, whole), _told(part, whole.value), sure=sure)


def _told(part: Quantity, whole: Decimal) -> str:
    scale = part.value / part.number.value if part.number.value else Decimal(1)
    return f"{plain(part.number.value or part.value)}÷{plain(whole / scale)}"


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
    noun = of.rstrip("的约")
    if len(noun) > 1 and whole.paragraph == q.paragraph and whole.label.endswith(noun):
        return True
    if not of and not (q.kind and part.kind == q.kind):
        return False
    if not of or re.search("总[量数]|承办|全部", of):
        kind = next((k for k in ("建议", "提案", "议案") if k in of), "")
        both = "建议" in of and "提案" in of
        return not whole.limits and not whole.division and whole.kind == (ALL if both or not kind else kind)
    role = next((m for n, m in whole.parts if n == "role" and m in of), "")
    return bool(role) and whole.kind in ("", ALL) and whole.within in ("", ALL) and part.index != whole.index
