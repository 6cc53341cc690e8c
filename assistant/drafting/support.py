"""Is this passage about what the ask asks? Judged by the words they share, sentence by sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.drafting.matter import Matter, holds, speaks_of_money, title_weights
from assistant.drafting.sentences import Sentence, sentences
from assistant.drafting.writer import Point
from assistant.proposal import Proposal
from knowledge_base.documents import Passage
from knowledge_base.versions import title_key

Tie = Literal["named", "field", "plain", "foreign"]
"""How a paper stands to the proposal: the proposal names it or its title is the proposal's own; its title's matter is in
the proposal's title; or at least somewhere in its text; or nowhere."""

_LEAST: dict[Tie, tuple[float, float]] = {
    "named": (0.65, 4.0), "field": (0.85, 6.0), "plain": (1.20, 7.0), "foreign": (1.80, 15.0),
}  # fmt: skip
"""Least fit, and least weight shared with the whole ask, for a sentence to be about it. Set on labelled proposals: each
looser step admits papers of the same field that do not speak of the thing asked."""
_WHOLE = 20.0
"""Weight shared with the whole ask that counts as much as a clause held entirely."""
_TELLING = 6.0
"""Weight below which a clause says too little for its words alone to show that the matter is the same."""
_SAME_BENEFIT = 0.3
_BEHIND = 0.5
"""How far a paper of a foreign matter stands behind the others, whatever words it shares (推送 of 政策 and of advertisements)."""
_ABOVE, _OWN_WORDS = 0.85, 2.0
"""How much words of the heading count for a sentence under it, if it shares at least that weight itself."""
_HEADING = 40
_PART = re.compile(r"第[一二三四五六七八九十百]+[章节条]")
_MOST_TAKEN = 0.7
_FIRST: dict[Tie, tuple[float, float]] = {
    "named": (0.05, 0),
    "field": (0.15, 0),
    "plain": (0.08, 0),
    "foreign": (0.50, 5),
}
"""What it is worth to be the passage that retrieval finds best: less fit and less weight are asked of it."""
_LED_BY_ALL: tuple[float, float] = (0.90, 7.8)
"""The same for a paper of a foreign matter when every search for the ask puts the passage first, and well ahead."""
_SAME_WORDS = 0.75
"""Share of a clause that asks for money which a sentence must hold to speak of that money under another name."""
_NAMED = re.compile(r"《([^《》]{4,80})》")


@dataclass(frozen=True)
class Support:
    """A passage that speaks of what is asked, by its fitting sentences, the best first."""

    passage: Passage
    points: tuple[Point, ...]

    @property
    def fit(self) -> float:
        return self.points[0].fit


def support(
    passage: Passage,
    document: str,
    matter: Matter,
    tie: Tie,
    subject: str,
    *,
    first: bool = False,
    undisputed: bool = False,
) -> Support | None:
    """None when the passage does not support the ask. ``first``: a search puts it before all others; ``undisputed``:
    every search does;
    ``document`` is the whole text, which tells what is said everywhere in it; ``subject`` is the proposal's title."""
    ubiquity = _ubiquity(document, tuple(sorted(matter.weights)), subject)
    (least_fit, least_weight), (fit_off, weight_off) = _LEAST[tie], _FIRST[tie]
    if undisputed and tie == "foreign" and not matter.is_benefit:
        fit_off, weight_off = _LED_BY_ALL
    if first:
        least_fit, least_weight = least_fit - fit_off, least_weight - weight_off
    named = {b for c in matter.clauses for b in c.benefits if b}
    points: list[Point] = []
    grants = any(b in passage.text for b in named)
    for heading, sentence in _under_headings(passage):
        share, whole = _overlap(sentence.plain, matter, ubiquity)
        if heading and whole >= _OWN_WORDS:
            above = _overlap(heading + sentence.plain, matter, ubiquity)
            share, whole = max(share, _ABOVE * above[0]), max(whole, _ABOVE * above[1])
        fit = share + whole / _WHOLE + (_SAME_BENEFIT if any(b in sentence.plain for b in named) else 0.0)
        if fit >= least_fit and whole >= least_weight:
            behind = _BEHIND if tie == "foreign" else 0.0
            points.append(Point(passage, sentence.start, sentence.end, fit - share / 2 - behind))
            grants |= tie != "foreign" and _grants(sentence.plain, matter)
    if not points or (matter.is_benefit and not grants):
        return None
    return Support(passage, tuple(sorted(points, key=lambda p: -p.fit)))


def nearest(text: str, matter: Matter) -> tuple[int, int]:
    """Where the sentence stands that shares most words, by weight, with the whole ask."""
    plain = dict.fromkeys(matter.weights, 0.0)
    best = max(sentences(text), key=lambda s: _overlap(s.plain, matter, plain)[1], default=None)
    return (best.start, best.end) if best else (0, 0)


def _under_headings(passage: Passage) -> Iterator[tuple[str, Sentence]]:
    """Each sentence with the heading right above it: what a section is about is often said there alone."""
    heading = passage.heading.rsplit(" > ", 1)[-1]
    for sentence in sentences(passage.text):
        if not sentence.whole and len(sentence.plain) <= _HEADING:
            heading = sentence.plain
        else:
            yield ("" if _PART.match(heading) else heading), sentence


def _grants(text: str, matter: Matter) -> bool:
    """Whether the sentence holds nearly all words of a clause that asks for money, and speaks of money itself."""
    if not speaks_of_money(text):
        return False
    asked = (c for c in matter.clauses[: matter.core] if c.benefits and len(c.weights) > 1)
    return any(sum(v for w, v in c.weights.items() if holds(text, w)) >= _SAME_WORDS * c.mass for c in asked)


def tie(title: str, proposal: Proposal) -> Tie:
    """How the paper ``title`` stands to the proposal."""
    if title_key(title) in {title_key(t) for t in _NAMED.findall(proposal.text)}:
        return "named"
    theirs, ours = title_weights(title_key(title)), title_weights(proposal.title)
    if _share(ours, title) >= 0.4 and sum(holds(title, w) for w in ours) > 1:
        return "named"
    if _share(theirs, proposal.title) >= 0.5:
        return "field"
    return "plain" if _share(theirs, proposal.text) >= 0.34 else "foreign"


def _share(weights: Mapping[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum(v for w, v in weights.items() if holds(text, w)) / total if total else 0.0


def _overlap(text: str, matter: Matter, ubiquity: Mapping[str, float]) -> tuple[float, float]:
    """Share of the words (by weight) of the clause that fits best, less for a clause that says little; and the weight
    held of the whole ask."""
    held = {w: v * (1 - ubiquity[w]) for w, v in matter.weights.items() if holds(text, w)}
    best = 0.0
    for clause in matter.clauses:
        mass = sum(v * (1 - ubiquity[w]) for w, v in clause.weights.items())
        if len(clause.weights) > 1 and mass > 0:
            best = max(best, sum(v for w, v in held.items() if w in clause.weights) / max(mass, _TELLING))
    return best, sum(held.values())


@lru_cache(maxsize=256)
def _ubiquity(document: str, terms: tuple[str, ...], subject: str) -> dict[str, float]:
    """How much of each word's weight the paper takes away by saying it everywhere: where every paragraph says 担保, the
    word tells none of them apart. Words of the proposal's own title lose all of that, others half: what the title
    does not name is what this ask is about."""
    paragraphs = [p for p in re.split(r"\n+", document) if len(p) > 15] or [document]
    share = {t: min(_MOST_TAKEN, sum(holds(p, t) for p in paragraphs) / len(paragraphs)) for t in terms}
    return {t: v if t in subject else v / 2 for t, v in share.items()}
