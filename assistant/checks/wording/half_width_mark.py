"""Half-width punctuation between Chinese characters."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_HAN = r"[\u4e00-\u9fff”》）〕]"
_MARK = re.compile(
    rf"(?<={_HAN})[,;:?!](?=\s?[\u4e00-\u9fff“《（]|\s*$)|(?<=[\d%％])[,;](?=[\u4e00-\u9fff“《])|(?<={_HAN})[,;](?=\d{{4}}年|\d+[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[.](?=\s*$|[\u4e00-\u9fff])|(?<=\d)[.](?=\s*$)|｡|､"
    r"|\((?=[^()\n]*[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\)|(?<=[\u4e00-\u9fff\d%”》])\)(?=[，。；、]|[\u4e00-\u9fff])"
    r"|[\"'](?=[\u4e00-\u9fff《])|(?<=[\u4e00-\u9fff》\d+])[\"']",
    re.MULTILINE,
)
_ANY = re.compile(r"[,;:?!.()\"'｡､]")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", "｡": "。", "､": "、"}
_ITEM = re.compile(r"^\s*[（(]?(?:\d{1,3}|[A-Za-z])$")
_HABIT = 8
"""From so many of a group on it is the habit of the text, said once; only where a paragraph writes them rightly too,
each is said."""
_GROUPS = (("()", "[（）]"), ("\"'", "[“”]"), (",;:?!.｡､", "[，；：。]"))
"""Marks that go together, with their full-width forms."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    apart = {at for at, _ in of_kind(draft, "salutation", "table")}  # the colon has a rule of its own
    lines: list[tuple[str, list[Hit]]] = []
    at = 0
    text = visible(draft)
    for line in text.split("\n"):
        if at not in apart:
            lines.append((line, list(_hits(line, at))))
        at += len(line) + 1
    for group, full_width in _GROUPS:
        own = [(line, [h for h in hits if text[h.start] in group]) for line, hits in lines]
        total = sum(len(hits) for _, hits in own)
        told = False
        for line, hits in own:
            full = len(re.findall(full_width, line))
            if total < _HABIT or full > len(hits):
                yield from hits
            elif hits and not told:
                told = True
                yield Hit(
                    hits[0].start,
                    hits[0].end,
                    hits[0].values | {"more": f"，全文共{total}处"},
                    expected=hits[0].expected,
                )


def _hits(line: str, at: int) -> Iterator[Hit]:
    if not _ANY.search(line):
        return
    quotes = 0
    for m in _MARK.finditer(line):
        mark = m.group()
        if mark in ".)" and _ITEM.match(line[: m.start()]):
            continue  # 1.总体情况: an ordering mark
        wide = _WIDE.get(mark, "")
        if not wide:
            quotes += 1
            wide = ("“”" if mark == '"' else "‘’")[(quotes - 1) % 2]
        yield Hit(at + m.start(), at + m.end(), {"expected": wide, "more": ""}, expected=wide, fix=wide)


RULE = Rule(
    id="wording.half-width-mark",
    name="半角标点",
    message="应为全角“{expected}”，这里写的是半角“{quote}”{more}。",
    reason="中文用全角标点。",
    authority="GB/T 15834-2011",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步，", "下一步,")),
        Example(LETTER.replace("完成指引初稿", "完成指引(初稿)")),
        Example(LETTER.replace("完成指引初稿", '完成"指引"初稿')),
        Example(LETTER.replace("1260人次。", "1260人次.")),
        Example(LETTER.replace("2025年全省", "2025年,全省")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("下一步，", "年产1,234家（1,234家）。下一步，")),
        Example(LETTER.replace("一、关于编制", "1.关于编制")),
    ),
    kinds=ALL_KINDS,
)
