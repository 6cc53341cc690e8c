"""一是, 二是, 四是: an enumeration that skips or repeats. Also 第一，第二 and 一要，二要, 首先，其次."""

import re
from collections.abc import Iterator

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


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    heads: dict[str, int] = {}
    """For each way of counting the number of the last paragraph that begins with it."""
    running: dict[str, int] = {}
    """The number last used, wherever it stood."""
    for p in paragraphs(draft):
        if p.kind == "heading":
            heads, running = {}, {}
        elif p.kind in ("paragraph", "opening", "closing"):
            yield from _points(p, heads, running)


def _points(p: Paragraph, heads: dict[str, int], running: dict[str, int]) -> Iterator[Hit]:
    points = list(_POINT.finditer(p.text))
    for i, m in enumerate(points):
        way, n = m["is"] or m["comma"], _number(m)
        last = running.get(way, 0)
        wanted = {last + 1} | ({heads.get(way, 0) + 1} if m.start() == 0 else set())
        later = next((_number(k) for k in points[i + 1 :] if (k["is"] or k["comma"]) == way), 0)
        begins = n == 1 and not (last > 0 and later == last + 2)
        if not begins and n not in wanted and last < len(_ORDER) and (last or way in "是要"):
            text = m.group().replace(m["n"] or m["th"], _ORDER[last])
            sure = later == last + 2 or (not later and n == last)
            yield Hit(*p.span(*m.span()), {"expected": text}, expected=text, fix=text if sure else None)
            n = last + 1 if sure else n
        running[way] = n
        if m.start() == 0:
            heads[way] = n


def _number(m: re.Match[str]) -> int:
    return _ORDER.index(m["n"] or m["th"]) + 1


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
