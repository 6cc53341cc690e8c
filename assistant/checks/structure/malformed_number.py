"""A line for the 文号 of a final letter that has not the form of one."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import of_kind
from assistant.draft import Block, Draft, Run

_FORM = re.compile(
    r"[\u4e00-\u9fff]{2,14}\s*[〔﹝\[［【（(]\s*\d{4}\s*年?\s*[〕﹞\]］】）)]\s*第?[\s\d]*号(?:\s|[A-D]类|签发人|$)"
)
"""Brackets and zeros are judged by structure.number-form, a blank 序号 by structure.open-at-signing."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.final:
        return
    for at, block in of_kind(draft, "number"):
        if not _FORM.match(block.text.strip()):
            yield Hit(at, at + len(block.text))


_BAD = Draft("reply", "终稿", (Block("title", (Run("关于建议的答复"),)), Block("number", (Run("乱写"),))))

RULE = Rule(
    id="structure.malformed-number",
    name="乱写的发文字号",
    message="应如“×函〔2026〕3号”：“{quote}”不是发文字号。",
    reason="发文字号由发文机关代字、年份、发文顺序号组成，缺一不可。",
    authority="GB/T 9704-2012 7.2.5；《党政机关公文处理工作条例》第九条",
    severity="error",
    check=check,
    fires=(
        Example(draft=_BAD, given={"stage": "终稿"}),
        Example(LETTER.replace("〔2026〕31号", "〔26〕31号"), given={"stage": "终稿"}),
    ),
    quiet=(
        Example(LETTER, given={"stage": "终稿"}),
        Example(LETTER.replace("〔2026〕31号", "〔2026〕31号　　签发人：某某"), given={"stage": "终稿"}),
        Example(DRAFT_LETTER),
    ),
    kinds=(*REPORTS, "reply", "opinion"),
)
