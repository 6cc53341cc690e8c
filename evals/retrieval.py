"""The suite ``retrieval``: labelled queries over the sample corpus, or over a folder's."""

import time
from collections.abc import Sequence
from pathlib import Path

from evals import hashing
from evals.labelled import Answer, Labelled, load, rank, score
from evals.results import Case, Hashes, Run
from knowledge_base.embeddings import Embedder
from knowledge_base.index import index
from knowledge_base.retrieval import KnowledgeBase

OWN = Path(__file__).with_name("data") / "queries.jsonl"


def run(queries: Sequence[Labelled], corpus: Path, home: Path, embedder: Embedder) -> Run:
    """Indexes the corpus in ``home`` (an index there is brought up to date) and asks every query. A query passes when a
    gold span is among the first five passages, or, with no gold, when it is refused."""
    index(home, [corpus], embedder)
    kb = KnowledgeBase(home, embedder)
    try:
        kb.search("预热")
        cases = [_case(q, kb) for q in queries]
        by_kind, rates = score(queries, lambda query: _answer(kb, query))
    finally:
        kb.close()
    measures = {f"{kind} R@5": s.recall_at_5 for kind, s in by_kind.items()}
    measures |= {f"{kind} MRR": s.reciprocal_rank for kind, s in by_kind.items()}
    measures |= {"拒答": rates["refused"], "误拒": rates["refused wrongly"]}
    data = hashing.of_text(hashing.of_files(corpus.rglob("*")), repr(list(queries)))
    return Run(
        suite="retrieval",
        hashes=Hashes(data=data, rules=hashing.rules(), model=embedder.name),
        seed=0,
        cases=tuple(cases),
        measures=measures,
    )


def labelled(path: Path) -> list[Labelled]:
    return load(path)


def _answer(kb: KnowledgeBase, query: str) -> Answer:
    found = kb.search(query, 5)
    return Answer(tuple((p.document, p.text) for p in found.passages), found.answerable)


def _case(query: Labelled, kb: KnowledgeBase) -> Case:
    began = time.perf_counter()
    answer = _answer(kb, query.query)
    ms = (time.perf_counter() - began) * 1000
    place = rank(query, answer) if query.gold else 0
    right = place < 5 if query.gold else not answer.answerable
    first = answer.passages[0] if answer.passages else ("", "")
    return Case(
        id=query.id, suite="retrieval", group=query.kind, document=query.gold[0].file if query.gold else query.id, name=query.query,
        outcome="passed" if right else "failed", score=1 / (1 + place) if right and query.gold else float(right),
        note=f"排在前面的是 {first[0]}" if not right else "", paragraph="" if right else first[1][:200], milliseconds=ms,
    )  # fmt: skip
