"""A share that no numbers of its paragraph make, one digit away from one that they do."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.far_shares import far_shares
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import told
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for s in far_shares(paper):
        if s.holds:
            continue
        right = f"{s.right:f}%"
        yield Hit(
            *paper.span(s.percent.number),
            {"right": right, "calculation": s.told},
            expected=right,
            verdict="contradicted",
            detail=f"本段里没有哪两个数能得出{s.percent.text}；{told(s.part)}、{told(s.whole)}得{right}，只差一个数字。",
        )


_WELLS = "全县登记古井204口，其中示范古井86口、重点古井30口、一般古井88口"

RULE = Rule(
    id="figures.far-share",
    name="本段各数得不出的占比",
    message="疑应为{right}：{calculation}，原文“{quote}”。",
    reason="占比的分子、分母写在同一段里，却没有哪两个数能得出这个占比，又与最可能的只差一个数字，多半是写错了。",
    authority="统计口径常识；GB/T 8170-2008 数值修约规则",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "评选示范场景45个，比2024年的36个增加9个，增长25%；其中民企27个，占65%。下一步")),
        Example(LETTER.replace("下一步", f"{_WELLS}，示范古井占41.2%。下一步")),
        Example(LETTER.replace("下一步", "设计灌溉面积3420亩，有效灌溉面积2736亩，占设计面积的85%。下一步")),
        Example(LETTER.replace("下一步", "对38件事项逐件回访，已兑现35件、正在推进3件，兑现率94.1%。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "评选示范场景45个，比2024年的36个增加9个，增长25%；其中民企27个，占60%。下一步")),
        Example(LETTER.replace("下一步", f"{_WELLS}，示范古井占42.2%。下一步")),
        Example(LETTER.replace("下一步", "设计灌溉面积3420亩，有效灌溉面积2736亩，占设计面积的80%。下一步")),
        Example(LETTER.replace("下一步", "培训企业90家，新增贷款3.5亿元，小微企业占77%。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
