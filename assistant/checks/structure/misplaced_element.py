"""The parts of the letter stand in the wrong order."""

from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import letters
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import blocks
from assistant.draft import Draft

_NAMES = {
    "title": "标题", "salutation": "称谓", "opening": "开头语", "body": "正文", "closing": "结束语", "signature": "署名",
    "date": "成文日期", "copies": "抄送", "attachment": "附件说明",
}  # fmt: skip


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    order = letters().order
    last, last_name = -1, ""
    for at, block in blocks(draft):
        part = block.kind if block.kind in order else "body"
        attached = block.kind in ("attachment", "table") and last >= order.index("signature")
        if not block.text.strip() or part not in _NAMES or attached:
            continue  # number, class mark and notes stand in different places; what is attached stands below the date
        if order.index(part) < last:
            yield Hit(at, at + len(block.text), {"element": _NAMES[part], "before": last_name})
            return
        last, last_name = order.index(part), _NAMES[part]


_LINES = LETTER.split("\n")

RULE = Rule(
    id="structure.misplaced-element",
    name="放错位置的要素",
    message="{element}应在{before}之前，请调整顺序。",
    reason="公文各要素有固定顺序。",
    authority="GB/T 9704-2012 第7部分；knowledge_base/facts/letters.toml",
    severity="error",
    check=check,
    fires=(
        Example("\n".join([*_LINES[:9], _LINES[10], _LINES[9]])),
        Example("\n".join([*_LINES[:8], _LINES[9], _LINES[8], _LINES[10]])),
    ),
    quiet=(
        Example(LETTER),
        Example(OPINION, given={"kind": "opinion"}),
        Example("\n".join([_LINES[1], _LINES[0], *_LINES[2:]])),
        Example(LETTER + "\n附件\n承办情况统计表\n件别\t主办\t会办\n建议\t17件\t29件\n提案\t47件\t76件"),
    ),
    kinds=(*REPORTS, "reply", "opinion"),
)
