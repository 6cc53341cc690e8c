"""A cited paper that did not exist yet when the letter was signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.papers import cited, number_key, same_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, POLICY
from assistant.checks.view import signing_date
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    signed = signing_date(draft)
    if context.lookup is None or signed is None:
        return
    known = list(context.lookup.documents())
    for paper in cited(draft, context):
        held = [d for d in known if same_paper(paper.title, d)]
        meant = [d for d in held if paper.number and number_key(d.number) == number_key(paper.number)] or held
        issued = [d.issued for d in meant if d.issued]
        if issued and len(issued) == len(meant) and min(issued) > signed:
            first = min(issued)
            yield Hit(paper.start, paper.end, {"issued": f"{first.year}年{first.month}月"})


_CITING = LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》（示政发〔2024〕8号），我厅已梳理")

RULE = Rule(
    id="citations.later-paper",
    name="晚于成文日期的依据",
    message="《{quote}》是{issued}印发的，晚于本函的成文日期，请核对文件或日期。",
    reason="成文时还没有的文件不能作依据；不是引错了文件，就是写错了日期。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确",
    severity="warning",
    check=check,
    fires=(
        Example(_CITING, known=(replace(POLICY, issued=date(2026, 6, 1)),)),
        Example(_CITING.replace("2026年5月8日", "2024年2月8日"), known=(POLICY,)),
    ),
    quiet=(
        Example(_CITING, known=(POLICY,)),
        Example(_CITING, known=(POLICY, replace(POLICY, number="", issued=date(2027, 1, 1)))),
        Example(_CITING.replace("2026年5月8日", "2026年　月　日"), known=(replace(POLICY, issued=date(2027, 1, 1)),)),
    ),
    kinds=ALL_KINDS,
)
