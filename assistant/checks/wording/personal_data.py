"""Telephone and identity numbers and addresses of people in the letter."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, PROPOSAL
from assistant.checks.view import blocks
from assistant.draft import Draft
from assistant.proposal import PersonalData

_ALWAYS = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_PHONE = re.compile(
    r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_CONTACT = ("note", "copies", "attachment")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    known = context.proposal.personal_data if context.proposal else ()
    secret = [re.sub(r"\s", "", p.text) for p in known if p.kind != "name" and len(p.text.strip()) >= 4]
    for at, block in blocks(draft):
        spans = {m.span() for m in _ALWAYS.finditer(block.text)}
        if block.kind not in _CONTACT or context.stage == "公开版":
            spans |= {m.span() for m in _PHONE.finditer(block.text)}
        spans |= {(i, i + len(s)) for s in secret if (i := block.text.find(s)) >= 0}
        for start, end in sorted(spans):
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans):
                yield Hit(at + start, at + end)


_WITH_PHONE = PROPOSAL.with_(
    personal_data=(PersonalData("phone", "0431-80009999", 0, 13), PersonalData("address", "白石县河东路8号", 0, 8))
)

RULE = Rule(
    id="wording.personal-data",
    name="个人信息",
    message="应删去：{quote}。",
    reason="答复会公开、会转送，手机号、身份证号、住址不能出现在正文里。",
    authority="《个人信息保护法》；建议提案复文公开的规定：不公开联系方式",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "您的电话13800138000。下一步")),
        Example(LETTER.replace("下一步", "身份证号220102198001011234。下一步")),
        Example(LETTER.replace("下一步", "住白石县河东路8号。下一步"), given={"proposal": _WITH_PHONE}),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("0431-80001234", "13800138000")),
        Example(LETTER.replace("下一步", "拨打12345热线。下一步")),
    ),
    kinds=ALL_KINDS,
)
