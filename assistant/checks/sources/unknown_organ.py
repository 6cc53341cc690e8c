"""An organ consulted or credited that the sources don't name, where they name another in its place."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import bare, given, joined
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft

_ORGAN = re.compile(
    r"(?P<level>[省市])(?P<name>(?!直|级|委、|政府|人大|政协)[\u4e00-\u9fff]{2,11}?(?:委员会|办公室|厅|局|委(?!员|托)|院(?!士|长|校)))"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    body = [p for p in paragraphs(draft) if p.kind not in BY_CODE]
    theirs = bare(sources)
    mine = frozenset(o for p in body for o in _organs(p.text) if not context.profile.name.endswith(o))
    held = {o for o in mine if _core(o) in theirs}
    unknown = mine - held
    if not unknown or len(held) < len(unknown):
        return
    text = joined(draft)
    left = [o for o in _organs(theirs) if _core(o) not in text]
    for p in body:
        for m in _ORGAN.finditer(p.text):
            likely = [o for o in left if o[0] == m.group()[0] and o[-1] == m.group()[-1]]
            if m.group() in unknown and len(likely) == 1:
                values = {"what": f"应为{likely[0]}：依据材料如此，正文写的是{m.group()}"}
                yield Hit(*p.span(*m.span()), values, None, likely[0], "contradicted")


@lru_cache(maxsize=512)
def _organs(text: str) -> frozenset[str]:
    return frozenset(m.group() for m in _ORGAN.finditer(text))


def _core(organ: str) -> str:
    """An organ's name without the words that abbreviations leave out."""
    return organ[1:]


RULE = Rule(
    id="sources.unknown-organ",
    name="与材料不一致的单位",
    message="单位：{what}。",
    reason="会商、协办的单位写错，等于替别的单位表了态。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="warning",
    check=check,
    fires=(
        Example(
            LETTER.replace("经研究", "经商省财政厅、省商务厅"),
            given={"sources": {"表.txt": "会商单位：省财政厅、省科学技术厅"}},
        ),
    ),
    quiet=(
        Example(
            LETTER.replace("经研究", "经商省财政厅、省科学技术厅"),
            given={"sources": {"表.txt": "会商单位：省财政厅、省科学技术厅"}},
        ),
        Example(
            LETTER.replace("经研究", "经商省财政厅、省商务厅"), given={"sources": {"表.txt": "会商单位：省财政厅"}}
        ),
    ),
    kinds=ALL_KINDS,
)
