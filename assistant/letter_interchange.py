"""The JSON of ``dafu reply`` (design.md §5): one letter with its asks, figures, promises and findings."""

from typing import Any

from assistant import spent as spending
from assistant import verdicts
from assistant.case import Letter
from assistant.drafting import past
from assistant.drafting.precedents import wants
from assistant.drafting.writer import PastPromise
from assistant.interchange import draft_json, evidence, figures, finding, not_applicable, passage, source
from assistant.promises.commitments import promises, to_json
from knowledge_base.profiles import Profile


def letter(result: Letter, proposal: dict[str, Any], profile: Profile | None = None) -> dict[str, Any]:
    """The JSON of ``dafu reply``; ``proposal`` comes from the intake's own JSON. With ``profile`` each ask has its proposed
    verdict."""
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
                "day": c.day.isoformat() if c.day else None,
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
