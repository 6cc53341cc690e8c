"""A 建议 or 提案 as plain data. ``assistant.intake`` makes it from pasted text and files."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

ProposalKind = Literal["建议", "提案", "none"]
ProposerType = Literal["代表", "委员", "党派", "团体", "专委会", "界别", "其他"]
Duty = Literal["own", "mixed", "outside", "unknown"]


@dataclass(frozen=True)
class Proposer:
    name: str
    type: ProposerType
    lead: bool = False


@dataclass(frozen=True)
class Ask:
    """One thing asked for. ``text`` is the whole item without its numeral, line breaks joined; the offsets count in
    the pasted text, so ``text`` may be shorter than ``end - start``."""

    text: str
    start: int
    end: int
    duty: Duty = "unknown"
    unit: str = ""
    """Whose it is: the 处室 proposed for an own ask, the other organ for one outside our duties."""
    reason: str = ""
    core: str = ""
    """Its first sentence or heading, without closing punctuation: what a letter quotes."""


@dataclass(frozen=True)
class Claim:
    """A statement in the proposal that a letter must not repeat unchecked."""

    kind: Literal["policy", "figure"]
    text: str
    start: int
    end: int
    title: str = ""
    number: str = ""
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class PersonalData:
    kind: Literal["phone", "id", "address", "email", "post-code", "name"]
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Proposal:
    """Fields are as the sheet has them; what the sheet does not say stays empty and is named in ``notes``.

    ``number`` and ``title`` are exact text without blanks; ``session`` as in the text, X届 and X次 in Chinese
    numerals; ``salutation`` ends ``代表：``/``委员：`` or is the organisation with ``：``; ``pronoun`` is 您, 你们 or 贵….
    """

    kind: ProposalKind
    text: str = ""
    start: int = 0
    end: int = 0
    number: str = ""
    session: str = ""
    title: str = ""
    proposers: tuple[Proposer, ...] = ()
    proposer_total: int = 0
    salutation: str = ""
    pronoun: str = ""
    background: str = ""
    asks: tuple[Ask, ...] = ()
    claims: tuple[Claim, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    role: str = ""
    """Our role in the trade's word when the sheet or the caller says it: 主办, 分办, 会办, 参阅."""
    lead_unit: str = ""
    co_units: tuple[str, ...] = ()
    delegation: str = ""
    """代表团 / 选举单位 / 界别."""
    assigned: date | None = None
    due: date | None = None
    may_publish: bool | None = None
    wants_meeting: bool | None = None
    key_case: bool = False
    notes: tuple[str, ...] = ()
    """Chinese sentences: what is uncertain, missing or contradictory, for the page to ask about."""

    def with_(self, **changes: object) -> "Proposal":
        """The same proposal with some fields set by a person."""
        return replace(self, **changes)  # pyright: ignore[reportArgumentType]  # field names are checked by replace()
