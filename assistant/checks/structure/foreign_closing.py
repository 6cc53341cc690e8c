"""The closing formula of another kind of paper."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import forms, pattern
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import blocks, title
from assistant.draft import Draft

_SHORT = 24
"""Characters up to which a paragraph may be nothing but a closing."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    form = forms().of(context.kind)
    if form is None:
        return
    name = title(draft)[2]
    for at, block in blocks(draft):
        if block.kind != "closing" and (block.kind != "paragraph" or len(block.text.strip()) > _SHORT):
            continue
        for m in pattern(forms().closings.foreign).finditer(block.text):
            if any(re.fullmatch(c, m.group()) for c in form.closing) or (name.endswith("函") and "函" in m.group()):
                continue
            only = form.kind == "report" and name.endswith("报告") and m.group().startswith("特此")
            right = "特此报告" if only else ""
            values = {"expected": right or form.closing_text.rstrip("。") or "与文种相符的结束语", "name": form.name}
            alone = block.text.strip().rstrip("。") == m.group()
            yield Hit(at + m.start(), at + m.end(), values, expected=right, fix=right if right and alone else None)


_REPORT = (
    "关于建议办理情况的报告\n省政府办公厅：\n我厅承办的建议已办结。\n特此通知。\n示例省工业和信息化厅\n2026年5月8日"
)

RULE = Rule(
    id="structure.foreign-closing",
    name="别的文种的结束语",
    message="应为“{expected}”：“{quote}”不是{name}的结束语。",
    reason="结束语要与文种相符。",
    authority="《党政机关公文处理工作条例》第八条；knowledge_base/facts/forms.toml",
    severity="error",
    check=check,
    fires=(
        Example(OPINION.replace("特此函复", "特此报告"), given={"kind": "opinion"}),
        Example(LETTER.replace("的关心和支持。", "的关心和支持。\n特此通知。")),
        Example(_REPORT, given={"kind": "report"}),
        Example(_REPORT.replace("特此通知", "妥否，请批示"), given={"kind": "report"}),
    ),
    quiet=(
        Example(LETTER),
        Example(OPINION, given={"kind": "opinion"}),
        Example(_REPORT.replace("特此通知", "特此报告"), given={"kind": "report"}),
        Example(_REPORT.replace("的报告", "的函").replace("特此通知", "特此函达"), given={"kind": "report"}),
        Example(_REPORT.replace("特此通知", "以上报告，请予审议"), given={"kind": "spoken-report"}),
    ),
    kinds=(*REPORTS, "reply", "opinion"),
)
