"""Totals and their parts: which numbers of a paper must add up to which, and whether they do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.cells import across_kinds, across_roles, cells_of
from assistant.checks.relations.lists import closings, contents, is_closing, listed, remainders
from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.words import Partition, compiled, relations


@dataclass(frozen=True)
class Sum:
    """``total`` should be the sum of ``parts``. ``sure`` is false where the parts may be incomplete."""

    total: Quantity
    parts: tuple[Quantity, ...]
    sure: bool = True

    @property
    def added(self) -> Decimal:
        return sum((p.value for p in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        return self.added == self.total.value

    @property
    def members(self) -> tuple[Quantity, ...]:
        return (self.total, *self.parts)


_OF_ROLE = re.compile("[主分协会独承][办阅]件?(?:总[数量]|合计|共计)$")
"""主办件总数18件 is the sum of a role over all kinds, no part beside 会办16件."""


@dataclass
class _Run:
    """Parts of one division as they are listed one after another."""

    partition: Partition | None
    key: tuple[str, ...]
    items: list[Quantity] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    @property
    def added(self) -> Decimal:
        return sum((q.value for q in self.items), Decimal(0))

    def add(self, q: Quantity, member: str) -> None:
        self.items.append(q)
        self.named.append(member)

    @property
    def complete(self) -> bool:
        return self.partition.complete(set(self.named)) if self.partition else len(self.items) > 1


@lru_cache(maxsize=4)
def sums(paper: Paper) -> tuple[Sum, ...]:
    """Every sum that the paper states, those that hold and those that don't. Where several totals may be meant and one
    of them fits, that one is."""
    found = [Sum(t, p, sure) for t, p, sure in (*listed(paper), *contents(paper), *closings(paper))]
    found = [*_divided(paper, [s for s in found if s.holds]), *found]
    found += [Sum(t, p) for t, p in remainders(paper)]
    found += [Sum(t, p) for t, p in (*across_kinds(paper), *across_roles(paper))]
    explained = {frozenset(p.index for p in s.parts) for s in found if s.holds}
    return tuple(s for s in _distinct(found) if s.holds or frozenset(p.index for p in s.parts) not in explained)


def _divided(paper: Paper, proved: list[Sum]) -> Iterator[Sum]:
    """The sums of the lists by kind, role, class, verdict and state; no list holds a number and what that is made of."""
    for run in _runs(paper):
        own = {q.index for q in run.items}
        if not any(own >= {m.index for m in s.members} for s in proved) and (chosen := _total(paper, run)):
            yield chosen


def confirmed(among: Iterable[Sum]) -> set[int]:
    """The numbers (by index) that take part in a sum that holds."""
    return {m.index for s in among if s.holds for m in s.members}


def suspects(broken: Sum, among: Iterable[Sum]) -> tuple[Quantity, ...]:
    """The members of a broken sum that no other sum confirms; all of them when every one is confirmed."""
    known = confirmed(among)
    open_ = tuple(m for m in broken.members if m.index not in known)
    return open_ or broken.members


def _distinct(found: list[Sum]) -> Iterator[Sum]:
    seen: set[tuple[int, ...]] = set()
    for s in found:
        key = (s.total.index, *(p.index for p in s.parts))
        if key not in seen:
            seen.add(key)
            yield s


def _runs(paper: Paper) -> Iterator[_Run]:
    for partition in (None, *relations().partition):
        yield from _runs_of(paper, partition)


def _runs_of(paper: Paper, partition: Partition | None) -> Iterator[_Run]:
    """Lists of parts by one division, None by kind of case. A part named again begins a new list."""
    current: dict[tuple[str, ...], _Run] = {}
    for q in paper.counts:
        member = q.part(partition.name) if partition else q.kind
        if partition and partition.name == "role" and _OF_ROLE.search(q.label):
            continue
        if not member or q.moved or q.unit not in ("件", "项", "条", "名", "份"):
            continue
        if partition is None and (q.kind == ALL or (q.division and q.part("role") == "")):
            continue
        key = _key(q, partition)
        run = current.get(key)
        last = run.items[-1] if run else None
        if run and last and (member in run.named or q.paragraph != last.paragraph or q.sentence - last.sentence > 2):
            yield run
            run = None
        run = run or _Run(partition, key)
        run.add(q, member)
        current[key] = run
        whole = current.get((q.unit, q.limits, ALL)) if partition and partition.name == "role" and q.kind else None
        if whole and whole is not run and member not in whole.named and whole.items[-1].sentence == q.sentence:
            whole.add(q, member)  # 主办59件，会办82件，参阅提案4件
    yield from current.values()


def _key(q: Quantity, partition: Partition | None) -> tuple[str, ...]:
    """What parts of one list have in common: unit, limits, and every other division."""
    others = tuple(f"{n}:{m}" for n, m in q.division if partition is None or n != partition.name)
    if partition is None:
        return (q.unit, q.limits, "", *others)
    if partition.name == "progress":
        return (q.unit, "", q.kind, *others)
    return (q.unit, q.limits if partition.name == "role" else "", q.about, *others)


def _total(paper: Paper, run: _Run) -> Sum | None:
    """The sum that a list makes with its likeliest total. A role that is told for one kind only (参阅提案5件) counts
    where the roles of all kinds are listed."""
    if len(run.items) < 2 or not run.complete or _overlapping(paper, run.items):
        return None
    if run.partition and run.partition.name == "role" and run.key[2] in ("", ALL):
        cells = cells_of(paper)
        for q in paper.counts:
            if q.index in cells and cells[q.index][1] not in run.named and q not in run.items:
                run.add(q, cells[q.index][1])
        run.items.sort(key=lambda q: q.index)
    own = {q.index for q in run.items}
    first, last = run.items[0], run.items[-1]
    before = next((q for q in reversed(paper.counts) if q.index < first.index), None)
    if before and before.moved and before.paragraph == first.paragraph and before.value == run.added:
        return None  # 往年结转跟踪办理17件，目前为A类13件、B类4件
    counts = [q for q in paper.counts if q.unit == first.unit and q.index not in own and not q.moved]
    near = [q for q in counts if q.paragraph == first.paragraph and q.index < first.index]
    near += [q for q in counts if q.sentence == last.sentence and q.index > last.index and _is_total(q)]
    stated = [q for q in counts if _covers(q, run)]
    whole = [q for q in counts if q.index < first.index and q.kind and not q.limits and not q.division]
    total = _fitting(run, [*reversed(near), *stated, *whole])
    if total:
        return Sum(total, tuple(run.items))
    if run.partition and run.partition.name != "role" and _goes_on(paper, last):
        return None
    above = next((q for q in reversed(counts) if q.index < first.index), None)
    if above and _direct(paper, above, first):
        return Sum(above, tuple(run.items), sure=_full(run))
    adjacent = [above] if above and _adjacent(paper.text, above, first) and not _listed(above) else []
    stated = [q for q in stated if q.paragraph == first.paragraph] or stated
    told = sorted(stated, key=lambda q: abs(q.index - first.index))
    whole = [q for q in reversed(near) if (q.kind or is_closing(q)) and not q.limits and not q.division]
    if adjacent and paper.text.startswith("（", adjacent[0].end):
        told, closing = [], []
    elif run.partition is None:
        adjacent = [q for q in adjacent if tuple(f"{n}:{m}" for n, m in q.division) == run.key[3:]]
    closing = [q for q in counts if q.sentence == last.sentence and q.index > last.index and is_closing(q)]
    by_role = run.partition is None or run.partition.name == "role"
    guess = next(iter([*closing, *told, *adjacent] if by_role else [*closing, *adjacent, *told, *whole]), None)
    if guess is None or _is_member_total(guess, run) or _derived(paper, run):
        return None
    return Sum(guess, tuple(run.items), sure=run.added > guess.value or _full(run))


def _full(run: _Run) -> bool:
    """Whether the list can lack no part."""
    return run.partition is None or run.partition.name == "role" or len(run.items) > 2


def _fitting(run: _Run, candidates: list[Quantity]) -> Quantity | None:
    return next((q for q in candidates if q.value == run.added and not _is_member_total(q, run)), None)


def _listed(q: Quantity) -> bool:
    """Whether a number is a part of a class or verdict list, and so hardly the total of the next."""
    return any(n in ("class", "verdict") for n, _ in q.parts)


def _is_member_total(q: Quantity, run: _Run) -> bool:
    """Whether the supposed total is itself a part of the division that the list makes."""
    if run.partition is None:
        return q.kind not in ("", ALL)
    return bool(run.partition and q.part(run.partition.name) and run.partition.name in ("role", "class"))


def _covers(q: Quantity, run: _Run) -> bool:
    """Whether ``q`` by its label counts what the list divides."""
    if run.partition is None:
        roles = tuple(f"{n}:{m}" for n, m in q.division)
        return q.limits == run.key[1] and q.kind in ("", ALL) and roles == run.key[3:] and _is_total(q) and not (
            q.kind == "" and q.within not in ("", ALL)
        )  # fmt: skip
    if run.partition.name == "role":
        return not q.limits and not q.division and bool(q.kind) and q.kind == (run.key[2] or ALL)
    if run.partition.name in ("class", "verdict"):
        return not q.limits and (q.part("role") in relations().words.answering_roles and q.kind in ("", ALL))
    return False


def _is_total(q: Quantity) -> bool:
    return q.kind == ALL or bool(compiled(relations().words.total).search(q.label))


def _adjacent(text: str, total: Quantity, first: Quantity) -> bool:
    """Whether a total is followed by its parts: after 其中, or with next to nothing in between."""
    between = text[total.end : first.start]
    between = between.removesuffix(first.label) + compiled("^(?:其中|包括|包含|含|分别为?)?").match(first.label).group()  # pyright: ignore[reportOptionalMemberAccess]
    if compiled(r"(?:其中|包括|包含|含|分别为?|中)[，：]?$").search(between):
        return len(between) <= 80 and "。" not in compiled("[。，；]?(?:其中|包括|包含|含|分别为?)[，：]?$").sub(
            "", between
        )
    return bool(
        compiled(r"[^，。；：、（）\d]{0,20}[，；：（]?(?:从[^，。；]{2,12}看|按[^，。；]{2,12}分)?[，：]?").fullmatch(
            between
        )
    )


def _goes_on(paper: Paper, last: Quantity) -> bool:
    """Whether the list has a further part that is named in no known words: 3条已落实，1条正在推进，1条需上级支持."""
    after = next((q for q in paper.counts if q.index > last.index), None)
    if after is None or after.sentence != last.sentence or after.unit != last.unit or after.moved:
        return False
    between = paper.text[last.end : after.start]
    return not is_closing(after) and not re.search("其中|[共；（）]", between)


def _direct(paper: Paper, total: Quantity, first: Quantity) -> bool:
    """Whether a number stands alone before its parts and a word opens them: 主办245件，由建议198件和提案47件构成."""
    segment = max(paper.text.rfind(mark, 0, total.start) for mark in "。；\n")
    alone = not any(q.start > segment for q in paper.counts[: paper.counts.index(total)])
    between = paper.text[total.end : first.start]
    return (
        alone
        and not total.kind
        and bool(compiled(r"[，（：]?(?:其中|由|包括|包含|含)[：，]?[^，。；：\d]{0,8}").fullmatch(between))
    )


def _overlapping(paper: Paper, items: list[Quantity]) -> bool:
    return bool(compiled(relations().words.overlap).search(paper.text[items[0].start - 30 : items[-1].end + 24]))


def _derived(paper: Paper, run: _Run) -> bool:
    """Whether the parts add up to what the paper does not state but implies: all cases to be answered."""
    if not run.partition or run.partition.name not in ("class", "progress"):
        return False
    roles = relations().words.answering_roles
    named = cells_of(paper)
    cells = {named[q.index]: q.value for q in paper.counts if q.index in named}
    answered = sum((v for (_, r), v in cells.items() if r in roles), Decimal(0))
    lead = sum((v for (_, r), v in cells.items() if r == "主办"), Decimal(0))
    return run.added in (answered, lead)
