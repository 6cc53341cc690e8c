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
            right = _told_of_it(p, case, known, persons)
            if right and (_slip(case.code, right) or case.code not in codes_anywhere(sources)):
                yield _slipped(p, case, right, known)
            elif case.code in known:
                yield from _of_other(p, case, known, persons)
            elif case.code not in codes_anywhere(sources):
                near = [k for k in known if k not in own and _slip(case.code, k)]
                if len(near) == 1:
                    yield _slipped(p, case, near[0], known)
                elif own & known.keys() or len(known) == 1:
                    what = f"依据材料里没有{case.text}号，请核对"
                    yield Hit(*p.span(case.start, case.end), {"what": what}, "warning", verdict="unsupported")


def _slipped(p: Paragraph, case: Case, right: str, known: _Cases) -> Hit:
    line, path = known[right][0]
    expected = _like(case.text, right)
    return Hit(
        *p.span(case.start, case.end),
        {"what": f"应为{expected}号：依据材料如此，正文写的是{case.text}号"},
        None,
        expected,
        "contradicted",
        source_at(line, path),
        f"依据材料写的是：{line.whole}",
        expected,
    )


def _told_of_it(p: Paragraph, case: Case, known: _Cases, persons: frozenset[str]) -> str:
    """The one number that the sources give the title, or else the proposer, which the clause names with a number that is
    no case of theirs; empty where the title or proposer has several, or none."""
    if case.code in known:
        return ""
    start = max((m.end() for m in re.finditer("[。；]|号[）)]", p.text[: case.start])), default=0)
    clause = p.text[start : case.start]
    for named in (_TITLE.findall(clause), [n for n in persons if n in clause]):
        if len(named) == 1:
            codes = {code for code, lines in known.items() for line, _ in lines if named[0] in line.whole}
            return codes.pop() if len(codes) == 1 else ""
    return ""


_TITLE = re.compile(r"《([^《》]{4,60}(?:建议|提案|议案))》")


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


_TOLD = {
    "sources": {
        "要点.txt": "年份\t件数\n2023\t37\n2024\t43\n邱某代表，第73号，《关于扩大法律援助的建议》\n0412号，林某岚代表，社区体育空间\n0729号《关于水上运动的提案》；电话0421"
    }
}
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
        Example(LETTER.replace("我厅已", "围绕邱某代表《关于扩大法律援助的建议》（第37号），我厅已"), given=_TOLD),
        Example(LETTER.replace("我厅已", "林某岚代表提出的“社区体育空间”建议（0421号），我厅已"), given=_TOLD),
    ),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "结合W353号提案，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "结合王为民代表的建议（207号），我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "结合W335号提案，我厅已梳理")),
        Example(
            LETTER.replace("第0156号", "第0412号")
            .replace("林某代表", "林某岚代表")
            .replace("我厅已", "围绕邱某代表《关于扩大法律援助的建议》（第73号）和0729号提案，我厅已"),
            given=_TOLD,
        ),
        Example(
            LETTER.replace("第0156号", "第0412号").replace(
                "我厅已", "林某岚代表提出的“社区体育空间”建议（0412号）、《关于水上运动的提案》（0729号），我厅已"
            ),
            given={
                "sources": {
                    "要点.txt": "0412号，林某岚代表，社区体育空间；苑点650（6月底已建）0729号《关于水上运动的提案》"
                }
            },
        ),
    ),
    kinds=ALL_KINDS,
)
