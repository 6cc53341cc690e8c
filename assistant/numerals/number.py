"""What a number in Chinese text is: its span, what it means, and whether a letter must show where it comes from."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "count", "money", "percent", "percentage-point", "fraction", "multiple", "period", "range", "approximate",
    "date", "year", "session", "document-number", "proposal-number", "ordinal", "idiom", "code",
]  # fmt: skip
"""period: a length of time (三十日, 3个月); range: 5—10万元; approximate: 十几个, 三四十家, 数百人; code: telephone and
identity numbers, standards, names such as GB/T 9704-2012; idiom: 一带一路, “十四五”, 12345, 5G, 一是, 统一."""

SOURCED: frozenset[Kind] = frozenset(
    {"count", "money", "percent", "percentage-point", "fraction", "multiple", "period", "range", "approximate"}
)

_POWERS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SAME = {"％": "%", "千米": "公里", "平方千米": "平方公里", "公斤": "千克", "天": "日", "个百分点": "百分点", "个小时": "小时",
         "个工作日": "工作日", "平米": "平方米", "kg": "千克", "km": "公里", "MW": "兆瓦", "kW": "千瓦", "位": "名", "人": "名", "周岁": "岁"}  # fmt: skip


@dataclass(frozen=True)
class Number:
    """``text == source[start:end]``, unit included. ``value`` is in ``unit`` as written (3.5 and 亿元); for a range it is
    the lower bound and ``high`` the upper. None where the mark has no magnitude (一致, 一是)."""

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    high: Decimal | None = None
    about: bool = False
    """Not exact: 余, 多, 近, 约, 以上 … stand at it."""
    in_title: bool = False
    """Inside 《》: part of a name, checked with the name."""
    structural: bool = False
    """三个方面, 五大行动: it counts the letter's own parts."""

    @property
    def needs_source(self) -> bool:
        """Whether a letter may state it only with a source. Dates, 届次, 文号, ordinals and idioms have rules of their
        own."""
        return self.kind in SOURCED and not self.in_title and not self.structural

    def moved(self, by: int) -> "Number":
        """The same number where ``by`` characters stand before its line."""
        return replace(self, start=self.start + by, end=self.end + by)

    def base(self) -> tuple[Decimal, str] | None:
        """Value and unit with 万/亿 multiplied out and spellings of one unit joined: 3.5亿元 and 35000万元 are equal."""
        return None if self.value is None else base(self.value, self.unit)


def base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """``(3.5, 亿元)`` → ``(350000000, 元)``."""
    factor = 1
    while len(unit) > 0 and unit[0] in _POWERS and not unit.startswith(("千米", "千克", "千瓦", "千伏", "百分")):
        factor, unit = factor * _POWERS[unit[0]], unit[1:]
    return (value * factor).normalize() + 0, _SAME.get(unit, unit)
