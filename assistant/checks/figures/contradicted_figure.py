"""A figure whose source says something else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from assistant.checks.context import CheckContext
from assistant.checks.evidence import verdicts
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LAW, LETTER, MISQUOTED, PAYING, PROPOSAL, REPORT, own_draft
from assistant.draft import Draft, Run
from assistant.figures import Problem, recompute, states


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.own:
        yield from _own(draft, context)
    else:
        for v in verdicts(draft, context):
            if v.verdict == "contradicted":
                where = f"《{PurePath(v.source.document).name}》" if v.source and v.source.document else "所附原文"
                severity = None if v.sure else "warning"
                yield Hit(
                    v.start,
                    v.end,
                    {"where": where, "expected": v.expected},
                    severity,
                    v.expected,
                    "contradicted",
                    v.source,
                )


def _own(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for start, end, _, run in draft.spans():
        figure = draft.figures.get(run.ref) if run.kind == "figure" else None
        if figure is None:
            continue
        where = f"《{figure.source.title or PurePath(figure.source.document).name}》"
        again = recompute(figure, context.sources)
        if isinstance(again, Problem):
            if again.kind == "contradicted":
                values = {"where": where, "expected": again.expected or "别的内容"}
                yield Hit(start, end, values, None, again.expected, "contradicted", figure.source)
        elif not states(run.text, figure):
            yield Hit(
                start, end, {"where": where, "expected": figure.text}, None, figure.text, "contradicted", figure.source
            )


_BOUND = own_draft(Run("培训"), Run("1260人次", "figure", "F1"))
_SURVEY = replace(PROPOSAL, text=PROPOSAL.text + "为此，我们走访了全省67家小型铸造企业，多数设备陈旧。")

RULE = Rule(
    id="figures.contradicted-figure",
    name="与来源不一致的数字",
    message="正文写“{quote}”，{where}写的是“{expected}”，请核对后改正。",
    reason="数字必须与所依据的材料一致：数值、单位、说的对象都要对得上。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="error",
    check=check,
    fires=(
        Example(draft=_BOUND, given={"own": True, "sources": {"报告.txt": REPORT.replace("1260", "1620")}}),
        Example(draft=own_draft(Run("1206人次", "figure", "F1")), given={"own": True, "sources": {"报告.txt": REPORT}}),
        Example(LETTER.replace("1260人次", "1620人次"), given={"sources": {"报告.txt": REPORT}}),
        Example(PAYING.replace("30日", "60日"), given={"proposal": MISQUOTED}, known=(LAW,)),
        Example(PAYING.replace("30日", "45日"), known=(LAW,)),
        Example(LETTER.replace("我厅已梳理", "您走访了76家企业，情况属实。我厅已梳理"), given={"proposal": _SURVEY}),
        Example(LETTER.replace("我厅已梳理", "这76家小型铸造企业设备陈旧。我厅已梳理"), given={"proposal": _SURVEY}),
    ),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "您走访了67家企业，情况属实。我厅已梳理"), given={"proposal": _SURVEY}),
        Example(LETTER.replace("我厅已梳理", "2025年支持了75家企业。我厅已梳理"), given={"proposal": _SURVEY}),
        Example(PAYING, given={"proposal": MISQUOTED}, known=(LAW,)),
        Example(draft=_BOUND, given={"own": True, "sources": {"报告.txt": REPORT}}),
        Example(LETTER, given={"sources": {"报告.txt": REPORT}}),
        Example(
            LETTER.replace("1260人次。", "1260人次，发放技术改造贷款35000万元。"),
            given={"sources": {"报告.txt": REPORT}},
        ),
    ),
)
