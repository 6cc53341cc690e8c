"""Sentences of a retrieved paper that speak to a program instead of to its readers: blanked before a model sees them."""

import re

from assistant.drafting.cleaning import simplified
from assistant.drafting.model_words import pattern
from assistant.intake.hidden import cut_hidden
from assistant.intake.mapped import Mapped

_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e]")
_FOREIGN = re.compile("[\u3040-\u30ff\uac00-\ud7af\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f]|[\u0400-\u04ff]{4,}")
"""Kana, Hangul, Arabic, Indic and Thai letters, Cyrillic words."""
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff：，]) +(?=[\u4e00-\u9fff：，])")
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Wide letters to narrow ones; marks stay as they are."""
_STRAY = 2
"""Such signs of which a paper may have some by accident."""
_SENTENCE = re.compile(r"[^。！？\n\t|]+[。！？]?")


def without_orders(text: str) -> str:
    """``text`` with such sentences (in a table, such cells) blanked; every offset stays as it is."""
    if not text.strip():
        return text
    _, hidden = cut_hidden(Mapped.of(text))
    spans = [(h.start, h.end) for h in hidden]
    spans += [m.span() for m in _SENTENCE.finditer(text) if _orders(m.group())]
    for start, end in spans:
        text = text[:start] + re.sub(r"[^\n\t|]", " ", text[start:end]) + text[end:]
    return text


def _orders(sentence: str) -> bool:
    """Whether a sentence speaks to a program, however it is written: wide, with signs or blanks between its characters, in
    traditional characters, backwards, in a script that no paper here has."""
    if len(_INVISIBLE.findall(sentence)) > _STRAY or len(_FOREIGN.findall(sentence)) > _STRAY:
        return True
    plain = simplified(_BLANK.sub("", _INVISIBLE.sub("", sentence).translate(_NARROW)))
    return bool(pattern("order").search(plain) or pattern("order").search(plain[::-1]))


def is_order(sentence: str) -> bool:
    """Whether a sentence may not even be quoted."""
    return without_orders(sentence).strip() != sentence.strip()
