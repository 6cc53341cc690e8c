"""Requests to a model with their answers, kept in a folder, so that a suite can be run again without the model.

A file an exchange, named by its key: the model's name and every word of the request, hence the prompt's wording too. What
was not recorded has no answer, and the letter says so.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.model import ChatModel, Message, Stop, Stream
from evals import hashing
from knowledge_base.errors import InputError

MODEL = "model.txt"
"""The name of the recorded model, part of every key."""


class Exchange(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    prompts: str
    """Fingerprint of all prompts when it was recorded."""
    request: tuple[tuple[str, str], ...]
    answer: str
    state: Literal["complete", "incomplete", "interrupted"]
    problem: str = ""


class Recorded:
    """``model``, every exchange kept in ``folder``."""

    def __init__(self, model: ChatModel, folder: Path) -> None:
        self.name = model.name
        self._model, self._folder = model, folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MODEL).write_text(model.name, encoding="utf-8")

    @property
    def room(self) -> int:
        return self._model.room

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        answer = self._model.stream(messages, stop=stop)

        def read(stream: Stream) -> Iterator[str]:
            said: list[str] = []
            try:
                for piece in answer:
                    said.append(piece)
                    yield piece
            finally:
                stream.ends_as(answer)
                self._keep(messages, "".join(said), answer)

        return Stream(read)

    def _keep(self, messages: Sequence[Message], said: str, answer: Stream) -> None:
        kept = Exchange(
            model=self.name, prompts=hashing.prompts(), request=tuple((m.role, m.text) for m in messages), answer=said,
            state=answer.state, problem=answer.problem,
        )  # fmt: skip
        text = json.dumps(kept.model_dump(), ensure_ascii=False, indent=1)
        (self._folder / f"{key(self.name, messages)}.json").write_text(text, encoding="utf-8")


class Replayed:
    """Answers as recorded in ``folder``. Raises InputError for a folder without recordings or one that cannot be read."""

    room = 1_000_000

    def __init__(self, folder: Path) -> None:
        if not (folder / MODEL).is_file():
            raise InputError(f"{folder} 里没有录下的请求，请先用 --live 录制。")
        self.name = (folder / MODEL).read_text(encoding="utf-8").strip()
        self._folder = folder

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:  # noqa: ARG002  # the protocol's signature
        path = self._folder / f"{key(self.name, messages)}.json"

        def read(stream: Stream) -> Iterator[str]:
            if not path.is_file():
                stream.problem = "没有录下这次请求（提示词、依据或模型变了，请重新录制）。"
                return
            try:
                kept = Exchange.model_validate_json(path.read_text(encoding="utf-8"))
            except ValidationError as e:
                raise InputError(f"录下的请求 {path} 不能读，请重新录制。") from e
            yield kept.answer
            stream.state, stream.problem, stream.ended = kept.state, kept.problem, kept.state == "complete"

        return Stream(read)


def key(model: str, messages: Sequence[Message]) -> str:
    """The fingerprint of a request to a model."""
    text = json.dumps([model, [(m.role, m.text) for m in messages]], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
