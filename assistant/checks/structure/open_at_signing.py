"""文号 or date left open in a letter that is called final."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.final:
        return
    for at, block in of_kind(draft, "number"):
        if re.search(r"[〕）\]]\s*号", block.text):
            yield Hit(at, at + len(block.text), {"what": "发文字号的序号"})
    for at, block in of_kind(draft, "date"):
        if not re.search(r"\d\s*日|[一二三四五六七八九十]\s*日|[.\-/]\d", block.text):
            yield Hit(at, at + len(block.text), {"what": "成文日期"})


RULE = Rule(
    id="structure.open-at-signing",
    name="终稿里空着的文号或日期",
    message="应填写{what}：终稿里还空着。",
    reason="文号和成文日期在签发时给定；送审稿空着是对的，终稿空着不能发出。",
    authority="GB/T 9704-2012 7.2.5、7.3.5；《党政机关公文处理工作条例》第九条",
    severity="error",
    check=check,
    fires=(Example(DRAFT_LETTER, given={"stage": "终稿"}),),
    quiet=(Example(DRAFT_LETTER), Example(LETTER, given={"stage": "终稿"})),
    kinds=(*REPORTS, "reply", "opinion"),
)
