"""Whether what came back is the draft at all: the wrong file is soon picked."""

import re
from difflib import SequenceMatcher

from assistant.draft import Block
from assistant.returning.comparing import Returned

_BODY = ("heading", "paragraph", "table")
_RUN = 8
"""Characters in a row that count as common."""
_KIN = 0.2
"""Share of the shorter body that two versions have in common at least: letters of one office that have nothing to do
with each other share their formulas, up to 14 in a hundred."""
_CASE = re.compile(r"第\s*([A-Za-z]*\d+)\s*号")
_YEAR = re.compile(r"(20\d\d)年")


def doubt(returned: Returned) -> str:
    """A sentence for the reader where the file is hardly a version of the draft, or of another case; else empty."""
    titles = [_title(d.blocks) for d in (returned.before, returned.draft)]
    for pattern, told in ((_CASE, "第{}号"), (_YEAR, "{}年的")):
        was, now = (_only(pattern, title) for title in titles)
        if was and now and was != now:
            return f"原稿是{told.format(was)}，改回来的是{told.format(now)}，请核对是不是拿错了文件。"
    if shared(returned) < _KIN:
        return "改回来的稿子与原稿正文几乎没有相同的文字，请核对是不是拿错了文件。"
    return ""


def shared(returned: Returned) -> float:
    """The share of the shorter body that stands in the other one too."""
    old = [b.text for b in returned.before.blocks if b.kind in _BODY]
    new = [b.text for b in returned.draft.blocks if b.kind in _BODY]
    length = min(sum(map(len, old)), sum(map(len, new)))
    blocks = SequenceMatcher(None, "\n".join(old), "\n".join(new), autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size >= _RUN) / length if length else 0


def _title(blocks: tuple[Block, ...]) -> str:
    return next((b.text for b in blocks if b.kind == "title"), "")


def _only(pattern: re.Pattern[str], title: str) -> str:
    found = set(pattern.findall(title))
    return found.pop() if len(found) == 1 else ""
