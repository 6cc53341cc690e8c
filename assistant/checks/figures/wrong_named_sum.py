"""A sum that the numbers named for it do not make."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.named_sums import named_sums
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import plain, told
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for s in named_sums(paper):
        q = s.stated
        if s.right == q.value:
            continue
        scale = q.value / q.number.value if q.number.value else 1
        right = f"{plain(s.right / scale)}{q.number.unit}"
        first = s.members[0] if s.members[0].sentence == q.sentence else q
        yield Hit(
            *paper.span(first.number, q.number),
            {"right": right, "calculation": s.told, "wrong": q.text},
            expected=right,
            verdict="contradicted",
            detail=f"所用数字：{'、'.join(map(told, s.members))}；得{right}，原文为{q.text}。",
        )


_LISTED = "全县登记古井204口，其中示范古井86口、重点古井30口、一般古井88口，示范古井和重点古井合计116口。"

RULE = Rule(
    id="figures.wrong-named-sum",
    name="与点名各项不符的合计",
    message="合计应为{right}：{calculation}，原文{wrong}。",
    reason="写明是哪几项的合计、哪几年的总数，就要等于这几项相加。",
    authority="统计口径常识",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "厅长领办重点建议3件，8位副厅长各领办2件，厅领导共领办18件。下一步")),
        Example(LETTER.replace("下一步", _LISTED.replace("116", "126") + "下一步")),
        Example(LETTER.replace("下一步", "四类产值分别为20亿元、14亿元、11亿元和9亿元，前两项合计36亿元。下一步")),
        Example(LETTER.replace("下一步", "今后每年新建示范基地20个，五年共120个。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", _LISTED + "下一步")),
        Example(LETTER.replace("下一步", "四类产值分别为20亿元、14亿元、11亿元和9亿元，前两项合计34亿元。下一步")),
        Example(LETTER.replace("下一步", "今后每年新建示范基地20个，五年共100个。下一步")),
        Example(LETTER.replace("下一步", "2025年新建示范基地20个，五年共120个。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
