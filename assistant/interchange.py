"""The JSON of the command line (design.md §5), which others script against: keys stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.draft import Draft
from assistant.drafting import past
from assistant.drafting.precedents import wants
from assistant.drafting.writer import Evidence, PastPromise
from assistant.figures import Source
from assistant.findings import Finding
from knowledge_base.documents import Document, IndexReport, Passage, SearchResult

if TYPE_CHECKING:
    from assistant.workflow import Letter
    from knowledge_base.profiles import Profile

PIECE = 800
"""Most characters of an evidence piece or of a search result."""


def index_report(report: IndexReport) -> dict[str, Any]:
    return {
        "added": list(report.added),
        "unchanged": list(report.unchanged),
        "removed": list(report.removed),
        "skipped": [{"path": p, "why": w} for p, w in report.skipped],
        "failed": [{"path": p, "why": w} for p, w in report.failed],
        "passages": report.passages,
    }


def document(d: Document) -> dict[str, Any]:
    keys = ("path", "title", "number", "issuer", "issued", "kind", "use", "place", "validity", "text")
    return {k: _plain(getattr(d, k)) for k in keys}


def passage(p: Passage) -> dict[str, Any]:
    keys = ("document", "title", "number", "issuer", "issued", "kind", "validity", "heading", "start", "end", "text")
    return {k: _plain(getattr(p, k)) for k in keys} | {"score": round(p.score, 4), "also": list(p.also)}


def search_result(r: SearchResult) -> dict[str, Any]:
    return {
        "query": r.query,
        "answerable": r.answerable,
        "why": r.why,
        "passages": [passage(p) for p in r.passages],
    }


def source(s: Source) -> dict[str, Any]:
    return {k: v for k, v in asdict(s).items() if k in ("kind", "document", "start", "end", "quote") or v}


def finding(f: Finding) -> dict[str, Any]:
    return asdict(f) | {"source": source(f.source) if f.source else None}


def not_applicable(undecided: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"check": check, "why": why} for check, why in undecided]


def figures(draft: Draft) -> list[dict[str, Any]]:
    """One entry for each occurrence; ``start``/``end`` count in ``draft.text``."""
    return [
        {
            "id": f.id,
            "text": draft.text[start:end],
            "value": _plain(f.value),
            "unit": f.unit,
            "label": f.label,
            "period": f.period,
            "start": start,
            "end": end,
            "source": source(f.source),
        }
        for start, end, f in draft.figure_spans()
    ]


def draft_json(draft: Draft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "stage": draft.stage,
        "state": draft.state,
        "text": draft.text,
        "blocks": [
            {"kind": b.kind, "ask": b.ask, "level": b.level, "runs": [asdict(r) for r in b.runs]} for b in draft.blocks
        ],
    }


def letter(result: Letter, proposal: dict[str, Any], profile: Profile | None = None) -> dict[str, Any]:
    """The JSON of ``dafu reply``; ``proposal`` comes from the intake's own JSON. With ``profile`` each ask has its proposed
    verdict."""
    from assistant import spent as spending
    from assistant import verdicts
    from assistant.commitments import promises, to_json  # it speaks of letters, which few callers of this have

    draft = result.finished
    report = result.report
    judged = verdicts.verdicts(result, profile) if profile else ()
    proposed = {v.ask: verdicts.to_json(v, profile) for v in judged if profile}
    return {
        "proposal": proposal,
        "role": result.case.role,
        "occasion": result.case.earlier.why if result.case.earlier else "first",
        "draft": draft_json(draft),
        "figures": figures(draft),
        "citations": [{"id": c.id, "source": source(c.source)} for c in draft.citations],
        "asks": [
            {
                "text": ask.text,
                "section": draft.section(n),
                "status": section.status,
                "duty": ask.duty,
                "unit": ask.unit,
                "evidence": evidence(found),
                "background": [passage(p) for p in found.background],
                "wants": list(wants(ask)),
                "precedents": [{"year": p.year, "alike": p.alike, **passage(p.passage)} for p in found.precedents],
                "verdict": proposed.get(n),
                "past_commitments": [past_promise(p) for p in found.promised],
                "changed": changed(result, n),
                "shared_with": list(section.shared_with),
                "note": section.note,
            }
            for n, (ask, section, found) in enumerate(
                zip(result.case.proposal.asks, result.sections, result.evidence, strict=True), 1
            )
        ],
        "contacts": [
            {
                "way": c.way,
                "day": _plain(c.day),
                "by": c.ours,
                "said": c.said,
                "attitude": c.attitude,
                "source": source(c.source),
            }
            for c in result.case.contacts
        ],
        "commitments": [to_json(p) for p in promises(result)],
        "model": spending.to_json(used) if (used := spending.spent(result.sections)) else None,
        "findings": [finding(f) for f in report.findings] if report else [],
        "not_applicable": not_applicable(report.not_applicable) if report else [],
    }


def past_promise(p: PastPromise) -> dict[str, Any]:
    keys = ("text", "due", "state", "outcome", "of_this_case")
    by = source(p.by) if p.by else None
    return {k: getattr(p, k) for k in keys} | {"source": source(p.source), "by": by}


def changed(result: Letter, number: int) -> dict[str, list[str]] | None:
    """What a second letter says that the first one did not, and what it says again; None for a first letter."""
    if result.case.earlier is None:
        return None
    new, same = past.changed(result.case.earlier, result.finished, number)
    return {"new": list(new), "same": list(same)}


def evidence(found: Evidence) -> list[dict[str, Any]]:
    return [passage(p) for p in found.usable if len(p.text) <= PIECE]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
