"""并案: like cases are handled together and answered separately, with the text on a common ask the very same in each letter.

Several provinces' rules: similar 建议 and 提案 may be handled together, each proposer is answered.
"""

from collections.abc import Iterable
from dataclasses import replace

from assistant.draft import Block
from assistant.drafting.matter import holds, matter
from assistant.drafting.wording import heading
from assistant.drafting.writer import Brief, Section
from assistant.figures import FigureSheet
from assistant.proposal import Ask, Proposal

_ALIKE = 0.6
"""Share of each ask's words, by weight, that the other must hold."""


def is_same_ask(a: Ask, b: Ask) -> bool:
    """Whether two proposals ask for the same thing, each in its own words."""
    return a.duty == b.duty and min(_share(a, b), _share(b, a)) >= _ALIKE


def others(ask: Ask, together: Iterable[Proposal]) -> tuple[str, ...]:
    """The cases handled together that ask for the same."""
    return tuple(case_name(p) for p in together if any(is_same_ask(ask, a) for a in p.asks))


def adopted(section: Section, theirs: FigureSheet, brief: Brief, ours: FigureSheet) -> Section:
    """Another letter's section as that of ``brief``'s ask: its own heading, the same paragraphs, figures and citations under
    this letter's ids."""
    ids: dict[str, str] = {}
    for run in (r for b in section.blocks for r in b.runs if r.ref in theirs):
        f = theirs[run.ref]
        ids[run.ref] = ours.add(
            value=f.value, unit=f.unit, text=f.text, source=f.source, label=f.label, period=f.period
        ).id
    ids |= {c.id: f"C{brief.number}.{n}" for n, c in enumerate(section.citations, 1)}
    blocks = tuple(_moved(b, ids, brief.number) for b in section.blocks if not (b.kind == "heading" and b.level == 1))
    title = heading(brief.ask, brief.proposal, ours, brief.number)
    citations = tuple(replace(c, id=ids[c.id]) for c in section.citations)
    return replace(section, number=brief.number, blocks=(title, *blocks), citations=citations)


def case_name(proposal: Proposal) -> str:
    """``建议第0311号``, as the other letters name it."""
    return f"{proposal.kind}{proposal.number}" if proposal.number else f"{proposal.kind}《{proposal.title}》"


def _moved(block: Block, ids: dict[str, str], number: int) -> Block:
    return replace(block, ask=number, runs=tuple(replace(r, ref=ids.get(r.ref, r.ref)) for r in block.runs))


def _share(a: Ask, b: Ask) -> float:
    weighed = matter(a).weights
    total = sum(weighed.values())
    return sum(v for w, v in weighed.items() if holds(b.text, w)) / total if total else 0.0
