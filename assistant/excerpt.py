"""An answer without a model: whole sentences of the best passages, with their titles and numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.matter import weights
from assistant.drafting.sentences import Sentence, sentences
from assistant.numerals import find_numbers
from knowledge_base.documents import Passage

SENTENCES = 4
"""Most sentences of an answer."""
ENOUGH = 0.55
"""A further sentence must be at least this good, measured by the best one."""
_LIST = 400
"""Most characters of a list that follows a sentence with a colon."""
_HOW_MANY = re.compile(
    r"多少|几[个家件项名户年月天次条]|多[长久大高远]|比例|比重|占比|金额|数量|总数|何时|什么时候|哪年|期限|时限|率"
)


@dataclass(frozen=True)
class _Candidate:
    passage: int
    sentence: Sentence
    worth: float


def excerpt(question: str, passages: Sequence[Passage]) -> tuple[str, tuple[Passage, ...]]:
    """The answer, a paragraph a passage, each closed with its number [1]; and the passages in that order."""
    ranked = sorted(_candidates(question, passages), key=lambda c: -c.worth)
    if not ranked:
        return "", ()
    chosen: list[_Candidate] = []
    for candidate in ranked:
        if candidate.worth < ENOUGH * ranked[0].worth or len(chosen) == SENTENCES:
            break
        if not any(_alike(candidate.sentence.text, c.sentence.text) for c in chosen):
            chosen.append(candidate)
    order = list(dict.fromkeys(c.passage for c in chosen))
    lines: list[str] = []
    for number, index in enumerate(order, 1):
        passage = passages[index]
        mine = sorted((c.sentence for c in chosen if c.passage == index), key=lambda s: s.start)
        lines.append(f"{_named(passage)}：{_said(mine, passage)}[{number}]")
    return "\n".join(lines), tuple(passages[i] for i in order)


def _candidates(question: str, passages: Sequence[Passage]) -> list[_Candidate]:
    asked = weights(question)
    wants_number = bool(_HOW_MANY.search(question))
    found: list[_Candidate] = []
    for rank, passage in enumerate(passages):
        about = f"{passage.title} {passage.heading}"
        for sentence in sentences(passage.text):
            held = sum(v * (1.0 if w in sentence.text else 0.4) for w, v in asked.items() if w in sentence.text + about)
            if not any(w in sentence.text for w in asked):
                continue
            worth = held / (1 + 0.15 * rank)
            if wants_number and any(n.needs_source or n.kind in ("date", "year") for n in find_numbers(sentence.text)):
                worth *= 1.4
            found.append(_Candidate(rank, sentence, worth))
    return found


def _said(chosen: list[Sentence], passage: Passage) -> str:
    """The sentences in their order; one that ends with a colon brings its list along."""
    said = ""
    for s in chosen:
        text = " ".join(s.text.split())
        if text.endswith(("：", ":")):
            text += " ".join(passage.text[s.end : s.end + _LIST].split())
        said += text if text.endswith(("。", "！", "？", "”", "）")) else f"{text}。"
    return said


def _named(passage: Passage) -> str:
    return f"《{passage.title}》" + (f"（{passage.number}）" if passage.number else "")


def _alike(a: str, b: str) -> bool:
    one, other = _pairs(a), _pairs(b)
    return len(one & other) >= 0.6 * max(1, min(len(one), len(other)))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
