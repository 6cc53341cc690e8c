"""The salutation doesn't end with a full-width colon."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in of_kind(draft, "salutation"):
        line = block.text.rstrip()
        if not line.endswith("："):
            yield Hit(at, at + len(line), expected=line.rstrip(":：,，") + "：")


RULE = Rule(
    id="structure.salutation-colon",
    name="没有全角冒号的称谓",
    message="称谓“{quote}”后应为全角冒号“：”，请改正。",
    reason="主送机关（称谓）末尾标全角冒号。",
    authority="GB/T 9704-2012 7.3.2",
    severity="error",
    check=check,
    fires=(Example(LETTER.replace("林某代表：", "林某代表:")), Example(LETTER.replace("林某代表：", "林某代表"))),
    quiet=(Example(LETTER),),
)
