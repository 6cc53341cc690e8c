"""A case as it is brought, and the letter that comes of it."""

import datetime
from dataclasses import dataclass
from typing import Literal

from assistant.brought.contact import Contact
from assistant.checks import CheckReport
from assistant.draft import Draft, Stage
from assistant.drafting.past import Earlier
from assistant.drafting.writer import Contribution, Evidence, Role, Section
from assistant.figures import FigureSheet
from assistant.promises.commitment_ledger import Entered
from assistant.proposal import Proposal
from knowledge_base.profiles import Openness


@dataclass(frozen=True)
class Case:
    """What the person brings: the proposal, and what only they can decide. With ``earlier`` it is a second letter on the
    case; ``ledger`` are the rows of the office's 承诺台账."""

    proposal: Proposal
    role: Role = "主办"
    stage: Stage = "送审稿"
    contributions: tuple[Contribution, ...] = ()
    number: str = ""
    date: datetime.date | None = None
    class_mark: str = ""
    openness: Openness | Literal[""] = ""
    """公开属性 where this letter's is another than the office's letters have."""
    earlier: Earlier | None = None
    ledger: tuple[Entered, ...] = ()
    together: tuple[Proposal, ...] = ()
    """并案: the other proposals handled with this one."""
    verdicts: tuple[tuple[int, str], ...] = ()
    """By number of the ask: how far it has come, as a person confirmed it."""
    contacts: tuple[Contact, ...] = ()
    """沟通记录 of this case, the earliest first."""


@dataclass(frozen=True)
class Letter:
    """What came out; ``evidence`` and ``sections`` go by ask. Fields fill up step by step."""

    case: Case
    sheet: FigureSheet
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[Section, ...] = ()
    draft: Draft | None = None
    report: CheckReport | None = None
    beside: tuple["Letter", ...] = ()
    """并案: the letters already written on like cases."""

    @property
    def finished(self) -> Draft:
        assert self.draft is not None, "assemble_letter has not run"
        return self.draft
