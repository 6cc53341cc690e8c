"""A draft is blocks of runs; a run is text, a figure, a citation, or a visible mark of what is missing.

"Every number has a source" is so a property of the data: a number stands in a ``figure`` run, or it was written by code
(date, 文号, 届次, ordinals), or it stands inside a visible 〔待核实：…〕.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal

from assistant.figures import Figure, FigureSheet, Source

RunKind = Literal["text", "figure", "citation", "missing", "unverified"]
BlockKind = Literal[
    "class-mark", "title", "number", "salutation", "opening", "heading", "paragraph", "table", "closing",
    "attachment", "signature", "date", "note", "copies",
]  # fmt: skip
PaperKind = Literal["report", "spoken-report", "meeting-paper", "reply", "opinion", "web-copy", "other"]
"""报告 upwards, 报告 read to a 常委会, 会议文件 (signed by a 秘书处), 答复函, 会办意见, 网上公开稿, and whatever is none."""
PAPER_WORDS: dict[PaperKind, str] = {
    "report": "报告", "spoken-report": "口头报告", "meeting-paper": "会议文件", "reply": "答复函", "opinion": "会办意见",
    "web-copy": "网上公开稿", "other": "其他",
}  # fmt: skip
State = Literal["complete", "interrupted", "incomplete"]
"""interrupted: a person stopped it; incomplete: a writer broke off. Neither may ever pass for complete."""
Stage = Literal["送审稿", "终稿", "公开版"]


@dataclass(frozen=True)
class Run:
    """``text`` is what a reader sees, marks included: 〔待补充：…〕 for ``missing``, 〔待核实：…〕 for ``unverified``.
    ``ref`` is the id of the figure or of the citation; of an unverified run that replaced a figure, that figure's id.
    ``note`` is a Chinese sentence for the reader of the findings: how the run came to be what it is."""

    text: str
    kind: RunKind = "text"
    ref: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph of the letter. ``ask`` is the 1-based number of the ask that it answers, None elsewhere; ``level``
    is the heading's level (1 一、 2 （一） 3 1.)."""

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0
    ask: int | None = None

    @cached_property
    def text(self) -> str:
        return "".join(r.text for r in self.runs)


@dataclass(frozen=True)
class Citation:
    """A paper or a 处室's contribution that the text rests on, with the passage it was taken from."""

    id: str
    source: Source


@dataclass(frozen=True)
class Draft:
    kind: PaperKind
    stage: Stage
    blocks: tuple[Block, ...]
    figures: FigureSheet = field(default_factory=FigureSheet)
    citations: tuple[Citation, ...] = ()
    state: State = "complete"

    @cached_property
    def text(self) -> str:
        """The letter from title to the end exactly as the Word body has it, one line a block."""
        return "\n".join(b.text for b in self.blocks)

    @cached_property
    def placed(self) -> tuple[tuple[int, Block], ...]:
        """Every block with the offset in ``text`` at which it begins."""
        starts = accumulate((len(b.text) + 1 for b in self.blocks), initial=0)
        return tuple(zip(starts, self.blocks, strict=False))

    @cached_property
    def visible(self) -> str:
        """``text`` with 〔待补充〕 and 〔待核实〕 blotted out, same length."""
        return "\n".join(
            "".join("\0" * len(r.text) if r.kind in ("missing", "unverified") else r.text for r in b.runs)
            for b in self.blocks
        )

    def spans(self) -> Iterator[tuple[int, int, Block, Run]]:
        """Every run with its offsets in ``text``."""
        for start, block in self.placed:
            at = start
            for run in block.runs:
                yield at, at + len(run.text), block, run
                at += len(run.text)

    def figure_spans(self) -> Iterator[tuple[int, int, Figure]]:
        for start, end, _, run in self.spans():
            if run.kind == "figure":
                yield start, end, self.figures[run.ref]

    def section(self, ask: int) -> str:
        """The text that answers ask number ``ask`` (1-based), headings included."""
        return "\n".join(b.text for b in self.blocks if b.ask == ask)

    def with_state(self, state: State) -> "Draft":
        return replace(self, state=state)
