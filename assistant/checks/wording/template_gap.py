"""A gap of a template that nobody filled in."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import leftovers
from assistant.checks.matching import matches
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft

_OPEN_AT_SIGNING = ("number", "date")
_HIDDEN = re.compile(
    r"[\u4e00-\u9fff]?[×xX*＊某]{1,3}(?:(?:、[\u4e00-\u9fff]?[×xX*＊某]{1,3})*等?\d*[名位]?(?:代表|委员|同志|先生|女士|公司|企业))"
)
"""A name that a published copy hides."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    public = context.stage == "公开版" or context.kind == "web-copy"
    for at, block in blocks(draft):
        if public and block.kind in ("salutation", "note", "signature"):
            continue  # published copies hide names and numbers so
        text = "".join("\0" * len(r.text) if r.kind in ("missing", "unverified") else r.text for r in block.runs)
        if public:
            text = _HIDDEN.sub(lambda m: "\0" * len(m.group()), text)
        for start, end, _ in matches(leftovers().template, text):
            if block.kind in _OPEN_AT_SIGNING and not text[start:end].strip():
                continue
            yield Hit(at + start, at + end, {"around": text[max(start - 6, 0) : end + 6].strip().replace("\0", "")})


RULE = Rule(
    id="wording.template-gap",
    name="模板里没有填写的空位",
    message="应填写：“{around}”里留着模板的空位。",
    reason="带着空位发出的函件会被退回。",
    authority="knowledge_base/facts/leftovers.toml",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("1260人次", "XX人次")),
        Example(LETTER.replace("1260人次", "××人次")),
        Example(LETTER.replace("初稿", "____初稿")),
        Example(LETTER.replace("初稿", "（此处填写进展）")),
        Example(LETTER.replace("2025年全省", "20XX年全省")),
        Example(LETTER.replace("2025年全省", "X年X月全省")),
        Example(LETTER.replace("初稿", "【填写】初稿")),
    ),
    quiet=(
        Example(LETTER),
        Example(DRAFT_LETTER),
        Example(LETTER.replace("完成指引", "走访林××代表，完成指引"), given={"stage": "公开版"}),
        Example(LETTER.replace("2026年5月8日", "二〇〇六年五月八日")),
    ),
    kinds=ALL_KINDS,
)
