"""Something told as done that the sources tell as planned."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import given, lines_of, source_at
from assistant.checks.groundwords import alternation, pairs, words
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft

_CLAUSE = re.compile(r"[^，。；！？\n]+")
_LEAST = 4
"""Word pairs that a clause and a line of the sources must have in common to speak of the same thing."""
_SHARE = 0.4


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    parts = [
        (pairs(m.group()), m.group(), line, path)
        for line, path in lines_of(sources)
        for m in re.finditer(r"[^。；\n]+", line.whole)
        if _open(m.group())
    ]
    if not parts:
        return
    for p in paragraphs(draft):
        if p.kind in BY_CODE:
            continue
        for m in _CLAUSE.finditer(p.text):
            said = _status(m.group())
            if said is None or not said["done"]:
                continue
            mine = pairs(m.group())
            rated = [(len(mine & theirs), part, line, path) for theirs, part, line, path in parts]
            best = max(rated, key=lambda r: r[0])
            if best[0] >= _LEAST and best[0] >= _SHARE * min(len(mine), len(pairs(best[1]))):
                plan = _status(best[1])
                start = m.start() + said.start()
                yield Hit(
                    *p.span(start, m.end()),
                    {"plan": plan.group() if plan else "尚未完成", "done": said.group()},
                    None,
                    plan.group() if plan else "",
                    "contradicted",
                    source_at(best[2], best[3]),
                    f"依据材料写的是：{best[1].strip()}",
                )


def _open(text: str) -> bool:
    """Whether a line tells of something not yet done."""
    found = _status(text)
    return bool(found and found["planned"])


def _status(text: str) -> re.Match[str] | None:
    """The first word that says whether something is done or planned: it governs what follows (已纳入…计划, 拟…建成)."""
    return _word().search(text)


@cache
def _word() -> re.Pattern[str]:
    planned, done = alternation(words().planned), alternation(words().done)
    return re.compile(
        rf"(?P<planned>(?:{planned})(?!来|军|领|士|要求|单列)|[（(]计划[）)])|(?<!尚未)(?<!未)(?P<done>(?:{done})(?!后|情况|时限|时间|时|率|度))"
    )


_SHEET = {"sources": {"要点.txt": "培训中心项目\t拟纳入2027年建设计划\n铸造改造指引初稿：已完成"}}

RULE = Rule(
    id="sources.flipped-status",
    name="把计划写成已完成的事",
    message="材料写的是“{plan}”，正文写成“{done}”，请核对进展",
    reason="把打算做的事写成已经做成，答复就不实。",
    authority="《党政机关公文处理工作条例》第十九条：情况属实",
    severity="warning",
    check=check,
    fires=(Example(LETTER.replace("我厅已梳理", "培训中心项目已纳入2027年建设计划。我厅已梳理"), given=_SHEET),),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "培训中心项目拟纳入2027年建设计划。我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "铸造改造指引初稿已完成。我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "培训中心项目已纳入2027年建设计划。我厅已梳理")),
    ),
    kinds=ALL_KINDS,
)
