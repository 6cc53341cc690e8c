"""A part of the report as sentences, so that what a person left alone and what was rewritten can be told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.draft import Block, Run

_ENDS = "。；！？"


@dataclass(frozen=True)
class Sentence:
    """``opens`` says that it begins its block; ``block`` is that block without its runs."""

    runs: tuple[Run, ...]
    opens: bool
    block: Block

    @property
    def text(self) -> str:
        return "".join(r.text for r in self.runs)

    def shape(self, tallies: Mapping[str, str]) -> str:
        """The sentence with its figures by what they count (``tallies``: figure id → tally id), not by their values."""
        return "".join(f"⟦{tallies.get(r.ref, r.text)}⟧" if r.kind == "figure" else r.text for r in self.runs)


def sentences(blocks: Sequence[Block]) -> list[Sentence]:
    return [s for b in blocks for s in _of(b)]


def _of(block: Block) -> Iterator[Sentence]:
    bare = replace(block, runs=())
    runs: list[Run] = []
    opens = True
    for run in block.runs:
        rest = run
        while run.kind == "text" and (end := min((i for e in _ENDS if (i := rest.text.find(e)) >= 0), default=-1)) >= 0:
            yield Sentence((*runs, Run(rest.text[: end + 1])), opens, bare)
            runs, opens, rest = [], False, Run(rest.text[end + 1 :])
        if rest.text:
            runs.append(rest)
        if run.kind == "missing" and len(runs) == 1:  # what is left open stands as a sentence of its own
            yield Sentence(tuple(runs), opens, bare)
            runs, opens = [], False
    if runs or opens:
        yield Sentence(tuple(runs), opens, bare)


def blocks_of(listed: Sequence[Sentence]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for s in listed:
        if s.opens or not blocks:
            blocks.append(replace(s.block, runs=s.runs))
        else:
            blocks[-1] = replace(blocks[-1], runs=(*blocks[-1].runs, *s.runs))
    return tuple(blocks)


def successors(old: Sequence[str], new: Sequence[str]) -> tuple[list[list[int]], list[int]]:
    """For each old sentence the new ones that stand in its place, and the new ones that stand before all old ones."""
    place: list[list[int]] = [[] for _ in old]
    first: list[int] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 - i1 == j2 - j1:
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                place[i].append(j)
        elif i2 > i1:
            place[i1] += range(j1, j2)
        elif i1:
            place[i1 - 1] += range(j1, j2)
        else:
            first += range(j1, j2)
    return place, first
