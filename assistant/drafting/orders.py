"""Sentences of a retrieved paper that speak to a program instead of to its readers: blanked before a model sees them."""

import re

from assistant.drafting.model_words import pattern
from assistant.intake.hidden import cut_hidden
from assistant.intake.mapped import Mapped

_SENTENCE = re.compile(r"[^。！？\n\t|]+[。！？]?")


def without_orders(text: str) -> str:
    """``text`` with such sentences (in a table, such cells) blanked; every offset stays as it is."""
    if not text.strip():
        return text
    _, hidden = cut_hidden(Mapped.of(text))
    spans = [(h.start, h.end) for h in hidden]
    spans += [m.span() for m in _SENTENCE.finditer(text) if pattern("order").search(m.group())]
    for start, end in spans:
        text = text[:start] + re.sub(r"[^\n\t|]", " ", text[start:end]) + text[end:]
    return text


def is_order(sentence: str) -> bool:
    """Whether a sentence may not even be quoted."""
    return without_orders(sentence).strip() != sentence.strip()
