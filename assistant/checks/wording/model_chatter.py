"""What a language model says around its answer, and the marks of other formats."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import leftovers
from assistant.checks.matching import matches
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for start, end, kind in matches(leftovers().chatter, visible(draft)):
        yield Hit(start, end, {"kind": kind})


RULE = Rule(
    id="wording.model-chatter",
    name="大模型留下的话和记号",
    message="“{quote}”是{kind}，请删去。",
    reason="说明稿子是直接粘贴的，没有人看过。",
    authority="knowledge_base/facts/leftovers.toml",
    severity="error",
    check=check,
    fires=(
        Example("以下是根据您的要求起草的答复函：\n" + LETTER),
        Example(LETTER.replace("一、关于", "**一、关于**")),
        Example(LETTER.replace("一、关于", "## 一、关于")),
        Example(LETTER.replace("征求企业意见。", "征求企业意见[3]。")),
        Example(LETTER.replace("1260人次", "⟦F3⟧")),
        Example(LETTER + "\n希望以上内容对您有所帮助，如需修改请告诉我。"),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("意见。", "意见，建立“1+3”机制。")),
        Example(LETTER.replace("感谢您", "希望您继续")),
    ),
    kinds=ALL_KINDS,
)
