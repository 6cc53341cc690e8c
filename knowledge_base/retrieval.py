"""Search in the index of a home."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from knowledge_base import answerable, finding
from knowledge_base.catalogue import Catalogue, Entry
from knowledge_base.documents import Document, Passage, SearchResult
from knowledge_base.embeddings import Embedder
from knowledge_base.errors import SetupError
from knowledge_base.finding import Found
from knowledge_base.ground import Ground
from knowledge_base.index import settle
from knowledge_base.lock import writing
from knowledge_base.question import Question, understand
from knowledge_base.vectors import VectorStore
from knowledge_base.versions import title_key

_QUERIES_KEPT = 256
"""Queries whose vectors are kept: drafting asks the same more than once."""


class KnowledgeBase:
    """An open index. Safe to use from several threads; sees what other processes index."""

    def __init__(self, home: Path, embedder: Embedder, chroma_url: str = "") -> None:
        self._home, self._embedder, self._chroma_url = home, embedder, chroma_url
        self._vectors = lru_cache(_QUERIES_KEPT)(lambda texts: list(embedder.queries(texts)))
        self._local = threading.local()
        self._free = threading.Condition()
        self._searching = 0
        self._generation = ""
        self._entries: dict[int, Entry] = {}
        self._store: VectorStore | None = None
        catalogue = self._catalogue()
        catalogue.require(embedder.name)
        if not catalogue.state("settled"):  # a run was killed before Chroma was level with the catalogue
            self._level()
        with self._free:
            self._reopen(catalogue.state("generation"))

    def close(self) -> None:
        with self._free:
            if self._store:
                self._store.close()
                self._store = None
        if hasattr(self._local, "catalogue"):
            self._local.catalogue.close()
            del self._local.catalogue

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
        """The ``k`` best passages, each at most 800 characters.

        ``kind``, ``year`` (of issue), ``issuer`` (part of its name) and ``validity`` narrow the documents. ``usable`` is
        asked once a document, with its metadata in a Passage without text. ``answerable`` is False when nothing in
        the index answers, whatever ``passages`` holds.
        """
        question, found, documents = self._found(query, k, kind, year, issuer, validity, usable)
        answered, why = answerable.judge(question, found, documents)
        return SearchResult(query, found.passages, answered, why)

    def grounds(self, query: str, k: int = 5) -> list[Ground]:
        """What speaks against an answer from the ``k`` best passages: what ``answerable`` is judged by."""
        return list(answerable.grounds(*self._found(query, k)))

    def documents(self) -> list[Document]:
        """All documents, without their text."""
        return [e.document for e in self._current().values()]

    def document(self, path: str) -> Document | None:
        for entry in self._current().values():
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

    def _found(
        self,
        query: str,
        k: int,
        kind: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
        validity: str | None = None,
        usable: Callable[[Passage], bool] | None = None,
    ) -> tuple[Question, Found, list[Document]]:
        """The question, what was found, and all documents of the generation that was searched."""
        question = understand(query)
        vectors = self._vectors(tuple(text for text in (question.core, question.official) if text))
        with self._open() as (entries, store):
            allowed = None
            if kind or year or issuer or validity or usable:
                allowed = {
                    e.id
                    for e in entries.values()
                    if (not kind or e.document.kind == kind)
                    and (not year or (e.document.issued is not None and e.document.issued.year == year))
                    and (not issuer or issuer in e.document.issuer)
                    and (not validity or e.document.validity == validity)
                    and (not usable or usable(_bare(e.document)))
                }
            found = finding.find(question, vectors, self._catalogue(), entries, store.nearest, k, allowed)
            return question, found, [e.document for e in entries.values()]

    def _catalogue(self) -> Catalogue:
        if not hasattr(self._local, "catalogue"):
            self._local.catalogue = Catalogue(self._home)
        return self._local.catalogue

    @contextmanager
    def _open(self) -> Iterator[tuple[dict[int, Entry], VectorStore]]:
        """Entries and vectors of one generation, which stay open until the block ends: another process's additions are
        only found by a client opened after them, and a client in use must not be closed."""
        with self._free:
            while (generation := self._catalogue().state("generation")) != self._generation or not self._store:
                if not self._searching:
                    self._reopen(generation)
                else:
                    self._free.wait()
            self._searching += 1
            entries, store = self._entries, self._store
        try:
            yield entries, store
        finally:
            with self._free:
                self._searching -= 1
                self._free.notify_all()

    def _current(self) -> dict[int, Entry]:
        """The newest entries that can be had without waiting for a search to end."""
        with self._free:
            generation = self._catalogue().state("generation")
            if generation != self._generation and not self._searching:
                self._reopen(generation)
            return self._entries

    def _reopen(self, generation: str) -> None:
        """To be called with ``_free`` held and nobody searching."""
        if self._store:
            self._store.close()
            self._store = None
        store = self._whole_store()
        if store is None:
            self._level()
            generation = self._catalogue().state("generation")
            store = VectorStore(self._home, self._embedder.name, self._chroma_url)
        self._store = store
        self._entries = {e.id: e for e in self._catalogue().entries()}
        self._generation = generation

    def _whole_store(self) -> VectorStore | None:
        """The copy of the vectors; None when it is broken or holds another number than the catalogue."""
        try:
            store = VectorStore(self._home, self._embedder.name, self._chroma_url)
        except SetupError:
            raise
        except Exception:  # Chroma's own errors have no common kind
            return None
        if store.count() == self._catalogue().count():
            return store
        store.close()
        return None

    def _level(self) -> None:
        """Makes the vectors' copy anew, unless another process is writing: it will do so itself."""
        with suppress(SetupError), writing(self._home):
            settle(self._home, self._catalogue(), self._embedder.name, self._chroma_url, changed=True)


def _bare(document: Document) -> Passage:
    d = document
    return Passage(
        document=d.path, title=d.title, start=0, end=0, text="", number=d.number, issuer=d.issuer, issued=d.issued,
        kind=d.kind, place=d.place, validity=d.validity, use=d.use,
    )  # fmt: skip


def _newest_first(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda d: d.issued.toordinal() if d.issued else 0, reverse=True)


def _number_key(number: str) -> str:
    return "".join(number.split()).translate(str.maketrans("[]()（）【】﹝﹞", "〔〕〔〕〔〕〔〕〔〕"))
