"""A chat model that never gets to see personal data: names, phones, papers, addresses are replaced before every
request and put back in the answer. The map lives for one request and never leaves the machine."""

import re
from collections.abc import Iterator, Sequence

from assistant.model import ChatModel, Message, Stop, Stream
from assistant.model.redaction import Redacted, redact_all

_BEGUN = re.compile(r"〔[^〔〕]{0,8}$")


class Shielded:
    """``model`` behind such a shield, under the same name."""

    def __init__(self, model: ChatModel) -> None:
        self.name = model.name
        self._model = model

    @property
    def room(self) -> int:
        return self._model.room

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        hidden = redact_all("\0".join(m.text for m in messages))
        sent = [Message(m.role, text) for m, text in zip(messages, hidden.text.split("\0"), strict=True)]
        behind = self._model.stream(sent, stop=stop)

        def read(stream: Stream) -> Iterator[str]:
            try:
                yield from _restored(behind, hidden)
            finally:
                stream.ends_as(behind)

        return Stream(read)


def _restored(pieces: Iterator[str] | Stream, hidden: Redacted) -> Iterator[str]:
    """The pieces with what was hidden; a stand-in may be split across them."""
    held = ""
    for piece in pieces:
        held += piece
        m = _BEGUN.search(held)
        ready, held = (held[: m.start()], held[m.start() :]) if m else (held, "")
        if ready:
            yield hidden.restore(ready)
    if held:
        yield hidden.restore(held)
