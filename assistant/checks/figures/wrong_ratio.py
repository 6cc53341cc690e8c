"""A share or rate that its own numbers contradict."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.ratios import ratios
from assistant.checks.relations.saying import fix
from assistant.checks.relations.sums import confirmed, sums
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    known = confirmed(sums(paper))
    for r in ratios(paper):
        if not r.fits:
            right = f"{r.right:f}%"
            why = "未四舍五入" if r.cut else "算错"
            detail = (
                f"{r.told}＝{r.exact:.4f}%，保留{'整数' if '.' not in r.percent.text else '原有小数位'}应为{right}。"
            )
            open_ = [m for m in r.members if m.index not in known]
            doubtful = [m for m in open_ if m.sentence == r.percent.sentence]
            first = min([r.percent, *doubtful], key=lambda q: q.start)
            last = max([r.percent, *doubtful], key=lambda q: q.start)
            yield Hit(
                *paper.span(first.number, last.number),
                {"right": right, "calculation": r.told, "why": why, "wrong": r.percent.text},
                "warning" if r.near or not r.sure else None,
                right,
                "contradicted",
                detail=detail,
                fix=None if open_ or not r.only or not r.precise else fix(paper, draft.text, r.percent, r.right),
            )


RULE = Rule(
    id="figures.wrong-ratio",
    name="算错的比率和占比",
    message="应为{right}：{calculation}，原文{wrong}{why}。",
    reason="比率、占比由分子分母算出，四舍五入，不截断。",
    authority="建议提案办理统计口径；GB/T 8170-2008 数值修约规则",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "全年受理投诉486件，办结462件，办结率96.1%。下一步")),
        Example(LETTER.replace("下一步", "共办结40件，其中A类25件，占63.5%；B类12件，占30%；C类3件，占7.5%。下一步")),
        Example(LETTER.replace("下一步", "共办结40件，其中A类25件（62.5%）、B类12件（33%）、C类3件（7.5%）。下一步")),
        Example(LETTER.replace("下一步", "收到反馈36件，满意32件、基本满意3件、不满意1件，满意率89.8%。下一步")),
        Example(LETTER.replace("下一步", "应当面沟通18件，实际当面沟通16件，面复率88.8%。下一步")),
        Example(LETTER.replace("下一步", "共承办建议提案156件，其中建议48件、提案108件。代表建议占承办总量的38.8%。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "64件中已办结51件，尚在办理13件，办结率79.7%。需直接答复的26件，已答复21件，待答复5件，答复率80.8%。下一步")),
        Example(LETTER.replace("下一步", "全年受理投诉486件，办结462件，办结率95.1%。下一步")),
        Example(LETTER.replace("下一步", "收到反馈36件，满意32件、基本满意3件、不满意1件，满意率88.9%，含基本满意的满意率97.2%。下一步")),
        Example(LETTER.replace("下一步", "检查企业30家，整改问题12个，整改率98%。下一步")),
        Example(LETTER.replace("下一步", "共承办建议提案156件，其中建议48件、提案108件。代表建议占承办总量的30.8%。下一步")),
        Example(LETTER.replace("下一步", "建成项目20个，占全市的35%。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
