"""What every writer gets and gives: one ask with its evidence in, one section out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.draft import Block, Citation, State
from assistant.figures import FigureSheet, Source
from assistant.model import Usage
from assistant.proposal import Ask, Proposal
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile

Status = Literal["answered", "basis-only", "open", "elsewhere"]
"""answered: own work or what the 处室 supplied stands behind it; basis-only: only laws and higher papers do;
open: nothing does; elsewhere: another organ's matter."""
STATUS_WORDS: dict[Status, str] = {
    "answered": "有本单位材料支持",
    "basis-only": "只有政策依据，缺本单位工作",
    "open": "没有找到依据，待补充",
    "elsewhere": "不属于本单位职责",
}
Role = Literal["主办", "分办", "会办"]


@dataclass(frozen=True)
class Contribution:
    """One row of a filled 素材表: what a 处室 says on an ask. ``source`` names 处室, person and date and keeps the cell.
    ``case`` is the number of the 建议 or 提案 as the row has it, for which alone it counts; ``note`` is a Chinese
    sentence on what of its sheet could not be used, ``lacks`` names the columns of the row that were left empty."""

    ask: str
    situation: str
    done: str
    next: str
    promise: str
    due: str
    source: Source
    figures_as_of: str = ""
    case: str = ""
    note: str = ""
    lacks: tuple[str, ...] = ()
    co_unit: str = ""
    """The co-unit whose 会办意见 this is; empty for a 处室 of our own."""
    doubts: tuple[str, ...] = ()
    """Chinese sentences on cells of the row that say what cannot be."""


@dataclass(frozen=True)
class Point:
    """A sentence of a usable passage that speaks of what is asked: ``start``/``end`` count in ``passage.text``; a
    higher ``fit`` is nearer to the ask."""

    passage: Passage
    start: int
    end: int
    fit: float

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Precedent:
    """What the office answered before to an ask like this one. ``year`` is 0 where its date is not known, ``alike`` is
    between 0 and 1."""

    passage: Passage
    year: int
    alike: float


@dataclass(frozen=True)
class PastPromise:
    """What this office promised before, in ``source``; ``outcome`` is what became of it, said ``by`` whom. kept and failed are
    what a person entered in the 承诺台账; evidenced: a later paper or the 处室 tell of it; open: nothing does.
    ``of_this_case``: the first letter on this very case made it, and a second one answers for it."""

    text: str
    source: Source
    due: str = ""
    state: Literal["kept", "failed", "evidenced", "open"] = "open"
    outcome: str = ""
    by: Source | None = None
    of_this_case: bool = False


PROMISE_WORDS = {"kept": "已落实", "failed": "未落实", "evidenced": "有材料说到", "open": "没有见到落实的材料"}


@dataclass(frozen=True)
class Evidence:
    """What was found for one ask, best first. ``usable`` may be asserted or cited by this office; ``background`` may
    only be listed (other places, superseded, expired); ``near`` is what retrieval puts first though no sentence of it was
    found to bear on the ask: a model may look at it, nothing rests on it alone. ``searched`` says what was looked for, for the placeholder;
    ``points`` are the sentences of ``usable`` that bear on the ask; ``precedents`` are shown, never used; ``promised`` is what
    we promised on the matter before."""

    usable: tuple[Passage, ...] = ()
    background: tuple[Passage, ...] = ()
    near: tuple[Passage, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    searched: str = ""
    points: tuple[Point, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    promised: tuple[PastPromise, ...] = ()


@dataclass(frozen=True)
class Brief:
    """Everything a writer may use for one section. ``number`` is the ask's place, from 1; ``verdict`` is how far the ask
    has come, as a person said, else empty."""

    number: int
    ask: Ask
    proposal: Proposal
    profile: Profile
    role: Role
    evidence: Evidence
    verdict: str = ""


@dataclass(frozen=True)
class Attempt:
    """What a model wrote for a section, word for word, and what was found in it: for the record, never for the letter.
    ``prompt`` is the name and fingerprint of what it was asked by."""

    text: str
    findings: tuple[str, ...] = ()
    state: State = "complete"
    prompt: str = ""
    usage: Usage | None = None


@dataclass(frozen=True)
class Section:
    """A written section. ``blocks`` carry ``ask=number``; figures are in the sheet that the writer was given."""

    number: int
    status: Status
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
    state: State = "complete"
    note: str = ""
    """What a person should know of how it came about (attempts, fall-backs), in Chinese."""
    attempts: tuple[Attempt, ...] = ()
    shared_with: tuple[str, ...] = ()
    """并案: the other cases whose letters have this very text, which is locked for that."""


class Writer(Protocol):
    """``name`` is shown and recorded. ``write`` calls ``on_text`` with each new piece of visible text and returns within
    one second of ``stop()`` turning true, with what is written so far and state ``interrupted``."""

    name: str

    def write(
        self, brief: Brief, sheet: FigureSheet, *, on_text: Callable[[str], None], stop: Callable[[], bool]
    ) -> Section: ...
