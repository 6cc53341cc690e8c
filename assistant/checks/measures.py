"""What two numbers must share to be of one thing: value, unit, and how a hand mistakes one for the other."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.numerals import Number

_PERSONS = frozenset({"人", "名", "位", "人次"})
_MEASURED = frozenset(
    {"公里", "米", "亩", "公顷", "平方", "吨", "千克", "斤", "克", "升", "度", "千瓦", "兆瓦", "岁", "分", "倍"}
)
_SHORT = 2
Unit = Literal["money", "percent", "point", "count", "other"]


@lru_cache(maxsize=4096)
def value_of(n: Number) -> Decimal | None:
    base = n.base()
    return abs(base[0]) if base else None


@lru_cache(maxsize=4096)
def unit_of(n: Number) -> str:
    base = n.base()
    return (base[1] if base else n.unit).split("/")[0]


@lru_cache(maxsize=4096)
def unit_kind(n: Number) -> Unit:
    unit = unit_of(n)
    if unit == "元":
        return "money"
    if unit in ("%", "％"):
        return "percent"
    return "point" if unit == "百分点" else "other" if n.kind == "period" else "count"


def comparable(a: Number, b: Number, *, strict: bool = False) -> bool:
    """Whether two numbers may be of one thing: the same unit, or two words for pieces (件, 项), or one without unit,
    which, to be strict, can only be one of pieces."""
    one, two = unit_of(a), unit_of(b)
    kind = unit_kind(a)
    if strict:
        return kind == unit_kind(b) and (one == two or not two)
    if not one or not two:
        return True
    return kind == unit_kind(b) and (one == two or (kind == "count" and _sort(one) == _sort(two) != ""))


def _sort(unit: str) -> str:
    """What a measure word counts: persons or pieces; "" for a measure of its own (公里, 亩)."""
    if unit in _PERSONS:
        return "person"
    return "" if unit in _MEASURED or len(unit) > _SHORT else "piece"


def rare(n: Number) -> bool:
    """Whether a value says by itself which fact is meant."""
    digits = re.sub(r"\D", "", n.text).strip("0")
    return len(digits) >= 3 or (unit_kind(n) in ("money", "other")) or len(n.unit) > 2


def rounded(about: Decimal, exact: Decimal) -> bool:
    """Whether a value told as 近, 余 or 约 may stand for the exact one: less than a unit of its last digit away."""
    return abs(about - exact) < Decimal(1).scaleb(int(about.normalize().as_tuple().exponent))


def slip(a: Number, b: Number) -> bool:
    """What a hand does in copying: two digits swapped, one another, the point moved, 万 for 亿."""
    one, two = (re.sub(r"[^\d]", "", n.text) for n in (a, b))
    if one.strip("0") == two.strip("0") and len(one.strip("0")) >= 1:
        return True  # the same digits with another point or power of ten
    if len(one) != len(two) or len(one) < 2:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(one, two, strict=True)) if x != y]
    return (len(wrong) == 2 and sorted(one) == sorted(two)) or (len(wrong) == 1 and len(one) > 1)
