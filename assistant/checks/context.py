"""What the checks know besides the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, get_args, runtime_checkable

from assistant.checks.booked import Booked
from assistant.draft import PaperKind, Stage
from assistant.proposal import Proposal
from knowledge_base.documents import Document
from knowledge_base.profiles import Profile

ALL_KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
REPORTS: tuple[PaperKind, ...] = ("report", "spoken-report", "meeting-paper", "web-copy")


class Lookup(Protocol):
    """The part of the knowledge base that citations are checked against."""

    def find_title(self, title: str) -> list[Document]: ...
    def find_number(self, number: str) -> list[Document]: ...
    def documents(self) -> Iterable[Document]: ...


@runtime_checkable
class TextLookup(Protocol):
    """A lookup that also gives a document with its text, where ``documents`` leaves it out."""

    def document(self, path: str) -> Document | None: ...


@dataclass(frozen=True)
class CheckContext:
    """``sources`` is document path → stored text, to verify figures with; ``lookup`` None means that there is no index;
    ``ledger`` are the figures of the office's 台账, None where none was given; ``own`` says that the draft is ours, so that
    its runs carry their sources."""

    profile: Profile
    proposal: Proposal | None = None
    kind: PaperKind = "reply"
    stage: Stage = "送审稿"
    role: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    ledger: Booked | None = None
    lookup: Lookup | None = None
    own: bool = False
    passed_over: frozenset[int] = frozenset()
    """Numbers of asks that this letter need not answer: 分办 leaves another unit's part to it."""

    @property
    def final(self) -> bool:
        """Whether nothing may be open any more."""
        return self.stage in ("终稿", "公开版")
