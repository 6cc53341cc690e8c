"""Some models write their reasoning into the answer, between ``<think>`` and ``</think>``: it is no part of it."""

from collections.abc import Iterator

OPEN, CLOSE = "<think>", "</think>"


def without_thinking(pieces: Iterator[str]) -> Iterator[str]:
    """The same text without what stands between the tags; a tag may be split across pieces. An unclosed thought hides
    everything after it."""
    held, inside = "", False
    for piece in pieces:
        held += piece
        while True:
            tag = CLOSE if inside else OPEN
            before, found, after = held.partition(tag)
            if not found:
                break
            if before and not inside:
                yield before
            held, inside = after, not inside
        keep = _begun(held, CLOSE if inside else OPEN)
        ready, held = held[: len(held) - keep], held[len(held) - keep :]
        if ready and not inside:
            yield ready
    if held and not inside:
        yield held


def _begun(text: str, tag: str) -> int:
    """How many characters at the end of ``text`` may be the beginning of ``tag``."""
    return next((n for n in range(min(len(tag) - 1, len(text)), 0, -1) if tag.startswith(text[-n:])), 0)
