"""A 文号 that is not the cited paper's."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.papers import cited, number_key, same_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, POLICY
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.lookup is None:
        return
    known = list(context.lookup.documents())
    for paper in cited(draft, context):
        if not paper.number:
            continue
        numbers = {d.number for d in known if d.number and same_paper(paper.title, d)}
        if numbers and not any(_agree(paper.number, n) for n in numbers):
            expected = sorted(numbers)[-1]
            values = {"title": paper.title, "expected": expected}
            yield Hit(paper.number_start, paper.number_end, values, expected=expected, verdict="contradicted")


def _agree(written: str, number: str) -> bool:
    """The same number; a decree's may be written 国务院令第802号 or 令第802号."""
    a, b = number_key(written), number_key(number)
    return a == b or ((a.endswith(b) or b.endswith(a)) and "令" in a)


_WELL = LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》（示政发〔2024〕8号）要求，我厅已梳理")

RULE = Rule(
    id="citations.wrong-number",
    name="与文件不符的文号",
    message="《{title}》的文号是“{expected}”，正文写的是“{quote}”，请改正。",
    reason="文件名称和文号是一对，文号错了就查不到所引的文件。",
    authority="《党政机关公文处理工作条例》第九条；GB/T 9704-2012 7.2.5",
    severity="error",
    check=check,
    fires=(
        Example(_WELL.replace("8号", "18号"), known=(POLICY,)),
        Example(_WELL.replace("〔2024〕", "〔2023〕"), known=(POLICY,)),
    ),
    quiet=(
        Example(_WELL, known=(POLICY,)),
        Example(_WELL.replace("〔2024〕", "[2024]"), known=(POLICY,)),
        Example(_WELL.replace("8号", "18号")),
    ),
    kinds=ALL_KINDS,
)
