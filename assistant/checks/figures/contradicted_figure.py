"""A figure whose source says something else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.evidence import verdicts
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LAW, LETTER, MISQUOTED, PAYING, PROPOSAL, REPORT, own_draft
from assistant.draft import Draft, Run
from assistant.figures import Problem, Source, recompute, states

_VALUE = re.compile(r"(?P<number>[\d.,]+)(?P<unit>[^\d.,]*)$")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.own:
        yield from _own(draft, context)
        return
    for v in verdicts(draft, context):
        if v.verdict == "contradicted" and not (v.source and v.source.kind == "ledger"):
            quote = v.source.quote if v.source else ""
            yield Hit(
                v.start,
                v.end,
                {"where": _where(v.source), "expected": v.expected},
                None if v.sure else "warning",
                v.expected,
                "contradicted",
                v.source,
                f"依据材料写的是：{quote}" if quote else "",
                _fix(draft.text[v.start : v.end], v.expected) if v.sure else None,
            )


def _where(source: Source | None) -> str:
    """The source's name, short enough for one line."""
    name = (source.title or PurePath(source.document).stem) if source else ""
    return f"《{name if len(name) <= 12 else name[:11] + '…'}》" if name else "所附原文"


def _fix(written: str, expected: str) -> str | None:
    """The right value in the writer's own form; None where the units differ."""
    one, two = _VALUE.match(written), _VALUE.match(expected)
    if not one or not two or one["unit"] != two["unit"] or "," in expected:
        return None
    return expected if "," not in written and two["unit"] else None


def _own(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for start, end, _, run in draft.spans():
        figure = draft.figures.get(run.ref) if run.kind == "figure" else None
        if figure is None:
            continue
        where = _where(figure.source)
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
    message="应为{expected}：{where}如此，正文写的是{quote}。",
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
    kinds=ALL_KINDS,
)
