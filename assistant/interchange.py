"""The JSON of the command line (design.md §5), which others script against: keys stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.draft import Draft
from assistant.drafting.writer import Evidence
from assistant.figures import Source
from assistant.findings import Finding
from knowledge_base.documents import Document, IndexReport, Passage, SearchResult

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


def evidence(found: Evidence) -> list[dict[str, Any]]:
    return [passage(p) for p in found.usable if len(p.text) <= PIECE]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
