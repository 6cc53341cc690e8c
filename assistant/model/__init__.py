"""The chat model behind one method: any OpenAI-compatible endpoint, read so that *stop* works even when it stalls."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from assistant.draft import State

Stop = Callable[[], bool]

_forbidden = False


@dataclass(frozen=True)
class Message:
    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True)
class Usage:
    """What one answer took. ``model`` wrote it; ``exact`` says that the endpoint counted, else the tokens are our own
    count, within a fifth. ``cost`` is in yuan, None where no price is set."""

    model: str
    prompt: int
    answer: int
    exact: bool = False
    cost: Decimal | None = None


class Stream:
    """One answer as it comes. Iterate once; from then on the attributes tell how it ended.

    ``state`` is complete: the model said it was done; interrupted: stopped or abandoned by us; incomplete: it broke off,
    and ``problem`` says in one Chinese sentence why. ``ended`` says that the model itself came to an end or to its
    limit, whatever the state. ``too_long`` means that the request did not fit; the
    model's ``room`` is smaller from then on. Text that was given out is never taken back or
    asked for again.
    """

    def __init__(self, read: Callable[["Stream"], Iterator[str]]) -> None:
        self.state: State = "incomplete"
        self.problem = ""
        self.ended = False
        self.too_long = False
        self.usage: Usage | None = None
        self._read = read

    def __iter__(self) -> Iterator[str]:
        return self._read(self)

    def ends_as(self, other: "Stream") -> None:
        """Takes over how the stream behind this one ended."""
        self.state, self.problem, self.ended = other.state, other.problem, other.ended
        self.too_long, self.usage = other.too_long, other.usage


class ChatModel(Protocol):
    """``name`` is shown and recorded; ``room`` is how many tokens a request may have, so that the answer still fits.
    Iterating the stream raises SetupError when the endpoint's address, key or model name has to be put right; what may
    pass (busy, broken off, gone after it has answered before) ends the stream as ``incomplete``."""

    name: str

    @property
    def room(self) -> int: ...

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream: ...


def forbid_requests(forbidden: bool = True) -> None:
    """Make every request of this process raise RuntimeError (in tests, so that none can slip out)."""
    global _forbidden
    _forbidden = forbidden


def are_forbidden() -> bool:
    return _forbidden
