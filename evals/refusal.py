"""Cross-validation of refusal: are unanswerable questions refused when the weights of the grounds are fitted on others?

    python -m evals.refusal --home HOME --data FILE.jsonl [--data MORE.jsonl] [--folds 5]

The home must hold the corpus to which the queries belong. In each fold the weights are fitted on the rest of the
queries, then tried on the fold; printed are the rates over all folds, and those of the weights in use.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.labelled import load
from knowledge_base import answerable
from knowledge_base.embeddings import open_embedder
from knowledge_base.retrieval import KnowledgeBase

CHOICES = (0.0, 0.5, 1.0, 1.7, 2.4)
"""Weights that a fit may give to a ground."""
COSTLY = 3.0
"""What refusing an answerable question costs, against letting an unanswerable one pass."""
_ROUNDS = 3


@dataclass(frozen=True)
class Case:
    """A labelled query with the strength of every ground that speaks against an answer, summed by ground."""

    strengths: Mapping[str, float]
    answerable: bool


@dataclass(frozen=True)
class Rates:
    refused: float
    """Of the unanswerable."""
    wrongly: float
    """Refused, of the answerable."""

    def __str__(self) -> str:
        return f"拒答 {self.refused:.2f}，误拒 {self.wrongly:.2f}"


def refuses(case: Case, weights: Mapping[str, float]) -> bool:
    return sum(weights[name] * strength for name, strength in case.strengths.items()) >= answerable.REFUSED


def rates(cases: Sequence[Case], weights: Mapping[str, float]) -> Rates:
    return _rates([(c, refuses(c, weights)) for c in cases])


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Weights by coordinate search from equal ones; of equally good values the one nearest to 1 is kept."""
    weights = dict.fromkeys(answerable.WEIGHTS, 1.0)
    for _ in range(_ROUNDS):
        for name in weights:
            weights[name] = min(CHOICES, key=lambda w, n=name: (_cost(cases, weights | {n: w}), abs(w - 1)))
    return weights


def cross_validated(cases: Sequence[Case], folds: int) -> Rates:
    """Every case judged by weights that were fitted without its fold; folds take every ``folds``-th case of a kind."""
    ordered = [c for c in cases if c.answerable] + [c for c in cases if not c.answerable]
    judged: list[tuple[Case, bool]] = []
    for fold in range(folds):
        weights = fit([c for i, c in enumerate(ordered) if i % folds != fold])
        judged += [(c, refuses(c, weights)) for i, c in enumerate(ordered) if i % folds == fold]
    return _rates(judged)


def _rates(judged: Sequence[tuple[Case, bool]]) -> Rates:
    def share(answered: bool) -> float:
        of = [refused for case, refused in judged if case.answerable is answered]
        return sum(of) / len(of) if of else 0.0

    return Rates(share(False), share(True))


def _cost(cases: Sequence[Case], weights: Mapping[str, float]) -> float:
    return sum((COSTLY if c.answerable else 1.0) for c in cases if refuses(c, weights) is c.answerable)


def _cases(kb: KnowledgeBase, files: Sequence[Path]) -> list[Case]:
    cases: list[Case] = []
    for query in (q for file in files for q in load(file)):
        strengths: dict[str, float] = {}
        for ground in kb.grounds(query.query):
            strengths[ground.name] = strengths.get(ground.name, 0.0) + ground.strength
        cases.append(Case(strengths, bool(query.gold)))
    return cases


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.refusal")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    kb = KnowledgeBase(options.home, open_embedder())
    cases = _cases(kb, options.data)
    kb.close()
    unanswerable = sum(not c.answerable for c in cases)
    print(f"{len(cases)} 问，其中 {unanswerable} 问无解")
    print(f"现用权重：{rates(cases, answerable.WEIGHTS)}")
    print(f"{options.folds} 折交叉验证：{cross_validated(cases, options.folds)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
