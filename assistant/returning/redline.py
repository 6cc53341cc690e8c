"""花脸稿: the draft and what came back, side by side, as rows of words that stayed, went and came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.draft import Block
from assistant.returning.comparing import Returned
from assistant.returning.pairing import Group, groups

Stay = Literal["same", "old", "new"]
_WORD = re.compile(r"\d[\d,.]*%?|[A-Za-z]+|.", re.S)
"""A number is changed as a whole: 86 → 96, not 8 → 9."""
_ISLAND = 2
"""Fewer characters than these between two changes are shown as changed with them."""


@dataclass(frozen=True)
class Piece:
    """Words that both have (``same``), that only the draft has, or that only came back."""

    stay: Stay
    text: str


@dataclass(frozen=True)
class Row:
    """Paragraphs that are one thing, or one whole table. ``pieces`` hold line ends, which part paragraphs (rows of a
    table), and of tables the tabs. ``block`` is what they are set as; ``moved`` says that the words stand elsewhere in the
    other version."""

    block: Block
    pieces: tuple[Piece, ...]
    moved: bool = False

    def text(self, stay: Stay) -> str:
        return "".join(p.text for p in self.pieces if p.stay in ("same", stay))

    @property
    def changed(self) -> bool:
        return any(p.stay != "same" for p in self.pieces)


def rows(returned: Returned) -> tuple[Row, ...]:
    """In the order of what came back; the rows' old words, a line each, are the draft's text in its own order, the new
    ones that of the units."""
    parted = [x for g in returned.groups for x in _parted(g)]
    new_place = {i: max(g.new) for g, moved in parted if g.new and not moved for i in g.old}

    def place(entry: tuple[Group, bool]) -> tuple[float, int]:
        group = entry[0]
        if group.new:
            return group.new[0], 0
        before = next((new_place[i] for i in range(group.old[0] - 1, -1, -1) if i in new_place), -1)
        return before + 0.5, group.old[0]

    now = _blocks_now(returned)
    return tuple(_row(returned, g, now, moved=moved) for g, moved in sorted(parted, key=place))


def _parted(group: Group) -> Iterator[tuple[Group, bool]]:
    """A group that was moved goes at one place and comes at another."""
    if not group.moved:
        yield group, False
        return
    yield Group(group.old, ()), True
    yield Group((), group.new), True


def _blocks_now(returned: Returned) -> dict[int, Block]:
    """The block of the new draft that each unit became."""
    found: dict[int, Block] = {}
    blocks = iter(returned.draft.blocks)
    for group in returned.groups:
        table = any(returned.units[j].table for j in group.new)
        some = [next(blocks) for _ in (group.new[:1] if table else group.new)]
        found |= {j: some[min(n, len(some) - 1)] for n, j in enumerate(group.new)}
    return found


def _row(returned: Returned, group: Group, now: dict[int, Block], *, moved: bool) -> Row:
    old = "\n".join(returned.before.blocks[i].text for i in group.old)
    new = "\n".join(returned.units[j].text for j in group.new)
    block = now[group.new[0]] if group.new else returned.before.blocks[group.old[0]]
    if len(group.old) == len(group.new) == 1 and "".join(old.split()) == "".join(new.split()):
        return Row(block, (Piece("same", old),))  # a title that was broken elsewhere, blanks
    if not group.old:
        return Row(block, (Piece("new", new),), moved)
    if not group.new:
        return Row(block, (Piece("old", old),), moved)
    return Row(block, pieces(old, new))


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """``old`` and ``new`` interleaved: without the new pieces it is ``old``, without the old ones ``new``."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    made: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            made.append(Piece("same", "".join(a[i1:i2])))
            continue
        made += [Piece("old", "".join(a[i1:i2]))] * (i2 > i1) + [Piece("new", "".join(b[j1:j2]))] * (j2 > j1)
    return tuple(_smooth(made))


def _smooth(found: Sequence[Piece]) -> Iterator[Piece]:
    """Short islands between changes are drawn into them, then old words stand before new ones."""
    old, new = "", ""
    for n, p in enumerate(found):
        island = p.stay == "same" and 0 < n < len(found) - 1 and len(p.text) < _ISLAND and "\n" not in p.text
        if p.stay == "old" or island:
            old += p.text
        if p.stay == "new" or island:
            new += p.text
        if p.stay == "same" and not island:
            yield from _pair(old, new)
            old = new = ""
            yield p
    yield from _pair(old, new)


def _pair(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("old", old)
    if new:
        yield Piece("new", new)


def table_rows(row: Row) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """The lines of a table's row, each as its cells; of a line that only one version has, all cells do."""
    old, new = row.text("old").split("\n"), row.text("new").split("\n")
    if not row.changed:
        return tuple(tuple((Piece("same", c),) for c in line.split("\t")) for line in old)
    if all(p.stay == row.pieces[0].stay for p in row.pieces):
        stay = row.pieces[0].stay
        return tuple(tuple((Piece(stay, c),) for c in line.split("\t")) for line in (old if stay == "old" else new))
    made: list[tuple[tuple[Piece, ...], ...]] = []
    for group in groups(old, new):
        if len(group.old) == len(group.new) == 1 and not group.moved:
            a, b = old[group.old[0]].split("\t"), new[group.new[0]].split("\t")
            if len(a) == len(b):
                made.append(tuple(pieces(x, y) for x, y in zip(a, b, strict=True)))
                continue
        made += [tuple((Piece("old", c),) for c in old[i].split("\t")) for i in group.old]
        made += [tuple((Piece("new", c),) for c in new[j].split("\t")) for j in group.new]
    return tuple(made)
