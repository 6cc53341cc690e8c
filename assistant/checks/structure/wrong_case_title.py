"""The letter quotes the proposal's title wrongly."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.checks.context import CheckContext
from assistant.checks.papers import key
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, PROPOSAL
from assistant.checks.view import of_kind
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    title = context.proposal.title if context.proposal else ""
    if not title:
        return
    for at, block in of_kind(draft, "opening"):
        for m in re.finditer(r"《(关于[^《》\n]*(?:《[^》]*》[^《》\n]*)*)》|“(关于[^“”\n]*)”", block.text):
            quoted = m[1] or m[2]
            if (
                key(quoted) != key(title)
                and SequenceMatcher(None, key(quoted), key(title), autojunk=False).ratio() >= 0.4
            ):
                yield Hit(at + m.start() + 1, at + m.end() - 1, {"expected": title}, expected=title)


RULE = Rule(
    id="structure.wrong-case-title",
    name="写错的建议提案题目",
    message="题目“{quote}”与原件不一致，原件是“{expected}”，请改正。",
    reason="开头语引用的题目要与原件一字不差。",
    authority="建议提案原件",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("改造的建议》", "改造的建设》"), given={"proposal": PROPOSAL}),
        Example(LETTER.replace("小型铸造", "大型铸造"), given={"proposal": PROPOSAL}),
    ),
    quiet=(Example(LETTER, given={"proposal": PROPOSAL}), Example(LETTER)),
)
