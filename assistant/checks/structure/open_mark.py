"""〔待补充〕 and 〔待核实〕 that are still in the letter."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for start, end, _, run in draft.spans():
        if run.kind in ("missing", "unverified"):
            what = "补写" if run.kind == "missing" else "核实"
            yield Hit(start, end, {"what": what}, "error" if context.final else "warning")


_OPEN = LETTER.replace("1260人次", "〔待核实：1260人次〕")

RULE = Rule(
    id="structure.open-mark",
    name="没有处理的待补充、待核实",
    message="“{quote}”还没有{what}，送出前请处理。",
    reason="标记是留给承办人的，不能发给代表委员。",
    authority="本系统的基本约定（docs/adr）",
    severity="warning",
    check=check,
    fires=(
        Example(_OPEN),
        Example(_OPEN, given={"stage": "终稿"}),
        Example(LETTER.replace("完成指引初稿", "〔待补充：进展〕")),
    ),
    quiet=(Example(LETTER.replace("，0431-80001234", "")),),
    kinds=ALL_KINDS,
)
