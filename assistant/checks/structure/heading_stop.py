"""A title or heading that ends with a full stop."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import NUMBERED, Paragraph, of_kind, paragraphs
from assistant.draft import Draft

_STOPS = "。，；、,;."
_LONGEST = 40


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in of_kind(draft, "title"):
        line = block.text.rstrip()
        if line.endswith(tuple(_STOPS)):
            yield Hit(at + len(line) - 1, at + len(line), {"what": "标题"}, fix="")
    found = paragraphs(draft)
    bare = Counter(_style(p) for p in found if _style(p) and not re.search("[。；：;:]", p.text))
    for p, below in pairwise(found):
        style = _style(p)
        stopped = p.text.endswith("。") and p.text.count("。") == 1 and len(p.text) <= _LONGEST
        deeper = below.kind in ("paragraph", "heading") and (not _style(below) or style < _style(below))
        if style and stopped and bare[style] and deeper:
            end = len(p.text)
            yield Hit(*p.span(end - 1, end), {"what": "小标题"}, fix="")


def _style(p: Paragraph) -> str:
    m = NUMBERED.match(p.text) if p.kind in ("heading", "paragraph") else None
    return (m.lastgroup or "") if m else ""


RULE = Rule(
    id="structure.heading-stop",
    name="标题末尾的句号",
    message="应删去“{quote}”：{what}末尾不加标点。",
    reason="单独成行的标题末尾不用句号。",
    authority="GB/T 15834-2011 附录A：标题的末尾一般不用标点",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("建议的答复\n", "建议的答复。\n", 1)),
        Example(LETTER.replace("一、关于编制改造指引", "一、关于编制改造指引。")),
    ),
    quiet=(
        Example(LETTER),
        Example(
            LETTER.replace("一、关于编制改造指引\n", "一、关于编制改造指引。").replace(
                "二、关于培训管理人员\n", "二、关于培训管理人员。"
            )
        ),
    ),
    kinds=ALL_KINDS,
)
