"""Cuts a document into pieces along its own structure: chapters, articles, 一、（一）1.（1）, tables with their caption.

A piece is the smallest thing that is indexed. Pieces follow one another without overlap and hold every character of
the text that is not blank; a number, a short quotation or a 《title》 is never cut in two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from knowledge_base import tokens

TARGET = 240
"""Tokens at which a piece stops taking in what follows."""
LIMIT = 420
"""Tokens that a piece never exceeds."""
LONGEST = 800
"""Characters that a piece never exceeds."""

_NUMERAL = "〇零一二三四五六七八九十百千\\d"
_LEVELS = (
    (1, re.compile(rf"第[{_NUMERAL}]+[编篇部]分?(?=[\s　]|$)|附件[{_NUMERAL}]*[：:]?$|附则$|附录$")),
    (2, re.compile(rf"第[{_NUMERAL}]+章(?=[\s　]|$)")),
    (3, re.compile(rf"第[{_NUMERAL}]+节(?=[\s　]|$)")),
    (4, re.compile(rf"第[{_NUMERAL}]+条(?:之[{_NUMERAL}]+)?(?=[\s　：:]|$)")),
    (5, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (6, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (7, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (8, re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]")),
)
_ARTICLE, _CHINESE_ITEM = 4, 6
_MARKDOWN = re.compile(r"#{1,6}\s+")
_CAPTION = re.compile(rf"(?:附?表|单位)\s*[{_NUMERAL}]*[\s　：:.、]|续表")
_TITLE_LENGTH = 40
_WHOLE = re.compile(
    r"《[^《》\n]{1,120}》|“[^“”\n]{1,120}”|‘[^‘’\n]{1,120}’|〔[^〔〕\n]{1,12}〕"
    r"|[\d０-９]+(?:[.,．，:：/／—~～-][\d０-９]+)*\s*(?:[%％‰°℃]|[万亿千百]*\w?)"
)
_STOP = re.compile(r"[。！？!?；;][”’」』）)]*|\n")
_PAUSE = re.compile(r"[，,、：:][”’]?|[\t ]")


@dataclass(frozen=True)
class Piece:
    """``text[start:end]`` of the document, and the headings above it, outermost first, joined by `` > ``."""

    start: int
    end: int
    heading: str


@dataclass(frozen=True)
class _Block:
    """A paragraph, a heading or a run of table rows. ``level`` 0 is running text; ``title`` its words as a heading."""

    start: int
    end: int
    level: int = 0
    title: str = ""
    alone: bool = False
    """The line is nothing but a heading."""


def split(text: str) -> list[Piece]:
    """The pieces of ``text``, in order."""
    pieces: list[Piece] = []
    path: dict[int, str] = {}
    group: list[_Block] = []
    group_path = ""

    def close() -> None:
        if group:
            pieces.extend(_cut(text, group, group_path))
            group.clear()

    for block in _blocks(text):
        if block.level:
            if group and not all(b.alone for b in group) and _parts(text, group, block):
                close()
            path = {level: title for level, title in path.items() if level < block.level} | {block.level: block.title}
        elif group and _tokens(text, group) >= TARGET:
            close()
        if not group or all(b.alone for b in group):
            group_path = " > ".join(path.values())
        group.append(block)
    close()
    return pieces


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, blanks trimmed, quotations and 《titles》 left whole."""
    return list(_spans(text, start, len(text) if end is None else end, _STOP))


def whole(text: str) -> list[tuple[int, int]]:
    """Spans that no cut may fall into: numbers with their unit, short quotations, 《titles》, 〔years〕."""
    return [m.span() for m in _WHOLE.finditer(text)]


def _parts(text: str, group: list[_Block], block: _Block) -> bool:
    """Whether ``block``, which begins with a heading or number, begins a new piece after ``group``."""
    if block.level <= _ARTICLE or block.alone:
        return True
    size = _tokens(text, group)
    leads = text[group[-1].start : group[-1].end].rstrip().endswith(("：", ":"))
    if leads or any(b.level == block.level for b in group[1:]):  # an enumeration stays with its lead-in while it fits
        return size >= TARGET
    if group[0].level == _ARTICLE:
        return size >= TARGET
    return size >= TARGET // 3


def _cut(text: str, group: list[_Block], heading: str) -> Iterator[Piece]:
    """One piece if the group fits, else several at paragraph, then sentence, then comma boundaries."""
    start, end = group[0].start, group[-1].end
    if _fits(text, start, end):
        yield Piece(start, end, heading)
        return
    spans = [(b.start, b.end) for b in group]
    for finer in (_STOP, _PAUSE, None):
        spans = [s for a, b in spans for s in ([(a, b)] if _fits(text, a, b) else _spans(text, a, b, finer))]
    begin, last = spans[0][0], spans[0][1]
    for a, b in spans[1:]:
        if tokens.count(text[begin:last]) >= TARGET or not _fits(text, begin, b):
            yield Piece(begin, last, heading)
            begin = a
        last = b
    yield Piece(begin, last, heading)


def _fits(text: str, start: int, end: int) -> bool:
    return end - start <= LONGEST and tokens.count(text[start:end]) <= LIMIT


def _tokens(text: str, group: list[_Block]) -> int:
    return tokens.count(text[group[0].start : group[-1].end])


def _spans(text: str, start: int, end: int, boundary: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """``text[start:end]`` cut after every ``boundary`` that does not lie in a whole; None cuts every LIMIT // 2
    characters, for what has no punctuation at all."""
    part = text[start:end]
    kept = whole(part)
    if boundary is None:
        marks = list(range(LIMIT // 2, len(part), LIMIT // 2))
    else:
        marks = [m.end() for m in boundary.finditer(part)]
    cuts, i = [0], 0
    for mark in marks:
        while i < len(kept) and kept[i][1] <= mark:
            i += 1
        if i < len(kept) and kept[i][0] < mark:
            if boundary is not None:
                continue
            mark = kept[i][1]
        cuts.append(mark)
    for a, b in pairwise([*cuts, len(part)]):
        piece = part[a:b]
        if piece.strip():
            yield start + a + len(piece) - len(piece.lstrip()), start + a + len(piece.rstrip())


def _blocks(text: str) -> Iterator[_Block]:
    offset, table = 0, None
    caption: _Block | None = None
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        start = offset + line.find(stripped) if stripped else offset
        end = start + len(stripped)
        offset += len(line)
        if not stripped:
            continue
        if "\t" in stripped:
            first = table.start if table else caption.start if caption else start
            table, caption = _Block(first, end), None
            continue
        if table:
            yield table
            table = None
        if caption:
            yield caption
            caption = None
        block = _block(stripped, start, end)
        if _CAPTION.match(stripped) and len(stripped) <= _TITLE_LENGTH:
            caption = block
        else:
            yield block
    if table or caption:
        yield table or caption  # type: ignore[misc]


def _block(line: str, start: int, end: int) -> _Block:
    marks = _MARKDOWN.match(line)
    words = line[marks.end() :] if marks else line
    for level, pattern in _LEVELS:
        if m := pattern.match(words):
            if level == _ARTICLE:
                return _Block(start, end, level, m.group().strip(), alone=words == m.group())
            title = re.split(r"[。；;：:]", words, maxsplit=1)[0].strip()
            alone = len(words) <= _TITLE_LENGTH and not re.search(r"[。；;：:，]", words)
            if len(title) > _TITLE_LENGTH:
                title = m.group()
            return _Block(start, end, level, re.sub(r"[\s　]+", " ", title), alone)
    if marks:
        return _Block(start, end, 1, words, alone=True)
    return _Block(start, end)
