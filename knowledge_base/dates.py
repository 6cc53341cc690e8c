"""Dates of Chinese papers: 2025年7月9日, 二〇〇六年九月七日, 2025-07-09, 2025年7月."""

import re
from datetime import date

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0, "O": 0}
_HAN = "〇○零ＯO一二三四五六七八九十"
DATE = re.compile(
    rf"(?P<y>\d{{4}}|[{_HAN}]{{4}})年(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})月(?:(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})日)?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?!\d)"
)
"""One date anywhere in a text."""


def parse(text: str) -> date | None:
    """The first date in ``text`` (day 1 when only the month is given); None when there is none that exists."""
    found = DATE.search(text)
    return from_match(found) if found else None


def from_match(found: re.Match[str]) -> date | None:
    """The date that ``DATE`` matched; None when no calendar has it."""
    year, month, day = (found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"] or "1")
    try:
        return date(_year(year), _small(month), _small(day))
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) if text.isdecimal() else int("".join(str(_DIGITS.get(c, 1)) for c in text))


def _small(text: str) -> int:
    """1 to 31 from digits or 十, 十一, 二十, 三十一."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in text))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
