"""A number of our own draft that stands as plain text."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import own_draft
from assistant.checks.view import body_numbers, run_at
from assistant.draft import Draft, Run


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.own:
        return
    for at, block, number in body_numbers(draft):
        if block.runs[run_at(block, number.start)].kind == "text":
            yield Hit(at + number.start, at + number.end, verdict="unsupported")


RULE = Rule(
    id="figures.unbound-figure",
    name="没有来源的数字",
    message="“{quote}”没有来源，请补上出处，或改为〔待核实〕，或删去。",
    reason="答复函里的每个数字都要能指出出自哪份材料的哪一处；没有来源的数字无法复核。",
    authority="本系统的基本约定（docs/adr）",
    severity="error",
    check=check,
    fires=(
        Example(draft=own_draft(Run("去年投入2870万元。")), given={"own": True}),
        Example(draft=own_draft(Run("比上年提高了百分之三十。")), given={"own": True}),
    ),
    quiet=(
        Example(
            draft=own_draft(Run("全省培训企业管理人员"), Run("1260人次", "figure", "F1"), Run("。")),
            given={"own": True},
        ),
        Example(draft=own_draft(Run("一是2026年推进5G应用，二是完善“十五五”规划。")), given={"own": True}),
        Example(
            draft=own_draft(Run("投入"), Run("〔待核实：2870万元〕", "unverified"), Run("。")), given={"own": True}
        ),
    ),
)
