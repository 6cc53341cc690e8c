"""Everything is said to be done, and somewhere a case is still open."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import read_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_CASES = r"(?:建议|提案|承办|办理|答复|主办|协办)"
_DONE = re.compile(
    r"(?:全部|均已?|全都|都已?|已全部)(?:按[^，。；]{0,6})?(?:办结|办复|答复|办理完毕|办理完成)|(?:办结|办复|答复|按期办结|按时办结)率(?:均?为|达到?|均?达)?100%|(?:完成|办结|答复)了?全部[^，。；]{0,16}(?:建议|提案)"
)
_OPEN = re.compile(
    r"(?:仍有|尚有|还有|另有|其余|剩余)(?P<n>\d+|[一二两三四五六七八九十]+|个别|少数|部分)(?:件|项|个)?[^，。；]{0,12}?(?:未办结|未办复|未答复|未能办结|没有办结|在办|正在办理|办理中|待办|未完成办理|未完成答复|正在答复)|(?:\d+|[一二两三四五六七八九十]+)件(?:尚未|仍未|未|还未)(?:办结|办复|答复)|(?:未办结|在办|未答复|未办复)的?(?:\d*[1-9]\d*)件"
)
_PLANNED = re.compile("(?:力争|争取|确保|计划|预计|拟|将|务必)[^，。；已]*$")
_EXCEPT = re.compile(r"除[^。；]{0,60}外")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    text = paper.text
    opened = [
        m
        for m in _OPEN.finditer(text)
        if re.search(_CASES, text[max(0, m.start() - 40) : m.end()]) or "件" in m.group()
    ]
    if not opened:
        return
    for m in _DONE.finditer(text):
        begin = max(text.rfind(mark, 0, m.start()) for mark in "。\n") + 1
        if (
            (_PLANNED.search(text[begin : m.start()]) and not _still_open(text, m, opened))
            or _EXCEPT.search(text[begin : m.start()])
            or not re.search(_CASES, text[begin : m.end() + 20])
        ):
            continue
        other = min(opened, key=lambda o: abs(o.start() - m.start()))
        values = {"said": m.group(), "other": other.group()[:14]}
        for found in (m, other):
            yield Hit(*paper.joined.span(*found.span()), values, verdict="contradicted")


def _still_open(text: str, done: re.Match[str], opened: list[re.Match[str]]) -> bool:
    """Whether a case is said to be open right after all are to be done: 确保全部办结，尚有1件正在办理."""
    return any(o.start() > done.end() and not re.search("[。；\n]", text[done.end() : o.start()]) for o in opened)


RULE = Rule(
    id="figures.open-case",
    name="与未办结件矛盾的“全部办结”",
    message="二者只能有一：“{said}”与“{other}”矛盾。",
    reason="有件未办结，就不能写全部办结或办结率100%。",
    authority="建议提案办理统计口径：办结＋在办＝承办",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "承办的建议已全部办结，其余1件正在办理中。下一步")),
        Example(LETTER.replace("下一步", "提案办结率100%，尚有2件未答复。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "除督办的1件正在办理外，其余建议提案均已办结。下一步")),
        Example(LETTER.replace("下一步", "承办88件，已办结79件。对在办的9件建议逐件明确时限，力争8月底前全部办结。下一步")),
        Example(LETTER.replace("下一步", "建议提案全部办结，B类件中仍有2项措施正在推进。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
