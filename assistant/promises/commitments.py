"""The promises of a letter with what stands behind each, for the leader who signs and for the 承诺台账."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.case import Letter
from assistant.checks.commitments import commitments
from assistant.draft import Draft
from assistant.figures import Source
from assistant.interchange import source


@dataclass(frozen=True)
class Promise:
    """``start``/``end`` count in the draft's text; ``unit`` is the 处室 of the ask; ``source`` is None where nobody is
    named for it, which the leader should know."""

    text: str
    start: int
    end: int
    due: str
    money: str
    ask: int | None
    unit: str
    source: Source | None


def promises(letter: Letter) -> Iterator[Promise]:
    draft, asks = letter.finished, letter.case.proposal.asks
    for c in commitments(draft):
        unit = asks[c.ask - 1].unit if c.ask and c.ask <= len(asks) else ""
        yield Promise(c.quote, c.start, c.end, c.due, c.money, c.ask, unit, _behind(draft, c.start, c.end))


def to_json(promise: Promise) -> dict[str, Any]:
    keys = ("text", "ask", "start", "end", "due", "money", "unit")
    behind = source(promise.source) if promise.source else None
    return {k: getattr(promise, k) for k in keys} | {"source": behind}


def _behind(draft: Draft, start: int, end: int) -> Source | None:
    """Who or what the promise rests on: a person before a paper."""
    cited = {c.id: c.source for c in draft.citations}
    found: list[Source] = []
    for a, b, _, run in draft.spans():
        if a < end and start < b and run.ref:
            found += [cited[run.ref]] if run.ref in cited else []
            found += [draft.figures[run.ref].source] if run.ref in draft.figures else []
    return next((s for s in found if s.kind == "person"), found[0] if found else None)
