"""What a rule is: a value that carries its own documentation and examples, and one pure function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from assistant.checks.context import CheckContext, PaperKind
from assistant.draft import Draft
from assistant.figures import Source
from assistant.findings import Severity, Verdict
from knowledge_base.documents import Document


@dataclass(frozen=True)
class Hit:
    """One place where a rule fires. ``values`` fill the rule's message; ``start``/``end`` count in the draft's text;
    ``detail`` and ``fix`` as in a Finding."""

    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    """Instead of the rule's own, where the case is weaker or stronger."""
    expected: str = ""
    verdict: Verdict = ""
    source: Source | None = None
    detail: str = ""
    fix: str | None = None


@dataclass(frozen=True)
class Undecided:
    """The rule can't decide, wholly or on one thing. ``why`` is a Chinese sentence. Never counted as passed."""

    why: str


Outcome = Hit | Undecided


@dataclass(frozen=True)
class Example:
    """A short letter on which the rule must fire or stay quiet. ``draft`` instead of ``text`` where the runs matter;
    ``given`` are fields of the CheckContext; ``known`` are the documents of the index (None: no index)."""

    text: str = ""
    draft: Draft | None = None
    given: dict[str, Any] = field(default_factory=dict)
    known: tuple[Document, ...] | None = None


@dataclass(frozen=True)
class Rule:
    """``name`` reads after 不许有 and names the bad thing; ``message`` has {placeholders} for a hit's values, the right
    value first, and reads in one line of about 40 characters."""

    id: str
    name: str
    message: str
    reason: str
    authority: str
    severity: Severity
    check: Callable[[Draft, CheckContext], Iterable[Outcome]]
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]
    kinds: tuple[PaperKind, ...] = ("reply", "opinion")
    """The kinds of paper that it is about; for others it says nothing."""
