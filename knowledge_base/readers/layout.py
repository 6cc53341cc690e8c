"""Pieces of text with their places on a page → lines, top to bottom, with indents and column gaps shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge_base.readers.joining import ENDED, HEADING, glue
from knowledge_base.titles import ends_title

_INDENT = "\u3000\u3000"


@dataclass(frozen=True)
class Piece:
    """Text in a box; the unit is free (points, pixels), ``y`` grows downwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 0.1)


def to_lines(pieces: Iterable[Piece]) -> list[tuple[float, str]]:
    """(top, line) of the rows of pieces. A first-line indent is two full-width blanks, a wide gap a tab, a small one a
    blank. A row that runs to the right margin without an end of sentence goes on in the next, when that is not indented."""
    rows = _rows([p for p in pieces if p.text.strip()])
    if not rows:
        return []
    page = _Page.of(rows)
    indents = sum(page.line(row).startswith(_INDENT) for row in rows) > 1
    lines: list[tuple[float, str]] = []
    for last, row in zip([None, *rows], rows, strict=False):
        text = page.line(row)
        if last and page.wraps(last, row, 5 if indents else 1.6) and _goes_on(lines[-1][1], text, indents):
            lines[-1] = (lines[-1][0], glue(lines[-1][1], text))
        else:
            lines.append((min(p.y0 for p in row), text))
    return lines


def _goes_on(before: str, text: str, indents: bool) -> bool:
    """Whether ``text``, at the margin below a full row, belongs to ``before``: surely inside a sentence; behind one
    when the page's paragraphs are indented."""
    if "\t" in before or "\t" in text or HEADING.match(text) or ends_title(before.strip()):
        return False
    return not ENDED.search(before) or (indents and not before.endswith(("：", ":")))


@dataclass(frozen=True)
class _Page:
    """The measures of a page: the body's margins and the size of its characters."""

    left: float
    right: float
    size: float

    @classmethod
    def of(cls, rows: list[list[Piece]]) -> "_Page":
        size = median(p.height for row in rows for p in row)
        width = max(p.x1 for row in rows for p in row) - min(p.x0 for row in rows for p in row)
        wide = [row for row in rows if row[-1].x1 - row[0].x0 > 0.6 * width]
        left = min(row[0].x0 for row in wide or rows)
        ends = sorted((row[-1].x1 for row in wide), reverse=True)
        return cls(left, ends[0] if len(ends) > 1 and ends[0] - ends[1] < 2 * size else float("inf"), size)

    def wraps(self, row: list[Piece], following: list[Piece], slack: float) -> bool:
        """Whether a body row runs to the right margin, less ``slack`` characters, and the next starts at the left one."""
        full = row[-1].x1 > self.right - slack * self.size
        at_margin = abs(following[0].x0 - self.left) < 0.6 * self.size
        body = row[0].x0 - self.left < 4 * self.size and abs(row[0].height - following[0].height) < 0.3 * self.size
        return full and at_margin and body

    def line(self, row: list[Piece]) -> str:
        text = row[0].text.strip()
        for last, piece in pairwise(row):
            gap = piece.x0 - last.x1
            text += ("\t" if gap > 3 * self.size else " " if gap > 0.2 * self.size else "") + piece.text.strip()
        return (_INDENT if 1.2 * self.size < row[0].x0 - self.left < 4 * self.size else "") + text


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: ((p.y0 + p.y1) / 2, p.x0)):
        middle = (piece.y0 + piece.y1) / 2
        if rows and abs(middle - _middle(rows[-1])) < 0.45 * min(piece.height, rows[-1][0].height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def _middle(row: list[Piece]) -> float:
    return sum((p.y0 + p.y1) / 2 for p in row) / len(row)
