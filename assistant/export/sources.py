"""Where each figure and cited paper of a draft comes from, as rows that a person can check on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from assistant.draft import Draft, Run
from assistant.figures import Source

QUOTE = 110
"""Most characters of a quotation: enough to recognise the sentence, short enough for a list on one page."""
OWN_WORDS = 50
"""The same for the proposal, whose text may hold what has no place in a letter's papers."""

_COUNTED = ("opening", "heading", "paragraph", "table", "closing")
_CLAUSE_END = "。；！？，、：,;!?\n\t"
_PERSONAL = re.compile(
    r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class SourceRow:
    """One line of the 依据清单. ``item`` is the figure or citation as the letter has it; ``quote`` holds it."""

    number: int
    kind: Literal["figure", "citation"]
    ref: str
    places: tuple[str, ...]
    item: str
    document: str
    doc_number: str
    issued: str
    quote: str
    where: str

    @property
    def place(self) -> str:
        """``第4段、第8段、第10段等7处``: three places are enough to find it."""
        more = f"等{len(self.places)}处" if len(self.places) > 3 else ""
        return "、".join(self.places[:3]) + more

    @property
    def basis(self) -> str:
        """Document, 文号 and date in one phrase."""
        tail = "，".join(x for x in (self.doc_number, self.issued) if x)
        return f"{self.document}（{tail}）" if tail else self.document


def source_rows(draft: Draft) -> tuple[SourceRow, ...]:
    """Figures and citations in the order of the letter; one that stands at several places is one row. Citations
    that no run names come last, as what their section rests on."""
    rows: dict[tuple[str, str], SourceRow] = {}
    papers = {c.id: c.source for c in draft.citations}
    for place, run in _marked_runs(draft):
        figure = draft.figures.get(run.ref)
        source = papers.get(run.ref) if run.kind == "citation" else figure.source if figure else None
        if source is None:
            continue
        key = (run.ref, run.text)
        if key in rows:
            row = rows[key]
            rows[key] = row if place in row.places else replace(row, places=(*row.places, place))
        else:
            kind = "figure" if run.kind == "figure" else "citation"
            rows[key] = _row(len(rows) + 1, kind, run.ref, (place,), run.text, source)
    named = {ref for ref, _ in rows}
    for ref, source in papers.items():
        if ref not in named:
            rows[ref, ""] = _row(len(rows) + 1, "citation", ref, (), "", source)
    return tuple(rows.values())


def paragraph_numbers(draft: Draft) -> tuple[str, ...]:
    """For each block its name in the list: ``第3段``, counted from the opening, headings and tables included."""
    names: list[str] = []
    counted = 0
    for block in draft.blocks:
        counted += block.kind in _COUNTED
        names.append(f"第{counted}段" if block.kind in _COUNTED else _NAMES.get(block.kind, ""))
    return tuple(names)


def describe(source: Source, item: str = "") -> str:
    """One line for a hover or a comment: document, 文号, date, place and the quotation around ``item``."""
    row = _row(0, "figure", "", (), item, source)
    return "，".join(x for x in (row.basis, row.where) if x) + (f"：“{row.quote}”" if row.quote else "")


_NAMES = {
    "class-mark": "结果标记", "title": "标题", "number": "文号", "salutation": "称谓", "attachment": "附件说明",
    "signature": "署名", "date": "日期", "note": "附注", "copies": "抄送",
}  # fmt: skip


def _marked_runs(draft: Draft) -> Iterator[tuple[str, Run]]:
    for place, block in zip(paragraph_numbers(draft), draft.blocks, strict=True):
        yield from ((place, run) for run in block.runs if run.kind in ("figure", "citation"))


def _row(
    number: int, kind: Literal["figure", "citation"], ref: str, places: tuple[str, ...], item: str, source: Source
) -> SourceRow:
    return SourceRow(
        number, kind, ref, places, item, _document(source), source.number, _date(source.issued), quotation(source, item),
        _where(source),
    )  # fmt: skip


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
            return name if not name or name.startswith("《") else f"《{name}》"


def _where(source: Source) -> str:
    if source.cells:
        return "、".join(source.cells)
    if source.start is None:
        return ""
    last = source.end if source.end and source.end > source.start else source.start + 1
    return f"原文第{source.start + 1}字起" if last - source.start < 2 else f"原文第{source.start + 1}—{last}字"


def quotation(source: Source, item: str = "") -> str:
    """The words of the source around ``item``: of the proposal only the clause that holds it, of other papers at most
    ``QUOTE`` characters. Telephone, identity and e-mail are masked."""
    quote = source.quote.strip()
    at, length = _find(quote, item)
    if source.kind == "proposal":
        start = max((quote.rfind(c, 0, at) for c in _CLAUSE_END), default=-1) + 1
        end = min((e for c in _CLAUSE_END if (e := quote.find(c, at + length)) >= 0), default=len(quote))
        quote = _window(quote[start:end], at - start, length, OWN_WORDS)
    else:
        quote = _window(quote, at, length, QUOTE)
    return _BLANKS.sub(" ", _PERSONAL.sub("［已隐去］", quote)).strip()


def _find(quote: str, item: str) -> tuple[int, int]:
    """Where the item, or else its digits, stand in the quotation; the beginning when neither does."""
    digits = re.search(r"\d[\d,，.]*", item)
    for wanted in (item, digits.group() if digits else ""):
        if wanted and (at := quote.find(wanted)) >= 0:
            return at, len(wanted)
    return 0, 0


def _window(text: str, at: int, length: int, most: int) -> str:
    if len(text) <= most:
        return text
    start = max(0, min(at - (most - length) // 2, len(text) - most))
    end = start + most
    return ("……" if start else "") + text[start:end] + ("……" if end < len(text) else "")
