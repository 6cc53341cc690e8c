"""Cell addresses as people write them."""

from collections.abc import Iterable


def letter(column: int) -> str:
    """0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def index(letters: str) -> int:
    """A → 0."""
    value = 0
    for c in letters:
        value = value * 26 + ord(c) - 64
    return value - 1


def ranges(column: str, rows: Iterable[int]) -> str:
    """Rows (from 1) of one column as T2:T25、T30."""
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return "、".join(f"{column}{a}" if a == b else f"{column}{a}:{column}{b}" for a, b in found)


def span(column: str, rows: Iterable[int]) -> str:
    """From the first to the last of the rows: T2:T25."""
    listed = sorted(set(rows))
    return f"{column}{listed[0]}" if len(listed) == 1 else f"{column}{listed[0]}:{column}{listed[-1]}"
