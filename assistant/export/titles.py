"""Cutting a title into lines where the sense allows, in a shape that reads well (GB/T 9704—2012 7.3.1)."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from assistant.export.title_words import title_words

_WHOLE = re.compile(
    r"第[^第号]{1,16}号|《[^》]*》|“[^”]*”|〔\d{4}〕\d+号|（[^）]*）|[一二三四五六七八九十]+届|\d[\d,.]*\D?"
)
_NO_START = "的、，。；：》”）和与及了等之"
_GOOD_START = re.compile(r"第[^号]+号|《|“|关于|建议|提案|答复|会办")
_GOOD_END = re.compile(r"(?:会议|》|”|关于|号)$")

MOST_BALANCED = 4
"""A title of more lines than this is only filled: trying every cut would take too long, and none looks well."""


_STUB = 5
"""Characters below which a last line is a stub."""


def title_lines(title: str, width: int) -> tuple[str, ...]:
    """``title`` in as few lines of at most ``width`` characters as it needs. Joined they are the title again; words,
    names in quotation marks and numbers are not torn apart unless a line would not hold them, or a name that fills a line
    would leave 答复 on one of its own."""
    if len(title) <= width:
        return (title,)
    kept = _cut(title, width, width)
    if len(kept[-1]) >= _STUB:
        return kept
    torn = _cut(title, width, width // 2)
    return torn if len(torn) <= len(kept) and len(torn[-1]) >= _STUB else kept


def _cut(title: str, width: int, whole: int) -> tuple[str, ...]:
    """Lines of which none tears a name or number of up to ``whole`` characters."""
    pieces = [part for piece in _pieces(title, whole) for part in _chunks(piece, width)]
    fewest = -(-len(title) // width)
    for count in range(fewest, MOST_BALANCED + 1):
        layouts = (_join(pieces, cuts) for cuts in combinations(range(1, len(pieces)), count - 1))
        fitting = [lines for lines in layouts if max(map(len, lines)) <= width]
        if fitting:
            return min(fitting, key=_ugliness)
    return _filled(pieces, width)


def _filled(pieces: list[str], width: int) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        if len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return tuple(lines)


def _pieces(title: str, longest: int) -> list[str]:
    """Words and wholes that a cut may stand between."""
    pieces: list[str] = []
    for text, whole in _split(title):
        for word in [text] if whole and len(text) <= longest else title_words(text):
            if pieces and (word[0] in _NO_START or pieces[-1][-1] in "《“（〔"):
                pieces[-1] += word
            else:
                pieces.append(word)
    return pieces


def _split(title: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in _WHOLE.finditer(title):
        if match.start() > at:
            yield title[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(title):
        yield title[at:], False


def _chunks(piece: str, width: int) -> list[str]:
    return [piece[i : i + width] for i in range(0, len(piece), width)]


def _join(pieces: list[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    ends = (*cuts, len(pieces))
    return tuple("".join(pieces[a:b]) for a, b in zip((0, *cuts), ends, strict=True))


def _ugliness(lines: tuple[str, ...]) -> float:
    """Unequal lengths, a short last line, an hourglass, and cuts that are not at a seam of the sense count against."""
    lengths = [len(line) for line in lines]
    spread = max(lengths) - min(lengths)
    stub = 6 if lengths[-1] < _STUB else 0
    hourglass = 4 if len(lengths) > 2 and min(lengths[1:-1]) < min(lengths[0], lengths[-1]) else 0
    seams = sum(
        2 - bool(_GOOD_START.match(after)) - bool(_GOOD_END.search(before)) for before, after in pairwise(lines)
    )
    return spread + stub + hourglass + 3 * seams
