"""A cited title that is nearly, but not quite, that of a known paper."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.papers import alike, cited, number_key, same_paper
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, POLICY
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    papers = list(cited(draft, context))
    if not papers:
        return
    if context.lookup is None:
        yield Undecided("没有知识库，无法核对所引文件的名称和文号。")
        return
    known = list(context.lookup.documents())
    unknown: list[str] = []
    for paper in papers:
        if context.lookup.find_title(paper.title) or any(same_paper(paper.title, d) for d in known):
            continue
        near = {d: name for d in known if (name := alike(paper.title, d))}
        by_number = [n for d, n in near.items() if d.number and number_key(d.number) == number_key(paper.number)]
        right = set(by_number or near.values())
        if len(right) == 1:
            [expected] = right
            yield Hit(paper.start, paper.end, {"expected": expected}, expected=expected, verdict="contradicted")
        else:
            unknown.append(paper.title)
    if unknown and not context.own:
        yield Undecided(
            "知识库里没有" + "".join(f"《{t}》" for t in dict.fromkeys(unknown)) + "，无法核对名称、文号和效力。"
        )


_WELL = LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》（示政发〔2024〕8号）要求，我厅已梳理")

RULE = Rule(
    id="citations.altered-title",
    name="写错的文件名称",
    message="《{quote}》与知识库里的《{expected}》只差几个字，请核对文件名称。",
    reason="引用文件要用全称，一字不差；错一个字就可能变成另一份文件。",
    authority="《党政机关公文处理工作条例》第十九条；GB/T 9704-2012",
    severity="error",
    check=check,
    fires=(
        Example(_WELL.replace("实施方案", "指导方案"), known=(POLICY,)),
        Example(_WELL.replace("改造提升", "改造升级"), known=(POLICY,)),
    ),
    quiet=(
        Example(_WELL, known=(POLICY,)),
        Example(_WELL.replace("示例省铸造", "云河市铸造"), known=(POLICY,)),
        Example(_WELL.replace("实施方案", "指导方案")),
    ),
    kinds=ALL_KINDS,
)
