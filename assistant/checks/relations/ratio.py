"""A percentage with the two numbers that it comes from."""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.quantities import Quantity


@dataclass(frozen=True)
class Ratio:
    """``percent`` should be ``part`` of ``whole``. ``fits`` when it is, rounded half up to its own decimals."""

    percent: Quantity
    part: Decimal
    whole: Decimal
    members: tuple[Quantity, ...]
    told: str
    """The calculation: 462÷486."""
    only: bool = False
    """No other reading of the text gives another percentage."""
    sure: bool = True
    """The text says what the percentage is of; else it is only likely."""

    @property
    def exact(self) -> Decimal:
        return self.part * 100 / self.whole

    @property
    def right(self) -> Decimal:
        return rounded(self.exact, decimals(self.percent))

    @property
    def fits(self) -> bool:
        """Whether it is what the two numbers make; those told in 万 or 亿 or with decimals are rounded themselves."""
        stated, places = self.percent.number.value or Decimal(0), decimals(self.percent)
        if stated == self.right:
            return True
        slack = {m.value: rounding(m) for m in self.members}
        part, whole = slack.get(self.part, Decimal(0)), slack.get(self.whole, Decimal(0))
        if not part + whole:
            return False
        least = rounded((self.part - part) * 100 / (self.whole + whole), places)
        most = rounded((self.part + part) * 100 / (self.whole - whole), places)
        return least <= stated <= most

    @property
    def precise(self) -> bool:
        """Whether the decimals as written can be those that were meant: 66.7% is not mended to 67%."""
        return decimals(self.percent) > 0 or self.exact == self.exact.to_integral_value()

    @property
    def cut(self) -> bool:
        """Whether the decimals were cut off where they had to be rounded."""
        step = Decimal(1).scaleb(-decimals(self.percent))
        return not self.fits and self.exact.quantize(step, ROUND_DOWN) == self.percent.number.value

    @property
    def near(self) -> bool:
        """Off by one in the last place: cut off, or trimmed so that the shares make 100%."""
        return abs(self.right - (self.percent.number.value or 0)) <= Decimal(1).scaleb(-decimals(self.percent))

    @property
    def slip(self) -> bool:
        """Whether one wrong digit, or two exchanged, in the percentage or in a count explains the difference."""
        value, places = self.percent.number.value or Decimal(0), decimals(self.percent)
        if one_digit_off(f"{self.right:f}", f"{rounded(value, places):f}"):
            return True
        part = (value * self.whole / 100).to_integral_value(ROUND_HALF_UP)
        whole = (self.part * 100 / value).to_integral_value(ROUND_HALF_UP) if value else Decimal(0)
        tried = [(part + n, self.whole, self.part, part + n) for n in (-1, 0, 1)]
        tried += [(self.part, whole + n, self.whole, whole + n) for n in (-1, 0, 1) if whole + n > 0]
        return any(
            rounded(a * 100 / b, places) == value
            and one_digit_off(f"{written.normalize():f}", f"{meant.normalize():f}")
            for a, b, written, meant in tried
        )


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rounding(q: Quantity) -> Decimal:
    """By how much a number that is told in 万 or 亿, or with decimals, may differ from the exact one. Whole 万元 are
    what budgets reckon in."""
    written = q.number.value
    whole = written is not None and written == written.to_integral_value()
    if not written or q.number.kind == "period" or (whole and (q.value == written or q.number.unit == "万元")):
        return Decimal(0)
    return Decimal(1).scaleb(-decimals(q)) / 2 * (q.value / written)


def decimals(percent: Quantity) -> int:
    """Decimals of a percentage as written, at least none."""
    m = re.search(r"\.(\d+)", percent.text)
    return len(m[1]) if m else 0


def is_percent(q: Quantity) -> bool:
    return q.number.kind == "percent" and q.number.unit in ("%", "％") and not q.number.about


def possible(percent: Quantity, whole: Decimal) -> bool:
    """Whether some whole number of cases out of ``whole`` has this share."""
    value = percent.number.value or Decimal(0)
    nearest = int((value * whole / 100).to_integral_value(ROUND_HALF_UP))
    return any(
        rounded(Decimal(n) * 100 / whole, decimals(percent)) == value
        for n in (nearest - 1, nearest, nearest + 1)
        if n >= 0
    )
