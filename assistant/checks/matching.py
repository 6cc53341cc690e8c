"""Patterns of ``leftovers.toml`` over a text."""

import re
from collections.abc import Iterator

from assistant.checks.facts import Leftover


def matches(patterns: tuple[Leftover, ...], text: str) -> Iterator[tuple[int, int, str]]:
    """Span and kind of every match; one that lies within an earlier one is left out."""
    taken: list[tuple[int, int]] = []
    for p in patterns:
        for m in re.finditer(_flags_first(p.pattern), text):
            if m.group() and not any(a <= m.start() < b for a, b in taken):
                taken.append(m.span())
                yield m.start(), m.end(), p.kind


def _flags_first(pattern: str) -> str:
    """A flag inside a pattern, as an editor would write it, moved to where Python wants it."""
    flags = "".join(dict.fromkeys("".join(re.findall(r"\(\?([im]+)\)", pattern))))
    return (f"(?{flags})" if flags else "") + re.sub(r"\(\?[im]+\)", "", pattern)
