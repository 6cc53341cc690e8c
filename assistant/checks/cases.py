"""How a letter names its case: 届次, number and title."""

import re
from collections.abc import Iterator

from assistant.checks.view import of_kind, title
from assistant.draft import Draft
from assistant.numerals.chinese import read

_N = r"[\d一二三四五六七八九十]+"
SESSION = re.compile(rf"(?:第?(?P<jie>{_N})届)(?P<between>[^，。；：\n《》]{{0,24}}?)第?(?P<ci>{_N})次")
NUMBER = re.compile(
    r"(?<![类\d〕])第?\s*(?P<mark>[A-Za-z]{0,4})\s*(?P<digits>\d{1,20})\s*号(?=[^，。；：\n]{0,30}?(?:建议|提案|议案|[）)]))|[“\"](?P<quoted>\d{1,6})号?[”\"]号?(?=建议|提案)"
)


def head(draft: Draft) -> Iterator[tuple[int, str]]:
    """Where the letter names its own case: title lines (joined; the offset is the first one's) and opening."""
    start, end, _ = title(draft)
    if end:
        yield start, draft.text[start:end]
    for at, block in of_kind(draft, "opening"):
        yield at, block.text


def sessions(text: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """届 and 次 of every session named, with the span."""
    for m in SESSION.finditer(text.replace("\n", " ")):
        jie, ci = _int(m["jie"]), _int(m["ci"])
        if jie and ci:
            yield m.start(), m.end(), (jie, ci)


def session(text: str) -> tuple[int, int] | None:
    """The first session in ``text`` as (届, 次)."""
    return next((s for *_, s in sessions(text)), None)


def digits(number: str) -> str:
    """A case number as its digits without leading zeros, letters kept: 第0156号 → 156, W353号 → W353."""
    m = re.search(r"([A-Za-z]*)0*(\d+)", number)
    return (m[1].upper() + m[2]) if m else ""


def _int(text: str) -> int:
    value = read(text) if not text.isdecimal() else int(text)
    return int(value) if value else 0
