"""An increase or a rate of growth that the base contradicts."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.growth import changes
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import fix, plain, told
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for c in changes(paper):
        q = c.stated
        if c.fits or (c.points and q.number.kind == "percent"):
            continue
        if c.opposed:
            values = {
                "right": "同增或同减",
                "calculation": f"前为{c.members[0].label[-4:]}",
                "wrong": f"{q.label[-4:]}{q.text}",
            }
            yield Hit(*paper.span(c.members[0].number, q.number), values, verdict="contradicted")
            continue
        unit = q.number.unit
        right = f"{plain(c.right)}{unit}"
        near = [m for m in (*c.members, q) if m.sentence == q.sentence and abs(m.index - q.index) <= 2]
        first, last = min(near, key=lambda m: m.start), max(near, key=lambda m: m.start)
        yield Hit(
            *paper.span(first.number, last.number),
            {"right": right, "calculation": c.told, "wrong": q.text},
            None if c.sure and not c.near and not c.loose else "warning",
            right,
            "contradicted",
            detail=f"所用数字：{'、'.join(map(told, c.members))}；{c.told}得{right}，原文为{q.text}。",
            fix=None
            if first is not last
            else fix(paper, draft.text, q, c.right * (q.value / q.number.value if q.number.value else 1)),
        )


RULE = Rule(
    id="figures.wrong-growth",
    name="算错的增减数和增幅",
    message="应为{right}：{calculation}，文中为{wrong}。",
    reason="增幅＝增量÷基数，百分点＝两个百分数之差，要与文中的数对得上。",
    authority="统计口径常识；GB/T 8170-2008 数值修约规则",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "2024年、2025年分别安排4800万元、6000万元，增长20%。下一步")),
        Example(LETTER.replace("下一步", "产值735亿元，同比增长8%，比2024年的700亿元净增35亿元。下一步")),
        Example(LETTER.replace("下一步", "共接到建议和提案146件，建议提案数量较去年增加48件，增幅59%。下一步")),
        Example(LETTER.replace("下一步", "共接到建议和提案146件，建议提案数量较去年增加58件，增幅49%。下一步")),
        Example(LETTER.replace("下一步", "共承办建议提案109件，承办总量比上年的101件增加9件，增长7.9%。下一步")),
        Example(LETTER.replace("下一步", "共承办建议提案109件，承办总量比上年的101件增加8件，增长9.7%。下一步")),
        Example(LETTER.replace("下一步", "建议数量较去年增加48件，下降49%。下一步")),
        Example(LETTER.replace("下一步", "产值由200亿元增加到230亿元，增长25%。下一步")),
        Example(LETTER.replace("下一步", "办结率由92.4%提高到95.1%，提高3.7个百分点。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "2024年、2025年分别安排4800万元、6000万元，增长25%。下一步")),
        Example(LETTER.replace("下一步", "产值735亿元，同比增长5%，比2024年的700亿元净增35亿元。下一步")),
        Example(
            LETTER.replace("下一步", "2023年安排1.2亿元，2025年安排1.8亿元，累计3亿元，比2023年增加0.6亿元，增长50%。下一步")
        ),
        Example(LETTER.replace("下一步", "共接到建议和提案146件，建议提案数量较去年增加48件，增幅49%。下一步")),
        Example(LETTER.replace("下一步", "共承办建议提案109件，承办总量比上年的101件增加8件，增长7.9%。下一步")),
        Example(LETTER.replace("下一步", "产值由200亿元增加到230亿元，增长15%。下一步")),
        Example(LETTER.replace("下一步", "办结率由92.4%提高到95.1%，提高2.7个百分点。下一步")),
        Example(LETTER.replace("下一步", "新增企业30家，产值增长25%。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
