"""A large index of made text with random unit vectors, to time the search without paying for embeddings."""

import random
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np

from knowledge_base import segmentation
from knowledge_base.catalogue import FORMAT, Catalogue
from knowledge_base.documents import Document, Kind
from knowledge_base.passages import Piece
from knowledge_base.vectors import VectorStore

DIMENSIONS = 384
PIECES_A_DOCUMENT = 25
_KINDS: tuple[Kind, ...] = ("policy", "regulation", "law", "report", "reply", "other")
_WORDS = 6000
"""Different words of the made text; how often one comes follows Zipf, as in real text."""
_SYLLABLES = "政府企业就农机数据节能物流担保科技体育文化稀土教育医疗养老交通消防园区人才专利采购规范推进完善落实加强清理公开审核培育监督统筹"


class RandomVectors:
    """An embedder whose vectors are random but the same for the same text."""

    name = "made/random-384"

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.random.default_rng(crc32(t.encode())).normal(size=DIMENSIONS) for t in texts]
        return _unit(np.stack(rows)) if rows else np.empty((0, DIMENSIONS), np.float32)

    queries = documents


def build(home: Path, pieces: int, seed: int = 7) -> None:
    """An index of ``pieces`` made pieces in ``home``, unless it is there already."""
    if (home / "index.sqlite").exists():
        return
    chance, numbers = random.Random(seed), np.random.default_rng(seed)
    catalogue = Catalogue(home, writable=True)
    catalogue.set_state("format", FORMAT)
    catalogue.set_state("model", RandomVectors.name)
    for first in range(0, pieces, PIECES_A_DOCUMENT * 40):
        with catalogue.transaction():
            for n in range(first, min(first + PIECES_A_DOCUMENT * 40, pieces), PIECES_A_DOCUMENT):
                _document(catalogue, n, min(PIECES_A_DOCUMENT, pieces - n), chance, numbers)
    store = VectorStore(home, RandomVectors.name)
    store.reconcile(catalogue.piece_ids(), catalogue.vectors_of)
    store.close()
    catalogue.set_state("generation", "1")
    catalogue.set_state("settled", "yes")
    catalogue.close()


def sentence(chance: random.Random) -> str:
    """One made sentence."""
    words = chance.choices(_vocabulary(), _frequencies(), k=chance.randint(12, 24))
    return f"{''.join(words)}，{chance.randint(1, 999)}{chance.choice('家件项个')}在{chance.randint(5, 90)}日内完成。"


@cache
def _vocabulary() -> list[str]:
    chance = random.Random(1)
    return list(dict.fromkeys("".join(chance.choices(_SYLLABLES, k=2)) for _ in range(_WORDS)))


@cache
def _frequencies() -> list[float]:
    return [1 / (rank + 3) for rank in range(len(_vocabulary()))]


def _document(
    catalogue: Catalogue, number: int, count: int, chance: random.Random, numbers: np.random.Generator
) -> None:
    texts = ["".join(sentence(chance) for _ in range(3)) for _ in range(count)]
    vectors = _unit(numbers.normal(size=(count, DIMENSIONS)))
    keys = [f"made-{number + i}" for i in range(count)]
    catalogue.put_vectors(zip(keys, vectors, strict=True))
    rows, start = [], 0
    title = f"关于{''.join(chance.choices(_vocabulary(), k=3))}的通知{number}"
    for text, key in zip(texts, keys, strict=True):
        rows.append(
            (Piece(start, start + len(text), "一、总则"), segmentation.indexed(title), segmentation.indexed(text), key)
        )
        start += len(text)
    document = Document(
        path=f"/made/{number}.txt", title=title, text="".join(texts), issuer=f"第{number % 40}局",
        issued=date(2010 + number // PIECES_A_DOCUMENT % 15, 3, 1), kind=_KINDS[number // PIECES_A_DOCUMENT % 6],
    )  # fmt: skip
    catalogue.put(document, str(number), rows)


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
