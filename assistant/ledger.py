"""A 台账 as typed rows: one case a row, every value traceable to its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.promises.commitment_ledger import Entered

CaseKind = Literal["建议", "提案", ""]
Year = Literal["this", "last", "tracked"]
"""Which list a row belongs to: this year's cases, last year's for comparison, earlier ones still tracked."""
Role = Literal["主办", "独办", "分办", "承办", "会办", "参阅", ""]
ANSWERED_BY_US: tuple[Role, ...] = ("主办", "独办", "分办", "承办")
"""Roles in which this office answers the proposer itself."""
LEADING: tuple[Role, ...] = ("主办", "独办", "承办")
Satisfaction = Literal["满意", "基本满意", "不满意", "未反馈", ""]


@dataclass(frozen=True)
class LedgerCase:
    """One row. Unread or absent is "" or None; ``row`` counts from 1 as the sheet shows it. ``role_word`` is the
    ledger's own word (协办 where the role is 会办)."""

    sheet: str
    row: int
    year: Year
    kind: CaseKind
    number: str = ""
    session: str = ""
    title: str = ""
    proposer: str = ""
    proposer_type: str = ""
    cosigners: int | None = None
    role: Role = ""
    role_word: str = ""
    lead: str = ""
    co: tuple[str, ...] = ()
    department: str = ""
    theme: str = ""
    assigned: date | None = None
    due: date | None = None
    closed: date | None = None
    done: bool = False
    """Closed, by its closing date or, where the ledger has none, by its state."""
    out_number: str = ""
    result: str = ""
    contact: str = ""
    face: bool | None = None
    satisfaction: Satisfaction = ""
    public: bool | None = None
    supervisor: str = ""
    note: str = ""

    @property
    def called(self) -> str:
        """As a sentence names it: 012号提案, without the number 《标题》."""
        if not self.number:
            return f"《{self.title}》" if self.title else f"台账第{self.row}行的{self.kind}"
        return f"{self.number.removeprefix('第').removesuffix('号')}号{self.kind}"


@dataclass(frozen=True)
class Notice:
    """Something that was read with an assumption. ``cell`` is an address or a range, "" for the whole sheet or file."""

    sheet: str
    cell: str
    message: str


@dataclass(frozen=True)
class Question:
    """What a person must decide before the figures that hang on it can be given. ``about`` names these in one word
    (``role``, ``kind``, ``satisfaction``, ``rate``)."""

    about: str
    message: str
    sheet: str = ""
    cell: str = ""
    value: str = ""


@dataclass(frozen=True)
class Sheet:
    """How one sheet was read. ``columns`` maps a field to its column letter, ``headers`` to the column's own name."""

    name: str
    year: Year
    header_rows: tuple[int, int]
    columns: Mapping[str, str]
    headers: Mapping[str, str]
    cases: int
    names: Mapping[str, str] = field(default_factory=dict)
    """Column letter → its own name, of every column."""


@dataclass(frozen=True)
class Ledger:
    path: str
    cases: tuple[LedgerCase, ...]
    sheets: tuple[Sheet, ...]
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = field(default=())
    idle: tuple[str, ...] = ()
    """Answers that were given and that nothing in the ledger asked for."""
    promises: tuple[Entered, ...] = ()
    """What the office promised in its answers and what became of it, from a 承诺台账 beside this one."""

    def of(self, year: Year) -> tuple[LedgerCase, ...]:
        return tuple(c for c in self.cases if c.year == year)

    def has(self, column: str, year: Year = "this") -> bool:
        """Whether a sheet of that year has the column."""
        return any(column in s.columns for s in self.sheets if s.year == year)

    def open_about(self, *about: str) -> bool:
        """Whether a question about one of these is open."""
        return any(q.about in about for q in self.questions)
