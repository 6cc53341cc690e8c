"""一是, 二是, 四是: an enumeration that skips or repeats. Also 第一，第二 and 一要，二要, 首先，其次."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import Paragraph, paragraphs
from assistant.draft import Draft

_ORDER = "一二三四五六七八九十"
_AFTER = r"(?:(?<=[。；，：、！”）\s])|^)"
_POINT = re.compile(
    rf"{_AFTER}(?:(?P<n>[{_ORDER}])(?P<is>是|要|抓|靠|看)(?!否|(?P=n))|第(?P<th>[{_ORDER}])(?P<comma>[，、,]))"
)


@dataclass(frozen=True)
class _Point:
    """One 二是. ``first`` says that its paragraph begins with it; ``way`` is the word that the list is told by."""

    paragraph: Paragraph
    start: int
    end: int
    text: str
    digit: str
    way: str

    @property
    def number(self) -> int:
        return _ORDER.index(self.digit) + 1

    @property
    def first(self) -> bool:
        return self.start == 0


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    section: list[_Point] = []
    for p in paragraphs(draft):
        if p.kind == "heading":
            yield from _section(section)
            section = []
        elif p.kind in ("paragraph", "opening", "closing"):
            section += [
                _Point(p, *m.span(), m.group(), m["n"] or m["th"], m["is"] or m["comma"])
                for m in _POINT.finditer(p.text)
            ]
    yield from _section(section)


def _section(points: list[_Point]) -> Iterator[Hit]:
    """Paragraphs that begin with 一是, 二是 are one list, and so are the points inside a paragraph."""
    for way in dict.fromkeys(p.way for p in points):
        mine = [p for p in points if p.way == way]
        head = running = 0
        shaken = False
        for i, p in enumerate(mine):
            n = p.number
            rest = [q for q in mine[i + 1 :] if not p.first or q.first or q.paragraph is p.paragraph]
            later = rest[0].number if rest else 0
            last = _last(p, head, running, later)
            again = i > 0 and n == last == 1 and not later and mine[i - 1].paragraph is p.paragraph
            begins = n == 1 and not (last and later == last + 2) and not again
            if not begins and n != last + 1 and last < len(_ORDER) and (last or way in "是要"):
                text = p.text.replace(p.digit, _ORDER[last])
                sure = later == last + 2 or (not later and n == last and not shaken)
                span = p.paragraph.span(p.start, p.end)
                yield Hit(*span, {"expected": text}, expected=text, fix=text if sure else None)
                n, shaken = last + 1 if sure else n, not sure
            running = n
            head = n if p.first else head


def _last(p: _Point, head: int, running: int, later: int) -> int:
    """The number before point ``p``: of the list that the paragraphs begin with where it goes on that list, else of the
    one inside them."""
    if not p.first or p.number == running + 1 or not (head or p.number == 1):
        return running
    return running if head + 1 != p.number and later == running + 2 else head


RULE = Rule(
    id="wording.broken-enumeration",
    name="跳号、重号的分述",
    message="应为“{expected}”：写的是“{quote}”，分述漏写或重复。",
    reason="分述的序次要连续。",
    authority="GB/T 15834-2011 附录：序次语",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步，", "下一步，一是宣传，二是培训，四是评估，")),
        Example(LETTER.replace("下一步，", "下一步，一是宣传，一是培训，三是评估，")),
        Example(LETTER.replace("下一步，", "下一步，第一，宣传。第二，培训。第二，评估。")),
        Example(
            LETTER.replace("2025年全省培训", "一是抓培训。2025年全省培训").replace("\n感谢", "\n三是抓评估。\n感谢")
        ),
        Example(
            LETTER.replace(
                "2025年全省培训", "一是抓培训。二是抓宣传。三是抓示范。\n五是抓评估。五是抓总结。2025年全省培训"
            )
        ),
    ),
    quiet=(
        Example(LETTER.replace("下一步，", "下一步，一是宣传，二是培训，三是评估；要一是一、二是二地办理，")),
        Example(
            LETTER.replace("2025年全省培训", "一是抓培训。一是办班，二是下厂。2025年全省培训").replace(
                "\n感谢", "\n二是抓评估。\n感谢"
            )
        ),
        Example(LETTER.replace("下一步，", "下一步，一要宣传，二要培训；一是办班，二是下厂；")),
    ),
    kinds=ALL_KINDS,
)
