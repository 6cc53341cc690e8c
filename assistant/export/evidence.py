"""NAME.evidence.xlsx beside a letter: the 依据清单, and what was found for each ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.draft import Draft
from assistant.drafting.writer import STATUS_WORDS, Status
from assistant.export.sheets import Sheet, Value, write_workbook
from assistant.export.sources import SourceList
from knowledge_base.documents import Passage


@dataclass(frozen=True)
class AskRow:
    """One ask as the workbook shows it. ``near`` was found but not to be to the point; ``background`` may not be cited (other
    places, no longer in force)."""

    number: int
    text: str
    status: Status
    unit: str = ""
    evidence: tuple[Passage, ...] = ()
    near: tuple[Passage, ...] = ()
    background: tuple[Passage, ...] = ()


def write_evidence(draft: Draft, asks: Sequence[AskRow], out: Path) -> None:
    """Sheets 依据清单 and 诉求与材料. Raises InputError when ``out`` cannot be written."""
    sources = Sheet(
        "依据清单",
        (("序号", 6), ("在信中", 18), ("内容", 30), ("依据", 40), ("文号", 20), ("日期", 16),
         ("原文摘录", 60), ("位置", 22)),
        (
            (r.number, "、".join(r.places) or r.place, "、".join(r.items), r.document, r.doc_number, r.issued, r.quote,
             r.where)
            for r in SourceList(draft).rows
        ),
    )  # fmt: skip
    found = Sheet(
        "诉求与材料",
        (("诉求", 6), ("诉求内容", 40), ("办理情况", 16), ("承办", 16), ("材料序号", 8), ("用途", 12), ("文件", 36),
         ("文号", 20), ("日期", 12), ("标题层级", 24), ("原文", 80), ("路径", 30)),
        (line for ask in asks for line in _lines(ask)),
    )  # fmt: skip
    write_workbook((sources, found), out)


def _lines(ask: AskRow) -> Iterator[tuple[Value, ...]]:
    head = (ask.number, ask.text, STATUS_WORDS.get(ask.status, ask.status), ask.unit)
    pieces = [(p, "可引用") for p in ask.evidence] + [(p, "未必切题") for p in ask.near]
    pieces += [(p, "仅供参考") for p in ask.background]
    if not pieces:
        yield (*head, None, "未找到材料", "", "", "", "", "", "")
    for n, (p, use) in enumerate(pieces, 1):
        issued = p.issued.isoformat() if p.issued else ""
        yield (*head, n, use, p.title, p.number, issued, p.heading, p.text, p.document)
