"""One search: candidates by meaning and by words, scored, widened to passages, twins collapsed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge_base import ranking, segmentation, windows
from knowledge_base.catalogue import Catalogue, Entry, IndexedPiece
from knowledge_base.documents import Passage
from knowledge_base.question import Question
from knowledge_base.ranking import Features, Rarity, Scorer, Weighted, Weights

DEPTH = 150
"""Candidates taken by meaning, and as many by words."""
RAREST = 8
MOST_ROWS = 12_000
"""Rows that one full-text query may have to rank."""
NARROW = 4000
"""A filter that leaves at most so many pieces is searched exactly."""
SHORTLIST = 60
_REACH = 8
_TWIN = 0.75


@dataclass(frozen=True)
class Hit:
    """A candidate piece with its score and the reasons for it."""

    piece: IndexedPiece
    features: Features
    score: float


@dataclass(frozen=True)
class Found:
    passages: tuple[Passage, ...]
    hits: tuple[Hit, ...]
    """The shortlist, best first."""
    concepts: tuple[Weighted, ...]
    rarity: Rarity


Nearest = Callable[[np.ndarray, int], list[int]]


def find(
    question: Question,
    vectors: Sequence[np.ndarray],
    catalogue: Catalogue,
    entries: Mapping[int, Entry],
    nearest: Nearest,
    k: int,
    allowed: Collection[int] | None,
    weights: Weights = ranking.WEIGHTS,
) -> Found:
    """The ``k`` best passages among the documents ``allowed`` (None: all)."""
    rarity = _rarity(question, catalogue)
    concepts = ranking.weigh(question, rarity)
    ids = _candidates(question, vectors, catalogue, nearest, allowed, rarity)
    if allowed is not None:
        ids = [i for i, document in catalogue.documents_of(ids).items() if document in allowed]
    pieces = [p for p in catalogue.pieces(ids) if p.document in entries]
    if not pieces:
        return Found((), (), tuple(concepts), rarity)
    texts = _Texts(catalogue)
    scorer = Scorer(question, concepts, vectors, weights)
    similar = scorer.similarities(pieces)
    rough = []
    for piece, similarity in zip(pieces, similar, strict=True):
        document, body = entries[piece.document].document, texts.body(piece)
        features = scorer.features(piece, float(similarity), document, body, body)
        rough.append((features.score(weights), piece, float(similarity)))
    rough.sort(key=lambda r: -r[0])
    hits = []
    for _, piece, similarity in rough[:SHORTLIST]:
        document, around = entries[piece.document].document, texts.around(piece)
        features = scorer.features(piece, similarity, document, texts.body(piece), around)
        hits.append(Hit(piece, features, features.score(weights)))
    hits.sort(key=lambda h: -h.score)
    collapse = not (question.old or question.years or question.places)
    passages = _passages(hits, entries, texts, k, collapse)
    return Found(tuple(passages), tuple(hits), tuple(concepts), rarity)


def _rarity(question: Question, catalogue: Catalogue) -> Rarity:
    words = {t for c in question.concepts for w, _ in c.words for t in segmentation.words(w)}
    return Rarity(catalogue.count(), catalogue.frequencies(sorted(words)))


def _candidates(
    question: Question,
    vectors: Sequence[np.ndarray],
    catalogue: Catalogue,
    nearest: Nearest,
    allowed: Collection[int] | None,
    rarity: Rarity,
) -> list[int]:
    if allowed is not None and not allowed:
        return []
    narrow = catalogue.ids_of(sorted(allowed), NARROW) if allowed is not None else None
    found: dict[int, None] = {}
    if narrow is not None:
        held = catalogue.vectors_of(narrow)
        keys, matrix = list(held), np.stack(list(held.values())) if held else np.empty((0, 1), np.float32)
        for vector in vectors if held else ():
            found.update((keys[i], None) for i in np.argsort(-(matrix @ vector))[:DEPTH])
    else:
        for vector in vectors:
            found.update((i, None) for i in nearest(vector, DEPTH if allowed is None else 4 * DEPTH))
    for literal in (True, False):
        words = {
            t for c in question.concepts if c.literal is literal for w, _ in c.words for t in segmentation.words(w)
        }
        rare = _affordable(words, rarity)
        if rare:
            found.update((i, None) for i, _ in catalogue.matching(rare, DEPTH if allowed is None else 4 * DEPTH))
    return list(found)


def _affordable(words: Collection[str], rarity: Rarity) -> list[str]:
    """The rarest of ``words``, as long as few enough pieces hold them for the full-text search to stay quick."""
    rows, chosen = 0, []
    for word in sorted((w for w in words if w in rarity.counts), key=lambda w: (rarity.counts[w], w))[:RAREST]:
        rows += rarity.counts[word]
        if chosen and rows > MOST_ROWS:
            break
        chosen.append(word)
    return chosen


class _Texts:
    """Texts and spans of the documents of one search, each read once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._texts: dict[int, str] = {}
        self._spans: dict[int, list[windows.Span]] = {}

    def text(self, document: int) -> str:
        if document not in self._texts:
            self._texts[document] = self._catalogue.text(document)
        return self._texts[document]

    def spans(self, document: int) -> list[windows.Span]:
        if document not in self._spans:
            self._spans[document] = self._catalogue.spans(document)
        return self._spans[document]

    def body(self, piece: IndexedPiece) -> str:
        return ranking.squeeze(piece.text)

    def around(self, piece: IndexedPiece) -> str:
        low = max(piece.position - _REACH, 0)
        start, end = windows.grow(self.spans(piece.document)[low : piece.position + _REACH + 1], piece.position)
        return ranking.squeeze(self.text(piece.document)[start:end])


def _passages(
    hits: Sequence[Hit], entries: Mapping[int, Entry], texts: _Texts, k: int, collapse: bool
) -> list[Passage]:
    scores: dict[int, dict[int, float]] = defaultdict(dict)
    top = hits[0].score
    for hit in hits:
        scores[hit.piece.document][hit.piece.position] = max(0.0, 1 - (top - hit.score) / 2)
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    found: list[tuple[Passage, frozenset[str], list[str]]] = []
    for hit in hits:
        piece = hit.piece
        if any(a < piece.end and piece.start < b for a, b in taken[piece.document]):
            continue
        low = max(piece.position - _REACH, 0)
        around = _free(texts.spans(piece.document)[low : piece.position + _REACH + 1], piece, taken[piece.document])
        start, end = windows.grow(around, piece.position, scores[piece.document])
        taken[piece.document].append((start, end))
        document = entries[piece.document].document
        grams = _grams(texts.body(piece))
        twin = next((f for f in found if _alike(f[1], grams)), None) if collapse else None
        if twin and twin[0].document != document.path:
            twin[2].append(document.path)
            continue
        if len(found) >= k:
            if collapse:
                continue
            break
        passage = Passage(
            document=document.path, title=document.title, start=start, end=end,
            text=texts.text(piece.document)[start:end], heading=piece.heading, number=document.number,
            issuer=document.issuer, issued=document.issued, kind=document.kind, place=document.place,
            validity=document.validity, use=document.use, score=round(hit.score, 4),
        )  # fmt: skip
        found.append((passage, grams, []))
    return [_with(passage, also) for passage, _, also in found]


def _with(passage: Passage, also: list[str]) -> Passage:
    return replace(passage, also=tuple(dict.fromkeys(also))) if also else passage


def _free(around: Sequence[windows.Span], piece: IndexedPiece, taken: Sequence[tuple[int, int]]) -> list[windows.Span]:
    """The pieces next to ``piece`` up to the first on either side that another passage shows already."""
    busy = [s[0] for s in around if any(a < s[2] and s[1] < b for a, b in taken)]
    low = max((p for p in busy if p < piece.position), default=-1)
    high = min((p for p in busy if p > piece.position), default=1 << 60)
    return [s for s in around if low < s[0] < high]


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 4] for i in range(max(len(text) - 3, 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 20 and len(one & other) / max(len(one | other), 1) > _TWIN
