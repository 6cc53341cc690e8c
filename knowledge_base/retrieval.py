"""Search in the index of a home."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from knowledge_base import answerable, finding
from knowledge_base.catalogue import Catalogue, Entry
from knowledge_base.documents import Document, Passage, SearchResult
from knowledge_base.embeddings import Embedder
from knowledge_base.errors import SetupError
from knowledge_base.index import settle
from knowledge_base.lock import writing
from knowledge_base.question import understand
from knowledge_base.vectors import VectorStore
from knowledge_base.versions import title_key


class KnowledgeBase:
    """An open index. Safe to use from several threads; sees what other processes index."""

    def __init__(self, home: Path, embedder: Embedder, chroma_url: str = "") -> None:
        self._home, self._embedder, self._chroma_url = home, embedder, chroma_url
        self._local = threading.local()
        self._lock = threading.Lock()
        catalogue = self._catalogue()
        catalogue.require(embedder.name)
        if not catalogue.state("settled"):  # a run was killed before Chroma was level with the catalogue
            with suppress(SetupError), writing(home):  # unless a run is still at it
                settle(home, catalogue, embedder.name, chroma_url, changed=True)
        self._generation = ""
        self._store: VectorStore | None = None
        self._refresh()

    def close(self) -> None:
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
        self._refresh()
        question = understand(query)
        vectors = [self._embedder.query(text) for text in (question.core, question.official) if text]
        allowed = None
        if kind or year or issuer or validity or usable:
            allowed = {
                e.id
                for e in self._entries.values()
                if (not kind or e.document.kind == kind)
                and (not year or (e.document.issued is not None and e.document.issued.year == year))
                and (not issuer or issuer in e.document.issuer)
                and (not validity or e.document.validity == validity)
                and (not usable or usable(_bare(e.document)))
            }
        assert self._store
        found = finding.find(question, vectors, self._catalogue(), self._entries, self._store.nearest, k, allowed)
        answered, why = answerable.judge(question, found, self.documents())
        return SearchResult(query, found.passages, answered, why)

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
