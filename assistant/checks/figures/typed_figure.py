"""A number that the writer typed instead of taking it from the sheet of figures."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import own_draft
from assistant.draft import Draft, Run


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.own:
        return
    for start, end, _, run in draft.spans():
        if run.kind == "figure" and run.note:
            figure = draft.figures.get(run.ref)
            yield Hit(start, end, verdict="supported", source=figure.source if figure else None)


_NOTE = "直接写出的数字，已对应到来源。"

RULE = Rule(
    id="figures.typed-figure",
    name="绕过数据表直接写出的数字",
    message="“{quote}”是起草时直接写出的，系统按数值、单位和上下文对应到了来源，请打开来源核对一遍。",
    reason="直接写出的数字即使数值相同，也可能说的不是同一件事。",
    authority="本系统的基本约定（docs/adr）",
    severity="warning",
    check=check,
    fires=(Example(draft=own_draft(Run("培训"), Run("1260人次", "figure", "F1", _NOTE)), given={"own": True}),),
    quiet=(Example(draft=own_draft(Run("培训"), Run("1260人次", "figure", "F1")), given={"own": True}),),
)
