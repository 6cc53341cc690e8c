"""How well a piece answers a question: a weighted sum of a few readable features."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from knowledge_base import segmentation
from knowledge_base.catalogue import IndexedPiece
from knowledge_base.documents import Document
from knowledge_base.question import Concept, Question, answers
from knowledge_base.versions import title_key
from knowledge_base.whereabouts import mentioned, related


@dataclass(frozen=True)
class Weights:
    """Set by hand on labelled queries; each is the gain of a feature that is fully there."""

    meaning: float = 1.0
    """Cosine below the best, in units of 0.05."""
    words: float = 2.0
    """Share of the question's concepts (by rarity) in the piece."""
    above: float = 0.95
    """The same in title and headings."""
    near: float = 0.5
    """The same in the passage about the piece."""
    answer: float = 0.5
    """Holds the kind of number or measure asked for."""
    place: float = 1.3
    elsewhere: float = -1.0
    """The paper of another place than the one asked about."""
    title: float = 1.0
    """The paper that the question names."""
    year: float = 0.4
    superseded: float = -0.6
    preamble: float = -0.5
    """Purpose clauses and openings, which answer nothing."""


WEIGHTS = Weights()

UNKNOWN = 1.0
"""What a word that the index has never seen is worth, against one that it has seen once."""


@dataclass(frozen=True)
class Rarity:
    """Inverse document frequency of words, from the index's own counts."""

    pieces: int
    counts: Mapping[str, int]

    @property
    def highest(self) -> float:
        """What a word in a single piece would have."""
        return math.log(1 + (self.pieces - 0.5) / 1.5)

    def of(self, word: str) -> float:
        """0 for a word of which some part is nowhere in the index."""
        tokens = _tokens(word)
        if not tokens or any(t not in self.counts for t in tokens):
            return 0.0
        rarest = min(self.counts[t] for t in tokens)
        return math.log(1 + (self.pieces - rarest + 0.5) / (rarest + 0.5))


@dataclass(frozen=True)
class Weighted:
    """A concept ready for matching: alternatives with what finding them is worth."""

    concept: Concept
    alternatives: tuple[tuple[str, float], ...]
    worth: float
    """Of the best alternative."""


def weigh(question: Question, rarity: Rarity) -> list[Weighted]:
    """The question's concepts. One of which the index has no word at all has no alternatives but keeps some worth:
    what little the rest of the words find then counts for less, and the meaning for more."""
    found = []
    spoken = [c.said for c in question.concepts if not c.literal]
    for concept in question.concepts:
        alternatives = tuple((squeeze(w), weight * rarity.of(w)) for w, weight in concept.words)
        alternatives = tuple((w, v) for w, v in alternatives if v > 0)
        if alternatives:
            found.append(Weighted(concept, alternatives, max(v for _, v in alternatives)))
        elif concept.literal and segmentation.is_word(concept.said) and not any(concept.said in s for s in spoken):
            found.append(Weighted(concept, (), UNKNOWN * rarity.highest))
    return found


def coverage(concepts: Sequence[Weighted], text: str) -> float:
    """Share of the concepts' worth found in ``text`` (squeezed), a second and third mention counting a little."""
    total = sum(c.worth for c in concepts)
    if not total:
        return 0.0
    return sum(_worth(c, text) for c in concepts) / total


def _worth(concept: Weighted, text: str) -> float:
    best = 0.0
    for word, value in concept.alternatives:
        if value > best and (at := text.find(word)) >= 0:
            best = max(best, value * (1.0 if text.find(word, at + 1) >= 0 else 0.9))
    return best


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """Without blanks, widths folded, lower case, Chinese numerals as digits: what words are looked for in."""
    return segmentation.with_digits(unicodedata.normalize("NFKC", "".join(text.split())).lower())


@lru_cache(maxsize=20_000)
def _tokens(word: str) -> tuple[str, ...]:
    return tuple(segmentation.words(word))


@dataclass(frozen=True)
class Features:
    """Of one piece for one question; multiplied with ``Weights`` of the same names."""

    meaning: float
    words: float
    above: float
    near: float
    answer: float
    place: float
    elsewhere: float
    title: float
    year: float
    superseded: float
    preamble: float

    def score(self, weights: Weights) -> float:
        return sum(getattr(self, name) * getattr(weights, name) for name in _NAMES)


_IN_FORCE = re.compile(r"自\d{4}年\d+月\d+日起(?:施行|实施)|自(?:公布|发布|印发)之日起(?:施行|实施)")
_NAMES = tuple(Features.__dataclass_fields__)


@dataclass
class Scorer:
    """Scores pieces for one question."""

    question: Question
    concepts: Sequence[Weighted]
    vectors: Sequence[np.ndarray]
    """Of the query, and of the query in official terms."""
    weights: Weights = WEIGHTS
    best: float = 0.0
    _papers: dict[str, tuple[float, ...]] = field(default_factory=dict)
    _covered: dict[str, float] = field(default_factory=dict)

    def similarities(self, pieces: Sequence[IndexedPiece]) -> np.ndarray:
        """Cosine of each piece with the nearer of the query's vectors; sets ``best``."""
        matrix = np.stack([p.vector for p in pieces])
        found = np.max(np.stack([matrix @ v for v in self.vectors]), axis=0)
        self.best = float(found.max())
        return found

    def features(self, piece: IndexedPiece, similarity: float, document: Document, body: str, around: str) -> Features:
        """``body`` is the piece's own text, ``around`` the passage's, both squeezed."""
        place, elsewhere, title, year, superseded = self._paper(document)
        return Features(
            meaning=(similarity - self.best) / 0.05,
            words=self._coverage(body),
            above=self._coverage(squeeze(f"{document.title}{document.issuer}{piece.heading}")),
            near=self._coverage(around),
            answer=self._answer(body),
            place=place,
            elsewhere=elsewhere,
            title=title,
            year=year or self._year_said(body),
            superseded=superseded,
            preamble=_preamble(piece, body),
        )

    def _coverage(self, text: str) -> float:
        if text not in self._covered:
            self._covered[text] = coverage(self.concepts, text)
        return self._covered[text]

    def _answer(self, body: str) -> float:
        wants = self.question.wants
        if not wants:
            return 0.0
        kinds = answers()
        return sum(bool(kinds[w][1].search(body)) for w in wants) / len(wants)

    def _year_said(self, body: str) -> float:
        years = self.question.years
        return 0.5 * any(str(y) in body for y in years)

    def _paper(self, document: Document) -> tuple[float, ...]:
        if document.path not in self._papers:
            self._papers[document.path] = _paper_features(self.question, document)
        return self._papers[document.path]


def _paper_features(question: Question, document: Document) -> tuple[float, ...]:
    places = question.places
    exact = document.place in places
    ours = exact or any(related(p, document.place) for p in places)
    title = max((named(t, document.title) for t in question.titles), default=0.0)
    if question.numbers and document.number and squeeze(document.number) in map(squeeze, question.numbers):
        title = 1.0
    years = question.years
    of_year = bool(document.issued and document.issued.year in years) or any(str(y) in document.title for y in years)
    asked_old = question.old or (of_year and title > 0)
    stale = document.validity == "superseded"
    return (
        1.0 if exact else 0.6 if ours else 0.0,
        float(bool(places) and bool(document.place) and not ours),
        title,
        float(of_year),
        float(stale) * (-1.0 if asked_old else 1.0),
    )


def named(mention: str, title: str) -> float:
    """How surely ``mention`` (代表法, 稀土条例) is the paper of this ``title``: 0 to 1."""
    said, full = title_key(mention), title_key(title)
    if not said or not full:
        return 0.0
    if said == full:
        return 1.0
    if len(full) >= 4 and said.endswith(full) and not mentioned(said.removesuffix(full)):  # 违反节约能源法
        return 0.9
    if said in full:
        return 0.9 if full.endswith(said) else 0.7
    ending = next((e for e in ("条例", "办法", "规定", "法", "意见", "通知", "规划", "方案") if said.endswith(e)), "")
    if not ending or not full.endswith(ending):
        return 0.0
    parts = [w for w in _tokens(said.removesuffix(ending)) if len(w) > 1]
    return 0.6 if parts and all(p in full for p in parts) else 0.0


def _preamble(piece: IndexedPiece, body: str) -> float:
    if piece.heading.endswith("第一条") and "制定本" in body:
        return 1.0
    closing = len(body) < 80 and _IN_FORCE.search(body)
    return 0.7 if piece.position == 0 or closing else 0.0
