"""A gap of a template that nobody filled in."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import leftovers
from assistant.checks.matching import matches
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for at, block in blocks(draft):
        if context.stage == "公开版" and block.kind in ("salutation", "note", "signature"):
            continue  # published copies hide names and numbers so
        text = "".join("\0" * len(r.text) if r.kind in ("missing", "unverified") else r.text for r in block.runs)
        for start, end, _ in matches(leftovers().template, text):
            yield Hit(at + start, at + end)


RULE = Rule(
    id="wording.template-gap",
    name="模板里没有填写的空位",
    message="“{quote}”是模板留的空位，请填写。",
    reason="带着空位发出的函件会被退回。",
    authority="knowledge_base/facts/leftovers.toml",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("1260人次", "XX人次")),
        Example(LETTER.replace("1260人次", "××人次")),
        Example(LETTER.replace("初稿", "____初稿")),
        Example(LETTER.replace("初稿", "（此处填写进展）")),
    ),
    quiet=(Example(LETTER), Example(DRAFT_LETTER)),
    kinds=ALL_KINDS,
)
