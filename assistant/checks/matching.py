"""Patterns of ``leftovers.toml`` over a text."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.facts import Leftover


def matches(patterns: tuple[Leftover, ...], text: str) -> Iterator[tuple[int, int, str]]:
    """Span and kind of every match; one that lies within an earlier one is left out."""
    taken: list[tuple[int, int]] = []
    for p in patterns:
        for m in _compiled(p.pattern).finditer(text):
            if m.group() and not any(a <= m.start() < b for a, b in taken):
                taken.append(m.span())
                yield m.start(), m.end(), p.kind


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A flag inside a pattern, as an editor would write it, is moved to where Python wants it."""
    flags = "".join(dict.fromkeys("".join(re.findall(r"\(\?([im]+)\)", pattern))))
    return re.compile((f"(?{flags})" if flags else "") + re.sub(r"\(\?[im]+\)", "", pattern))
