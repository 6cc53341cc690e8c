"""Reading numbers written in Chinese numerals."""

from decimal import Decimal

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}
NUMERAL = "零〇○一二两三四五六七八九十百千万亿"


def read(text: str) -> Decimal | None:
    """``五十万`` → 500000, ``二〇二五`` → 2025, ``三点五`` → 3.5, ``十四`` → 14; None when it is no well-formed number."""
    whole, point, fraction = text.partition("点")
    value = _positional(whole) if len(whole) > 1 and all(c in DIGITS for c in whole) else _grouped(whole)
    if value is None or (point and not (fraction and all(c in DIGITS for c in fraction))):
        return None
    if point:
        return Decimal(f"{value}." + "".join(str(DIGITS[c]) for c in fraction))
    return Decimal(value)


def _positional(text: str) -> int | None:
    return None if "两" in text else int("".join(str(DIGITS[c]) for c in text))


def _grouped(text: str) -> int | None:
    if not text:
        return None
    total = section = digit = 0
    last_power = 0
    pending = False
    for c in text:
        if c in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[c], True
        elif c in TENS:
            if not pending and c != "十":
                return None
            section += (digit if pending else 1) * TENS[c]
            digit, pending, last_power = 0, False, TENS[c]
        elif c in GROUPS:
            section += digit
            if section + total == 0:
                return None
            if GROUPS[c] == 100_000_000 and total:
                total = (total + section) * GROUPS[c]
            else:
                total += section * GROUPS[c]
            section = digit = 0
            pending, last_power = False, GROUPS[c]
        else:
            return None
    if pending and digit and text[-2:-1] in TENS and last_power > 10:
        digit *= last_power // 10  # 三百五 is 350
    elif pending and digit and text[-2:-1] in GROUPS:
        digit *= last_power // 10  # 三万二 is 32000
    return total + section + digit
