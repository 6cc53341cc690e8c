"""Tiers that both contain their boundary, and ranges that run backwards."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import read_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_BOUND = re.compile(
    r"(?P<n>\d[\d,.]*)(?P<unit>(?:万|亿)?(?:元|人|名|家|户|吨|亩|平方米|千瓦|兆瓦|件|分|岁|天|日|%))[（(]?(?P<word>以[上下])(?!（含|（不含)"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for line in re.finditer(r"[^\n]+", paper.text):
        bounds = list(_BOUND.finditer(line.group()))
        for a, b in itertools.pairwise(bounds):
            between = line.group()[a.end() : b.start()]
            one = (a["n"], a["unit"]) == (b["n"], b["unit"])
            if one and a["word"][-1] != b["word"][-1] and "。" not in between and 1 < len(between) <= 60:
                shares = re.findall(r"占(?:比)?(?:为|达)?(\d[\d.]*)%", line.group()[a.start() : b.end() + 12])
                if sum(map(Decimal, shares)) == 100:
                    continue  # shared out wholly: the boundary is in one of the two
                span = paper.joined.span(line.start() + a.start(), line.start() + b.end())
                yield Hit(*span, {"right": f"{a['n']}{a['unit']}只归一档", "why": "“以上”“以下”都含本数，两档重叠"})
    for n in paper.numbers:
        if n.kind == "range" and not n.in_title and n.value is not None and n.high is not None and n.value > n.high:
            yield Hit(*paper.span(n), {"right": "小数在前、大数在后", "why": "数值范围前大后小"})


RULE = Rule(
    id="figures.overlapping-tiers",
    name="重叠或颠倒的数值范围",
    message="应使{right}：{why}，原文“{quote}”。",
    reason="“以上”“以下”包括本数；范围从小到大写。",
    authority="《中华人民共和国民法典》第一千二百五十九条；GB/T 15835-2011",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "300人以下的补助5万元，300人以上的补助10万元。下一步")),
        Example(LETTER.replace("下一步", "补助50—30万元。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "不满300人的补助5万元，300人以上的补助10万元。下一步")),
        Example(LETTER.replace("下一步", "补助30—50万元，对5万元以上10万元以下的部分给予贴息。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
