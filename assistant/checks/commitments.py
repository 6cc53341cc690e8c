"""What a letter promises: what will be done, by when, with how much money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft

_PROMISE = re.compile(r"(?:将|拟|力争|争取|计划(?=[在于到今明\d])|确保|承诺)(?!士|军|领|要求|定)")
_DUE = re.compile(
    r"(?:(?:20\d\d年|今年|明年|年)(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初|上半年|下半年|[一二三四]季度)?|\d{1,2}月(?:\d{1,2}日|底|末)?|上半年|下半年|[一二三四]季度)(?:之?前|以前|内|起)?"
)
_MONEY = re.compile(r"\d[\d,.]*\s*[万亿]?元")
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


@dataclass(frozen=True)
class Commitment:
    """A sentence that promises something; ``due`` and ``money`` as written, empty where it names none."""

    start: int
    end: int
    quote: str
    due: str = ""
    money: str = ""


def commitments(draft: Draft) -> Iterator[Commitment]:
    """Every promise in the order of the text, for the leader who signs."""
    for p in paragraphs(draft):
        if p.kind in BY_CODE or p.kind == "heading":
            continue
        for m in _SENTENCE.finditer(p.text):
            if promise := _PROMISE.search(m.group()):
                clause = max(m.group().rfind(c, 0, promise.start()) for c in "，：") + 1
                due = _DUE.search(m.group(), clause)
                money = _MONEY.search(m.group(), clause)
                yield Commitment(
                    *p.span(*m.span()), m.group(), due.group() if due else "", money.group() if money else ""
                )
