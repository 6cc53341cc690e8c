"""A figure told for another year than its source tells it for."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import given
from assistant.checks.grounding import covers
from assistant.checks.periods import misdated
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft
from assistant.figures import Source


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    severity = None if covers(draft, context.sources) else "warning"
    seen: set[tuple[int, str]] = set()
    for g, path, fact in misdated(draft, context.sources):
        sentence = max(draft.text.rfind(c, 0, g.start) for c in "。\n")
        values = {"right": f"{fact.year}年", "wrong": f"{g.statement.year}年", "number": g.statement.number.text}
        year = draft.text.rfind(values["wrong"], sentence + 1, g.start)
        span = (year, year + len(values["wrong"])) if year >= 0 else (g.start, g.end)
        if (sentence, values["right"]) in seen:
            continue
        seen.add((sentence, values["right"]))
        source = Source("passage", path, fact.start, fact.end, quote=fact.quote.replace("\n", ""))
        detail = f"依据材料写的是：{source.quote}"
        yield Hit(*span, values, severity, values["right"], "contradicted", source, detail)


_SHEET = "截至2025年底，全省登记乡村民宿2460家，其中山区县1107家。"


def _said(words: str) -> Example:
    return Example(LETTER.replace("下一步", f"{words}。下一步"), given={"sources": {"素材.txt": _SHEET}})


RULE = Rule(
    id="sources.other-period",
    name="安错年份的数字",
    message="应为{right}：材料里{number}是{right}的，正文写成{wrong}。",
    reason="数对了、年份错了，同样是错数；套用旧稿最容易留下上年的年份。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="error",
    check=check,
    fires=(_said("截至2024年底，全省登记乡村民宿2460家"), _said("2026年3月，全省登记乡村民宿2460家")),
    quiet=(
        _said("截至2025年底，全省登记乡村民宿2460家"),
        _said("截至去年年底，全省登记乡村民宿2460家"),
        _said("2024年，全省培训民宿管家2460人次"),
    ),
    kinds=ALL_KINDS,
)
