"""The numbered lines of a paper, 一、 （一） 1. （1）, as steps of one ladder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.basis import chinese
from assistant.checks.view import NUMBERED, paragraphs
from assistant.draft import Draft
from assistant.numerals.chinese import read

_BOUNDARY = re.compile(r"第[一二三四五六七八九十百零\d]+[编章节条](?:[\s　]|$)|附件|附[:：]")
_LONGEST = 30


@dataclass(frozen=True)
class Step:
    """One numbered paragraph. ``level`` is 1 for 一、, 2 （一）, 3 1., 4 （1）; ``start``/``end`` is its mark in the draft.
    ``alone`` says that it is a heading without text behind it; ``begins`` that a new list may begin here, because the
    text before it announces one or another part has begun."""

    level: int
    number: int
    start: int
    end: int
    alone: bool
    begins: bool


def steps(draft: Draft) -> tuple[Step, ...]:
    """Every numbered paragraph outside the attachments, in order."""
    return tuple(_steps(draft))


def mark(level: int, number: int) -> str:
    """How the number is written at this level: 二、 （二） 2. （2）."""
    return {1: f"{chinese(number)}、", 2: f"（{chinese(number)}）", 3: f"{number}.", 4: f"（{number}）"}[level]


def _steps(draft: Draft) -> Iterator[Step]:
    begins = True
    for p in paragraphs(draft):
        if p.kind not in ("heading", "paragraph", "opening", "closing"):
            continue
        m = NUMBERED.match(p.text)
        number = _number(m) if m else 0
        if m and 0 < number <= _LONGEST:
            level = 1 if m["a"] else 2 if m["b"] else 3 if m["c"] else 4
            start, end = p.span(m.start(), m.end())
            yield Step(level, number, start, end, "。" not in p.text, begins)
            begins = p.text.endswith(("：", ":"))
        else:
            begins = begins or p.text.endswith(("：", ":")) or bool(_BOUNDARY.match(p.text))


def _number(m: re.Match[str]) -> int:
    digits = m["c"] or m["d"]
    return int(digits) if digits else int(read(m["a"] or m["b"]) or 0)
