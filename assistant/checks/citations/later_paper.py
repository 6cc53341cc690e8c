"""A paper that did not exist yet when the letter was signed: cited, or the source of a figure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.papers import cited, number_key, same_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, POLICY
from assistant.checks.view import of_kind, signing_date
from assistant.draft import Draft
from assistant.marked import inner

_OPEN = re.compile(r"(20\d\d)\s*年(?!\s*\d)")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    signed = _latest(draft)
    if signed is None:
        return
    told: set[str] = set()
    for start, end, figure in draft.figure_spans():
        source = figure.source
        if source.issued and source.title not in told and (first := date.fromisoformat(source.issued)) > signed:
            told.add(source.title)
            yield Hit(start, end, {"issued": f"{first.year}年{first.month}月", "paper": inner(source.title)})
    if context.lookup is None:
        return
    known = list(context.lookup.documents())
    for paper in cited(draft, context):
        held = [d for d in known if same_paper(paper.title, d)]
        meant = [d for d in held if paper.number and number_key(d.number) == number_key(paper.number)] or held
        issued = [d.issued for d in meant if d.issued]
        if issued and len(issued) == len(meant) and min(issued) > signed:
            first = min(issued)
            yield Hit(paper.start, paper.end, {"issued": f"{first.year}年{first.month}月", "paper": paper.title})


def _latest(draft: Draft) -> date | None:
    """The last day on which the letter can have been signed: of its year, where the day is left open."""
    if signed := signing_date(draft):
        return signed
    years = (m for _, block in of_kind(draft, "date") if (m := _OPEN.search(block.text)))
    return next((date(int(m[1]), 12, 31) for m in years), None)


_CITING = LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》（示政发〔2024〕8号），我厅已梳理")

RULE = Rule(
    id="citations.later-paper",
    name="晚于成文日期的依据",
    message="《{paper}》是{issued}印发的，晚于本函的成文日期，请核对文件或日期。",
    reason="成文时还没有的文件不能作依据；不是引错了文件，就是写错了日期。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确",
    severity="warning",
    check=check,
    fires=(
        Example(_CITING, known=(replace(POLICY, issued=date(2026, 6, 1)),)),
        Example(_CITING.replace("2026年5月8日", "2024年2月8日"), known=(POLICY,)),
        Example(_CITING.replace("2026年5月8日", "2026年　月　日"), known=(replace(POLICY, issued=date(2027, 1, 1)),)),
    ),
    quiet=(
        Example(_CITING, known=(POLICY,)),
        Example(_CITING, known=(POLICY, replace(POLICY, number="", issued=date(2027, 1, 1)))),
        Example(_CITING.replace("2026年5月8日", "2026年　月　日"), known=(replace(POLICY, issued=date(2026, 6, 1)),)),
    ),
    kinds=ALL_KINDS,
)
