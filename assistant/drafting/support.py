"""Is this passage about what the ask asks? Judged by the words they share, sentence by sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.drafting.matter import Matter, title_weights
from assistant.drafting.sentences import Sentence, sentences
from assistant.proposal import Proposal
from knowledge_base.documents import Document, Passage
from knowledge_base.versions import title_key

Tie = Literal["named", "field", "plain", "foreign"]
"""How a paper stands to the proposal: the proposal names it or its title is the proposal's own; its title's matter is in
the proposal's title; or at least somewhere in its text; or nowhere."""

_LEAST: dict[Tie, tuple[float, float]] = {
    "named": (0.65, 4.0), "field": (0.85, 6.0), "plain": (1.20, 10.5), "foreign": (1.60, 14.0),
}  # fmt: skip
"""Least fit, and least weight shared with the whole ask, for a sentence to be about it. Set on labelled proposals: each
looser step admits papers of the same field that do not speak of the thing asked."""
_WHOLE = 20.0
"""Weight shared with the whole ask that counts as much as a clause held entirely."""
_SAME_BENEFIT = 0.3
_NAMED = re.compile(r"《([^《》]{4,80})》")


@dataclass(frozen=True)
class Support:
    """``fit`` orders passages; ``best`` are its fitting sentences, the best first."""

    passage: Passage
    fit: float
    best: tuple[Sentence, ...]


def support(passage: Passage, document: Document, matter: Matter, tie: Tie) -> Support | None:
    """None when the passage does not support the ask."""
    ubiquity = _ubiquity(document.text, tuple(sorted(matter.weights)))
    least_fit, least_weight = _LEAST[tie]
    named = {b for c in matter.clauses for b in c.benefits if b}
    if matter.is_benefit and not any(b in passage.text for b in named):
        return None
    fitting: list[tuple[float, Sentence]] = []
    for sentence in sentences(passage.text):
        share, whole = _overlap(sentence.plain, matter, ubiquity)
        fit = share + whole / _WHOLE + (_SAME_BENEFIT if any(b in sentence.plain for b in named) else 0.0)
        if fit >= least_fit and whole >= least_weight:
            fitting.append((fit, sentence))
    if not fitting:
        return None
    fitting.sort(key=lambda x: -x[0])
    return Support(passage, fitting[0][0], tuple(s for _, s in fitting))


def tie(title: str, proposal: Proposal) -> Tie:
    """How the paper ``title`` stands to the proposal."""
    if title_key(title) in {title_key(t) for t in _NAMED.findall(proposal.text)}:
        return "named"
    theirs, ours = title_weights(title_key(title)), title_weights(proposal.title)
    if _share(ours, title) >= 0.4:
        return "named"
    if _share(theirs, proposal.title) >= 0.5:
        return "field"
    return "plain" if _share(theirs, proposal.text) >= 0.34 else "foreign"


def _share(weights: Mapping[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum(v for w, v in weights.items() if w in text) / total if total else 0.0


def _overlap(text: str, matter: Matter, ubiquity: Mapping[str, float]) -> tuple[float, float]:
    """Share of the words (by weight) of the clause that fits best, and the weight held of the whole ask."""
    held = {w: v * (1 - ubiquity[w]) for w, v in matter.weights.items() if w in text}
    shares = (
        sum(v for w, v in held.items() if w in c.weights) / sum(v * (1 - ubiquity[w]) for w, v in c.weights.items())
        for c in matter.clauses
        if len(c.weights) > 1
    )
    return max(shares, default=0.0), sum(held.values())


@lru_cache(maxsize=256)
def _ubiquity(text: str, terms: tuple[str, ...]) -> dict[str, float]:
    """For each word the share of the paper's paragraphs that hold it, at most 0.7: where every paragraph says 担保,
    the word tells none of them apart."""
    paragraphs = [p for p in re.split(r"\n+", text) if len(p) > 15] or [text]
    return {t: min(0.7, sum(t in p for p in paragraphs) / len(paragraphs)) for t in terms}


def fitting(passage: Passage, matter: Matter, proposal: Proposal) -> list[tuple[float, Sentence]]:
    """Sentences of a supporting passage that are about the ask, with their fit; the passage itself is the measure of
    what is common."""
    ubiquity = {w: v / 2 for w, v in _ubiquity(passage.text, tuple(sorted(matter.weights))).items()}
    least_fit, least_weight = _LEAST[tie(passage.title, proposal)]
    found: list[tuple[float, Sentence]] = []
    for sentence in sentences(passage.text):
        share, whole = _overlap(sentence.plain, matter, ubiquity)
        if (fit := share + whole / _WHOLE) >= least_fit and whole >= least_weight:
            found.append((fit, sentence))
    return found
