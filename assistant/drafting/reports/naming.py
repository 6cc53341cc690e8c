"""Whether a model's sentence says of a tally what it counts: 反馈满意的 before the number of those who are not is a lie."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.drafting.reports.kinds import Wording, reports
from assistant.drafting.reports.teller import Teller
from assistant.marked import TOKEN
from assistant.tallies.tally import Tally

_MARK = re.compile(r"[，。；：！？、（）\n]")
_CASE = re.compile(r"\d+号(?:建议|提案)")
_CLOSED = ("theme", "department", "unit", "proposer")
"""Tallies of which the words after the colon must be said."""


def misnamed(sentence: str, teller: Teller) -> Iterator[str]:
    """Each number of the ledger in the sentence (marked text) that is called by another's name."""
    sentence = _CASE.sub(lambda m: "，" * len(m.group()), sentence)
    at = 0
    for m in TOKEN.finditer(sentence):
        tally = teller.told.find(teller.bound.get(m[1], ""))
        if tally and not _agrees(sentence, at, m, tally):
            yield f"{tally.text}是“{tally.name.replace('·', '')}”，这里说的不是，请核对。"
        at = m.end()


def _agrees(sentence: str, at: int, m: re.Match[str], tally: Tally) -> bool:
    """By the words since the number before (``at``) and those up to the next mark or number."""
    before = TOKEN.sub("", sentence[: m.start()])
    near = _MARK.split(sentence[at : m.start()])[-1]
    after = TOKEN.split(_MARK.split(sentence[m.end() :])[0])[0]
    name = re.sub(r"（分母：.*", "", tally.name) if tally.unit == "%" else tally.name
    group, _, word = tally.id.partition(":")
    if group.split(".")[-1] in _CLOSED and word not in before + after:
        return False
    return all(_same(w, name, near, before, after) for w in reports().wording)


def _same(wording: Wording, name: str, near: str, before: str, after: str) -> bool:
    meant, said = _ways(wording, name), _ways(wording, near) or _ways(wording, after)
    if meant and len(said) == 1 and not meant & said:  # 建议和提案 names both kinds
        return False
    if wording.must and meant and not (said or meant & _ways(wording, before)):
        return False
    return not (wording.must and _ways(wording, near) and not meant)


def _ways(wording: Wording, text: str) -> set[int]:
    """Which of the ways the text says; a word in a longer one counts once."""
    found: set[int] = set()
    for n, words in enumerate(wording.words):
        text, times = _pattern(words).subn("，", text)
        found |= {n} if times else set()
    return found


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
