"""Mutants: one paper with one planted fault, the same for the same seed, kind and paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from evals.faults import FAULTS, Edit, Fault, Needs
from evals.papers import Paper
from evals.quantities import growths, quantities, rates, rises, shares, sums

SEED = 7
PER_KIND = 2
"""Mutants of one kind from one paper."""
_RELATIONS = {"N01", "N02", "N04", "N05", "N13", "N18", "N21", "N23", "N24"}
"""Kinds that must break a relation: a mutant in which the changed number still holds one is no fault."""
_BLANKS = {"P09", "F22"}


@dataclass(frozen=True)
class Mutant:
    """``spans`` count in ``text``; an empty one stands where text was taken out. ``kinds`` holds two for a mutant of the
    second order, each with its own spans."""

    id: str
    paper: str
    kinds: tuple[str, ...]
    needs: Needs
    text: str
    spans: tuple[tuple[tuple[int, int], ...], ...]
    origins: tuple[tuple[tuple[int, int], ...], ...]
    """The same places in the clean text."""
    before: str
    after: str


def plan(paper: Paper, kinds: Sequence[Fault] = FAULTS, seed: int = SEED, per_kind: int = PER_KIND) -> Iterator[Mutant]:
    """Every mutant of a paper of the first order, equivalents dropped."""
    for fault in kinds:
        for n, edit in enumerate(_chosen(paper, fault, seed, per_kind)):
            yield build(paper, f"{paper.name}|{fault.id}|{n}", ((fault, edit),))


def second_order(paper: Paper, kinds: Sequence[Fault] = FAULTS, seed: int = SEED, number: int = 6) -> Iterator[Mutant]:
    """Papers with two faults of different kinds in different lines; both provable in the paper."""
    chance = Random(f"{seed}/second/{paper.name}")
    own = [f for f in kinds if f.needs == "self"]
    pool = [(f, e) for f in own for e in _chosen(paper, f, seed, 1)]
    chance.shuffle(pool)
    made = 0
    for first, second in zip(pool[::2], pool[1::2], strict=False):
        if made == number:
            return
        if _lines(paper, first[1]).isdisjoint(_lines(paper, second[1])):
            a, b = sorted((first, second), key=lambda p: p[1][0].start)
            yield build(paper, f"{paper.name}|{a[0].id}+{b[0].id}|0", (a, b))
            made += 1


def _chosen(paper: Paper, fault: Fault, seed: int, number: int) -> list[Edit]:
    if not fault.fits(paper) or not paper.about.plant:
        return []
    chance = Random(f"{seed}/{fault.id}/{paper.name}")
    edits = [e for e in dict.fromkeys(fault.edits(paper, chance)) if not equivalent(paper, fault, e)]
    return edits if len(edits) <= number else [edits[i] for i in sorted(chance.sample(range(len(edits)), number))]


def equivalent(paper: Paper, fault: Fault, edit: Edit) -> bool:
    """Whether the changed text says nothing wrong: nothing changed, only blanks did, or the changed number still fits.
    A place with a known defect of the paper is left alone too."""
    text, spans = _apply(paper.text, edit)
    squeeze = re.compile(r"\s+")
    if text == paper.text or (fault.id not in _BLANKS and squeeze.sub("", text) == squeeze.sub("", paper.text)):
        return True
    if any(
        d in paper.text[max(0, c.start - len(d)) : c.end + len(d)]
        for d in paper.about.defects
        if len(d) > 1
        for c in edit
    ):
        return True
    if fault.id in _RELATIONS:
        begin = text.rfind("\n", 0, spans[0][0]) + 1
        end = text.find("\n", spans[0][1])
        line = text[begin : end if end >= 0 else len(text)]
        at = spans[0][0] - begin
        numbers = tuple(quantities(line))
        held = {
            n.start
            for s in sums(line, numbers)
            for n in ((s.total, *s.parts) if fault.id in ("N01", "N02", "N13", "N18") else ())
        }
        if fault.id in ("N04", "N21", "N23", "N24"):
            held |= {r.percent.start for r in rates(line, numbers)}
            held |= {r.percent.start for r in rises(line, numbers)}
            held |= {n.start for g in growths(line, numbers) for n in (g.percent, g.more)}
        if fault.id == "N05":
            held |= {p.start for group in shares(line, numbers) for p in group}
        return any(n.start in held and n.start <= at < n.stop for n in numbers)
    return False


def build(paper: Paper, name: str, planted: tuple[tuple[Fault, Edit], ...]) -> Mutant:
    edit = tuple(c for _, e in planted for c in e)
    text, spans = _apply(paper.text, edit)
    by_fault: list[tuple[tuple[int, int], ...]] = []
    at = 0
    for _, e in planted:
        by_fault.append(tuple(spans[at : at + len(e)]))
        at += len(e)
    return Mutant(
        id=name,
        paper=paper.name,
        kinds=tuple(f.id for f, _ in planted),
        needs=planted[0][0].needs,
        text=text,
        spans=tuple(by_fault),
        origins=tuple(tuple((c.start, c.end) for c in e) for _, e in planted),
        before=" / ".join(paper.text[c.start : c.end] for c in edit),
        after=" / ".join(c.new for c in edit),
    )


def _apply(text: str, edit: Edit) -> tuple[str, list[tuple[int, int]]]:
    """The changed text, and the span of each change in it, in the order of the edit."""
    order = sorted(range(len(edit)), key=lambda i: edit[i].start)
    pieces: list[str] = []
    spans = [(0, 0)] * len(edit)
    at, length = 0, 0
    for i in order:
        c = edit[i]
        pieces += [text[at : c.start], c.new]
        length += c.start - at
        spans[i] = (length, length + len(c.new))
        length += len(c.new)
        at = c.end
    return "".join(pieces) + text[at:], spans


def _lines(paper: Paper, edit: Edit) -> set[int]:
    found: set[int] = set()
    for c in edit:
        first = paper.text.count("\n", 0, c.start)
        found |= set(range(first - 1, first + paper.text.count("\n", c.start, c.end) + 2))
    return found
