"""The truth of the index: documents, pieces, their words and their vectors in one SQLite file.

Chroma is derived from it. A transaction writes one document whole, so a killed run leaves a usable index.
Vectors are kept by the hash of model and text and outlive their pieces: no embedding is ever paid twice.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

import numpy as np

from knowledge_base.documents import Document, Kind, Use, Validity
from knowledge_base.errors import NoIndexError, SetupError
from knowledge_base.passages import Piece

_T = TypeVar("_T")

FORMAT = "1"
"""Raise it when the tables, the pieces or the words change: older indexes are then refused until rebuilt."""

_TEXTS_KEPT = 600
"""Documents whose texts a connection keeps in memory."""

_TABLES = """
CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE NOT NULL, hash TEXT NOT NULL,
  title TEXT, number TEXT, issuer TEXT, issued TEXT, kind TEXT, place TEXT,
  own_validity TEXT, validity TEXT, use TEXT, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS documents_hash ON documents (hash);
CREATE TABLE IF NOT EXISTS pieces (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, vector TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS pieces_document ON pieces (document, position);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (above, body, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (words, row);
"""


@dataclass(frozen=True)
class Entry:
    """A document's row without its text."""

    id: int
    document: Document


@dataclass(frozen=True)
class IndexedPiece:
    """A piece's row with its text and vector."""

    id: int
    document: int
    position: int
    start: int
    end: int
    heading: str
    text: str
    vector: np.ndarray


class Catalogue:
    """One connection; not for use from two threads."""

    def __init__(self, home: Path, *, writable: bool = False) -> None:
        self.path = home / "index.sqlite"
        self._texts: dict[int, str] = {}
        if not writable and not self.path.exists():
            raise NoIndexError(f"还没有建立知识库索引（{home}），请先运行 dafu index。")
        home.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            if writable:
                self._db.executescript(_TABLES)
            self._db.execute("SELECT name, value FROM state").fetchall()
        except sqlite3.DatabaseError as e:
            raise SetupError(f"知识库索引 {self.path} 打不开（{e}），请运行 dafu index --rebuild。") from e

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # state

    def state(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_state(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

    def require(self, model: str) -> None:
        """Raises SetupError when the index is of another format or model."""
        if self.state("format") != FORMAT:
            raise SetupError("知识库索引是旧版本的格式，请运行 dafu index --rebuild 重建（已算好的向量会保留）。")
        if (built := self.state("model")) != model:
            raise SetupError(
                f"知识库索引用的向量模型是“{built}”，现在设置的是“{model}”，请运行 dafu index --rebuild 重建。"
            )

    def clear(self, unread: str = "") -> None:
        """Drops everything but the vectors; ``unread`` is what a rebuild has yet to read, one path a line."""
        with self.transaction():
            for table in ("words", "pieces", "documents", "state"):
                self._db.execute(f"DELETE FROM {table}")
            self.set_state("unread", unread)

    # documents

    def hashes(self) -> dict[str, str]:
        """Path → content hash."""
        return dict(self._db.execute("SELECT path, hash FROM documents").fetchall())

    def entries(self) -> list[Entry]:
        rows = self._db.execute(
            "SELECT id, path, title, number, issuer, issued, kind, place, validity, use FROM documents ORDER BY id"
        )
        return [Entry(row[0], _document(row[1:], "")) for row in rows]

    def text(self, document: int) -> str:
        return self.texts([document]).get(document, "")

    def texts(self, documents: Sequence[int]) -> dict[int, str]:
        """Document → its text; those last read are kept (an id never gets another text)."""
        missing = [d for d in documents if d not in self._texts]
        if len(self._texts) + len(missing) > _TEXTS_KEPT:
            self._texts, missing = {}, list(documents)
        for part in _parts(missing):
            self._texts.update(self._select("SELECT id, text FROM documents WHERE id IN", part))
        return {d: self._texts[d] for d in documents if d in self._texts}

    def rules_holding(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """(document, text) of the laws, rules and papers whose text has any of ``words``."""
        has = " OR ".join("instr(text, ?)" for _ in words)
        query = f"SELECT id, text FROM documents WHERE kind IN ('law', 'regulation', 'policy') AND ({has})"
        yield from self._db.execute(query, tuple(words))

    def put(self, document: Document, content_hash: str, pieces: Sequence[tuple[Piece, str, str, str]]) -> None:
        """Writes one document with its pieces (piece, words above, words, vector key), in place of an older one.

        From here until the run sets it again the state ``settled`` is empty: Chroma is behind.
        """
        self.remove(document.path)
        cursor = self._db.execute(
            "INSERT INTO documents (path, hash, title, number, issuer, issued, kind, place, own_validity, validity, use,"
            " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.path, content_hash, document.title, document.number, document.issuer,
                document.issued.isoformat() if document.issued else None, document.kind, document.place,
                document.validity, document.validity, document.use, document.text,
            ),
        )  # fmt: skip
        for position, (piece, above, body, vector) in enumerate(pieces):
            row = self._db.execute(
                "INSERT INTO pieces (document, position, start, end, heading, vector) VALUES (?, ?, ?, ?, ?, ?)",
                (cursor.lastrowid, position, piece.start, piece.end, piece.heading, vector),
            ).lastrowid
            self._db.execute("INSERT INTO words (rowid, above, body) VALUES (?, ?, ?)", (row, above, body))

    def remove(self, path: str) -> None:
        self.set_state("settled", "")
        row = self._db.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        if row:
            self._db.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM pieces WHERE document = ?)", row)
            self._db.execute("DELETE FROM documents WHERE id = ?", row)

    def own_validity(self) -> dict[int, Validity]:
        return dict(self._db.execute("SELECT id, own_validity FROM documents").fetchall())

    def set_validity(self, changed: Iterable[tuple[int, Validity]]) -> None:
        self._db.executemany("UPDATE documents SET validity = ? WHERE id = ?", [(v, i) for i, v in changed])

    # vectors

    def known(self, keys: Sequence[str]) -> set[str]:
        return {k for part in _parts(keys) for (k,) in self._select("SELECT key FROM vectors WHERE key IN", part)}

    def put_vectors(self, rows: Iterable[tuple[str, np.ndarray]]) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?)", [(k, np.asarray(v, np.float32).tobytes()) for k, v in rows]
        )

    # pieces

    def piece_ids(self) -> list[int]:
        return [i for (i,) in self._db.execute("SELECT id FROM pieces ORDER BY id")]

    def count(self) -> int:
        return self._db.execute("SELECT count(*) FROM pieces").fetchone()[0]

    def ids_of(self, documents: Sequence[int], most: int) -> list[int] | None:
        """The pieces of ``documents``; None when they are more than ``most``."""
        found: list[int] = []
        for part in _parts(documents):
            found += [i for (i,) in self._select("SELECT id FROM pieces WHERE document IN", part)]
            if len(found) > most:
                return None
        return found

    def documents_of(self, ids: Sequence[int]) -> dict[int, int]:
        """Piece → its document, in the order of ``ids``."""
        found = dict(
            row for part in _parts(ids) for row in self._select("SELECT id, document FROM pieces WHERE id IN", part)
        )
        return {i: found[i] for i in ids if i in found}

    def vectors_of(self, ids: Sequence[int]) -> dict[int, np.ndarray]:
        query = "SELECT p.id, v.vector FROM pieces p JOIN vectors v ON v.key = p.vector WHERE p.id IN"
        return {i: np.frombuffer(b, np.float32) for part in _parts(ids) for i, b in self._select(query, part)}

    def pieces(self, ids: Sequence[int]) -> list[IndexedPiece]:
        query = (
            "SELECT p.id, p.document, p.position, p.start, p.end, p.heading, v.vector FROM pieces p"
            " JOIN vectors v ON v.key = p.vector WHERE p.id IN"
        )
        rows = [row for part in _parts(ids) for row in self._select(query, part)]
        texts = self.texts(sorted({row[1] for row in rows}))
        return [
            IndexedPiece(*row[:6], text=texts[row[1]][row[3] : row[4]], vector=np.frombuffer(row[6], np.float32))
            for row in rows
            if row[1] in texts
        ]

    def spans(self, document: int) -> list[tuple[int, int, int, str]]:
        """(position, start, end, heading) of a document's pieces, in order."""
        return self._db.execute(
            "SELECT position, start, end, heading FROM pieces WHERE document = ? ORDER BY position", (document,)
        ).fetchall()

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Word → number of pieces that hold it; a word that none holds is absent."""
        query = "SELECT term, doc FROM vocabulary WHERE term IN"
        return {t: n for part in _parts(words) for t, n in self._select(query, part)}

    def matching(self, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(piece, BM25) of the best pieces that hold any of ``words``; larger is better."""
        query = " OR ".join('"' + w.replace('"', "") + '"' for w in words)
        rows = self._db.execute(
            "SELECT rowid, bm25(words, 0.4, 1.0) AS score FROM words WHERE words MATCH ? ORDER BY score LIMIT ?",
            (query, limit),
        )
        return [(i, -score) for i, score in rows]

    def _select(self, query: str, values: Sequence[object]) -> list[tuple]:
        return self._db.execute(f"{query} ({','.join('?' * len(values))})", tuple(values)).fetchall()


def _parts(values: Sequence[_T], size: int = 900) -> Iterator[Sequence[_T]]:
    for i in range(0, len(values), size):
        yield values[i : i + size]


def _document(row: tuple, text: str) -> Document:
    path, title, number, issuer, issued, kind, place, validity, use = row
    return Document(
        path=path,
        title=title,
        text=text,
        number=number,
        issuer=issuer,
        issued=date.fromisoformat(issued) if issued else None,
        kind=cast(Kind, kind),
        place=place,
        validity=cast(Validity, validity),
        use=cast(Use, use),
    )
