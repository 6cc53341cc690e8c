"""Recordings written by hand: what a good, a mediocre and a harmful model might say to proposals of the sample corpus.
No model ever said them; each file says so.

A recording names a figure by what it shows (⟦486件⟧) and a paper by how its title begins (⟦《示例省…》⟧), since the ids
depend on the evidence found; they are looked up in the request, as a model would.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.model import Message, Stop, Stream
from knowledge_base.errors import InputError

Quality = Literal["good", "mediocre", "harmful"]
FOLDER = Path(__file__).with_name("data") / "handwritten"
_NAMED = re.compile(r"⟦([^⟦⟧]+)⟧")
_ROW = re.compile(r"(⟦F\d+⟧)｜([^｜\n]*)｜([^｜\n]*)｜")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Strict):
    """``ask`` is how the ask begins; ``text`` what the model is made to say to it."""

    ask: str
    text: str


class Letter(_Strict):
    file: str
    section: tuple[Section, ...]


class Recording(_Strict):
    origin: Literal["手写，不是任何模型的输出"]
    quality: Quality
    letter: tuple[Letter, ...]


def load(quality: str) -> Recording:
    """Raises InputError for a quality that there is none of."""
    if quality not in get_args(Quality):
        raise InputError(f"--handwritten 不能是“{quality}”，只能是：{'、'.join(get_args(Quality))}。")
    return Recording.model_validate(tomllib.loads((FOLDER / f"{quality}.toml").read_text(encoding="utf-8")))


class HandwrittenModel:
    """Says what the recording has for the ask of the request; nothing for another."""

    room = 100_000

    def __init__(self, recording: Recording) -> None:
        self.name = f"手写的{recording.quality}"
        self._sections = [s for letter in recording.letter for s in letter.section]

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:  # noqa: ARG002  # the protocol's signature
        request = next(m.text for m in messages if m.role == "user")
        asked = request.partition("依据（")[0]
        said = next((s.text for s in self._sections if s.ask in asked), "")

        def read(stream: Stream) -> Iterator[str]:
            yield _with_ids(said, request)
            stream.state = "complete"

        return Stream(read)


def _with_ids(text: str, request: str) -> str:
    """The recording's tokens as those of the request; what it does not have stays and is found out."""
    rows = [(m[1], m[2], m[3]) for m in _ROW.finditer(request)]

    def token(m: re.Match[str]) -> str:
        if m[1].startswith("《"):
            found = re.search(rf"(⟦C\d+⟧) 《{re.escape(m[1][1:-1])}", request)
            return found[1] if found else m[1]
        before = text[max(0, m.start() - 16) : m.start()]
        fitting = [r for r in rows if r[2] == m[1]]
        best = max(fitting, key=lambda r: sum(c in r[1] for c in before), default=None)
        return best[0] if best else m[1]

    return _NAMED.sub(token, text)
