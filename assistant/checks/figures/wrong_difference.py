"""A difference of two percentages that is not what they make."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.points import differences
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import plain
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for d in differences(paper):
        if d.now is None or d.right is None or d.fits or d.stated.number.kind == "percent":
            continue
        told = f"{plain(d.now.number.value or d.right)}－{plain(d.before.number.value or d.right)}"
        moved = "上升" if d.right >= 0 else "下降"
        right = f"{moved}{plain(abs(d.right))}个百分点"
        yield Hit(
            *paper.span(d.now.number, d.stated.number),
            {"right": right, "calculation": told, "wrong": f"{d.stated.label[-2:]}{d.stated.text}"},
            None,
            right,
            "contradicted",
        )


RULE = Rule(
    id="figures.wrong-difference",
    name="算错的百分点",
    message="应{right}：{calculation}，文中为{wrong}。",
    reason="两个百分数都写在句子里，它们的差就是百分点数。",
    authority="统计用语常识；GB/T 8170-2008 数值修约规则",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "优良率为57.3%，较2024年的55.1%提高3.2个百分点。下一步")),
        Example(LETTER.replace("下一步", "A类件占74.2%，比上年的70.0%下降4.2个百分点。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "优良率为57.3%，较2024年的55.1%提高2.2个百分点。下一步")),
        Example(LETTER.replace("下一步", "检出率为2.3%，比上年的2.7%下降0.4个百分点。下一步")),
        Example(LETTER.replace("下一步", "优良率为57.3%，合格率较2024年的95.1%提高2个百分点。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
