"""Ways of looking at a draft that several rules share."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.draft import Block, BlockKind, Draft
from assistant.numerals import Number, find_numbers
from assistant.numerals.chinese import read

_N = r"[\d〇○零一二三四五六七八九十]"
BY_CODE: frozenset[BlockKind] = frozenset({"class-mark", "title", "number", "salutation", "signature", "date", "note", "copies", "attachment"})  # fmt: skip
"""Blocks that code writes from the case and the profile: their numbers are dates, 届次, 文号 and telephone numbers."""

NUMBERED = re.compile(
    r"^\s*(?:(?P<a>[一二三四五六七八九十]+)[、．.，,:：](?!(?!一年来|[一二三四五十]年(?:工作|以来|的)|一体|一以贯之)[一二三四五六七八九十]|\d(?!\d{3}年))|[（(](?P<b>[一二三四五六七八九十]+)[）)]|(?P<c>\d{1,2})[.．、](?!\d(?!\d{3}年))|[（(](?P<d>\d{1,2})[）)])"
)
"""A line that begins with a number of the ladder: 一、 （一） 1. （1）."""
_PROSE: tuple[BlockKind, ...] = ("paragraph", "opening", "closing")
_WIDEST, _NARROWEST = 140, 36
SLACK = 8
"""Cells that a full line may lack, because no mark may begin the next."""
_MARKED = re.compile(r"[，。；、].*[^）)]$")
_INDENT = ("　　", "    ")
_PAGE = re.compile(r"\f")
PAGE_NUMBER = re.compile(r"[—\-－―\s]*第?\s*\d{1,3}\s*页?(?:[\s，,/]*共?\s*\d{1,3}\s*页)?[—\-－―\s]*")
_ENDS = "。！？；：!?;:…"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as its writer meant it: lines that a PDF broke are joined. ``at`` maps ``text`` to the draft."""

    kind: BlockKind
    text: str
    pieces: tuple[tuple[int, int], ...]
    """For each line the offset in ``text`` and in the draft at which it begins."""
    wrapped: bool
    """Whether the lines of this text are broken at the width of a page."""

    def at(self, offset: int) -> int:
        """Where character ``offset`` of ``text`` stands in the draft."""
        mine, theirs = self.pieces[bisect_right(self.pieces, offset, key=lambda p: p[0]) - 1]
        return theirs + offset - mine

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the draft of ``text[start:end]``, which is not empty."""
        return self.at(start), self.at(end - 1) + 1

    @property
    def start(self) -> int:
        return self.at(0)

    @property
    def end(self) -> int:
        return self.at(max(len(self.text) - 1, 0)) + 1


def blocks(draft: Draft) -> Iterator[tuple[int, Block]]:
    """Every block with the offset at which it begins."""
    yield from draft.placed


def of_kind(draft: Draft, *kinds: BlockKind) -> list[tuple[int, Block]]:
    """The blocks of these kinds that are not blank, with their offsets."""
    return [(at, b) for at, b in draft.placed if b.kind in kinds and b.text.strip()]


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    """The paragraphs that are not blank, without the blanks around them and with broken lines joined."""
    return _paragraphs(tuple((b.kind, b.text) for b in draft.blocks))


def cells(text: str) -> int:
    """How wide the text is on paper, in half characters."""
    return len(text.encode("gbk", "replace"))


def full_width(lines: Sequence[str]) -> int:
    """The width in ``cells`` that broken lines fill, 0 when the text is not broken: at least three full lines of which
    half end inside a sentence, not so wide that each is a paragraph."""
    bare = [(cells(line.strip()), line.strip()) for line in lines if line.strip()]
    for widest in sorted({w for w, _ in bare}, reverse=True)[:6]:
        if _NARROWEST <= widest <= _WIDEST:
            full = [line for w, line in bare if widest - SLACK <= w <= widest]
            cut = [line for line in full if line[-1] not in _ENDS and _MARKED.search(line)]
            if len(full) >= 3 and len(cut) >= 3 and len(cut) * 2 >= len(full):
                return widest
    return 0


@lru_cache(maxsize=4)
def _paragraphs(lines: tuple[tuple[BlockKind, str], ...]) -> tuple[Paragraph, ...]:
    width = full_width([text for _, text in lines])
    prose = [text for kind, text in lines if kind in _PROSE and text.strip()]
    indented = len(prose) > 2 and sum(text.startswith(_INDENT) for text in prose) * 2 > len(prose)
    found: list[Paragraph] = []
    at, above, turned = 0, "", False
    for kind, line in lines:
        for part in _PAGE.split(line):
            start = at + len(part) - len(part.lstrip())
            at += len(part) + 1
            text = part.strip()
            if not text or PAGE_NUMBER.fullmatch(text):
                turned = turned or bool(text)
                continue
            if found and _goes_on(found[-1].kind, kind, above, part, width, turned=turned or indented):
                last = found[-1]
                pieces = (*last.pieces, (len(last.text), start))
                found[-1] = Paragraph(last.kind, last.text + text, pieces, last.wrapped)
            else:
                found.append(Paragraph(kind, text, ((0, start),), width > 0))
            above, turned = text, False
    return tuple(found)


def _goes_on(kind: BlockKind, next_kind: BlockKind, above: str, line: str, width: int, *, turned: bool) -> bool:
    """Whether ``line`` continues the sentence that ``above`` began: in ``turned``, on the page before, or as the only
    line that isn't indented."""
    below = line.strip()
    if kind not in _PROSE or next_kind not in _PROSE or NUMBERED.match(below):
        return False
    if "\t" in above or "\t" in below or line.startswith(_INDENT) or above[-1] in _ENDS:
        return False
    if below[0] in "，。；、）)》”’,;％%" or above[-1] in "（(《“‘":
        return True
    return turned or (width > 0 and width - SLACK <= cells(above) <= width)


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
    return draft.visible


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
