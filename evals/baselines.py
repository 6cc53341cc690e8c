"""What our search is measured against: the stock LangChain recipe, and BM25 on words."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.labelled import Answer
from knowledge_base import segmentation
from knowledge_base.documents import Document
from knowledge_base.embeddings import Embedder

SIZE, OVERLAP = 500, 100


class _Adapter(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.documents(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.queries([text])[0].tolist()


class StockRecipe:
    """RecursiveCharacterTextSplitter 500/100 into Chroma with the same embeddings, five nearest."""

    def __init__(self, chunks: Sequence[tuple[str, str]], embedder: Embedder, folder: Path) -> None:
        self._store = Chroma("stock", _Adapter(embedder), persist_directory=str(folder))
        self._store.add_documents([Chunk(page_content=text, metadata={"path": path}) for path, text in chunks])

    def search(self, query: str) -> Answer:
        found = self._store.similarity_search(query, k=5)
        return Answer(tuple((d.metadata["path"], d.page_content) for d in found))


class Bm25:
    """BM25 (k1 1.5, b 0.75) on jieba words of the same chunks."""

    def __init__(self, chunks: Sequence[tuple[str, str]]) -> None:
        self._chunks = list(chunks)
        self._counts = [Counter(segmentation.words(text)) for _, text in chunks]
        self._lengths = np.array([sum(c.values()) for c in self._counts], dtype=float)
        self._held = Counter(word for c in self._counts for word in c)

    def search(self, query: str) -> Answer:
        scores = np.zeros(len(self._chunks))
        mean = self._lengths.mean()
        for word in segmentation.words(query):
            if not (held := self._held.get(word, 0)):
                continue
            rarity = math.log(1 + (len(self._chunks) - held + 0.5) / (held + 0.5))
            tf = np.array([c.get(word, 0) for c in self._counts], dtype=float)
            scores += rarity * tf * 2.5 / (tf + 1.5 * (0.25 + 0.75 * self._lengths / mean))
        best = np.argsort(-scores, kind="stable")[:5]
        return Answer(tuple(self._chunks[i] for i in best))


def chunks(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """(path, text) of the stock splitter's chunks."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
    return [(d.path, text) for d in documents for text in splitter.split_text(d.text)]
