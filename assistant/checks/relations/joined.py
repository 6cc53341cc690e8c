"""A paper as one reads it: one line a paragraph, blanks inside Chinese text gone, each character's place kept."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.view import Paragraph, paragraphs, visible
from assistant.draft import Draft

_BLANK = re.compile(r"[ \u3000\xa0]+")
_HALF = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()]")
_FULL = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}


@dataclass(frozen=True, eq=False)
class Joined:
    """``origin`` gives the offset in the draft of each character of ``text``, where commas, colons, semicolons and
    brackets are full-width."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the draft of ``text[start:end]``, which is not empty."""
        return self.origin[start], self.origin[end - 1] + 1


def join(draft: Draft) -> Joined:
    """The draft's paragraphs, what is marked as missing or unverified blotted out."""
    return _join(visible(draft), paragraphs(draft))


@lru_cache(maxsize=4)
def _join(source: str, parts: tuple[Paragraph, ...]) -> Joined:
    text: list[str] = []
    origin: list[int] = []
    for paragraph in parts:
        if text:
            text.append("\n")
            origin.append(paragraph.start - 1)
        ends = [mine for mine, _ in paragraph.pieces[1:]] + [len(paragraph.text)]
        for (mine, theirs), end in zip(paragraph.pieces, ends, strict=True):
            _add(source[theirs : theirs + end - mine], theirs, text, origin)
    return Joined(_HALF.sub(lambda m: _FULL[m.group()], "".join(text)), tuple(origin))


def _add(line: str, start: int, text: list[str], origin: list[int]) -> None:
    """One line without its blanks, but those between two Latin words or numbers."""
    at = 0
    for m in _BLANK.finditer(line):
        if m.start() and (line[m.start() - 1] + line[m.end() : m.end() + 1]).isascii():
            continue
        text.append(line[at : m.start()])
        origin.extend(range(start + at, start + m.start()))
        at = m.end()
    text.append(line[at:])
    origin.extend(range(start + at, start + len(line)))
