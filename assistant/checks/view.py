"""Ways of looking at a draft that several rules share."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.draft import Block, BlockKind, Draft
from assistant.numerals import Number, find_numbers
from assistant.numerals.chinese import read

_N = r"[\d〇○零一二三四五六七八九十]"
BY_CODE: frozenset[BlockKind] = frozenset({"class-mark", "title", "number", "salutation", "signature", "date", "note", "copies", "attachment"})  # fmt: skip
"""Blocks that code writes from the case and the profile: their numbers are dates, 届次, 文号 and telephone numbers."""


def blocks(draft: Draft) -> Iterator[tuple[int, Block]]:
    """Every block with the offset at which it begins."""
    at = 0
    for block in draft.blocks:
        yield at, block
        at += len(block.text) + 1


def of_kind(draft: Draft, *kinds: BlockKind) -> list[tuple[int, Block]]:
    """The blocks of these kinds that are not blank, with their offsets."""
    return [(at, b) for at, b in blocks(draft) if b.kind in kinds and b.text.strip()]


def title(draft: Draft) -> tuple[int, int, str]:
    """Span of the title's lines and its text in one line; (0, 0, "") when there is none."""
    lines = of_kind(draft, "title")
    if not lines:
        return 0, 0, ""
    last_at, last = lines[-1]
    return lines[0][0], last_at + len(last.text), "".join(re.sub(r"\s", "", b.text) for _, b in lines)


def body_numbers(draft: Draft) -> Iterator[tuple[int, Block, Number]]:
    """Numbers that need a source, outside what code writes and outside 〔待补充〕 and 〔待核实〕, with their block."""
    for at, block in blocks(draft):
        if block.kind in BY_CODE:
            continue
        open_marks = _mark_spans(block)
        for n in find_numbers(block.text):
            if n.needs_source and not any(a <= n.start < b for a, b in open_marks):
                yield at, block, n


def visible(draft: Draft) -> str:
    """The draft's text with 〔待补充〕 and 〔待核实〕 blotted out, same length."""
    parts: list[str] = []
    for at, block in blocks(draft):
        parts.append("\n" if at else "")
        parts += ["\0" * len(r.text) if r.kind in ("missing", "unverified") else r.text for r in block.runs]
    return "".join(parts)


def run_at(block: Block, offset: int) -> int:
    """Index of the run in which the character ``offset`` of the block's text stands."""
    at = 0
    for i, run in enumerate(block.runs):
        at += len(run.text)
        if offset < at:
            return i
    return len(block.runs) - 1


def signing_date(draft: Draft) -> date | None:
    """The 成文日期 when it is filled in and a day of the calendar."""
    for _, block in of_kind(draft, "date"):
        m = re.search(rf"({_N}{{4}})\s*[年.\-/]\s*({_N}{{1,3}})\s*[月.\-/]\s*({_N}{{1,3}})", block.text)
        parts = [read(p) if not p.isdecimal() else int(p) for p in m.groups()] if m else []
        if len(parts) == 3 and all(p is not None for p in parts):
            try:
                return date(*(int(p) for p in parts if p is not None))
            except ValueError:
                return None
    return None


def _mark_spans(block: Block) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for run in block.runs:
        if run.kind in ("missing", "unverified"):
            spans.append((at, at + len(run.text)))
        at += len(run.text)
    return spans
