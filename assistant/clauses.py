"""Text cut into clauses, all at once or as it arrives."""

from collections.abc import Iterator

_OPEN = {"《": "》", "“": "”", "（": "）", "〔": "〕", "⟦": "⟧", "(": ")"}
_CLOSE = frozenset(_OPEN.values())
_END = frozenset("，。；！？")


class Clauses:
    """A clause ends after ，。；！？ outside brackets and quotation marks, and at every line end. What was given once
    never changes with what comes later."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._open: list[str] = []

    def feed(self, chunk: str) -> Iterator[str]:
        for c in chunk:
            self._held.append(c)
            if c == "\n":
                self._open.clear()
                yield self._take()
            elif c in _OPEN:
                self._open.append(_OPEN[c])
            elif c in _CLOSE:
                if c in self._open:
                    while self._open.pop() != c:
                        pass
            elif c in _END and not self._open:
                yield self._take()

    def close(self) -> Iterator[str]:
        self._open.clear()
        if self._held:
            yield self._take()

    def _take(self) -> str:
        clause = "".join(self._held)
        self._held.clear()
        return clause


def split(text: str) -> list[str]:
    """``"".join(split(text)) == text``."""
    clauses = Clauses()
    return [*clauses.feed(text), *clauses.close()]
