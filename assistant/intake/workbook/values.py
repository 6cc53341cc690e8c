"""One cell's value: dates in any usual writing, counts, yes or no."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.intake.workbook.sheets import Value
from assistant.intake.workbook.vocabulary import squeezed, vocabulary

_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial dates of Excel and WPS."""
_SERIALS = range(32_874, 73_051)
"""1990-01-01 to 2099-12-31."""
_YEARS = range(1990, 2100)
_WRITTEN = re.compile(r"(?P<y>\d{4})[年./\-](?P<m>\d{1,2})[月./\-](?P<d>\d{1,2})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?$")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_MONTH = re.compile(r"(?P<y>\d{4})[年./\-](?P<m>\d{1,2})月?(?:底|末)?$")
_DAY = re.compile(r"(?P<m>\d{1,2})[月./](?P<d>\d{1,2})日?$")

Writing = Literal["date", "text", "compact", "serial", "month", "no-year", "none", "empty"]


@dataclass(frozen=True)
class ReadDate:
    """``writing`` says how the cell wrote it; ``none`` is a word for “not yet”."""

    value: date | None
    writing: Writing


def read_date(value: Value, year: int | None = None) -> ReadDate:
    """``year`` completes a date that has none. Raises ValueError when the cell holds something else or a day that is
    not in the calendar."""
    if isinstance(value, date):
        if value.year not in _YEARS:
            raise ValueError(f"“{value.isoformat()}”这个年份不是日期")
        return ReadDate(value, "date")
    if isinstance(value, Decimal):
        return _number(value)
    return _text(squeezed(str(value)), year)


def _number(value: Decimal) -> ReadDate:
    if value == value.to_integral_value():
        whole = int(value)
        if whole in _SERIALS:
            return ReadDate(_EPOCH + timedelta(days=whole), "serial")
        if m := _COMPACT.fullmatch(str(whole)):
            return ReadDate(_day(m), "compact")
    elif int(value) in _SERIALS:  # with a time of day
        return ReadDate(_EPOCH + timedelta(days=int(value)), "serial")
    raise ValueError(f"{value:f}不是日期")


@lru_cache(maxsize=4096)
def _text(text: str, year: int | None) -> ReadDate:
    if not text:
        return ReadDate(None, "empty")
    if text in {squeezed(w) for w in vocabulary().words.no_date}:
        return ReadDate(None, "none")
    if m := _WRITTEN.fullmatch(text):
        return ReadDate(_day(m), "text")
    if m := _COMPACT.fullmatch(text):
        return ReadDate(_day(m), "compact")
    if text.isdecimal() and int(text) in _SERIALS:
        return ReadDate(_EPOCH + timedelta(days=int(text)), "serial")
    if m := _MONTH.fullmatch(text):
        return ReadDate(date(int(m["y"]), int(m["m"]), 1), "month")
    if year and (m := _DAY.fullmatch(text)):
        return ReadDate(date(year, int(m["m"]), int(m["d"])), "no-year")
    raise ValueError(f"“{text[:20]}”不是日期")


def _day(m: re.Match[str]) -> date:
    return date(int(m["y"]), int(m["m"]), int(m["d"]))


def read_count(value: Value) -> int | None:
    """A whole number with or without its unit (5人); None for an empty cell. Raises ValueError for anything else."""
    text = squeezed(_shown(value))
    if not text or text in ("-", "—", "/", "无"):
        return None
    m = re.fullmatch(r"(\d+)(?:\.0+)?[人名位件个]?", text)
    if not m:
        raise ValueError(f"“{text[:20]}”不是人数")
    return int(m[1])


def read_yes(value: Value) -> bool | None:
    """Yes or no; None for an empty cell. Raises ValueError for a word that is neither."""
    if isinstance(value, bool):
        return value
    text = squeezed(_shown(value))
    if not text:
        return None
    words = vocabulary().yes_no
    if text.upper() in {squeezed(w).upper() for w in words.yes}:
        return True
    if text.upper() in {squeezed(w).upper() for w in words.no}:
        return False
    raise ValueError(f"“{text[:20]}”看不出是“是”还是“否”")


def shown(value: Value) -> str:
    """The cell as a person reads it, in usual forms, without blanks at the ends."""
    return _trimmed(value if type(value) is str else _shown(value))


@lru_cache(maxsize=8192)
def _trimmed(text: str) -> str:
    return text.strip(" \t\r\n　\xa0")


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value
