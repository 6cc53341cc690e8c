"""A title in our own draft that the knowledge base doesn't hold."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.papers import alike, cited, same_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import POLICY, own_draft
from assistant.draft import Draft, Run


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Titles that are citations have their source; only those typed as text are looked up."""
    if context.lookup is None or not context.own:
        return
    sourced = [(a, b) for a, b, _, run in draft.spans() if run.kind == "citation"]
    known = list(context.lookup.documents())
    for paper in cited(draft, context):
        if any(a <= paper.start < b for a, b in sourced) or context.lookup.find_title(paper.title):
            continue
        if not any(same_paper(paper.title, d) or alike(paper.title, d) for d in known):
            yield Hit(paper.start, paper.end, verdict="unsupported")


_TITLE = "《示例省铸造行业改造提升实施方案》"

RULE = Rule(
    id="citations.unknown-title",
    name="查不到的文件",
    message="知识库里没有《{quote}》，请核对是否确有这份文件、名称是否正确。",
    reason="起草时写出的文件如果不在知识库里，可能是编造的。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确",
    severity="warning",
    check=check,
    fires=(
        Example(draft=own_draft(Run("按照《示例省铸造绿色发展促进办法》，")), given={"own": True}, known=(POLICY,)),
    ),
    quiet=(
        Example(draft=own_draft(Run(f"按照{_TITLE}，")), given={"own": True}, known=(POLICY,)),
        Example(
            draft=own_draft(Run("按照"), Run("《示例省铸造绿色发展促进办法》", "citation", "C1")),
            given={"own": True},
            known=(POLICY,),
        ),
        Example(draft=own_draft(Run("您提出的《关于铸造的建议》，")), given={"own": True}, known=(POLICY,)),
    ),
)
