"""What a cell of the 素材表 says that cannot be so: it is told with its cell, and only it stays out of the letter or is marked there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from assistant.numerals import Number, find_numbers

_DAY = re.compile(
    r"(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<end>底|末))?|(?P<year>(?:19|20)\d\d)年(?P<yend>底|末|内|前|$)"
)
_ISO = re.compile(r"^((?:19|20)\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?$")
_POINTER = re.compile(
    r"^(?:同上|同前|同左|同右|上同|见上|见前|如上|[〃″”]|详?见.{0,8}|另附.{0,4}|附后|后附.{0,4}|已报.{0,6}|[?？xX×*…\.。]+|待[定补填].{0,4}|需?再?核实.{0,4})[。.]?$"
)
_ABOVE = re.compile(r"^(?:同上|上同|同前|[〃″”])$")
_ATTACHED = re.compile(
    r"[（(，,]?(?:具体|详情)?(?:详?见|参见|另见)(?:附[件表]|后附)[\d一二三四五六七八九十]*[^（）()，。；]{0,6}[）)]?"
)
_RATE = re.compile(r"(?:率|占比|比例|比重|覆盖[^，。；]{0,6}|完成度)[^，。；]{0,8}$")
_GROWTH = re.compile(r"增长|增幅|提高|上升|同比|是|相当于|倍|增速|为[^，。；]{0,8}的$")
_TIMELESS = re.compile(r"(?:19|20)\d\d年|今年|去年|上年|年底|季度|月底|截至|目前为止|“?十[三四五]五”?")
_OF_TODAY = ("situation", "done")
_UNITLESS_OK = re.compile(r"^(?:\d{1,2}|\d+[:：]\d+)$")


@dataclass
class Examined:
    """``text`` is what the letter may use; ``told`` are Chinese clauses on what was found."""

    text: str
    told: list[str] = field(default_factory=list[str])


def points_elsewhere(text: str) -> bool:
    """Whether a cell only says where to look (同上, 见附件) instead of saying it."""
    return bool(_POINTER.match(text.strip()))


def is_ditto(text: str) -> bool:
    return bool(_ABOVE.match(text.strip()))


def examine(key: str, text: str, *, filled: date | None, today: date, as_of: str = "") -> Examined:
    """A cell of the column ``key`` (a key of materials.toml); ``filled`` is the day on which the row was filled in, ``as_of`` the day to
    which its figures count."""
    out = Examined(text.strip())
    if not out.text:
        return out
    if points_elsewhere(out.text) and key != "case":
        return Examined("", [f"只写“{out.text[:12]}”，没有采用"])
    if key in ("due", "figures_as_of", "date"):
        return _time(key, out, filled, today)
    if key not in ("situation", "done", "next", "promise"):
        return out
    if m := _ATTACHED.search(out.text):
        out.told.append(f"写了“{m.group().strip('（()），,')}”，信不带这个附件，这几个字没有采用")
        out.text = _ATTACHED.sub("", out.text)
    marks = [*_bad_days(out.text), *_bad_numbers(out.text)]
    for start, end, why in sorted(marks, reverse=True):
        out.told.append(f"“{out.text[start:end]}”{why}，信中标为待核实")
        out.text = f"{out.text[:start]}〔待核实：{out.text[start:end]}〕{out.text[end:]}"
    if key == "situation" and not as_of and _figures(out.text) and not _TIMELESS.search(out.text):
        out.told.append(f"有数据（“{_figures(out.text)[0].text}”）没有写截止时间")
    return out


def _time(key: str, out: Examined, filled: date | None, today: date) -> Examined:
    names = {"due": "完成时限", "figures_as_of": "数据截止时间", "date": "填报日期"}
    bad = [*_bad_days(out.text)]
    if bad or ((m := _ISO.match(out.text)) and not _exists(int(m[1]), int(m[2]), int(m[3] or 1))):
        return Examined("", [f"{names[key]}“{out.text}”不是日历上的日期，没有采用"])
    last = _last_day(out.text)
    if key == "due":
        if last and filled and last < filled:
            return Examined("", [f"完成时限“{out.text}”早于填报日期，没有采用"])
        if last and last < today:
            return Examined(out.text if filled else "", [f"完成时限“{out.text}”已过{'' if filled else '，没有采用'}"])
        if not re.search(r"[年月日季旬周底末前内期]|\d|长期|持续", out.text):
            return Examined("", [f"完成时限“{out.text}”没有写时间，没有采用"])
        return out
    if last and last > today:
        return Examined("", [f"{names[key]}“{out.text}”还没有到，没有采用"])
    if key == "figures_as_of" and not re.search(r"\d", out.text):
        return Examined("", [f"数据截止时间“{out.text}”没有写年月，没有采用"])
    return out


def day_of(text: str) -> date | None:
    """The day that a cell names, where it names a whole one."""
    if (m := _ISO.match(text.strip())) and m[3] and _exists(int(m[1]), int(m[2]), int(m[3])):
        return date(int(m[1]), int(m[2]), int(m[3]))
    m = _DAY.search(text)
    return (
        date(int(m["y"]), int(m["m"]), int(m["d"]))
        if m and m["d"] and _exists(int(m["y"]), int(m["m"]), int(m["d"]))
        else None
    )


def _last_day(text: str) -> date | None:
    """The last day of the last time named; None where only 长期 or the like is."""
    found: list[date] = []
    if m := _ISO.match(text):
        return date(int(m[1]), int(m[2]), int(m[3] or 28))
    for m in _DAY.finditer(text):
        year, month = int(m["y"] or m["year"]), int(m["m"] or 12)
        found.append(date(year, month, int(m["d"] or 28)))
    return max(found, default=None)


def _bad_days(text: str) -> Iterator[tuple[int, int, str]]:
    for m in _DAY.finditer(text):
        if m["y"] and not _exists(int(m["y"]), int(m["m"]), int(m["d"] or 1)):
            yield m.start(), m.end(), "不是日历上的日期"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _bad_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Rates above 100 %, and figures without a unit."""
    for n in find_numbers(text):
        before = text[max(0, n.start - 16) : n.start]
        clause = re.split("[，。；]", before)[-1]
        above = n.value is not None and (n.value > 100 or (n.value == 100 and "以上" in text[n.start : n.end + 2]))
        if n.kind == "percent" and above and _RATE.search(clause) and not _GROWTH.search(clause):
            yield n.start, n.end, "超过100%"
        elif n.kind == "count" and not n.unit and n.needs_source and _bare(n, text):
            yield n.start, n.end, "没有单位"


def _bare(n: Number, text: str) -> bool:
    """Whether the number stands alone where what it counts ought to follow."""
    follows = text[n.end : n.end + 1]
    return (
        n.text.replace(",", "").isdigit()
        and len(n.text) > 1
        and follows in ("", "，", "。", "；", ",", "、", "）", "\n")
    )


def _figures(text: str) -> list[Number]:
    return [n for n in find_numbers(text) if n.needs_source]
