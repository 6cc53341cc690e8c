"""附件 that are part of the paper: what of a draft stands after the date, each on a page of its own before the 版记
(GB/T 9704—2012 7.3.7)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.draft import Block, Draft

_MARK = re.compile(r"\s*附件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?\s*$|\s*附件\s*\d{0,2}\s*[:：]")
_HEADING = re.compile(r"\s*(?:([一二三四五六七八九十]+、)|(（[一二三四五六七八九十]+）)|(\d{1,2}[.．]))")
_LONGEST_TITLE = 60
_LONGEST_HEADING = 40
MARK, TITLE = "DafuAnnexMark", "DafuAnnexTitle"
"""Ids of the styles of 附件N and of the annex's title."""


def annexes(draft: Draft) -> dict[int, tuple[str, Block]]:
    """For each block that belongs to an annex its style, empty where the block itself says it, and the block as what it
    is: heading, paragraph, table."""
    kinds = [b.kind for b in draft.blocks]
    signed = next((kinds.index(k) for k in ("date", "signature") if k in kinds), len(kinds))
    found: dict[int, tuple[str, Block]] = {}
    titled = True
    for n, block in enumerate(draft.blocks[signed + 1 :], signed + 1):
        if block.kind not in ("attachment", "table") or not block.text.strip():
            continue
        if _MARK.match(block.text) and block.kind == "attachment":
            found[n] = (MARK, block)
            titled = block.text.strip()[-1:] not in "：:" and bool(re.search(r"[:：].", block.text.strip()))
        elif found:
            title = not titled and block.kind == "attachment" and len(block.text) <= _LONGEST_TITLE
            title = title and not re.search(r"[。；]", block.text)
            found[n] = (TITLE, block) if title else ("", _as_text(block))
            titled = True
    return found


def arranged(draft: Draft) -> Draft:
    """With the annexes before the 抄送, whose place is the end of the last page."""
    inside = annexes(draft)
    if not inside:
        return draft
    last = max(inside)
    moved = [b for b in draft.blocks[:last] if b.kind == "copies"]
    rest = [b for n, b in enumerate(draft.blocks) if b.kind != "copies" or n > last]
    at = len(rest) - (len(draft.blocks) - last - 1)
    return replace(draft, blocks=(*rest[:at], *moved, *rest[at:]))


def as_set(draft: Draft) -> Iterator[Block | None]:
    """Each block as what it is set as; None for marks and titles of annexes."""
    inside = annexes(draft)
    for n, block in enumerate(draft.blocks):
        style, shown = inside.get(n, ("", block))
        yield None if style else shown


def _as_text(block: Block) -> Block:
    if block.kind == "table":
        return block
    m = _HEADING.match(block.text)
    if m and len(block.text) <= _LONGEST_HEADING and not re.search(r"[。；：]", block.text):
        return replace(block, kind="heading", level=1 if m[1] else 2 if m[2] else 3)
    return replace(block, kind="paragraph")
