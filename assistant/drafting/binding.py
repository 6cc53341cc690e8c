"""Text from a source into runs: every number in it becomes a figure that points to its place there."""

import re
from collections.abc import Callable
from decimal import Decimal

from assistant.draft import Run
from assistant.figures import FigureSheet, Source
from assistant.numerals import find_numbers
from assistant.numerals.number import Number

_PLAIN_DATE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|第.*")
_MARK = re.compile(r"(〔待(?:补充|核实)：(?:[^〔〕]|〔[^〔〕]*〕)*〕)")
_DIGITS = re.compile(r"\d[\d,.]*")
_CLAUSE = re.compile(r"[，。；：、“”‘’（）\s]")
_CUT_NUMBER = re.compile(r"^[\d.,%]+(?:[年月日万亿]|[—-])*")


def bound(
    text: str, sheet: FigureSheet, source: Callable[[int, int], Source], *, kind: str = "text", ref: str = ""
) -> tuple[Run, ...]:
    """Runs that read exactly ``text``. ``source(start, end)`` gives the source of the number at that span of ``text``;
    text between numbers becomes runs of ``kind`` (``text`` or ``citation``) with ``ref``."""
    runs: list[Run] = []
    at = 0
    for start, end, value, unit in _spans(text):
        if start > at:
            runs.append(_plain(text[at:start], kind, ref))
        figure = sheet.add(
            value=value, unit=unit, text=text[start:end], source=source(start, end), label=_label(text, start)
        )
        runs.append(Run(text[start:end], "figure", figure.id))
        at = end
    if at < len(text):
        runs.append(_plain(text[at:], kind, ref))
    return tuple(runs)


def marked(text: str) -> tuple[Run, ...]:
    """Runs of a text of our own, its visible marks (待补充, 待核实) as runs of their kind."""
    return tuple(
        Run(
            piece,
            "missing" if piece.startswith("〔待补充") else "unverified" if piece.startswith("〔待核实") else "text",
        )
        for piece in _MARK.split(text)
        if piece
    )


def missing(what: str) -> Run:
    return Run(f"〔待补充：{what}〕", "missing")


def _plain(text: str, kind: str, ref: str) -> Run:
    return Run(text, "citation", ref) if kind == "citation" else Run(text)


def _spans(text: str) -> list[tuple[int, int, Decimal, str]]:
    """Numbers that need a source, and every other piece with digits but for plain dates, 文号 and 届次."""
    found = [(n.start, n.end, n.value or _value(n.text), n.unit) for n in find_numbers(text) if _needs(n)]
    covered = [(n.start, n.end) for n in find_numbers(text)]
    for m in _DIGITS.finditer(text):
        if not any(a <= m.start() < b for a, b in covered):
            found.append((m.start(), m.end(), _value(m.group()), ""))
    return sorted(found)


def _needs(n: Number) -> bool:
    if n.in_title or n.kind in ("document-number", "proposal-number", "session"):
        return False
    return n.needs_source or (bool(_DIGITS.search(n.text)) and not _PLAIN_DATE.fullmatch(n.text))


def _value(text: str) -> Decimal:
    m = _DIGITS.search(text)
    return Decimal(m.group().replace(",", "").rstrip(".")) if m else Decimal(0)


def _label(text: str, start: int) -> str:
    """The words just before the number, back to the last mark: what it counts."""
    before = _CLAUSE.split(text[max(0, start - 24) : start])[-1]
    return before if len(before) <= 12 else _CUT_NUMBER.sub("", before[-12:])
