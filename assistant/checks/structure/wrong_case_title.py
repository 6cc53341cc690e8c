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

_QUOTED = re.compile(r"《(关于[^《》\n]*(?:《[^》]*》[^《》\n]*)*)》|“(关于[^“”\n]*)”")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    title = context.proposal.title if context.proposal else ""
    if not title:
        return
    for at, block in of_kind(draft, "opening"):
        named = list(_QUOTED.finditer(block.text))
        if any(key(m[1] or m[2]) == key(title) for m in named):
            continue
        for m in named:
            quoted = m[1] or m[2]
            received = quoted.endswith(("建议", "提案")) and re.match("[^。；]{0,30}收悉", block.text[m.end() :])
            near = SequenceMatcher(None, key(quoted), key(title), autojunk=False).ratio() >= 0.4
            if received or near:
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
        Example(re.sub("《关于[^》]*的建议》", "《关于推广丘陵农机的建议》", LETTER), given={"proposal": PROPOSAL}),
    ),
    quiet=(Example(LETTER, given={"proposal": PROPOSAL}), Example(LETTER)),
)
