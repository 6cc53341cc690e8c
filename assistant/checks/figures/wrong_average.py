"""An average that its own total and number contradict."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.averages import averages
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import plain, told
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for a in averages(paper):
        if a.holds:
            continue
        q = a.stated
        members = [a.total, a.count] if a.count else [a.total]
        first = min(members, key=lambda c: c.start)
        first = first if first.index >= q.index - 3 else q
        right = f"{plain(a.right)}{q.number.unit}"
        yield Hit(
            *paper.span(first.number, q.number),
            {"right": right, "calculation": a.told, "wrong": q.text},
            None if a.sure else "warning",
            right,
            "contradicted",
            detail=f"所用数字：{'、'.join(map(told, members))}；{a.told}得{right}，原文为{q.text}。",
        )


RULE = Rule(
    id="figures.wrong-average",
    name="算错的平均数",
    message="平均数应为{right}：{calculation}，原文为{wrong}。",
    reason="平均数＝总量÷个数，三个数写在一起，读者一除就知道对不对。",
    authority="统计口径常识；GB/T 8170-2008 数值修约规则",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "拨付资金3.6亿元，支持项目90个，平均每个项目450万元。下一步")),
        Example(LETTER.replace("下一步", "发放补贴6亿元，惠及40万人次，人均1600元。下一步")),
        Example(LETTER.replace("下一步", "抽查学校160所，覆盖16个区，每区20所。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "拨付资金3.6亿元，支持项目90个，平均每个项目400万元。下一步")),
        Example(LETTER.replace("下一步", "发放补贴6亿元，惠及40万人次，人均1500元。下一步")),
        Example(LETTER.replace("下一步", "投入资金3亿元，惠及农户200户，户均增收8000元。下一步")),
        Example(LETTER.replace("下一步", "培训企业90家，平均每家约3人，共发放贷款3.5亿元。下一步")),
        Example(LETTER.replace("下一步", "对58个小区实施改造，新增泊位1960个，平均每个小区新增泊位34个。下一步")),
        Example(LETTER.replace("下一步", "三年投入3.6亿元，支持项目90个，每年安排1亿元。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
