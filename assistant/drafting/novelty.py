"""What a model's sentence brings along that its material has not: matter of its own, a date of something else, a No."""

import re

from assistant.drafting.matter import common, holds, weights
from assistant.drafting.model_words import pattern
from assistant.marked import PLACEHOLDER, TOKEN

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_LINE = re.compile(r"[^。！？\n]+")
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?")
_ISSUED = re.compile(r"(?:印发|出台|发布|公布|制定|下发|颁布)(?:了)?(⟦C\d+⟧)")
_NO = re.compile(
    r"不(?!低于|少于|小于|超过|高于|得|断|同|仅|但)|没|未|无|难|停|取消|暂缓|终止|撤销|成熟后|[尚还仍]需|待"
)
"""Any word of a material that may stand behind a No."""
_FIRM, _LOOSE = (7.0, 0.35), (5.0, 0.25)
"""Weight of words that neither ask nor material has, and their share of a sentence, from which on it tells of something
else. What hand-written good sections bring along stays below 3.9 where it is more than a fifth."""
_CLAUSE_STRANGE, _CLAUSE_SHARE = 10.0, 0.6
"""The same for a clause, in which another word for the same (平均用时 for 平均办理时长) weighs more."""
_SAME = 0.34
"""Share of a sentence's words that a line of the material must hold to tell of the same event."""
_RUN_ON = re.compile(r"[为已在的了和与是有均共仍]")
"""Characters that are a part of a word where the words were cut wrongly (办结|率为)."""


def strange(sentence: str, heard: str, own: tuple[str, ...] = (), *, firm: bool = False) -> list[str]:
    """The words, heaviest first, of the sentence or its first clause that tells mostly of what ``heard`` has not; empty
    when none does. ``own`` are names that the office may always use of itself and of the person; ``firm`` says that the
    sentence has figures or papers of the material, so that more of its words may be its own. Words that only say how far a
    thing has come bring nothing along."""
    plain = PLACEHOLDER.sub("", sentence)
    clauses = ((c, _CLAUSE_STRANGE, _CLAUSE_SHARE) for c in _CLAUSE.findall(plain))
    for text, least, part in [(plain, *(_FIRM if firm else _LOOSE)), *clauses]:
        weighed = {w: v for w, v in weights(text).items() if not any(w in name for name in own)}
        new = {
            w: v
            for w, v in weighed.items()
            if not (holds(heard, w) or pattern("stance").fullmatch(w)) and (common(w) or len(_RUN_ON.sub("", w)) > 1)
        }
        if sum(new.values()) >= max(least, part * sum(weighed.values())):
            return sorted(new, key=lambda w: -new[w])
    return []


def misdated(sentence: str, material: str) -> str:
    """The first day or month in the sentence, which may hold tokens, that the material has, but of another matter: the date
    of the paper for that of what it tells. Of a paper that is cited the date of issue may be told."""
    days = list(_DAY.finditer(sentence))
    for n, m in enumerate(days):
        after = days[n + 1].start() if n + 1 < len(days) else len(sentence)
        lines = [line for line in _LINE.findall(material) if m.group() in line]
        told = sentence[m.start() : after]
        if (issued := _ISSUED.search(told)) and any(issued[1] in line for line in lines):
            continue
        matters = [weights(TOKEN.sub("", text)) for text in (told, sentence)]
        if lines and not any(_tells_of(matter, line) for matter in filter(None, matters) for line in lines):
            return m.group()
    return ""


def _tells_of(matter: dict[str, float], line: str) -> bool:
    return sum(v for w, v in matter.items() if w in line) >= _SAME * sum(matter.values())


def denied(sentence: str, material: str) -> str:
    """The clause that says No (没有, 不具备, 不宜) where the material says no No to the same thing; empty when it does."""
    lines = [line for line in _LINE.findall(material) if _NO.search(line)]
    for m in _CLAUSE.finditer(PLACEHOLDER.sub("", sentence)):
        if not pattern("negation").search(m.group()):
            continue
        weighed = weights(pattern("negation").sub(" ", m.group())) or weights(sentence)
        held = max((sum(v for w, v in weighed.items() if holds(line, w)) for line in lines), default=0.0)
        if weighed and held < _SAME * sum(weighed.values()):
            return m.group()
    return ""
