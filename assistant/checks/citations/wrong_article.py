"""An article number under which the cited paper says something else."""

import re
from collections.abc import Iterator

from assistant.checks.basis import Basis, articles, bases, chinese, short_names
from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LAW, LETTER, PAYING
from assistant.checks.view import blocks
from assistant.draft import Draft

_CLAIM = re.compile(r"[^。\n]*")
_OURS = re.compile(r"[，；,;](?=(?:我[省市县厅局委办部院]|下一步|目前|近年|今年|去年|截至|将|已|《))")
_SHORTEST = 10
"""Character pairs of the words after the citation without which nothing can be said."""
_HELD = 0.5
"""Share of those pairs from which an article holds what is claimed."""
_APART = 0.25
"""How much less of them the article named must hold."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.lookup is None:
        return
    short = short_names(draft.text)
    for at, block in blocks(draft):
        for basis in bases(block.text, context, short):
            if not basis.article:
                continue
            outcomes = [_wrong(basis, text, _claim(block.text, basis)) for _, text in basis.texts]
            if all(outcomes):  # one version that agrees is enough
                expected = next((o for o in outcomes if o and o != _NONE), "")
                why = f"这里说的是{expected}的内容" if expected else "没有这一条"
                yield Hit(
                    at + basis.article_start,
                    at + basis.end,
                    {"title": basis.title, "why": why},
                    expected=expected,
                    verdict="contradicted",
                )


_NONE = "none"


def _wrong(basis: Basis, text: str, claim: str) -> str:
    """The article that is meant, ``_NONE`` when the paper has no such article, empty when nothing is wrong."""
    held = articles(text)
    if len(held) < 2:
        return ""
    pairs = _pairs(claim)
    shares = {n: len(pairs & _pairs(body)) / len(pairs) for n, body in held.items()} if len(pairs) >= _SHORTEST else {}
    best = max(shares, key=lambda n: shares[n], default=0)
    if best and shares[best] >= _HELD and shares.get(basis.article, 0.0) < shares[best] - _APART:
        return f"第{chinese(best)}条"
    return _NONE if basis.article > max(held) else ""


def _claim(text: str, basis: Basis) -> str:
    """What the sentence says the article says."""
    m = _CLAIM.match(text, basis.end)
    words = m.group() if m else ""
    own = _OURS.search(words, 1)
    return words[: own.start()] if own else words


def _pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"[\s\d，。、；：“”（）《》]", "", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


RULE = Rule(
    id="citations.wrong-article",
    name="与内容对不上的条款号",
    message="《{title}》{quote}与所述内容对不上：{why}，请核对条款号。",
    reason="条款号写错，读者按号去查就查不到，依据等于没有。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确",
    severity="error",
    check=check,
    fires=(
        Example(PAYING.replace("第二十八条", "第十八条"), known=(LAW,)),
        Example(PAYING.replace("第二十八条", "第九十条"), known=(LAW,)),
    ),
    quiet=(
        Example(PAYING, known=(LAW,)),
        Example(PAYING.replace("第二十八条", "第28条"), known=(LAW,)),
        Example(LETTER.replace("我厅已梳理", "按照《示例省工程款支付条例》第十八条，我厅已梳理"), known=(LAW,)),
        Example(PAYING.replace("第二十八条", "第十八条")),
    ),
    kinds=ALL_KINDS,
)
