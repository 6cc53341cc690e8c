"""A title that the knowledge base doesn't hold."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, given
from assistant.checks.grounding import covers
from assistant.checks.papers import Cited, alike, alike_in, cited, same_paper, titles_in, told
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, POLICY, own_draft
from assistant.draft import Draft, Run
from knowledge_base.documents import Document

_OURS = re.compile(
    r"(?:我[省市厅局委]|省(?:委|政府|人民政府|人大)|市(?:委|政府|人民政府|人大))[^，。；、《》\n]{0,10}《$"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Titles that are citations have their source; those typed as text are looked up. In a letter that isn't ours only
    the papers of our own place, which the knowledge base is expected to hold, and those that sources which name most of
    the letter's papers don't name."""
    sources = given(context)
    papers = [p for p in cited(draft, context) if not _held(p, context)]
    if sources:
        told_of = {p.title for p in papers if told(p.title, sources) or alike_in(p.title, sources)}
        rest = [p for p in papers if p.title not in told_of and not _statute(p.title, sources)]
        several = len({p.title for p in rest}) - 1
        if several <= len(told_of) and (titles_in(sources) or covers(draft, context.sources)):
            yield from (_hit(p, "依据材料") for p in rest)
        return
    if context.lookup is None:
        return
    sourced = [(a, b) for a, b, _, run in draft.spans() if run.kind == "citation"]
    known = list(context.lookup.documents())
    for paper in papers:
        if any(a <= paper.start < b for a, b in sourced):
            continue
        if not context.own and not (known and _local(paper, draft.text, context, known)):
            continue
        if not any(alike(paper.title, d) for d in known):
            yield _hit(paper, "知识库")


def _hit(paper: Cited, where: str) -> Hit:
    title = paper.title if len(paper.title) <= 22 else f"{paper.title[:21]}…"
    return Hit(paper.start, paper.end, {"where": where, "title": title}, verdict="unsupported")


def _statute(title: str, sources: Texts) -> bool:
    """A law that a fact sheet need not list."""
    if title.startswith("中华人民共和国") or re.search("(?<!办)法$", title):
        return True
    return title.endswith("条例") and not any(t.endswith("条例") for t in titles_in(sources))


def _held(paper: Cited, context: CheckContext) -> bool:
    """Whether the index has the paper."""
    if context.lookup is None:
        return False
    return bool(context.lookup.find_title(paper.title)) or any(
        same_paper(paper.title, d) for d in context.lookup.documents()
    )


def _local(paper: Cited, text: str, context: CheckContext, known: list[Document]) -> bool:
    """Whether the paper is said to be our own place's: by its title, its 文号 or the words before it."""
    places = (context.profile.place, *context.profile.within)
    letters = {context.profile.code[:1], *(d.number[:1] for d in known if d.place in places)} - {""}
    if paper.title.startswith(places) or paper.number.startswith(tuple(letters)):
        return True
    return bool(_OURS.search(text, max(0, paper.start - 16), paper.start))


_TITLE = "《示例省铸造行业改造提升实施方案》"
_CITING = LETTER.replace("我厅已梳理", "按照{}，我厅已梳理")

_SHEET = {"sources": {"文件.txt": "依据：示例省铸造行业改造提升实施方案（示政发〔2024〕8号）"}}

RULE = Rule(
    id="citations.unknown-title",
    name="查不到的文件",
    message="{where}里没有《{title}》，请核对。",
    reason="稿子里写出的本地文件如果不在知识库里，可能是编造的。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确",
    severity="warning",
    check=check,
    fires=(
        Example(draft=own_draft(Run("按照《示例省铸造绿色发展促进办法》，")), given={"own": True}, known=(POLICY,)),
        Example(_CITING.format("《示例省铸造绿色发展促进办法》"), known=(POLICY,)),
        Example(_CITING.format("《铸造绿色发展促进办法（试行）》"), given=_SHEET),
        Example(_CITING.format("《关于促进铸造绿色发展的意见》（示政发〔2025〕90号）"), known=(POLICY,)),
    ),
    quiet=(
        Example(_CITING.format("《关于促进铸造绿色发展的意见》（国发〔2025〕90号）"), known=(POLICY,)),
        Example(_CITING.format(_TITLE), known=(POLICY,)),
        Example(_CITING.format(_TITLE), given=_SHEET),
        Example(_CITING.format("《示例省铸造绿色发展促进办法》")),
        Example(draft=own_draft(Run(f"按照{_TITLE}，")), given={"own": True}, known=(POLICY,)),
        Example(
            draft=own_draft(Run("按照"), Run("《示例省铸造绿色发展促进办法》", "citation", "C1")),
            given={"own": True},
            known=(POLICY,),
        ),
        Example(draft=own_draft(Run("您提出的《关于铸造的建议》，")), given={"own": True}, known=(POLICY,)),
    ),
    kinds=ALL_KINDS,
)
