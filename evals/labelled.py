"""Labelled queries and the scores of a search on them.

A query file is JSON lines with ``id``, ``kind``, ``query`` and ``gold``: [{``file``, ``span``}]; an empty ``gold``
means that nothing answers. A hit is a passage of at most 800 characters of a gold file that holds a gold span, blanks
removed.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST = 800
_MISSED = 99


@dataclass(frozen=True)
class Gold:
    file: str
    span: str


@dataclass(frozen=True)
class Labelled:
    id: str
    kind: str
    query: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True)
class Answer:
    """What a search gave: (path, text) best first, and whether it says that this answers the query."""

    passages: tuple[tuple[str, str], ...]
    answerable: bool = True


@dataclass(frozen=True)
class Scores:
    queries: int
    recall_at_5: float
    recall_at_1: float
    reciprocal_rank: float

    def __str__(self) -> str:
        return f"R@5 {self.recall_at_5:.2f}  R@1 {self.recall_at_1:.2f}  MRR {self.reciprocal_rank:.2f}  (n={self.queries})"


def load(path: Path) -> list[Labelled]:
    """The queries of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(r["id"], r["kind"], r["query"], tuple(Gold(g["file"], g["span"]) for g in r["gold"])) for r in rows
    ]


def score(
    queries: Sequence[Labelled], search: Callable[[str], Answer]
) -> tuple[Mapping[str, Scores], Mapping[str, float]]:
    """Scores by kind, and of groups (``a-c``, ``all``); rates of queries refused rightly and wrongly."""
    ranks: dict[str, list[int]] = {}
    refused: list[bool] = []
    wrongly: list[bool] = []
    for query in queries:
        answer = search(query.query)
        if not query.gold:
            refused.append(not answer.answerable)
            continue
        wrongly.append(not answer.answerable)
        ranks.setdefault(query.kind, []).append(rank(query, answer))
    groups = {kind: ranks[kind] for kind in sorted(ranks)}
    groups["a-c"] = [r for kind in "abc" for r in ranks.get(kind, [])]
    groups["all"] = [r for kind in sorted(ranks) for r in ranks[kind]]
    rates = {"refused": _mean(refused), "refused wrongly": _mean(wrongly)}
    return {name: _scores(values) for name, values in groups.items() if values}, rates


def rank(query: Labelled, answer: Answer) -> int:
    """Place of the first hit, from 0; 99 when none of the first five is one."""
    for place, (path, text) in enumerate(answer.passages[:5]):
        squeezed = _squeeze(text)
        if len(text) <= LONGEST and any(same_file(path, g.file) and _squeeze(g.span) in squeezed for g in query.gold):
            return place
    return _MISSED


def same_file(path: str, gold: str) -> bool:
    return path.replace("\\", "/").removesuffix(".txt").endswith(gold.removesuffix(".txt"))


def _scores(ranks: Sequence[int]) -> Scores:
    n = len(ranks)
    return Scores(
        n,
        sum(r < 5 for r in ranks) / n,
        sum(r == 0 for r in ranks) / n,
        sum(1 / (1 + r) for r in ranks if r < 5) / n,
    )


def _mean(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
