"""A draft of someone else's and the sources that came with it, as the rules of ``sources`` compare them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.context import CheckContext
from assistant.checks.factsheet import Line, read_sheet
from assistant.checks.view import Paragraph, paragraphs
from assistant.draft import Draft
from assistant.figures import Source

Texts = tuple[tuple[str, str], ...]


def given(context: CheckContext) -> Texts:
    """The sources to compare with: none for a draft of our own, whose runs carry theirs."""
    return () if context.own else tuple(context.sources.items())


def lines_of(sources: Texts) -> Iterator[tuple[Line, str]]:
    """Every line of the sources with its path."""
    for path, text in sources:
        for line in read_sheet(path, text).lines:
            yield line, path


@lru_cache(maxsize=8)
def bare(sources: Texts) -> str:
    """All that the sources say, without blanks."""
    return "\n".join(re.sub(r"[ \u3000]", "", text) for _, text in sources)


@lru_cache(maxsize=16)
def _joined(lines: tuple[Paragraph, ...]) -> str:
    return "\n".join(p.text for p in lines)


def joined(draft: Draft) -> str:
    """The draft's text with broken lines joined."""
    return _joined(paragraphs(draft))


def source_at(line: Line, path: str) -> Source:
    quote = re.sub(r"\s+", " ", line.whole if line.cells else line.text).strip()
    return Source("passage", path, line.start, line.end, quote=quote)
