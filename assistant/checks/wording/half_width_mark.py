"""Half-width punctuation between Chinese characters."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_HAN = r"[\u4e00-\u9fff”》）〕]"
_MARK = re.compile(
    rf"(?<={_HAN})[,;:?!](?=\s?[\u4e00-\u9fff“《（]|\s*$)|\((?=[^()\n]*[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\)|\"(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\"",
    re.MULTILINE,
)
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", '"': "“”"}


_MANY = 8
"""From so many on it is the habit of the whole text, said once."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    covered = [
        (at, at + len(b.text)) for at, b in of_kind(draft, "salutation", "table")
    ]  # the colon has a rule of its own
    found = [m for m in _MARK.finditer(visible(draft)) if not any(a <= m.start() < b for a, b in covered)]
    more = f"（全文共{len(found)}处）" if len(found) >= _MANY else ""
    for m in found[:1] if more else found:
        yield Hit(*m.span(), {"expected": _WIDE[m.group()], "more": more}, expected=_WIDE[m.group()])


RULE = Rule(
    id="wording.half-width-mark",
    name="半角标点",
    message="汉字之间的“{quote}”应改为全角“{expected}”{more}。",
    reason="中文用全角标点。",
    authority="GB/T 15834-2011",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步，", "下一步,")),
        Example(LETTER.replace("完成指引初稿", "完成指引(初稿)")),
        Example(LETTER.replace("完成指引初稿", '完成"指引"初稿')),
    ),
    quiet=(Example(LETTER), Example(LETTER.replace("下一步，", "电话0431-80001234,传真同号（1,234家）。下一步，"))),
    kinds=ALL_KINDS,
)
