"""Committee members addressed as deputies in the text, or the other way round."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import blocks, of_kind
from assistant.draft import Draft

_TO_THEM = re.compile(
    r"(?:感谢|恳请|希望|敬请|请)(?:各位|广大|您|你们)?(?P<term>代表|委员)(?:们)?(?!团|大会|会|[、和及与]|性|建议|提案|所|人)|各位(?P<term2>代表|委员)(?![、和及与]|会)"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    term = _term(draft, context)
    if not term:
        return
    for at, block in blocks(draft):
        if block.kind not in ("opening", "paragraph", "closing"):
            continue
        for m in _TO_THEM.finditer(block.text):
            group = "term" if m["term"] else "term2"
            if m[group] != term:
                yield Hit(at + m.start(group), at + m.end(group), {"expected": term}, expected=term)


def _term(draft: Draft, context: CheckContext) -> str:
    if context.proposal and context.proposal.proposers:
        types = {p.type for p in context.proposal.proposers}
        return "代表" if types == {"代表"} else "委员" if types == {"委员"} else ""
    lines = of_kind(draft, "salutation")
    found = re.search(r"(代表|委员)[：:]?$", lines[0][1].text.strip()) if lines else None
    return found[1] if found else ""


RULE = Rule(
    id="wording.swapped-proposer-term",
    name="混淆的代表和委员",
    message="这里应称“{expected}”，请改正。",
    reason="给委员的信里感谢“各位代表”，说明套用了别的稿子。",
    authority="建议提案原件",
    severity="error",
    check=check,
    fires=(Example(LETTER.replace("感谢您", "感谢各位委员")),),
    quiet=(
        Example(LETTER.replace("感谢您", "感谢各位代表")),
        Example(LETTER.replace("下一步", "邀请代表、委员参加。下一步")),
    ),
    kinds=("reply",),
)
