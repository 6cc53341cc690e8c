"""Parts told one after another that miss what they divide by one digit."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.divided import divisions
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import added, plain, told
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for d in divisions(paper):
        scale = d.total.value / d.total.number.value if d.total.number.value else 1
        right = f"{plain(d.added / scale)}{d.total.number.unit}"
        members = sorted((d.total, *d.parts), key=lambda q: q.start)
        near = [q for q in members if q.paragraph == d.parts[0].paragraph]
        yield Hit(
            *paper.span(near[0].number, near[-1].number),
            {"right": right, "calculation": added(p.value / scale for p in d.parts), "wrong": d.total.text},
            expected=right,
            verdict="contradicted",
            detail=f"所用数字：{'、'.join(map(told, d.parts))}；合计{right}，原文{told(d.total)}，只差一个数字。",
        )


_STATES = "24件主办件中已答复18件、正在办理6件，"
_KINDS = "全县现有灌区62处，灌溉农田3420亩。按规模分，大型21处、中型33处、小型8处。"

RULE = Rule(
    id="figures.unequal-parts",
    name="与总数差一个数字的分项",
    message="疑应合计{right}：{calculation}，原文{wrong}。",
    reason="一个数全部分开来说，各项相加要等于它；只差一个数字的，多半是写错了。",
    authority="统计口径常识",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "共提交提案1142件。经审查，立案982件，并案57件，转为意见建议85件。下一步")),
        Example(LETTER.replace("下一步", _STATES.replace("18件", "16件") + "下一步")),
        Example(LETTER.replace("下一步", _KINDS.replace("33处", "43处") + "下一步")),
        Example(LETTER.replace("下一步", "已建老年食堂3家、助餐点9个，合计11个。下一步")),
        Example(LETTER.replace("下一步", "对83件事项逐件回访，已兑现35件、正在推进3件。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", _STATES + "面商20件，面商率83.3%。下一步")),
        Example(LETTER.replace("下一步", _STATES + "下一步")),
        Example(LETTER.replace("下一步", _KINDS + "下一步")),
        Example(LETTER.replace("下一步", "已建老年食堂3家、助餐点8个，合计11个。下一步")),
        Example(LETTER.replace("下一步", "新增公办学位1620个、托位540个，两项合计2160个。下一步")),
        Example(LETTER.replace("下一步", "31件主办件中，A类23件、B类7件，另有C类1件。下一步")),
        Example(LETTER.replace("下一步", "建成水厂27座，其中日供水千吨以上的8座、使用地下水的9座。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
