"""What a planted fault is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from assistant.draft import PaperKind
from evals.papers import Paper

Needs = Literal["self", "table", "src", "llm"]
"""Provable inside the document; from a small public table; from the source facts; by reading."""


@dataclass(frozen=True)
class Change:
    """Replace ``text[start:end]`` with ``new``."""

    start: int
    end: int
    new: str


Edit = tuple[Change, ...]
"""One fault: mostly one change; several where only together they make one (two counts swapped)."""


@dataclass(frozen=True)
class Fault:
    """One kind. ``edits`` gives every place of a paper where it can be planted, in a fixed order; ``chance`` chooses values
    only. ``kinds`` are the papers on which it is a fault; ``final`` says that it is none in a 送审稿."""

    id: str
    name: str
    needs: Needs
    edits: Callable[[Paper, Random], Iterable[Edit]]
    kinds: tuple[PaperKind, ...] = ()
    final: bool = False

    def fits(self, paper: Paper) -> bool:
        return (not self.kinds or paper.about.kind in self.kinds) and not (self.final and paper.about.stage == "送审稿")


def one(start: int, end: int, new: str) -> Edit:
    return (Change(start, end, new),)
