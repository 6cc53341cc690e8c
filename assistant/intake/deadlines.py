"""Until when a case must be answered or sent back, by the profile's rules and the public holidays of the facts table."""

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from assistant.proposal import Proposal
from knowledge_base.profiles import Profile


@dataclass(frozen=True)
class Limit:
    """``day`` is None when it cannot be worked out; ``why`` says in Chinese by which rule, or what is missing."""

    day: date | None
    why: str


def due_date(proposal: Proposal, profile: Profile) -> Limit:
    """The day the sheet sets, else the profile's months or days from 交办, never after the year's fixed date."""
    if proposal.due:
        return Limit(proposal.due, "原件要求的办结日期")
    role = proposal.role or "主办"
    if role == "参阅":
        return Limit(None, "参阅件不需要答复")
    rule = next((d for d in profile.deadlines if d.kind in (proposal.kind, "*") and d.role in (role, "*")), None)
    if not rule:
        return Limit(None, f"单位配置中没有{proposal.kind}{role}的期限")
    if not proposal.assigned:
        return Limit(None, "原件没有交办日期，请补充后再算")
    day = add_months(proposal.assigned, rule.months) + timedelta(days=rule.days)
    why = "交办之日起" + (f"{rule.months}个月" if rule.months else "") + (f"{rule.days}日" if rule.days else "")
    if rule.not_after:
        month, of_month = map(int, rule.not_after.split("-"))
        fixed = date(proposal.assigned.year, month, of_month)
        if proposal.assigned < fixed < day:
            return Limit(fixed, f"当年统一要求{month}月{of_month}日前办结")
    return Limit(day, why)


def return_by(proposal: Proposal, profile: Profile, today: date) -> Limit:
    """The last day for sending back what is not ours; without a 交办 date it counts from ``today`` and says so."""
    start = proposal.assigned or today
    base = "" if proposal.assigned else "原件没有交办日期，按今天起算："
    if profile.return_unit == "日":
        return Limit(start + timedelta(days=profile.return_days), f"{base}交办后{profile.return_days}日内")
    day = add_working_days(start, profile.return_days)
    if day is None:
        return Limit(
            None, f"{base}没有{start.year}年（或次年）的节假日表，不能按工作日计算，请补充 facts/holidays.toml"
        )
    return Limit(day, f"{base}交办后{profile.return_days}个工作日内")


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_working_days(start: date, days: int) -> date | None:
    """``days`` working days after ``start`` (not counted itself); None when the table lacks a year on the way."""
    day = start
    while days:
        day += timedelta(days=1)
        working = is_working_day(day)
        if working is None:
            return None
        days -= working
    return day


def is_working_day(day: date) -> bool | None:
    """None for a year that the table does not hold."""
    table = _years().get(day.year)
    if table is None:
        return None
    off, work = table
    return day in work or (day.weekday() < 5 and day not in off)


@cache
def _years() -> dict[int, tuple[frozenset[date], frozenset[date]]]:
    raw = tomllib.loads((files("knowledge_base") / "facts" / "holidays.toml").read_text(encoding="utf-8"))
    return {
        int(year): (frozenset(_days(int(year), table["off"])), frozenset(_days(int(year), table["work"])))
        for year, table in raw.items()
    }


def _days(year: int, spans: list[str]) -> list[date]:
    out: list[date] = []
    for span in spans:
        first, _, last = span.partition("..")
        day, end = _day(year, first), _day(year, last or first)
        while day <= end:
            out.append(day)
            day += timedelta(days=1)
    return out


def _day(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, day)
