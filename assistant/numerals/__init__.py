"""Find the numbers in Chinese official text and say what each one is."""

import re
from functools import lru_cache

from assistant.numerals.marks import find_marks
from assistant.numerals.number import Kind, Number, base
from assistant.numerals.quantities import find_arabic, find_chinese
from assistant.numerals.vocabulary import vocabulary

__all__ = ["Kind", "Number", "base", "find_numbers", "half_width"]

_WIDE = {
    ord(c): ord(c) - 0xFEE0
    for c in "０１２３４５６７８９％" + "".join(chr(i) for i in range(0xFF21, 0xFF5B) if chr(i).isalpha())
}
_TOKEN = re.compile(r"⟦[^⟦⟧\n]*⟧?")
"""A figure's token, whole or cut off: its digits are no number."""
_ENDLESS = re.compile(r"[\d,]{40,}|[零〇一二两三四五六七八九十百千万亿]{40,}")
"""No number of a letter; patterns would try each of its digits as a beginning."""
_QUOTED = re.compile(r"“[^“”\n]{1,12}”")
_MEASURED = re.compile(r"[%％元]|\d(?:家|户|件|个|亿|万)")


def half_width(text: str) -> str:
    """``text`` with full-width digits, letters, %, and points and commas inside numbers made half-width; same length."""
    text = text.translate(_WIDE)
    text = re.sub(r"(?<=\d)．(?=\d)", ".", text)
    return re.sub(r"(?<![\d，])(\d{1,3}(?:，\d{3})+)(?!\d|[%％])", lambda m: m.group().replace("，", ","), text)


def find_numbers(text: str) -> list[Number]:
    """Every number of ``text`` in order; spans never overlap and count characters of ``text`` as given."""
    found: list[Number] = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        start = at + line.find(bare)
        found += [n.moved(start) for n in _numbers(bare)] if start else _numbers(bare)
        at += len(line) + 1
    return found


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[Number, ...]:
    """The numbers of one line, kept for a while: many rules ask for the same paragraphs."""
    plain = half_width(text)
    found = [Number(*m.span(), m.group(), "code") for m in _ENDLESS.finditer(plain)]
    plain = _ENDLESS.sub(lambda m: "\0" * len(m.group()), plain)
    taken = [c == "\0" for c in plain]
    for m in _TOKEN.finditer(plain):
        taken[m.start() : m.end()] = [True] * len(m.group())
    found += [*find_marks(plain, taken), *_idioms(plain, taken)]
    for finder in (find_arabic, find_chinese):
        free = "".join("\0" if t else c for c, t in zip(plain, taken, strict=True))
        for n in finder(free):
            taken[n.start : n.end] = [True] * (n.end - n.start)
            found.append(n)
    titles = [m.span() for m in re.finditer(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》", plain)]
    return tuple(_at_home(n, text, titles) for n in sorted(found, key=lambda n: n.start))


def _idioms(text: str, taken: list[bool]) -> list[Number]:
    """Fixed phrases, and short quoted ones that measure nothing (“三农”, “1+N”)."""
    found: list[Number] = []
    spans = [m.span() for m in re.finditer(vocabulary().idiom, text)]
    spans += [
        m.span()
        for m in _QUOTED.finditer(text)
        if re.search(r"[\d零〇一二两三四五六七八九十百千万亿]", m.group()) and not _MEASURED.search(m.group())
    ]
    for start, end in spans:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append(Number(start, end, text[start:end], "idiom"))
    return found


def _at_home(n: Number, text: str, titles: list[tuple[int, int]]) -> Number:
    """The number with its text as written and whether it stands in a 《title》."""
    inside = any(a <= n.start < b for a, b in titles)
    return Number(n.start, n.end, text[n.start : n.end], n.kind, n.value, n.unit, n.high, n.about, inside, n.structural)
