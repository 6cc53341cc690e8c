"""A paper cited as a basis that no longer holds, or never did."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.papers import Cited, cited, number_key, same_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OLD_POLICY, POLICY
from assistant.checks.view import signing_date
from assistant.draft import Draft
from knowledge_base.documents import Document

_WHY = {"superseded": "已有新的版本", "expired": "有效期已过", "draft": "还是征求意见稿"}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.lookup is None:
        return
    known = list(context.lookup.documents())
    signed = signing_date(draft)
    for paper in cited(draft, context):
        versions = [d for d in known if same_paper(paper.title, d)]
        meant = _meant(paper, versions)
        if not meant or any(d.validity == "current" for d in meant):
            continue
        newer = [d.issued for d in versions if d.validity == "current" and d.issued]
        if signed and newer and min(newer) > signed:
            continue  # the letter is older than what replaced its basis
        yield Hit(paper.start, paper.end, {"why": _WHY[meant[0].validity]}, "warning" if signed and not newer else None)


def _meant(paper: Cited, versions: list[Document]) -> list[Document]:
    """The version that the 文号 names, else all of them."""
    named = [d for d in versions if paper.number and number_key(d.number) == number_key(paper.number)]
    return named or versions


_CITING = LETTER.replace("我厅已梳理", "按照《示例省铸造行业规范条件》（示政发〔2016〕5号），我厅已梳理")

RULE = Rule(
    id="citations.outdated-basis",
    name="已经失效的依据",
    message="《{quote}》{why}，不能作为答复的依据，请改用现行文件。",
    reason="引用废止、过期或尚未出台的文件，答复就没有依据。",
    authority="《党政机关公文处理工作条例》第十九条：符合党的路线方针政策和国家法律法规",
    severity="error",
    check=check,
    fires=(
        Example(_CITING, known=(OLD_POLICY, POLICY)),
        Example(
            _CITING, known=(OLD_POLICY, replace(OLD_POLICY, number="", validity="current", issued=date(2025, 1, 1)))
        ),
    ),
    quiet=(
        Example(
            _CITING, known=(OLD_POLICY, replace(OLD_POLICY, number="", validity="current", issued=date(2026, 6, 1)))
        ),
        Example(
            LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》，我厅已梳理"),
            known=(OLD_POLICY, POLICY),
        ),
    ),
    kinds=ALL_KINDS,
)
