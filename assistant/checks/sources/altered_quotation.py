"""Words in quotation marks that a source has otherwise."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, bare, given
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import paragraphs
from assistant.draft import Draft

_QUOTED = re.compile(r"“([^“”\n]{8,160})”")
_ALIKE = 0.8


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    text = _bare(bare(sources))
    for p in paragraphs(draft):
        for m in _QUOTED.finditer(p.text):
            own = _bare(m[1])
            if own in text:
                continue
            near = [q for q in _quotations(sources) if abs(len(_bare(q)) - len(own)) <= 4 and _alike(own, _bare(q))]
            if len(near) == 1:
                short = near[0] if len(near[0]) <= 24 else f"{near[0][:23]}…"
                yield Hit(*p.span(m.start(1), m.end(1)), {"right": short}, None, near[0], "contradicted", fix=near[0])


@lru_cache(maxsize=16)
def _quotations(sources: Texts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m[1] for m in _QUOTED.finditer(bare(sources))))


@lru_cache(maxsize=64)
def _bare(text: str) -> str:
    """Its characters without marks, blanks and what a PDF leaves between them."""
    return re.sub(r"[^\u4e00-\u9fffA-Za-z\d]", "", text)


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


_SHEET = {"sources": {"条文.txt": "第二十一条：“县级以上人民政府应当将培训经费列入预算。”"}}
_QUOTING = LETTER.replace("我厅已梳理", "“县级以上人民政府{}将培训经费列入预算。”我厅已梳理")

RULE = Rule(
    id="sources.altered-quotation",
    name="被改动的引文",
    message="引文应为“{right}”。",
    reason="引号里的话要一字不差；“应当”改成“可以”，意思就反了。",
    authority="GB/T 15834—2011 4.8；《党政机关公文处理工作条例》第十九条",
    severity="error",
    check=check,
    fires=(Example(_QUOTING.format("可以"), given=_SHEET),),
    quiet=(Example(_QUOTING.format("应当"), given=_SHEET), Example(_QUOTING.format("可以"))),
    kinds=ALL_KINDS,
)
