"""Where the figures and cited papers of a draft come from, as rows that a person can check on paper.

One row is one quoted sentence: a citation and the figures that the letter took from it stand together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TypeVar

from assistant.draft import Draft, Run
from assistant.export.quotation import quotation
from assistant.figures import Source

_T = TypeVar("_T")

_COUNTED = ("opening", "heading", "paragraph", "table", "closing")
_ITEM = 24
"""Most characters of a cited sentence that a row repeats from the letter."""
_NAMES = {
    "class-mark": "结果标记", "title": "标题", "number": "文号", "salutation": "称谓", "attachment": "附件说明",
    "signature": "署名", "date": "日期", "note": "附注", "copies": "抄送",
}  # fmt: skip


@dataclass(frozen=True)
class SourceRow:
    """One line of the 依据清单. ``items`` are its figures as the letter has them, without any the cited title or the
    beginning of the cited words; ``quote`` is the source's text around them, ``where`` its place in the source."""

    number: int
    places: tuple[str, ...]
    figures: tuple[str, ...]
    items: tuple[str, ...]
    document: str
    doc_number: str
    issued: str
    quote: str
    where: str

    @property
    def place(self) -> str:
        """``第4段、第8段、第10段等7处``: three places are enough to find it."""
        more = f"等{len(self.places)}处" if len(self.places) > 3 else ""
        return "、".join(self.places[:3]) + more or "所在一节的依据"

    @property
    def basis(self) -> str:
        """Document, 文号 and date in one phrase."""
        tail = "，".join(x for x in (self.doc_number, self.issued) if x)
        return f"{self.document}（{tail}）" if tail else self.document


@dataclass
class _Group:
    """Runs of the letter that rest on the same words of the same source."""

    sources: list[Source]
    places: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)

    def holds(self, source: Source) -> bool:
        return any(_same_words(s, source) for s in self.sources)

    def row(self, number: int) -> SourceRow:
        fullest = max(self.sources, key=lambda s: len(s.quote))
        titles = [t for t in self.cited if t.startswith("《")]
        items = self.figures or [_shortened(t) for t in (titles or self.cited)[:1]]
        return SourceRow(
            number, tuple(self.places), tuple(self.figures), tuple(items), _document(fullest), fullest.number,
            _date(fullest.issued), quotation(fullest, *self.figures), _where(self.sources),
        )  # fmt: skip


class SourceList:
    """The rows of a draft in the order of the letter, citations that no run names last; ``number(run)`` is the row that
    a run belongs to, None for text and for a reference that the draft does not know."""

    def __init__(self, draft: Draft) -> None:
        groups: list[_Group] = []
        self._numbers: dict[tuple[str, str], int] = {}
        for place, run in _marked_runs(draft):
            source = source_of(draft, run)
            if source is None:
                continue
            group = next((g for g in groups if g.holds(source)), None)
            if group is None:
                groups.append(group := _Group([]))
            _add(group.sources, source)
            _add(group.places, place)
            _add(group.figures if run.kind == "figure" else group.cited, run.text)
            self._numbers[run.kind, run.ref] = groups.index(group) + 1
        for citation in draft.citations:
            if not any(g.holds(citation.source) for g in groups):
                groups.append(_Group([citation.source]))
        self.rows = tuple(g.row(n) for n, g in enumerate(groups, 1))

    def number(self, run: Run) -> int | None:
        return self._numbers.get((run.kind, run.ref))


def source_of(draft: Draft, run: Run) -> Source | None:
    """Of a figure or a citation; None for other runs and for an unknown reference."""
    if run.kind == "figure":
        figure = draft.figures.get(run.ref)
        return figure.source if figure else None
    if run.kind == "citation":
        return next((c.source for c in draft.citations if c.id == run.ref), None)
    return None


def paragraph_numbers(draft: Draft) -> tuple[str, ...]:
    """For each block its name in the list: ``第3段``, counted from the opening, headings and tables included."""
    names: list[str] = []
    counted = 0
    for block in draft.blocks:
        counted += block.kind in _COUNTED
        names.append(f"第{counted}段" if block.kind in _COUNTED else _NAMES.get(block.kind, ""))
    return tuple(names)


def describe(source: Source, item: str = "") -> str:
    """One line for a hover: document, 文号, date, place and the quotation around ``item``."""
    return describe_row(_Group([source], figures=[item]).row(0))


def origin(source: Source) -> str:
    """Document, 文号, date and place, without the quotation."""
    row = _Group([source]).row(0)
    return "，".join(x for x in (row.basis, row.where) if x)


def describe_row(row: SourceRow) -> str:
    return "，".join(x for x in (row.basis, row.where) if x) + (f"：“{row.quote}”" if row.quote else "")


def _marked_runs(draft: Draft) -> Iterator[tuple[str, Run]]:
    for place, block in zip(paragraph_numbers(draft), draft.blocks, strict=True):
        yield from ((place, run) for run in block.runs if run.kind in ("figure", "citation"))


def _same_words(a: Source, b: Source) -> bool:
    """The same quotation, or one span inside the other. Clauses of the proposal are kept apart: what stands between
    them has no place in the list."""
    if (a.kind, a.document, a.person, a.cells) != (b.kind, b.document, b.person, b.cells):
        return False
    if a.kind == "proposal":
        return (a.start, a.end, a.quote) == (b.start, b.end, b.quote)
    if a.quote == b.quote:
        return True
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


def _add(seen: list[_T], new: _T) -> None:
    if new not in seen:
        seen.append(new)


def _shortened(text: str) -> str:
    return text if len(text) <= _ITEM or text.startswith("《") else text[:_ITEM] + "……"


def _date(issued: str) -> str:
    """An ISO date in the written form; anything else as it is."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", issued)
    return "{}年{}月{}日".format(*map(int, match.groups())) if match else issued


def _document(source: Source) -> str:
    name = source.title or PurePath(source.document).stem
    match source.kind:
        case "proposal":
            return "所答建议（提案）原文"
        case "person":
            return source.person or "单位提供"
        case "ledger":
            return f"台账 {name}".strip()
        case "rule":
            return name or "按规则生成"
        case "passage":
            return _titled(name)


def _titled(name: str) -> str:
    """In 《》, a title inside it in 〈〉."""
    if not name or (name.startswith("《") and name.endswith("》") and name.count("《") == 1):
        return name
    return f"《{name.replace('《', '〈').replace('》', '〉')}》"


def _where(sources: list[Source]) -> str:
    """Cells, or the characters (counted from 1) that the sources span together."""
    if cells := list(dict.fromkeys(c for s in sources for c in s.cells)):
        return "、".join(cells)
    starts = [s.start for s in sources if s.start is not None]
    if not starts:
        return ""
    first = min(starts) + 1
    last = max((s.end for s in sources if s.end is not None), default=first)
    return f"原文第{first}—{last}字" if last > first else f"原文第{first}字起"
