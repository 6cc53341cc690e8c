"""A blank inside running Chinese text."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft

_BEFORE = re.compile(r"第[零一二三四五六七八九十百]+[条章节款]$|(?:中央|委|厅|局|部|府|会|院)$|《[^》]*$")
"""What a blank may follow: an article's number, an organ before another one, a title's own words."""
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff，。；：、]) +(?=[\u4e00-\u9fff])")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in of_kind(draft, "paragraph", "opening", "closing"):
        if re.search(r"[。；]", block.text):
            for m in _BLANK.finditer(block.text):
                if not _BEFORE.search(block.text, 0, m.start()):
                    yield Hit(at + m.start() - 1, at + m.end() + 1)


RULE = Rule(
    id="wording.stray-blank",
    name="夹在汉字中间的空格",
    message="“{quote}”中间多了空格，请删去。",
    reason="汉字之间不空格。",
    authority="GB/T 15834-2011",
    severity="warning",
    check=check,
    fires=(Example(LETTER.replace("继续开展培训", "继续 开展培训")),),
    quiet=(Example(LETTER), Example(LETTER.replace("铸造行业共性", "铸造 App 共性"))),
    kinds=ALL_KINDS,
)
