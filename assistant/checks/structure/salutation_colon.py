"""The line that addresses someone doesn't end with a full-width colon."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in of_kind(draft, "salutation"):
        line = block.text.strip()
        if not line.endswith("："):
            start = at + block.text.index(line)
            right = line.rstrip(":：,，。；;") + "："
            yield Hit(start, start + len(line), {"expected": right}, expected=right, fix=right)


_REPORT = (
    "关于建议办理情况的报告\n省政府办公厅：\n我厅承办的建议已办结。\n特此报告。\n示例省工业和信息化厅\n2026年5月8日"
)

RULE = Rule(
    id="structure.salutation-colon",
    name="没有全角冒号的称谓、主送机关",
    message="应为“{expected}”：称谓、主送机关后用全角冒号。",
    reason="主送机关（称谓）末尾标全角冒号。",
    authority="GB/T 9704-2012 7.3.2",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("林某代表：", "林某代表:")),
        Example(LETTER.replace("林某代表：", "林某代表")),
        Example(_REPORT.replace("办公厅：", "办公厅:"), given={"kind": "report"}),
        Example(_REPORT.replace("办公厅：", "办公厅"), given={"kind": "report"}),
    ),
    quiet=(Example(LETTER), Example(_REPORT, given={"kind": "report"})),
    kinds=ALL_KINDS,
)
