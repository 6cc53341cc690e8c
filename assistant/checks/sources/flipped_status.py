"""Something told as done that the sources tell as planned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.factsheet import Line
from assistant.checks.given import Texts, given, lines_of, source_at
from assistant.checks.groundwords import alternation, pairs, words
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft

_SENTENCE = re.compile(r"[^。；！？\n]+")
_CLAUSE = re.compile(r"[^，]+")
_REST = re.compile("其余|其他|除[^，。]{2,40}外")
_BY = re.compile(r"(?:年|月|日|[底末季])之?前[^，。；已]{0,4}$|(?:年|月|日|[底末季])之?前(?=完成|建成|办结|实现)")
"""2027年3月底前完成: a day that is set, no news."""
_CLASSED = re.compile(r"已经?[\u4e00-\u9fff]{2,10}的")
"""已经解决的57件: a class of cases, no news."""
_BESIDE = re.compile(r"[（(][^（）()]{0,4}(?:计划|目标|任务)[^（）()\d]{0,3}\d[^（）()]*[）)]")
"""318公里（计划300公里）: what was planned stands beside what was done."""
_LEAST = 2
"""Word pairs that a sentence and a piece of the sources must have in common to speak of the same thing."""
_SHARE = 0.34
"""Share of the piece's word pairs that the sentence must have."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    plans = _plans(given(context))
    if not plans:
        return
    for p in paragraphs(draft):
        if p.kind in BY_CODE or not _word().search(p.text):
            continue
        for sentence in _SENTENCE.finditer(p.text):
            if _REST.search(sentence.group()) or any(m["planned"] for m in _word().finditer(sentence.group())):
                continue  # it tells the plan as well, or of all but what is planned
            for clause in _CLAUSE.finditer(sentence.group()):
                said = _status(clause.group())
                if (
                    said is None
                    or not said["done"]
                    or _BY.search(clause.group())
                    or _CLASSED.match(clause.group(), said.start())
                ):
                    continue
                if plan := _meant(sentence.group(), clause.group(), plans):
                    word = _status(plan.text)
                    at = sentence.start() + clause.start()
                    yield Hit(
                        *p.span(at + said.start(), at + len(clause.group())),
                        {"plan": word.group() if word else "尚未完成", "done": said.group()},
                        None,
                        word.group() if word else "",
                        "contradicted",
                        source_at(plan.line, plan.path),
                        f"依据材料写的是：{plan.text.strip()}",
                    )


@dataclass(frozen=True)
class _Plan:
    """A piece of the sources that tells of something not yet done."""

    text: str
    pairs: frozenset[str]
    line: Line
    path: str


@lru_cache(maxsize=16)
def _plans(sources: Texts) -> tuple[_Plan, ...]:
    return tuple(
        _Plan(m.group(), pairs(_word().sub("。", m.group())), line, path)
        for line, path in lines_of(sources)
        for m in re.finditer(r"[^。；\n]+", line.whole)
        if _open(m.group())
    )


def _meant(sentence: str, clause: str, plans: Sequence[_Plan]) -> _Plan | None:
    """The plan that the sentence tells of, when the clause itself has a word of it."""
    whole, own = pairs(sentence), pairs(clause)
    rated = [
        (len(whole & plan.pairs), plan)
        for plan in plans
        if own & plan.pairs and len(whole & plan.pairs) >= max(_LEAST, _SHARE * len(plan.pairs))
    ]
    return max(rated, key=lambda r: r[0])[1] if rated else None


def _open(text: str) -> bool:
    """Whether a line tells of something not yet done."""
    found = _status(_BESIDE.sub("", text))
    return bool(found and found["planned"])


def _status(text: str) -> re.Match[str] | None:
    """The first word that says whether something is done or planned: it governs what follows (已纳入…计划, 拟…建成)."""
    return _word().search(text)


@cache
def _word() -> re.Pattern[str]:
    planned, done = alternation(words().planned), alternation(words().done)
    return re.compile(
        rf"(?P<planned>(?<![入按度动资工作年的划])(?<!三年行动)(?!计划(?:$|[，。；、）》的内项外]))(?:{planned})(?!来|军|领|士|要求|单列|任务|》)|[（(]计划[）)])|(?<!尚未)(?<!未)(?P<done>(?:{done})(?!后|情况|时限|时间|时|率|度))"
    )


_SHEET = {"sources": {"要点.txt": "培训中心项目\t拟纳入2027年建设计划\n铸造改造指引初稿：已完成"}}

RULE = Rule(
    id="sources.flipped-status",
    name="把计划写成已完成的事",
    message="材料写的是“{plan}”，正文写成“{done}”，请核对进展。",
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
