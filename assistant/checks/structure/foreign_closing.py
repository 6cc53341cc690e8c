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
            letter = "函" in m.group()
            named = next((g for g in ("报告", "答复") if name.endswith(g)), "")
            if letter and name.endswith("函"):
                continue
            if any(re.fullmatch(c, m.group()) for c in form.closing) and not (letter and named):
                continue
            if letter and named == "答复" and form.kind == "reply":
                values = {"expected": "特此答复", "name": "题为“答复”的函件"}
                yield Hit(at + m.start(), at + m.end(), values, "warning", "特此答复", fix="特此答复")
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
        Example(_REPORT.replace("特此通知", "特此函告"), given={"kind": "report"}),
        Example(LETTER.replace("的关心和支持。", "的关心和支持。\n特此函复。")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("的关心和支持。", "的关心和支持。\n特此答复。")),
        Example(LETTER.replace("建议的答复", "建议的复函").replace("的关心和支持。", "的关心和支持。\n特此函复。")),
        Example(OPINION, given={"kind": "opinion"}),
        Example(_REPORT.replace("特此通知", "特此报告"), given={"kind": "report"}),
        Example(_REPORT.replace("的报告", "的函").replace("特此通知", "特此函达"), given={"kind": "report"}),
        Example(_REPORT.replace("特此通知", "以上报告，请予审议"), given={"kind": "spoken-report"}),
    ),
    kinds=(*REPORTS, "reply", "opinion"),
)
