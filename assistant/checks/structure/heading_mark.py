"""The wrong mark after a heading's number."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.structure import heading_order
from assistant.checks.view import NUMBERED, paragraphs
from assistant.draft import Draft

_WRONG = re.compile(
    r"(?:(?P<a>[一二三四五六七八九十]+)[.．，,:：·](?![一二三四五六七八九十]|\d(?!\d{3}年))|[（(](?P<b>[一二三四五六七八九十]+)[）)](?P<after>[、.．，,])?|(?P<c>\d{1,2})(?P<dot>[、，,．.])(?!\d(?!\d{3}年))|[（(](?P<d>\d{1,2})[）)](?P<behind>[、.．，,])?)"
)
_HABIT = 3
"""A mark that the whole paper uses for so many headings is one habit, told once."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    found = [
        (p, m)
        for p in paragraphs(draft)
        if p.kind in ("heading", "paragraph") and (m := _WRONG.match(p.text)) is not None
    ]
    dotted = sum(m["dot"] == "." for _, m in found)
    wrong = [(p, m, right) for p, m in found if (right := _right(m, dots=dotted)) != m.group()]
    marked = [p for p in paragraphs(draft) if p.kind in ("heading", "paragraph") and NUMBERED.match(p.text)]
    if any(m["c"] for _, m, _ in wrong):  # 2、 that should be 二、 is not a matter of its dot
        strange = {h.start for h in heading_order.check(draft, context)}
        wrong = [(p, m, right) for p, m, right in wrong if not m["c"] or p.start not in strange]
    habit = len(wrong) >= _HABIT and len(wrong) * 2 > len(marked)
    for p, m, right in wrong[:1] if habit else wrong:
        start, end = p.span(0, m.end())
        detail = f"全文有{len(wrong)}处序号这样写，请一并改正。" if habit else ""
        yield Hit(
            start, end, {"expected": right}, "warning" if habit or m["c"] else None, right, detail=detail, fix=right
        )


def _right(m: re.Match[str], *, dots: int) -> str:
    """How the mark should be written. 1、 is common and let pass where the paper doesn't write 1. elsewhere."""
    if m["a"]:
        return f"{m['a']}、"
    if m["b"]:
        return f"（{m['b']}）"
    if m["d"]:
        return f"（{m['d']}）"
    return m.group() if m["dot"] in ".．" or (m["dot"] == "、" and dots < 2) else f"{m['c']}."


RULE = Rule(
    id="structure.heading-mark",
    name="写法不规范的标题序号",
    message="应为“{expected}”：序号“{quote}”写法不规范。",
    reason="“一、”后用顿号，“（一）”“（1）”用全角括号、后面不加标点，“1.”后用下脚点。",
    authority="GB/T 9704-2012 7.3.3；GB/T 15834-2011 附录",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("一、关于", "一.关于")),
        Example(LETTER.replace("一、关于", "(一)关于")),
        Example(LETTER.replace("一、关于", "（一）、关于")),
        Example(LETTER.replace("我厅已梳理", "1.已梳理。\n2.已评审。\n3、我厅已梳理")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("我厅已梳理", "（一）我厅已梳理")),
        Example(LETTER.replace("我厅已梳理", "1、已梳理。\n2、我厅已梳理")),
    ),
    kinds=ALL_KINDS,
)
