"""Numbered headings that skip, repeat or go back."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft
from assistant.numerals.chinese import read

_MARK = re.compile(
    r"[\s*#]*(?:(?P<a>[一二三四五六七八九十]+)、|[（(](?P<b>[一二三四五六七八九十]+)[）)]|(?P<c>\d{1,2})[.．](?!\d))"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    last = {1: 0, 2: 0, 3: 0}
    fresh = {1: True, 2: True, 3: True}
    for at, block in blocks(draft):
        m = _MARK.match(block.text) if block.kind in ("heading", "paragraph") else None
        if not m:
            continue
        level = 1 if m["a"] else 2 if m["b"] else 3
        number = int(m["c"]) if m["c"] else int(read(m["a"] or m["b"]) or 0)
        if number not in (1, last[level] + 1) or (number == 1 and level > 1 and last[level] == 1 and not fresh[level]):
            yield Hit(at + m.start(), at + m.end(), {"last": str(last[level]), "next": str(last[level] + 1)})
        elif number == 1 and level == 1 and last[1] == 1:
            yield Hit(at + m.start(), at + m.end(), {"last": "1", "next": "2"})
        last[level], fresh[level] = number, False
        for deeper in range(level + 1, 4):
            fresh[deeper] = True
            if deeper == 3:
                last[3] = 0  # （N） may run on through 一、 and 二、; N. may not


RULE = Rule(
    id="structure.heading-order",
    name="跳号、重号的标题",
    message="序号“{quote}”不连续：同级的前一个是{last}，这里应是{next}，请检查是否漏段或重号。",
    reason="序号跳号、重号，说明有段落被删掉或重复。",
    authority="GB/T 9704-2012 7.3.3；knowledge_base/facts/letters.toml",
    severity="error",
    check=check,
    fires=(Example(LETTER.replace("二、关于", "三、关于")), Example(LETTER.replace("二、关于", "一、关于"))),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("我厅已梳理", "（一）我厅已梳理").replace("2025年全省培训", "（一）2025年全省培训")),
    ),
    kinds=ALL_KINDS,
)
