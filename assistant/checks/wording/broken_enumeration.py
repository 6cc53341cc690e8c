"""一是, 二是, 四是: an enumeration that skips or repeats."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft

_POINT = re.compile(r"(?:(?<=[。；，：、\s])|^)([一二三四五六七八九])(?:是|要)(?!否|\1)")
_ORDER = "一二三四五六七八九"


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    expected = 0
    for at, block in of_kind(draft, "paragraph", "heading"):
        if block.kind == "heading":
            expected = 0
        for m in _POINT.finditer(block.text):
            n = _ORDER.index(m[1])
            if n not in (0, expected):
                yield Hit(at + m.start(), at + m.end(), {"expected": _ORDER[min(expected, 8)] + m.group()[1]})
            expected = n + 1


RULE = Rule(
    id="wording.broken-enumeration",
    name="跳号、重号的分述",
    message="这里应是“{expected}”，写的是“{quote}”，请检查是否漏写或重复。",
    reason="分述的序次要连续。",
    authority="GB/T 15834-2011 附录：序次语",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步，", "下一步，一是宣传，二是培训，四是评估，")),
        Example(LETTER.replace("下一步，", "下一步，一是宣传，一是培训，三是评估，")),
    ),
    quiet=(Example(LETTER.replace("下一步，", "下一步，一是宣传，二是培训，三是评估；要一是一、二是二地办理，")),),
    kinds=ALL_KINDS,
)
