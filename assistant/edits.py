"""A person's edit of a section: plain text aligned with the old runs, so that what did not change keeps its source.

A figure whose characters are untouched stays bound. Digits that are new have no source: they become 〔待核实：…〕, and one
that took a figure's place names that figure, so that the old source can be shown beside it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.clauses import split
from assistant.draft import Block, Draft, Run
from assistant.figures import Figure, FigureSheet, Source
from assistant.labels import clause_of, label_of, period_of
from assistant.marked import PLACEHOLDER, unverified
from assistant.numerals import Number, find_numbers
from knowledge_base.errors import InputError

_NUMBERED = re.compile(
    r"\s*(?:(?P<a>[一二三四五六七八九十]+、)|(?P<b>（[一二三四五六七八九十]+）)|(?P<c>\d{1,2}[.．]))"
)


def edit_section(draft: Draft, ask: int | None, text: str, *, person: str = "") -> Draft:
    """The draft with ``text`` (one line a paragraph) in place of the section that answers ``ask``.

    With ``person`` (who states the new numbers, and when) they become figures of that person's, for a check to warn
    of, instead of 〔待核实〕. Raises InputError when ``ask`` is None: opening, closing and signature are written by code.
    """
    if ask is None:
        raise InputError("只能修改各项诉求的答复；开头语、结束语、署名由系统按原件和单位配置生成，请在左侧字段中修改。")
    old = [b for b in draft.blocks if b.ask == ask]
    sheet = FigureSheet(tuple(draft.figures.values()))
    blocks = tuple(
        replace(b, ask=ask) for b in _Alignment.of(old, text.replace("\r\n", "\n").strip("\n")).blocks(sheet, person)
    )
    at = _place(draft.blocks, ask)
    before = tuple(b for b in draft.blocks[:at] if b.ask != ask)
    after = tuple(b for b in draft.blocks[at:] if b.ask != ask)
    return replace(draft, blocks=before + blocks + after, figures=sheet)


def realigned(old: Sequence[Block], text: str, sheet: FigureSheet) -> tuple[Block, ...]:
    """``text``, one line a paragraph, as the blocks that took the place of ``old``: as ``edit_section`` makes them."""
    return tuple(_Alignment.of(list(old), text).blocks(sheet, ""))


def _place(blocks: tuple[Block, ...], ask: int) -> int:
    """Where the section begins, or would begin if it has been emptied."""
    for i, b in enumerate(blocks):
        if b.ask == ask:
            return i
    earlier = [i for i, b in enumerate(blocks) if b.ask is not None and b.ask < ask]
    frame = [i for i, b in enumerate(blocks) if b.kind in ("title", "number", "salutation", "opening")]
    return max(earlier or frame, default=-1) + 1


@dataclass(frozen=True)
class _Span:
    """A run with its place in the old text or, once kept, in the new one."""

    start: int
    end: int
    run: Run


@dataclass(frozen=True)
class _Alignment:
    new: str
    old: str
    old_blocks: tuple[tuple[int, int, Block], ...]
    kept: tuple[_Span, ...]
    """Runs that are no plain text and whose characters stand unchanged in the new text, with their new place."""
    changed: tuple[_Span, ...]
    """Figures that are gone or were changed, with their old place."""
    opcodes: tuple[tuple[str, int, int, int, int], ...]

    @classmethod
    def of(cls, blocks: list[Block], new: str) -> "_Alignment":
        old = "\n".join(b.text for b in blocks)
        opcodes = tuple(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
        spans: list[_Span] = []
        old_blocks: list[tuple[int, int, Block]] = []
        at = 0
        for b in blocks:
            old_blocks.append((at, at + len(b.text), b))
            for run in b.runs:
                spans.append(_Span(at, at + len(run.text), run))
                at += len(run.text)
            at += 1
        kept: list[_Span] = []
        changed: list[_Span] = []
        for s in spans:
            if s.run.kind == "text":
                continue
            place = next(
                (
                    j1 + s.start - i1
                    for tag, i1, i2, j1, _ in opcodes
                    if tag == "equal" and i1 <= s.start and s.end <= i2
                ),
                None,
            )
            if place is None or (s.run.kind == "figure" and _grown(old, s.start, new, place, len(s.run.text))):
                changed += [s] if s.run.kind == "figure" else []
            else:
                kept.append(_Span(place, place + len(s.run.text), s.run))
        return cls(new, old, tuple(old_blocks), tuple(kept), tuple(changed), opcodes)

    def blocks(self, sheet: FigureSheet, person: str) -> Iterator[Block]:
        at = 0
        for line in self.new.split("\n"):
            if line.strip():
                kind = self._like(at, at + len(line))
                runs = tuple(self._runs(at, line, sheet, person))
                yield replace(kind, runs=runs) if kind else _guessed(line, runs)
            at += len(line) + 1

    def _like(self, start: int, end: int) -> Block | None:
        """The old block that most of a new line comes from."""
        shares: Counter[int] = Counter()
        for tag, i1, _, j1, j2 in self.opcodes:
            if tag == "equal":
                for j in range(max(j1, start), min(j2, end)):
                    i = i1 + j - j1
                    shares.update(n for n, (a, b, _) in enumerate(self.old_blocks) if a <= i < b)
        best = shares.most_common(1)
        return self.old_blocks[best[0][0]][2] if best and best[0][1] * 3 >= end - start else None

    def _runs(self, at: int, line: str, sheet: FigureSheet, person: str) -> Iterator[Run]:
        things = [
            _Span(s.start - at, s.end - at, s.run) for s in self.kept if at <= s.start and s.end <= at + len(line)
        ]
        for m in PLACEHOLDER.finditer(line):
            if not _meets(things, m.start(), m.end()):
                things.append(_Span(*m.span(), Run(m.group(), "missing" if m["what"] == "补充" else "unverified")))
        for n in find_numbers(line):
            if n.needs_source and not _meets(things, n.start, n.end) and not self._stood(at + n.start, at + n.end):
                things.append(_Span(n.start, n.end, self._new_number(at, line, n, sheet, person)))
        here = 0
        for thing in sorted(things, key=lambda t: t.start):
            if here < thing.start:
                yield Run(line[here : thing.start])
            yield thing.run
            here = thing.end
        if here < len(line):
            yield Run(line[here:])

    def _new_number(self, at: int, line: str, n: Number, sheet: FigureSheet, person: str) -> Run:
        if person and n.value is not None:
            a, b = clause_of(line, n.start)
            source = Source("person", quote=line[a:b], person=person)
            figure = sheet.add(
                value=n.value,
                unit=n.unit,
                text=n.text,
                source=source,
                label=label_of(line, n),
                period=period_of(line, n),
            )
            return Run(n.text, "figure", figure.id, f"“{n.text}”由{person}提供，没有书面来源，请核对。")
        was = self._replaced(at + n.start, at + n.end)
        if was is None:
            return unverified(n.text, f"“{n.text}”是修改时写入的，没有来源，请核实后补上出处或删去。")
        old = sheet.get(was.ref)
        return unverified(n.text, f"原为“{was.text}”{_origin(old)}，改成“{n.text}”后没有来源，请核实。", was.ref)

    def _stood(self, start: int, end: int) -> bool:
        """Whether these characters of the new text stood there before, as they are: nobody wrote them now."""
        for tag, i1, i2, j1, _ in self.opcodes:
            place = i1 + start - j1
            if tag == "equal" and i1 <= place and place + end - start <= i2:
                return not _grown(self.old, place, self.new, start, end - start)
        return False

    def _replaced(self, start: int, end: int) -> Run | None:
        """The figure that stood where the new number stands."""
        for tag, i1, i2, j1, j2 in self.opcodes:
            if j1 < end and start < max(j2, j1 + 1):
                a, b = (i1 + max(start - j1, 0), i1 + min(end, j2) - j1) if tag == "equal" else (i1, i2)
                for s in self.changed:
                    if s.start < max(b, a + 1) and a < s.end:
                        return s.run
        return None


def _grown(old: str, i: int, new: str, j: int, length: int) -> bool:
    """Whether digits or a unit were added right at an otherwise unchanged figure (1260 → 11260)."""
    return _number_over(old, i, length) != _number_over(new, j, length)


def _number_over(text: str, at: int, length: int) -> list[str]:
    start, end = text.rfind("\n", 0, at) + 1, (text + "\n").index("\n", at)
    return [n.text for n in find_numbers(text[start:end]) if n.start + start < at + length and at < n.end + start]


def _meets(things: list[_Span], start: int, end: int) -> bool:
    return any(t.start < end and start < t.end for t in things)


def _origin(figure: Figure | None) -> str:
    """Where the old figure came from, for the note."""
    if figure is None:
        return ""
    source = figure.source
    where = source.person or (f"《{source.title}》" if source.title else source.document)
    quote = next((c for c in split(source.quote) if figure.text in c), source.quote)[:60].strip()
    return f"（来源：{where}{f'“{quote}”' if quote else ''}）"


def _guessed(line: str, runs: tuple[Run, ...]) -> Block:
    """A new line: a heading when it is short, numbered and no sentence."""
    m = _NUMBERED.match(line)
    level = 0 if not m else 1 if m["a"] else 2 if m["b"] else 3
    heading = bool(m) and len(line) <= 50 and not re.search(r"[。；：，]", line)
    return Block("heading" if heading else "paragraph", runs, level=level if heading else 0)
