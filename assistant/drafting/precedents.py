"""What the office answered before to asks like this one: shown to the person, never a basis of the new letter."""

import re

from assistant.drafting.matter import ask_words, holds, matter
from assistant.drafting.standing import is_ours
from assistant.drafting.writer import Precedent
from assistant.proposal import Ask
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

MOST = 3
_ALIKE = 0.5
"""Share of the ask's words, by weight, that an earlier answer must hold."""
_DEPTH = 8


def precedents(ask: Ask, profile: Profile, kb: KnowledgeBase) -> tuple[Precedent, ...]:
    """Up to three, the likest first, one a letter."""
    weights = matter(ask).weights
    total = sum(weights.values())
    if not total:
        return ()
    found = kb.search(
        ask.text[:300], _DEPTH, usable=lambda p: p.kind in ("reply", "opinion") and is_ours(p, profile)
    ).passages
    best: dict[str, Precedent] = {}
    for p in found:
        alike = sum(v for w, v in weights.items() if holds(p.text, w)) / total
        if alike >= _ALIKE and (p.document not in best or best[p.document].alike < alike):
            best[p.document] = Precedent(p, p.issued.year if p.issued else 0, round(alike, 2))
    return tuple(sorted(best.values(), key=lambda x: (-x.alike, -x.year))[:MOST])


def wants(ask: Ask) -> tuple[str, ...]:
    """The kinds of thing that the ask wants, by ``knowledge_base/facts/asks.toml``; empty where none fits."""
    return tuple(kind for kind, words in ask_words().wants.items() if any(re.search(w, ask.text) for w in words))
