"""Pieces of text with their places on a page → lines, top to bottom, with indents and column gaps shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


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
    """(top, line) of each row of pieces. A first-line indent is two full-width blanks, a wide gap a tab, a small one a
    blank."""
    rows = _rows([p for p in pieces if p.text.strip()])
    if not rows:
        return []
    size = median(p.height for row in rows for p in row)
    width = max(p.x1 for row in rows for p in row) - min(p.x0 for row in rows for p in row)
    wide = [row[0].x0 for row in rows if row[-1].x1 - row[0].x0 > 0.6 * width]
    margin = min(wide, default=min(row[0].x0 for row in rows))
    return [(min(p.y0 for p in row), _line(row, margin, size)) for row in rows]


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


def _line(row: list[Piece], margin: float, size: float) -> str:
    text = row[0].text.strip()
    for last, piece in pairwise(row):
        gap = piece.x0 - last.x1
        text += ("\t" if gap > 3 * size else " " if gap > 0.2 * size else "") + piece.text.strip()
    return ("\u3000\u3000" if 1.2 * size < row[0].x0 - margin < 4 * size else "") + text
