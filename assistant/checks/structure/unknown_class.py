"""A class mark that no scheme has."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft

_MARK = re.compile(r"(?:类\s*别\s*[:：]\s*|办理结果\s*[:：]\s*|[（(])[（(]?([D-Z])(?:类)?|(?<![A-Za-z])([D-Z])\s*类")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    marks = context.profile.classes.marks
    for at, block in of_kind(draft, "class-mark", "number"):
        for m in _MARK.finditer(block.text):
            n = 1 if m[1] else 2
            if m[n] == "D" and "D" not in marks:
                values = {"right": "、".join(marks), "why": "本单位配置里"}
                yield Hit(at + m.start(n), at + m.end(n), values, "warning")
            elif m[n] != "D":
                yield Hit(at + m.start(n), at + m.end(n), {"right": "A、B、C（有的地方有D）", "why": ""})


RULE = Rule(
    id="structure.unknown-class",
    name="没有的办理结果类别",
    message="应为{right}：{why}没有“{quote}”类。",
    reason="办理结果分三类或四类，用字母标注，超出的多半是误写。",
    authority="各地建议提案办理办法：办理结果分A、B、C（D）类",
    severity="error",
    check=check,
    fires=(
        Example("类别：E\n" + LETTER),
        Example("类别：D\n" + LETTER),
        Example(LETTER.replace("31号", "31号　　E类")),
    ),
    quiet=(Example("类别：B\n" + LETTER), Example(LETTER.replace("31号", "31号　　A类"))),
    kinds=("reply",),
)
