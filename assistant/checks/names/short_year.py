"""A year written with two digits in running text."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import unquoted
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.timing import signed, subject_year
from assistant.checks.view import blocks, visible
from assistant.draft import Draft

_SHORT = re.compile(
    r"(?<![\d.\-—~～年近第过逾超余约前后])['’]?(?P<year>[0-3]\d)年(?P<what>(?=\d{1,2}月)|(?=初(?!步|级|中)|底|末|春|秋|上半年|下半年|第?[一二三四]季度)|度(?=[\u4e00-\u9fff])|(?=[，,]))"
)
_NEAR = 3
"""Without a month the two digits are a year only when they are about as late as the paper."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = unquoted(visible(draft))
    day, about = signed(draft), subject_year(draft)
    now = day.year if day else about.year if about else None
    for at, block in blocks(draft):
        if block.kind == "date":
            continue
        for m in _SHORT.finditer(text, at, at + len(block.text)):
            year = 2000 + int(m["year"])
            month = text[m.end() : m.end() + 1].isdigit()
            if (month and now is None) or (now and abs(now - year) <= (_NEAR if not month else 30)):
                start = m.start("year")
                yield Hit(start, start + 3, {"year": str(year)}, expected=f"{year}年", fix=f"{year}年")


RULE = Rule(
    id="names.short-year",
    name="两位数的年份",
    message="应为{year}年：年份要写四位，这里写的是“{quote}”。",
    reason="年份用四位数字，不简写。",
    authority="GB/T 15835-2011 5.1",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "25年7月印发指引。下一步")),
        Example(LETTER.replace("2025年全省", "25年，全省")),
        Example(LETTER.replace("下一步", "我厅25年底完成改造。下一步")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("下一步", "企业成立20年，近10年来稳步发展，贷款期限15年。下一步")),
        Example(LETTER.replace("下一步", "2024—25年度。下一步")),
    ),
    kinds=ALL_KINDS,
)
