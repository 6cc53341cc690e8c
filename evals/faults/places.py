"""Places in a paper where a fault may be planted; shared by the groups."""

import re
from collections.abc import Callable, Iterator
from random import Random

from evals.faults.fault import Change, Edit, one
from evals.outline import Line
from evals.papers import Paper

Edits = Callable[[Paper, Random], Iterator[Edit]]


def swap(*pairs: tuple[str, str], body: bool = True) -> Edits:
    """Every match of a pattern replaced by a template (``\\1`` …), in the body or in the whole text."""
    compiled = [(re.compile(p), new) for p, new in pairs]

    def edits(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001  # one signature for all
        for pattern, new in compiled:
            for m in pattern.finditer(paper.text):
                after = m.expand(new)
                if after != m.group() and (not body or in_body(paper, m.start())) and not quoted(paper.text, m.start()):
                    yield trimmed(m.start(), m.end(), m.group(), after)

    return edits


def trimmed(start: int, end: int, before: str, after: str) -> Edit:
    """The change without what both have in common at their ends, so that the span is the fault alone."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return one(start + head, end - tail, after[head : len(after) - tail])


def in_body(paper: Paper, at: int) -> bool:
    return any(x.start <= at < x.end for x in paper.outline.body)


def quoted(text: str, at: int) -> bool:
    """Whether the place is inside 《》: a title that must stay as it is."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.count("《") > line.count("》")


def without(paper: Paper, *lines: Line) -> Edit:
    """These lines taken out whole, with their line ends."""
    text = paper.text
    changes: list[Change] = []
    for line in lines:
        start = text.rfind("\n", 0, line.start) + 1
        end = text.find("\n", line.end)
        changes.append(Change(start if end >= 0 else max(0, start - 1), end + 1 if end >= 0 else len(text), ""))
    return tuple(changes)


def sentences(paper: Paper) -> Iterator[tuple[int, int]]:
    """Spans of the body's sentences, full stop included."""
    for line in paper.outline.body:
        for m in re.finditer(r"[^。]+。", line.text):
            yield line.start + m.start(), line.start + m.end()


def after_sentence(*written: str) -> Edits:
    """One of the sentences put after a sentence of the body."""

    def edits(paper: Paper, chance: Random) -> Iterator[Edit]:
        for _, end in sentences(paper):
            yield one(end, end, chance.choice(written))

    return edits
