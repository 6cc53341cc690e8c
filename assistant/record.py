"""Everything needed to show, re-check or export a letter later, as one JSON text."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from assistant.case import Case, Letter
from assistant.checks import CheckReport
from assistant.draft import Block, Citation, Draft, PaperKind, Stage, State
from assistant.drafting.writer import Evidence, Section
from assistant.figures import Figure, FigureSheet
from assistant.findings import Finding


@dataclass(frozen=True)
class LetterRecord:
    """A letter in plain fields. ``made`` is UTC; ``writer`` and ``office`` name who wrote it, by which profile."""

    case: Case
    kind: PaperKind
    stage: Stage
    state: State
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    not_applicable: tuple[tuple[str, str], ...]
    writer: str
    office: str
    made: datetime


_JSON = TypeAdapter(LetterRecord)


def record(letter: Letter, *, writer: str, office: str) -> LetterRecord:
    draft, report = letter.finished, letter.report
    return LetterRecord(
        case=letter.case,
        kind=draft.kind,
        stage=draft.stage,
        state=draft.state,
        blocks=draft.blocks,
        figures=tuple(draft.figures.values()),
        citations=draft.citations,
        evidence=letter.evidence,
        sections=letter.sections,
        findings=tuple(report.findings) if report else (),
        not_applicable=tuple(report.not_applicable) if report else (),
        writer=writer,
        office=office,
        made=datetime.now(UTC),
    )


def restore(saved: LetterRecord) -> Letter:
    """The letter again, figures and findings included."""
    sheet = FigureSheet(saved.figures)
    draft = Draft(saved.kind, saved.stage, saved.blocks, sheet, saved.citations, saved.state)
    report = CheckReport(saved.findings, saved.not_applicable)
    return Letter(saved.case, sheet, saved.evidence, saved.sections, draft, report)


def dump(saved: LetterRecord) -> str:
    return _JSON.dump_json(saved).decode("utf-8")


def parse(text: str) -> LetterRecord:
    """Raises pydantic.ValidationError when the text is not a record."""
    return _JSON.validate_json(text)
