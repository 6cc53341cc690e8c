"""The year of the 文号 is not the year of the date."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    dates = [m[1] for _, b in of_kind(draft, "date") if (m := re.match(r"\s*(\d{4})", b.text))]
    for at, block in of_kind(draft, "number"):
        m = re.search(r"[〔﹝\[［【（(]\s*(\d{4})", block.text)
        if m and dates and m[1] != dates[-1]:
            yield Hit(at + m.start(1), at + m.end(1), {"year": dates[-1]}, expected=dates[-1])


RULE = Rule(
    id="structure.number-year",
    name="与成文日期不符的文号年份",
    message="应为{year}年：文号年份“{quote}”与成文日期不符。",
    reason="发文字号的年份就是成文的年份。",
    authority="GB/T 9704-2012 7.2.5",
    severity="error",
    check=check,
    fires=(Example(LETTER.replace("〔2026〕31号", "〔2025〕31号")),),
    quiet=(Example(LETTER), Example(DRAFT_LETTER)),
    kinds=ALL_KINDS,
)
