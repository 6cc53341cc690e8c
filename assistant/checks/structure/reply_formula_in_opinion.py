"""A 会办意见 that thanks the proposer or carries a class mark."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.facts import letters, pattern
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import OPINION
from assistant.checks.view import blocks
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in blocks(draft):
        if block.kind == "class-mark" and any(c in block.text for c in "ABCD"):
            yield Hit(at, at + len(block.text), {"what": "办理结果类别由主办单位标注"}, "error")
        elif block.kind in ("paragraph", "closing"):
            for m in pattern(letters().opinion.thanks).finditer(block.text):
                yield Hit(at + m.start(), at + m.end(), {"what": "会办意见送主办单位，不向提出人致谢"})


RULE = Rule(
    id="structure.reply-formula-in-opinion",
    name="会办意见里的答复用语",
    message="应删去“{quote}”：{what}。",
    reason="会办意见供主办单位汇总，不直接答复提出人。",
    authority="各地建议提案办理办法：会办单位不直接答复提出人；类别只标在主办件上",
    severity="warning",
    check=check,
    fires=(
        Example(OPINION.replace("特此函复。", "感谢您对工业和信息化工作的关心和支持。"), given={"kind": "opinion"}),
        Example("类别：B\n" + OPINION, given={"kind": "opinion"}),
    ),
    quiet=(Example(OPINION, given={"kind": "opinion"}),),
    kinds=("opinion",),
)
