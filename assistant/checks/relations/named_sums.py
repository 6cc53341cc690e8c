"""Sums of what the text names: 甲和乙合计204条 after 甲86条、乙118条; 前两项合计; 每年20个，五年共100个."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.relations.lists import is_closing
from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.saying import added, plain
from assistant.numerals.chinese import read

_N = "[一二两三四五六七八九十]"
_TOGETHER = re.compile(
    r"(?P<names>[^，。；：（）“”\d\n]{2,16}(?:(?:、|和|与|及)[^，。；：（）“”\d\n]{2,16})+?)(?:两[项类者种]|三[项类者种])?(?:合计|共计|总计)(?:为|达到?)?$"
)
_FIRST = re.compile(rf"前(?P<n>{_N})[项类者个位名][^，。；：\d]{{0,6}}(?:合计|共计|总计|共|之和)(?:为|达到?)?$")
_YEARS = re.compile(
    rf"(?P<n>{_N}|\d)(?:年|个月|个季度|天)(?:来|间)?(?:共计?|累计|合计|总计|总共)(?P<of>[^，。；：\d]{{0,8}})$"
)
_YEARLY = re.compile(r"(?:[每][年月天]|每季度|[年月季日]均|平均每[年月天])[^，。；：\d]{0,14}$")
_LEAD = re.compile(r"^(?:其中|包括|含|，|、|全省|全市|全县|全区|共有?|现有|新增|已建|建有)+")
_TAKEN_TOGETHER = re.compile("共[^，。；：、（）\\d]{1,4}$")
_ROWS = frozenset("、和与及")


@dataclass(frozen=True)
class NamedSum:
    """``stated`` should be ``right`` in base units, by ``told``, from ``members``."""

    stated: Quantity
    members: tuple[Quantity, ...]
    right: Decimal
    told: str


def named_sums(paper: Paper) -> Iterator[NamedSum]:
    """Every stated sum whose parts the words before it name, right or wrong."""
    for q in paper.counts:
        clause = _clause(paper, q)
        for found in (
            _together(paper, q, clause),
            _first(paper, q, clause),
            _yearly(paper, q, clause),
            _apiece(paper, q),
        ):
            if found:
                yield found
                break


def _clause(paper: Paper, q: Quantity) -> str:
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "，。；：（）\n") + 1
    return paper.text[begin : q.start]


def _before(paper: Paper, q: Quantity, clause: str) -> tuple[Quantity, ...]:
    """The numbers before the clause of ``q``."""
    return tuple(c for c in paper.quantities[: q.index] if c.end <= q.start - len(clause))


def _sum(q: Quantity, members: list[Quantity]) -> NamedSum:
    right = sum((m.value for m in members), Decimal(0))
    scale = q.value / q.number.value if q.number.value else Decimal(1)
    return NamedSum(q, tuple(members), right, added(m.value / scale for m in members))


def _together(paper: Paper, q: Quantity, clause: str) -> NamedSum | None:
    """甲和乙合计: both named in the same words before their own numbers in this paragraph."""
    m = _TOGETHER.search(clause)
    if m is None:
        return None
    members: list[Quantity] = []
    for name in re.split("[、和与及]", m["names"]):
        plain_name = _LEAD.sub("", name)
        same = [
            c
            for c in paper.counts
            if c.paragraph == q.paragraph and c.index < q.index and c.unit == q.unit and not c.moved
            and _LEAD.sub("", c.label) == plain_name
        ]  # fmt: skip
        if len(same) != 1:
            return None
        members += same
    return _sum(q, members) if len(members) > 1 else None


def _first(paper: Paper, q: Quantity, clause: str) -> NamedSum | None:
    """前两项合计, right after a list."""
    m = _FIRST.search(clause)
    if m is None:
        return None
    row: list[Quantity] = []
    for c in reversed(_before(paper, q, clause)):
        if c.sentence != q.sentence or c.unit != q.unit or not c.exact:
            break
        if row and paper.text[c.end : row[0].start] not in _ROWS:
            break
        row.insert(0, c)
    n = int(read(m["n"]) or 0)
    return _sum(q, row[:n]) if 1 < n < len(row) else None


def _apiece(paper: Paper, q: Quantity) -> NamedSum | None:
    """局长领办4件，7名副局长各领办3件，合计25件: what each of several has counts as often."""
    if not is_closing(q) and not _TAKEN_TOGETHER.search(q.label):
        return None
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "。；\n") + 1
    before = [c for c in paper.counts if begin <= c.start < q.start]
    own = [c for c in before if c.unit == q.unit]
    right, told, members = Decimal(0), "", list[Quantity]()
    for c in own:
        of = (
            next((b for b in before if b.index == c.index - 1 and b.unit in ("名", "位", "人")), None)
            if "各" in c.label
            else None
        )
        right += c.value * (of.value if of else 1)
        told += f"＋{plain(c.value)}" + (f"×{plain(of.value)}" if of else "")
        members += [c, of] if of else [c]
    each = [c for c in own if "各" in c.label]
    known = bool(each) and len(members) == len(own) + len(each)
    return NamedSum(q, tuple(members), right, told[1:]) if known and len(own) > 1 else None


def _yearly(paper: Paper, q: Quantity, clause: str) -> NamedSum | None:
    """每年20个，五年共100个."""
    m = _YEARS.search(clause)
    before = next(reversed(_before(paper, q, clause)), None)
    if m is None or before is None or not before.exact or before.unit != q.unit or before.sentence != q.sentence:
        return None
    if not _YEARLY.search(before.label) or not re.fullmatch("，", paper.text[before.end : q.start - len(clause)]):
        return None
    if m["of"] and m["of"][-2:] not in before.label:
        return None  # another matter's total: 月均受理150件，六个月共办结860件
    n = int(m["n"]) if m["n"].isdecimal() else int(read(m["n"]) or 0)
    return NamedSum(q, (before,), before.value * n, f"{plain(before.number.value or before.value)}×{n}") if n else None
