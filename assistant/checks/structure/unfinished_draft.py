"""A draft whose writing was stopped or broke off."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import own_draft
from assistant.draft import Draft, Run

_WHY = {"interrupted": "起草时被停止", "incomplete": "起草中断"}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    if draft.state != "complete":
        end = len(draft.text)
        yield Hit(end, end, {"why": _WHY[draft.state]})


_WHOLE = own_draft(Run("已完成。"))

RULE = Rule(
    id="structure.unfinished-draft",
    name="没有写完的稿子",
    message="稿子没有写完（{why}），请补写或重新起草后再送审。",
    reason="停止或中断的稿子不能当作完整的稿子送出。",
    authority="本系统的基本约定（docs/adr）",
    severity="error",
    check=check,
    fires=(Example(draft=replace(_WHOLE, state="interrupted")), Example(draft=replace(_WHOLE, state="incomplete"))),
    quiet=(Example(draft=_WHOLE),),
    kinds=ALL_KINDS,
)
