"""An attachment that the text names and the paper doesn't list, or a list of attachments with a gap."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft

_NAMED = re.compile(r"(?:[详具]?见|参见|附后的?)(?:本[^，。；]{0,4}的?)?附件\s*(\d{1,2})?|[（(]附件\s*(\d{1,2})?[）)]")
_LISTED = re.compile(r"^\s*附件?\s*(\d{0,2})\s*[:：]?|^\s*(\d{1,2})[.．]")
_QUOTED = re.compile(r"《[^》\n]*》|“[^”\n]*”")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    if "附件" not in draft.text:
        return
    listed, count = _listed(draft)
    for at, block in blocks(draft):
        if block.kind not in ("paragraph", "heading", "opening", "closing"):
            continue
        text = _QUOTED.sub(lambda m: "\0" * len(m.group()), block.text)
        for m in _NAMED.finditer(text):
            number = int(m[1] or m[2] or 0)
            if not listed:
                yield Hit(at + m.start(), at + m.end(), {"what": "正文提到附件，文末没有附件说明"})
            elif number > max(count, 1):
                yield Hit(at + m.start(), at + m.end(), {"what": f"文末只列了{max(count, 1)}个附件"})


def _listed(draft: Draft) -> tuple[bool, int]:
    """Whether attachments are listed or attached, and the highest number among them."""
    listed, highest = False, 0
    for _, block in blocks(draft):
        text = block.text.strip()
        if block.kind == "attachment" or re.match(r"附件?\s*\d{0,2}\s*(?:[:：]|$)", text):
            listed = True
        if listed and block.kind not in ("signature", "date"):
            marks = re.findall(r"附件\s*(\d{1,2})|(?:^|[:：\s])(\d{1,2})[.．](?!\d)", text)
            highest = max([highest, *(int(a or b) for a, b in marks)])
    return listed, highest


_WITH = LETTER.replace("初稿，目前", "初稿（见附件），目前")

RULE = Rule(
    id="structure.missing-attachment",
    name="提到而没有的附件",
    message="应列出附件：{what}，请补上或删去“{quote}”。",
    reason="正文提到的附件要在附件说明里列出并附上。",
    authority="GB/T 9704-2012 7.3.4、7.3.7",
    severity="warning",
    check=check,
    fires=(
        Example(_WITH),
        Example(
            _WITH.replace("见附件", "见附件3").replace(
                "示例省工业和信息化厅\n", "附件：1.指引目录\n　　　2.企业名单\n示例省工业和信息化厅\n"
            )
        ),
    ),
    quiet=(
        Example(LETTER),
        Example(_WITH.replace("\n示例省工业和信息化厅\n", "\n附件：指引目录\n示例省工业和信息化厅\n")),
        Example(_WITH + "\n附件\n指引目录"),
    ),
    kinds=ALL_KINDS,
)
