"""The date of the letter written with a zero, dots, a short year or Chinese numerals."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import of_kind, signing_date
from assistant.draft import Draft

_RIGHT = re.compile(r"\d{4}年(?:[1-9]|1[0-2])?月(?:[1-9]|[12]\d|3[01])?日")
_CHINESE_UNTIL = 2012
"""Until the standard of that year dates were written in Chinese numerals."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    signed = signing_date(draft)
    for at, block in of_kind(draft, "date"):
        written = re.sub(r"\s", "", block.text)
        old = signed is not None and signed.year <= _CHINESE_UNTIL and not re.search(r"\d", written)
        if _RIGHT.fullmatch(written) or old:
            continue
        line = block.text.strip()
        start = at + block.text.index(line)
        right = _written(line) or (f"{signed.year}年{signed.month}月{signed.day}日" if signed else "")
        expected = right or "年、月、日标全的阿拉伯数字"
        yield Hit(start, start + len(line), {"expected": expected}, expected=expected, fix=right or None)


def _written(line: str) -> str:
    """The date with only what is wrong in it put right: a zero, a short year, dots; "" where that is not enough."""
    dotted = re.sub(r"^(\d+)[.\-/．－](\d+)[.\-/．－](\d+)$", r"\1年\2月\3日", line)
    full = re.sub(r"^(?=\d\d\s*年)", "20", re.sub(r"(?<!\d)0(?=\d\s*[月日])", "", dotted))
    return full if _RIGHT.fullmatch(re.sub(r"\s", "", full)) else ""


RULE = Rule(
    id="structure.date-form",
    name="写法不规范的成文日期",
    message="应为“{expected}”：成文日期写法不规范。",
    reason="成文日期用阿拉伯数字，年份标全，月、日不编虚位。",
    authority="GB/T 9704-2012 7.3.5",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("2026年5月8日", "2026年05月8日")),
        Example(LETTER.replace("2026年5月8日", "2026.5.8")),
        Example(LETTER.replace("2026年5月8日", "26年5月8日")),
        Example(LETTER.replace("2026年5月8日", "二〇二六年五月八日")),
    ),
    quiet=(Example(LETTER), Example(DRAFT_LETTER), Example(LETTER.replace("2026年5月8日", "二〇〇六年五月八日"))),
    kinds=ALL_KINDS,
)
