"""Parts of speech, where a sentence cannot be put together without them."""

from functools import cache


def ends_with_noun(text: str) -> bool:
    """Nouns, short names, measures, numerals, pronouns and words of place: after a preposition the verb is still to come."""
    return _flags(text)[-1:] != [] and _flags(text)[-1][0] in "nfsqmtrj"


def begins_with_verb(text: str) -> bool:
    return _flags(text[:12])[:1] != [] and _flags(text[:12])[0][0] == "v"


def _flags(text: str) -> list[str]:
    return [str(pair.flag) for pair in _tagger().cut(text)]


@cache
def _tagger():  # its dictionary is loaded at first use
    from jieba import posseg

    return posseg
