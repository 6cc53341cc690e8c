"""A case number that the sources don't have, or have for someone else."""

import re
from collections.abc import Iterator, Mapping

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.factsheet import Line
from assistant.checks.given import given, source_at
from assistant.checks.named import Case, cases, codes_anywhere, known_cases, known_people, people
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import Paragraph, paragraphs
from assistant.draft import Draft

_Cases = Mapping[str, tuple[tuple[Line, str], ...]]


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    known = known_cases(sources) if sources else {}
    if not known:
        return
    own = {c.code for p in paragraphs(draft) for c in cases(p.text)}
    persons = frozenset(known_people(sources))
    for p in paragraphs(draft):
        for case in cases(p.text):
            if case.code in known:
                yield from _of_other(p, case, known, persons)
            elif case.code not in codes_anywhere(sources):
                near = [k for k in known if k not in own and _slip(case.code, k)]
                if len(near) == 1:
                    line, path = known[near[0]][0]
                    expected = _like(case.text, near[0])
                    yield Hit(
                        *p.span(case.start, case.end),
                        {"what": f"应为{expected}号：依据材料如此，正文写的是{case.text}号"},
                        None,
                        expected,
                        "contradicted",
                        source_at(line, path),
                        f"依据材料写的是：{line.whole}",
                        expected,
                    )
                elif own & known.keys() or len(known) == 1:
                    what = f"依据材料里没有{case.text}号，请核对"
                    yield Hit(*p.span(case.start, case.end), {"what": what}, "warning", verdict="unsupported")


def _of_other(p: Paragraph, case: Case, known: _Cases, persons: frozenset[str]) -> Iterator[Hit]:
    """A person whom the clause credits with the case, where the sources credit another."""
    lines = known[case.code]
    holders = {n for line, _ in lines for n in persons if n in line.whole}
    if not holders or len(lines) > 2:
        return
    start = max((m.end() for m in re.finditer("[。；]", p.text[: case.start])), default=0)
    named = [x for x in people(p.text[start : case.start]) if x.name in persons]
    if len(named) == 1 and named[0].name not in holders:
        expected = "、".join(sorted(holders))
        line, path = next(iter(lines))
        what = f"{case.text}号是{expected}提出的，正文写的是{named[0].name}"
        span = p.span(start + named[0].start, start + named[0].end)
        yield Hit(*span, {"what": what}, "warning", expected, "contradicted", source_at(line, path))


def _slip(a: str, b: str) -> bool:
    """Two digits swapped, one another, or the letter before them."""
    if len(a) != len(b) or len(a) < 2:
        return bool(re.sub("[A-Z]", "", a) == re.sub("[A-Z]", "", b) and a != b)
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    return len(wrong) == 1 or (len(wrong) <= 3 and sorted(a) == sorted(b))


def _like(written: str, code: str) -> str:
    """The code with as many digits as it is written with."""
    letters = re.match(r"[A-Z]*", code)
    head = letters.group() if letters else ""
    digits = len(re.sub(r"\D", "", written))
    return head + code[len(head) :].zfill(digits)


_SHEET = {"sources": {"台账.txt": "案号\t提出人\nW353\t李志坚委员\n0156\t林某代表\n0207\t王为民代表"}}

RULE = Rule(
    id="sources.contradicted-case-number",
    name="与材料不一致的建议、提案编号",
    message="{what}。",
    reason="编号错了，这件建议、提案就对不上号。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("我厅已梳理", "结合W335号提案，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("第0156号", "第0165号"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "结合李志坚委员的建议（0207号），我厅已梳理"), given=_SHEET),
    ),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "结合W353号提案，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "结合王为民代表的建议（207号），我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "结合W335号提案，我厅已梳理")),
    ),
    kinds=ALL_KINDS,
)
