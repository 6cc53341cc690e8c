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
_BLANKS = " \t\r\n　\xa0"
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
    """A whole number with or without its unit (5人), or as many as names are listed (张三、李四); None for an empty cell.
    Raises ValueError for anything else."""
    return _count(squeezed(_shown(value)).lstrip("'"))


@lru_cache(maxsize=4096)
def _count(text: str) -> int | None:
    if not text or text in ("-", "—", "/", "无"):
        return None
    if m := re.fullmatch(r"(\d+)(?:\.0+)?[人名位件个]?|.{2,}等(\d+)[人名位].{0,4}", text):
        return int(m[1] or m[2])
    names = re.split(r"[、，,；;]", text)
    if len(names) > 1 and all(re.fullmatch(r"[\u3400-\u9fff·]{2,8}", n) for n in names):
        return len(names)
    raise ValueError(f"“{text[:20]}”不是人数")


def read_yes(value: Value) -> bool | None:
    """Yes or no, a day meaning that it was done then; None for an empty cell. Raises ValueError for anything else."""
    if isinstance(value, bool):
        return value
    return True if isinstance(value, date) else _yes(squeezed(_shown(value)))


@lru_cache(maxsize=4096)
def _yes(text: str) -> bool | None:
    if not text or text.startswith(vocabulary().words.not_asked):
        return None
    words = vocabulary().yes_no
    for said, listed in ((True, words.yes), (False, words.no)):
        if text.upper() in {squeezed(w).upper() for w in listed}:
            return said
    if re.match(r"(?:尚|暂|还)?[未没不]", text):
        return False
    try:
        return _text(text, None).value is not None
    except ValueError:
        raise ValueError(f"“{text[:20]}”看不出是“是”还是“否”") from None


def shown(value: Value) -> str:
    """The cell as a person reads it, in usual forms, without blanks at the ends."""
    return value.strip(_BLANKS) if type(value) is str else _shown(value).strip(_BLANKS)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value
