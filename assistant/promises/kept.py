"""Promises of past letters on the same matter: kept, failed, or not evidenced.

A promise counts as kept or failed only where a person entered it in the 承诺台账. What a later paper or a 处室 tells of it is
shown beside it for a person to judge; where nothing does, that is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.checks.commitments import commitments
from assistant.checks.reading import read_draft
from assistant.drafting.assigning import same_case
from assistant.drafting.matter import holds, matter, weights
from assistant.drafting.model_words import pattern
from assistant.drafting.sentences import sentences
from assistant.drafting.standing import standing
from assistant.drafting.writer import Evidence, PastPromise
from assistant.figures import Source
from assistant.promises.commitment_ledger import Entered
from assistant.proposal import Ask, Proposal
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

_SAME = 0.6
"""Share of a promise's words, by weight, that a sentence must hold to tell of the same thing."""
_ON_THE_MATTER = 0.5
"""The same for a row of the 承诺台账 of another case and an ask of this one."""
_LEAST = 6.0
"""Weight below which a promise names nothing that could be found again."""
_MOST, _DEPTH = 6, 6


def promised(
    ask: Ask,
    proposal: Proposal,
    profile: Profile,
    evidence: Evidence,
    own: Sequence[PastPromise],
    ledger: Sequence[Entered],
    kb: KnowledgeBase | None,
    today: date | None = None,
) -> tuple[PastPromise, ...]:
    """What we promised on this ask: ``own`` in the first letter on this case, the ``ledger``'s rows on the matter as they
    stand ``today``, and the letters of ``evidence.precedents``."""
    day = today or date.today()
    rows = [e for e in ledger if same_case(e.case, proposal) or _on(e.text, ask)]
    made = [_entered(p, rows, day) for p in own]
    known = {p.text for p in made}
    for e in rows:
        if not any(_same(e.text, text) for text in known):
            this = same_case(e.case, proposal)
            if this and not _nearest(e, ask, proposal):
                continue
            made.append(_row(e, day, of_this_case=this))
    for precedent in evidence.precedents:
        for p in _in_passage(precedent.passage):
            if _on(p.text, ask) and not any(_same(p.text, m.text) for m in made):
                made.append(p)
    return tuple(_evidenced(p, evidence, profile, kb) for p in made[:_MOST])


def _entered(p: PastPromise, rows: Sequence[Entered], day: date) -> PastPromise:
    """The promise with what its row of the ledger says became of it."""
    row = next((e for e in rows if _same(e.text, p.text)), None)
    return replace(p, state=row.state_at(day), outcome=row.outcome, by=_cells(row)) if row else p


def _row(e: Entered, day: date, *, of_this_case: bool) -> PastPromise:
    made = replace(_cells(e), quote=e.text)
    return PastPromise(e.text, made, e.due, e.state_at(day), e.outcome, _cells(e), of_this_case)


def _cells(e: Entered) -> Source:
    who = f"{e.unit or '承办处室'}（{e.document}）"
    return Source(
        "person", e.document, quote=e.outcome or e.text, cells=e.cells, title=f"承诺台账 {e.document}", person=who
    )


def _in_passage(passage: Passage) -> Iterator[PastPromise]:
    issued = passage.issued.isoformat() if passage.issued else ""
    for c in commitments(read_draft(passage.text, "reply")):
        source = Source(
            "passage", passage.document, passage.start + c.start, passage.start + c.end, c.quote.strip(),
            title=passage.title, number=passage.number, issued=issued,
        )  # fmt: skip
        yield PastPromise(c.quote.strip(), source, c.due)


def _evidenced(p: PastPromise, evidence: Evidence, profile: Profile, kb: KnowledgeBase | None) -> PastPromise:
    """The promise with the first sentence that tells of it as done, from the 处室 or a later paper of ours."""
    if p.outcome or p.state != "open" or sum(weights(p.text).values()) < _LEAST:
        return p
    for c in evidence.contributions:
        if not c.co_unit:
            for text in (c.done, c.situation):
                if said := next((s for s in _told(text) if _tells(s, p)), ""):
                    return replace(p, state="evidenced", outcome=said, by=replace(c.source, quote=said))
    for passage in _later(p, profile, kb):
        for s in sentences(passage.text):
            if s.whole and _tells(s.plain, p):
                start = passage.start + s.start
                by = Source(
                    "passage", passage.document, start, start + len(s.text), s.plain, title=passage.title,
                    number=passage.number, issued=passage.issued.isoformat() if passage.issued else "",
                )  # fmt: skip
                return replace(p, state="evidenced", outcome=s.plain, by=by)
    return p


def _later(p: PastPromise, profile: Profile, kb: KnowledgeBase | None) -> Sequence[Passage]:
    if kb is None:
        return ()

    def ours(x: Passage) -> bool:
        later = bool(x.issued) and (not p.source.issued or str(x.issued) > p.source.issued)
        return later and x.document != p.source.document and standing(x, profile) == "own"

    return kb.search(p.text[:200], _DEPTH, usable=ours).passages


def _told(text: str) -> list[str]:
    return [s.plain for s in sentences(text if text.endswith("。") else f"{text}。")]


def _tells(sentence: str, p: PastPromise) -> bool:
    """Whether a sentence tells as done what was promised."""
    if pattern("planned").search(sentence) or not pattern("done").search(sentence):
        return False
    return _share(p.text, sentence) >= _SAME


def _on(text: str, ask: Ask) -> bool:
    weighed = matter(ask).weights
    total = sum(weighed.values())
    return bool(total) and sum(v for w, v in weighed.items() if holds(text, w)) >= _ON_THE_MATTER * total


def _nearest(e: Entered, ask: Ask, proposal: Proposal) -> bool:
    """Whether a row of this very case is about this ask: by the number that it has, else by its words."""
    if e.ask.isdigit() and 0 < int(e.ask) <= len(proposal.asks):
        return proposal.asks[int(e.ask) - 1] == ask
    return max(proposal.asks, key=lambda a: _share(a.text, e.text)) == ask


def _same(a: str, b: str) -> bool:
    return a == b or (_share(a, b) >= _SAME and _share(b, a) >= _SAME)


def _share(wanted: str, text: str) -> float:
    weighed = weights(wanted)
    total = sum(weighed.values())
    return sum(v for w, v in weighed.items() if holds(text, w)) / total if total else 0.0
