"""Sentences, clauses and quoted stretches of running text, for rules that judge a word by what stands around it."""

import re
from functools import lru_cache

_QUOTED = re.compile(r"《[^》\n]*》|“[^”\n]*”")
_TITLED = re.compile(r"《[^》\n]*》")
_SENTENCE = re.compile(r"[^。；！？\n]+")


def _blot(m: re.Match[str]) -> str:
    return "\0" * len(m.group())


@lru_cache(maxsize=32)
def unquoted(text: str) -> str:
    """``text`` with 《titles》 and “quotations” blotted out, same length."""
    return _QUOTED.sub(_blot, text)


@lru_cache(maxsize=32)
def untitled(text: str) -> str:
    """``text`` with 《titles》 blotted out, same length."""
    return _TITLED.sub(_blot, text)


def sentence(text: str, at: int) -> tuple[int, int]:
    """Span of the sentence around the character ``at``: up to 。；！？ or the line's end."""
    start = max(text.rfind(mark, 0, at) for mark in "。；！？\n") + 1
    found = _SENTENCE.match(text, start)
    return start, max(found.end() if found else start, at)


def clause(text: str, at: int) -> tuple[int, int]:
    """Span of the clause around the character ``at``: commas and brackets end it too."""
    start = max(text.rfind(mark, 0, at) for mark in "，。；：！？（）\n") + 1
    ends = [i for mark in "，。；：！？（）\n" if (i := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))
