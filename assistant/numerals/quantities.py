"""Numbers that measure something: Arabic with their unit, Chinese numerals where they count."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.numerals.chinese import DIGITS, NUMERAL, read
from assistant.numerals.number import Kind, Number, base
from assistant.numerals.vocabulary import vocabulary

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_POWER = r"(?:[十百千]?万亿|[十百千]?[万亿]|[百千](?=元|米|克|瓦|户|家|人|伏|吨))"
_DASH = r"(?: ?(?:[—\-－–~～至到]|——) ?)"
_NEAR = re.compile(
    r"(?:约|近|超过?|逾|不足|不少于|不低于|不超过|最高|最低|至少|大约|将近|接近|不到|高于|低于|超出)(?:为|达到?)?$"
)
_TAKEN_UP = re.compile(r"(?:提出的|提到的|反映的|所提的?|上述|前述)$")
"""Before a count of what was said: 贵委提出的三项要求."""
_AFTER = re.compile(r"^ ?(?:余|多(?! ?\d)|以上|以下|以内|左右|上下|之多|不等|起(?=[，。；]))")


@cache
def _arabic() -> re.Pattern[str]:
    v = vocabulary()
    unit = rf"(?:个?百分点|[%％‰](?!点)|倍|{v.unit}(?:/{v.unit})?)"
    one = rf"(?:{_ARABIC})"
    tail = rf"(?P<more>[余多])?(?P<power>{_POWER})?(?P<more2>[余多])?(?: ?(?P<unit>{unit}))?"
    return re.compile(
        rf"(?:(?<![^\s（(：:为达是，。；、])(?P<sign>[-−－]))?"
        rf"(?:(?P<big>{one}) ?(?P<bigpower>[亿万]) ?(?P<rest>{one})(?P<restpower>[万千])?(?: ?(?P<restunit>{unit}))"
        rf"|(?P<low>{one})(?P<lowtail>{_POWER}?(?:{unit})?){_DASH}(?P<high>{one}){tail}"
        rf"|(?P<one>{one}){tail.replace('more', 'm').replace('power', 'p').replace('unit', 'u')})"
    )


@cache
def _chinese() -> re.Pattern[str]:
    v = vocabulary()
    n = rf"[{NUMERAL}]"
    return re.compile(
        rf"(?P<share>[百千万]分之)(?P<shared>{n}+(?:点{n}+)?)"
        rf"|(?P<parts>{n}+)分之(?P<of>{n}+)"
        rf"|(?P<point>{n}+(?:点{n}+)?)个?(?P<pointunit>百分点)"
        rf"|(?P<about>[数几]?[十百千万亿][几余多]|(?:[数几近成]|(?<!以)上)[十百千万亿]+|{n}*[十百千万亿][几余多]){_chinese_tail(v.chinese_unit, 'about')}"
        rf"|(?P<quantity>{n}+(?:点{n}+)?){_chinese_tail(v.chinese_unit, 'quantity')}"
        rf"|(?P<bare>{n}+)"
    )


def _chinese_tail(unit: str, name: str) -> str:
    return rf"(?P<{name}power>[万亿]*)(?P<{name}unit>多?{unit}(?:/{unit})?)"


def find_arabic(text: str) -> Iterator[Number]:
    """``text`` is half-width, with what is recognised already blotted out by one character each."""
    return (_from_arabic(text, m) for m in _arabic().finditer(text))


def _from_arabic(text: str, m: re.Match[str]) -> Number:
    g = m.groupdict()
    sign = -1 if g["sign"] else 1
    if g["big"]:
        scale = {"亿": 100_000_000, "万": 10_000, "千": 1000, None: 1}
        value = _decimal(g["big"]) * scale[g["bigpower"]] + _decimal(g["rest"]) * scale[g["restpower"]]
        return _number(text, m.span(), sign * value, g["restunit"] or "")
    if g["low"]:
        unit = (g["power"] or "") + (g["unit"] or "")
        low_unit = g["lowtail"] or unit
        if low_unit in ("百", "千", "万", "亿", "万亿"):
            low_unit += re.sub(r"^[百千万亿]+", "", unit)
        high = _decimal(g["high"]) * base(Decimal(1), unit)[0] / base(Decimal(1), low_unit)[0]
        return Number(*m.span(), m.group(), "range", _decimal(g["low"]), low_unit, high.normalize() + 0)
    unit = (g["p"] or "") + (g["u"] or "")
    return _number(text, m.span(), sign * _decimal(g["one"]), unit, about=bool(g["m"] or g["m2"]))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def find_chinese(text: str) -> Iterator[Number]:
    """As ``find_arabic``, for numerals in Chinese characters; those that count nothing come back as idioms."""
    return (_from_chinese(text, m) for m in _chinese().finditer(text))


def _from_chinese(text: str, m: re.Match[str]) -> Number:
    g, span = m.groupdict(), m.span()
    if g["share"]:
        per = {"百分之": "%", "千分之": "‰", "万分之": "‱"}[g["share"]]
        return Number(*span, m.group(), "percent", read(g["shared"]), per)
    if g["parts"]:
        parts, of = read(g["parts"]), read(g["of"])
        return Number(*span, m.group(), "fraction", of / parts if parts and of is not None else None)
    if g["point"]:
        return Number(*span, m.group(), "percentage-point", read(g["point"]), "百分点")
    if g["about"]:
        value = _about(g["about"] + g["aboutpower"])
        return Number(*span, m.group(), "approximate", value, g["aboutunit"].lstrip("多"), about=True)
    if g["quantity"]:
        return _counted(text, m)
    return Number(*span, m.group(), "idiom")


def _about(text: str) -> Decimal | None:
    """The round number in a rough one: 数十 → 10, 百余 → 100, 十几 → 10, 三百多 → 300."""
    core = re.sub(r"[数几余多上近成]", "", text)
    return read(core) or read("一" + core)


def _counted(text: str, m: re.Match[str]) -> Number:
    """Chinese numerals before a measure word: a quantity, an article (一个), a rough guess (三四个) or a part (两个方面)."""
    g, span = m.groupdict(), m.span()
    digits, unit = g["quantity"], g["quantityunit"].lstrip("多")
    value = read(digits + g["quantitypower"])
    v = vocabulary()
    if re.fullmatch(r"[三四五六七八两二一][三四五六七八九两二]", digits) and DIGITS[digits[1]] - DIGITS[digits[0]] in (
        1,
        2,
    ):
        low, high = (Decimal(DIGITS[c]) for c in digits)
        return Number(*span, m.group(), "approximate", low, unit, high, about=True)
    if value is None and re.fullmatch(v.money, unit):
        return Number(*span, m.group(), "approximate", _about(digits + g["quantitypower"]), unit, about=True)
    if value is None:
        return Number(*span, m.group(), "idiom")
    number = _number(text, span, value, unit)
    if value <= 1 and number.kind == "count" and digits == "一":
        return Number(*span, m.group(), "idiom", value, unit)
    if number.kind == "count" and (
        re.match(rf"(?:大|重|类)?{v.structural}", text[m.end() :])
        or _TAKEN_UP.search(text[max(0, m.start() - 4) : m.start()])
    ):
        return Number(*span, m.group(), "count", value, unit, structural=True)
    return number


def _number(text: str, span: tuple[int, int], value: Decimal, unit: str, *, about: bool = False) -> Number:
    start, end = span
    near = about or bool(_NEAR.search(text[max(0, start - 6) : start]) or _AFTER.match(text[end : end + 3]))
    return Number(start, end, text[start:end], _kind(unit), value, unit, about=near)


def _kind(unit: str) -> Kind:
    v, bare = vocabulary(), re.sub(r"^[十百千万亿]+(?=.)", "", unit)
    if unit in ("%", "％", "‰"):
        return "percent"
    if unit.endswith("百分点"):
        return "percentage-point"
    if unit == "倍":
        return "multiple"
    if re.fullmatch(v.money, bare.partition("/")[0]):
        return "money"
    return "period" if re.fullmatch(v.duration, bare) else "count"
