"""Nearest neighbours in Chroma, a copy of the catalogue's vectors that can always be made again."""

import hashlib
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from knowledge_base.errors import SetupError

_BATCH = 2000
_CLIENTS = threading.Lock()
"""Chroma shares what clients of one folder use, and does not guard its opening and closing between threads."""


class VectorStore:
    """One Chroma collection for one home and model; ids are those of the pieces.

    With ``mend`` (only for who holds the home's write lock) a folder that a killed process left broken is made anew:
    it is only a copy. Without it, a broken folder raises whatever Chroma raises.
    """

    def __init__(self, home: Path, model: str, chroma_url: str = "", *, mend: bool = False) -> None:
        self._folder = home / "chroma"
        self._url = chroma_url
        self._held = 0
        origin = f"{home.resolve()}#{model}" if chroma_url else model
        self._name = "dafu-" + hashlib.sha256(origin.encode()).hexdigest()[:16]
        try:
            with _CLIENTS:
                self._open()
        except SetupError:
            raise
        except Exception:
            if chroma_url or not mend:
                raise
            shutil.rmtree(self._folder, ignore_errors=True)
            with _CLIENTS:
                self._open()

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._url:
            parts = urlsplit(self._url)
            ssl = parts.scheme == "https"
            try:
                client: Any = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or (443 if ssl else 80),
                    ssl=ssl,
                    settings=settings,
                )
            except Exception as e:
                raise SetupError(
                    f"Chroma 服务 {self._url} 连接不上（{type(e).__name__}），请检查 DAFU_CHROMA_URL。"
                ) from e
        else:
            client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
        self._client = client
        self._collection = client.get_or_create_collection(
            self._name, configuration={"hnsw": {"space": "ip", "ef_search": 200}}, embedding_function=None
        )

    def close(self) -> None:
        with _CLIENTS:
            self._client.close()

    def count(self) -> int:
        return self._collection.count()

    def nearest(self, vector: np.ndarray, n: int) -> list[int]:
        """Ids of the ``n`` nearest, best first (approximate)."""
        held = self._held or self._collection.count()
        if not held:
            return []
        self._held = held
        found = self._collection.query(query_embeddings=[vector.tolist()], n_results=min(n, held), include=[])
        return [int(i) for i in found["ids"][0]]

    def reconcile(self, ids: Sequence[int], vectors: Callable[[Sequence[int]], Mapping[int, np.ndarray]]) -> None:
        """Makes the collection hold exactly ``ids``, fetching by ``vectors`` only what is missing."""
        wanted = set(ids)
        held = {int(i) for i in self._collection.get(include=[])["ids"]}
        gone, missing = sorted(held - wanted), sorted(wanted - held)
        for i in range(0, len(gone), _BATCH):
            self._collection.delete(ids=[str(x) for x in gone[i : i + _BATCH]])
        for i in range(0, len(missing), _BATCH):
            found = vectors(missing[i : i + _BATCH])
            self._held = 0
            if found:
                self._collection.add(ids=[str(x) for x in found], embeddings=np.stack(list(found.values())))
