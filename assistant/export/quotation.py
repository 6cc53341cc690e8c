"""Short quotations of a source: the words around a figure, and nothing that is nobody's business."""

import re

from assistant.figures import Source

QUOTE = 130
"""Most characters of a quotation: enough to recognise the sentence, short enough for a list on one page."""
OWN_WORDS = 50
"""The same for the proposal, whose text may hold what has no place in a letter's papers."""

_CLAUSE_END = "。；！？，、：,;!?\n\t"
_PERSONAL = re.compile(
    r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d[\d,，.]*")


def quotation(source: Source, *items: str) -> str:
    """The words of the source that hold ``items``: of the proposal only the clause of the first, of other papers about
    ``QUOTE`` characters, more only where the items stand further apart. Telephone, identity and e-mail are masked."""
    quote = source.quote.strip()
    found = [span for item in items if (span := _find(quote, item))]
    start, end = (min(a for a, _ in found), max(b for _, b in found)) if found else (0, 0)
    if source.kind == "proposal":
        start, end = found[0] if found else (0, 0)
        left = max((quote.rfind(c, 0, start) for c in _CLAUSE_END), default=-1) + 1
        right = min((e for c in _CLAUSE_END if (e := quote.find(c, end)) >= 0), default=len(quote))
        quote = _window(quote[left:right], start - left, end - left, OWN_WORDS)
    else:
        quote = _window(quote, start, end, QUOTE)
    return _BLANKS.sub(" ", _PERSONAL.sub("［已隐去］", quote)).strip()


def written_in(quote: str, item: str) -> str:
    """How ``item`` is written in the quotation: itself, its digits, or not at all (empty)."""
    span = _find(quote, item)
    return quote[span[0] : span[1]] if span else ""


def _find(quote: str, item: str) -> tuple[int, int] | None:
    digits = _DIGITS.search(item)
    for wanted in (item, digits.group() if digits else ""):
        if wanted and (at := quote.find(wanted)) >= 0:
            return at, at + len(wanted)
    return None


def _window(text: str, start: int, end: int, most: int) -> str:
    """``text`` cut to ``most`` characters around ``start``..``end``, or to those if they are more."""
    most = max(most, end - start)
    if len(text) <= most:
        return text
    left = max(0, min(start - (most - (end - start)) // 2, len(text) - most))
    right = left + most
    return ("……" if left else "") + text[left:right] + ("……" if right < len(text) else "")
