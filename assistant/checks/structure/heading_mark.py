"""The wrong mark after a heading's number."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft

_WRONG = re.compile(
    r"\s*(?:(?P<a>[一二三四五六七八九十]+)[.．，,]|[（(](?P<b>[一二三四五六七八九十]+)[）)](?P<after>、)?)(?!\d)"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in blocks(draft):
        m = _WRONG.match(block.text) if block.kind in ("heading", "paragraph") else None
        if not m:
            continue
        right = f"{m['a']}、" if m["a"] else f"（{m['b']}）"
        if m.group().strip() != right:
            yield Hit(at + m.end() - len(m.group().strip()), at + m.end(), {"expected": right}, expected=right)


RULE = Rule(
    id="structure.heading-mark",
    name="写法不规范的标题序号",
    message="序号“{quote}”应写作“{expected}”。",
    reason="“一、”后用顿号，“（一）”用全角括号、后面不加标点。",
    authority="GB/T 9704-2012 7.3.3；GB/T 15834-2011 附录",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("一、关于", "一.关于")),
        Example(LETTER.replace("一、关于", "(一)关于")),
        Example(LETTER.replace("一、关于", "（一）、关于")),
    ),
    quiet=(Example(LETTER), Example(LETTER.replace("我厅已梳理", "（一）我厅已梳理"))),
    kinds=ALL_KINDS,
)
