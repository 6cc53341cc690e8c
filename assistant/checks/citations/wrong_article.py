"""An article number under which the cited paper says something else."""

import re
from collections.abc import Iterator

from assistant.checks.basis import Basis, articles, bases, chinese, short_names
from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import given, lines_of
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LAW, LETTER, PAYING
from assistant.checks.view import blocks, paragraphs
from assistant.draft import Draft
from assistant.numerals.chinese import read

_CLAIM = re.compile(r"[^。\n]*")
_OURS = re.compile(r"[，；,;](?=(?:我[省市县厅局委办部院]|下一步|目前|近年|今年|去年|截至|将|已|《))")
_SHORTEST = 10
"""Character pairs of the words after the citation without which nothing can be said."""
_HELD = 0.5
"""Share of those pairs from which an article holds what is claimed."""
_APART = 0.25
"""How much less of them the article named must hold."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    yield from _by_sources(draft, context)
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
                    {"title": _short(basis.title), "why": why},
                    expected=expected,
                    verdict="contradicted",
                )


def _by_sources(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """An article that a source names otherwise beside the same title."""
    sources = given(context)
    for p in paragraphs(draft) if sources else ():
        for m in _NAMED.finditer(p.text):
            beside = [
                line.whole[line.whole.find(m["title"]) :] for line, _ in lines_of(sources) if m["title"] in line.whole
            ]
            named = {a.group() for text in beside for a in _ARTICLE.finditer(text)}
            if named and _number(m["article"]) not in map(_number, named):
                expected = min(named) if len(named) == 1 else ""
                why = f"材料写的是{expected}" if expected else "材料里没有这一条"
                yield Hit(
                    *p.span(m.start("article"), m.end("article")),
                    {"title": _short(m["title"]), "why": why},
                    expected=expected,
                    verdict="contradicted",
                    fix=expected or None,
                )


def _number(article: str) -> int:
    value = re.sub(r"[第条\s]", "", article)
    return int(value) if value.isdecimal() else int(read(value) or 0)


def _short(title: str) -> str:
    return title if len(title) <= 10 else f"{title[:9]}…"


_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]{1,6}条")
_NAMED = re.compile(
    rf"《(?P<title>[^《》\n]{{4,80}})》(?:[（(][^（）()\n]{{2,60}}[）)])?(?P<article>{_ARTICLE.pattern})"
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


_SHEET = {"sources": {"依据.txt": "依据：示例省工程款支付条例第28条（30日内付款）"}}

RULE = Rule(
    id="citations.wrong-article",
    name="与内容对不上的条款号",
    message="{why}：请核对《{title}》{quote}。",
    reason="条款号写错，读者按号去查就查不到，依据等于没有。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确",
    severity="error",
    check=check,
    fires=(
        Example(PAYING.replace("第二十八条", "第十八条"), known=(LAW,)),
        Example(PAYING.replace("第二十八条", "第九十条"), known=(LAW,)),
        Example(PAYING.replace("第二十八条", "第九十条"), given=_SHEET),
    ),
    quiet=(
        Example(PAYING, known=(LAW,)),
        Example(PAYING, given=_SHEET),
        Example(PAYING.replace("第二十八条", "第28条"), known=(LAW,)),
        Example(LETTER.replace("我厅已梳理", "按照《示例省工程款支付条例》第十八条，我厅已梳理"), known=(LAW,)),
        Example(PAYING.replace("第二十八条", "第十八条")),
    ),
    kinds=ALL_KINDS,
)
