"""A reason to say that nothing answers, and how a question speaks, on which reasons depend."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge_base import terms
from knowledge_base.finding import Found
from knowledge_base.question import Question

SLIPPERY = re.compile(r"[不没要想能多几这那很过去来下上内外前后是就还出到说看得了着点把被给跟有一]|百分")
"""Characters of words that the segmenter often cuts wrongly and that name nothing."""
_MANY = 5
"""Words unknown to the whole index at which a question is taken for everyday speech."""


@dataclass(frozen=True)
class Ground:
    """A reason to say that nothing answers, in one Chinese clause."""

    name: str
    message: str
    strength: float = 1.0


def asks_number(question: Question) -> bool:
    """Asks how much; an ask may say 用多少热收多少费 and mean no number."""
    return bool(question.wants) or ("多少" in question.text and not question.asks_generally)


def everyday(question: Question, found: Found) -> bool:
    """In everyday speech, of which papers hold nothing: its own words prove nothing by their absence."""
    if question.formal:
        return False
    if re.search(facts()["口语"], question.text):
        return True
    if any(not c.literal and not found.rarity.of(c.said) for c in question.concepts):
        return True
    return _chatty(question, found)


def _chatty(question: Question, found: Found) -> bool:
    """So many of its words are nowhere in the index that it speaks another language than papers."""
    unheard = [c for c in question.concepts if c.literal and len(c.said) > 1 and not found.rarity.of(c.said)]
    return len(unheard) >= _MANY and not question.titles


@cache
def facts() -> dict[str, str]:
    """``facts/missing.toml``."""
    return terms.table("missing")
