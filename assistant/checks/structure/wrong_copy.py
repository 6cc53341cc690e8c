"""A reply copied to the body of the other kind of case: a 建议 to the 政协, a 提案 to the 人大."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind, title
from assistant.draft import Draft

_NAME = r"[^，。、；：\n]*?"
_BODIES = {
    "建议": (re.compile(rf"{_NAME}政协[^，。、；：\n]*"), "人大代表工作机构"),
    "提案": (re.compile(rf"{_NAME}人大[^，。、；：\n]*"), "政协提案工作机构"),
}
_HEAD = re.compile(r"抄\s*[送报]\s*[:：]\s*")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    head = title(draft)[2]
    named = [k for k in _BODIES if k in re.sub(r"《[^》]*》|“[^”]*”", "", head)]
    kind = context.proposal.kind if context.proposal else named[0] if len(named) == 1 else ""
    if kind not in _BODIES:
        return
    foreign, right = _BODIES[kind]
    own = _BODIES["提案" if kind == "建议" else "建议"][0]
    blocks = of_kind(draft, "copies")
    both = any(own.search(_HEAD.sub("", b.text)) for _, b in blocks)
    for at, block in blocks:
        begin = m.end() if (m := _HEAD.match(block.text)) else 0
        for m in foreign.finditer(block.text, begin):
            yield Hit(at + m.start(), at + m.end(), {"right": right, "kind": kind}, "warning" if both else None)


_COPIED = LETTER.replace("省人大常委会代表工作机构", "省政协提案委员会")

RULE = Rule(
    id="structure.wrong-copy",
    name="抄送错的工作机构",
    message="{kind}应抄送{right}：“{quote}”不是交办这件{kind}的。",
    reason="建议由人大交办、提案由政协交办，抄送错了，交办的一方收不到。",
    authority="各地建议提案办理办法：复函抄送交办的人大（政协）工作机构和政府办公厅（室）",
    severity="error",
    check=check,
    fires=(
        Example(_COPIED),
        Example(LETTER.replace("人大五次会议", "政协五次会议").replace("建议的答复", "提案的答复")),
    ),
    quiet=(
        Example(LETTER),
        Example(_COPIED.replace("人大五次会议", "政协五次会议").replace("建议的答复", "提案的答复")),
    ),
    kinds=("reply",),
)
