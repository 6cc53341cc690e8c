"""A second endpoint that answers when the first does not."""

import time
from collections.abc import Iterator, Sequence

from assistant.model import ChatModel, Message, Stop, Stream
from knowledge_base.errors import SetupError

PAUSE = 60.0
"""Seconds in which a first endpoint that just failed is not asked again."""


class WithFallback:
    """``first`` under its own name. ``second`` is asked only when ``first`` gave no text at all: what is shown is never
    mixed. Which one answered is in the stream's usage."""

    def __init__(self, first: ChatModel, second: ChatModel) -> None:
        self.name = first.name
        self._first, self._second = first, second
        self._failed = 0.0

    @property
    def room(self) -> int:
        return min(self._first.room, self._second.room)

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        def read(stream: Stream) -> Iterator[str]:
            if not self._failed or time.monotonic() - self._failed > PAUSE:
                answer = self._first.stream(messages, stop=stop)
                begun = False
                try:
                    for piece in answer:
                        begun = True
                        yield piece
                except SetupError:
                    if begun:
                        raise
                finally:
                    stream.ends_as(answer)
                if begun or answer.state != "incomplete" or answer.too_long:
                    self._failed = 0.0
                    return
                self._failed = time.monotonic()
            answer = self._second.stream(messages, stop=stop)
            try:
                yield from answer
            finally:
                stream.ends_as(answer)

        return Stream(read)
