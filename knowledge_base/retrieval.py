"""Search in the index of a home."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from knowledge_base import segmentation
from knowledge_base.catalogue import Catalogue, Entry, IndexedPiece
from knowledge_base.documents import Document, Passage, SearchResult
from knowledge_base.embeddings import Embedder
from knowledge_base.vectors import VectorStore
from knowledge_base.versions import title_key
from knowledge_base.windows import grow

_DEPTH = 100
_RAREST = 8


class KnowledgeBase:
    """An open index. Safe to use from several threads; sees what other processes index."""

    def __init__(self, home: Path, embedder: Embedder, chroma_url: str = "") -> None:
        self._home, self._embedder, self._chroma_url = home, embedder, chroma_url
        self._local = threading.local()
        self._lock = threading.Lock()
        catalogue = self._catalogue()
        catalogue.require(embedder.name)
        self._generation = ""
        self._store: VectorStore | None = None
        self._refresh()

    def close(self) -> None:
        if self._store:
            self._store.close()
            self._store = None

    def search(
        self,
        query: str,
        k: int = 5,
        *,
        kind: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
        validity: str | None = None,
        usable: Callable[[Passage], bool] | None = None,
    ) -> SearchResult:
        self._refresh()
        catalogue = self._catalogue()
        vector = self._embedder.query(query)
        assert self._store
        total = catalogue.count()
        dense = self._store.nearest(vector, min(_DEPTH, total)) if total else []
        words = list(dict.fromkeys(segmentation.words(query)))
        frequency = catalogue.frequencies(words)
        rare = sorted((w for w in words if w in frequency), key=lambda w: frequency[w])[:_RAREST]
        lexical = [i for i, _ in catalogue.matching(rare, _DEPTH)] if rare else []
        fused: dict[int, float] = {}
        for ranking in (dense, lexical):
            for rank, i in enumerate(ranking):
                fused[i] = fused.get(i, 0) + 1 / (60 + rank)
        pieces = {p.id: p for p in catalogue.pieces(list(fused))}
        entries = self._entries
        found: list[Passage] = []
        for i in sorted(fused, key=lambda i: -fused[i]):
            p = pieces[i]
            d = entries[p.document].document
            if (kind and d.kind != kind) or (year and (not d.issued or d.issued.year != year)):
                continue
            if (issuer and issuer not in d.issuer) or (validity and d.validity != validity):
                continue
            passage = self._passage(catalogue, p, entries[p.document], fused[i])
            if any(f.document == passage.document and f.start < passage.end and passage.start < f.end for f in found):
                continue
            if usable and not usable(passage):
                continue
            found.append(passage)
            if len(found) == k:
                break
        return SearchResult(query, tuple(found), answerable=bool(found))

    def documents(self) -> list[Document]:
        """All documents, without their text."""
        self._refresh()
        return [e.document for e in self._entries.values()]

    def document(self, path: str) -> Document | None:
        self._refresh()
        for entry in self._entries.values():
            if entry.document.path == path:
                return replace(entry.document, text=self._catalogue().text(entry.id))
        return None

    def find_title(self, title: str) -> list[Document]:
        """Documents whose title is ``title`` but for 《》, 中华人民共和国 and version marks; the newest first."""
        key = title_key(title)
        return _newest_first([d for d in self.documents() if title_key(d.title) == key])

    def find_number(self, number: str) -> list[Document]:
        """Documents whose 文号 is ``number``, whatever brackets and blanks it is written with."""
        key = _number_key(number)
        return _newest_first([d for d in self.documents() if d.number and _number_key(d.number) == key])

    def _passage(self, catalogue: Catalogue, piece: IndexedPiece, entry: Entry, score: float) -> Passage:
        around = catalogue.spans(piece.document, piece.position - 8, piece.position + 8)
        start, end = grow(around, piece.position)
        d = entry.document
        return Passage(
            document=d.path, title=d.title, start=start, end=end, text=catalogue.text(piece.document)[start:end],
            heading=piece.heading, number=d.number, issuer=d.issuer, issued=d.issued, kind=d.kind, place=d.place,
            validity=d.validity, use=d.use, score=score,
        )  # fmt: skip

    def _catalogue(self) -> Catalogue:
        if not hasattr(self._local, "catalogue"):
            self._local.catalogue = Catalogue(self._home)
        return self._local.catalogue

    def _refresh(self) -> None:
        generation = self._catalogue().state("generation")
        if generation == self._generation and self._store:
            return
        with self._lock:
            if self._store:
                self._store.close()
            self._store = VectorStore(self._home, self._embedder.name, self._chroma_url)
            self._entries: dict[int, Entry] = {e.id: e for e in self._catalogue().entries()}
            self._generation = generation


def _newest_first(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda d: d.issued.toordinal() if d.issued else 0, reverse=True)


def _number_key(number: str) -> str:
    return "".join(number.split()).translate(str.maketrans("[]()（）【】﹝﹞", "〔〕〔〕〔〕〔〕〔〕"))
