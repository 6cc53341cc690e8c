"""Proposals in files, and the JSON of ``dafu intake``."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.intake.reading import read_proposals
from assistant.proposal import Proposal
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile


@dataclass(frozen=True)
class IntakeDocument:
    """A file as read: its text, in which all offsets count, and its proposals; or the sentence that says why not."""

    path: str
    text: str = ""
    proposals: tuple[Proposal, ...] = ()
    error: str = ""


def read_files(paths: Iterable[Path], profile: Profile) -> list[IntakeDocument]:
    """One entry for each file, in order; a file that cannot be read has ``error`` and does not stop the rest."""
    return [_read(Path(path), profile) for path in paths]


def _read(path: Path, profile: Profile) -> IntakeDocument:
    from knowledge_base.readers import read_raw

    try:
        text = read_raw(path)
    except InputError as e:
        return IntakeDocument(str(path), error=str(e))
    if not text.strip():
        return IntakeDocument(str(path), error=f"文件“{path.name}”里没有文字，请换一份有文字的文件或直接粘贴。")
    return IntakeDocument(str(path), text, read_proposals(text, profile))


def to_json(document: IntakeDocument) -> dict[str, Any]:
    """The document's entry in the output of ``dafu intake``."""
    if document.error:
        return {"path": document.path, "error": document.error}
    return {"path": document.path, "text": document.text, "proposals": [proposal_json(p) for p in document.proposals]}


def proposal_json(p: Proposal) -> dict[str, Any]:
    if p.kind == "none":
        return {"kind": "none", "notes": list(p.notes)}
    return {
        "kind": p.kind,
        "number": p.number,
        "session": p.session,
        "title": p.title,
        "proposers": [{"name": x.name, "type": x.type, "lead": x.lead} for x in p.proposers],
        "proposer_total": p.proposer_total,
        "salutation": p.salutation,
        "pronoun": p.pronoun,
        "background": p.background,
        "asks": [
            {"text": a.text, "start": a.start, "end": a.end, "duty": a.duty, "unit": a.unit, "reason": a.reason, "core": a.core}
            for a in p.asks
        ],
        "claims": [
            {"text": c.text, "title": c.title, "number": c.number, "start": c.start, "end": c.end}
            for c in p.claims
            if c.kind == "policy"
        ],
        "figures": [
            {"text": c.text, "value": str(c.value), "unit": c.unit, "start": c.start, "end": c.end}
            for c in p.claims
            if c.kind == "figure"
        ],
        "personal_data": [{"kind": d.kind, "text": d.text, "start": d.start, "end": d.end} for d in p.personal_data],
        "role": p.role,
        "lead_unit": p.lead_unit,
        "co_units": list(p.co_units),
        "delegation": p.delegation,
        "assigned": p.assigned.isoformat() if p.assigned else None,
        "due": p.due.isoformat() if p.due else None,
        "may_publish": p.may_publish,
        "wants_meeting": p.wants_meeting,
        "key_case": p.key_case,
        "notes": list(p.notes),
        "start": p.start,
        "end": p.end,
    }  # fmt: skip
