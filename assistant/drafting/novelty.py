"""What a model's sentence brings along that its material has not: matter of its own, a date of something else, a No."""

import re

from assistant.drafting.matter import common, holds, weights
from assistant.drafting.model_words import pattern
from assistant.marked import PLACEHOLDER, TOKEN
from knowledge_base.segmentation import is_word

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_LINE = re.compile(r"[^。！？\n]+")
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?")
_ISSUED = re.compile(r"(?:印发|出台|发布|公布|制定|下发|颁布)(?:了)?(⟦C\d+⟧)")
_NO = re.compile(
    r"不(?!低于|少于|小于|超过|高于|得|断|同|仅|但)|没|未|无|难|停|取消|暂缓|终止|撤销|成熟后|[尚还仍]需|待"
)
"""Any word of a material that may stand behind a No."""
_FIRM, _LOOSE = (7.1, 0.35), (5.0, 0.25)
"""Weight of words that neither ask nor material has, and their share of a sentence, from which on it tells of something
else. What hand-written good sections bring along stays below 3.9 where it is more than a fifth."""
_CLAUSE_STRANGE, _CLAUSE_SHARE = 10.0, 0.6
"""The same for a clause, in which another word for the same (平均用时 for 平均办理时长) weighs more."""
_LATER, _LATER_SHARE = 2.0, 0.08
"""The same for a sentence after the first without figures and papers: everyday words for the same (环节, 准备) weigh less."""
_ALL = re.compile(r"一律|均(?!衡|价|匀|线|等|值|分|速|可|由)(?<!平均)(?<!人均)(?<!户均)|全部|都(?!市|会)|所有|悉数|各")
_EVERY = re.compile(
    r"(?P<rule>一律)|(?<![平人户年月日])均已经?|(?<![平人户年月日])均(?=[\u4e00-\u9fff]{2})(?!衡|价|匀|线|等|值|分|速|由)"
)
"""Words that say a thing of each one."""
_EACH = re.compile(r"^(?:每一|每个|每|逐)(?=[\u4e00-\u9fff])")
_COUNT = re.compile(r"[一二两三四五六七八九](?:件事|[类种条点项个件])")
_SAME = 0.34
"""Share of a sentence's words that a line of the material must hold to tell of the same event."""
_SLIP = 4.0
_RUN_ON = re.compile(r"[为已在的了和与是有均共仍]")
"""Characters that are a part of a word where the words were cut wrongly (办结|率为)."""


def strange(
    sentence: str, heard: str, own: tuple[str, ...] = (), *, firm: bool = False, later: bool = False
) -> list[str]:
    """The words, heaviest first, of the sentence or its first clause that tells mostly of what ``heard`` has not; empty
    when none does. ``own`` are names that the office may always use of itself and of the person; ``firm`` says that the
    sentence has figures or papers of the material, so that more of its words may be its own; ``later`` that it is not the
    first of its section, so that fewer may. Words that only say how far a thing has come bring nothing along."""
    plain = PLACEHOLDER.sub("", sentence)
    clauses = ((c, _CLAUSE_STRANGE, _CLAUSE_SHARE) for c in _CLAUSE.findall(plain))
    alone = [(plain, _LATER, _LATER_SHARE)] if later and not firm and plain == sentence else []
    for text, least, part in [*alone, (plain, *(_FIRM if firm else _LOOSE)), *clauses]:
        weighed = {w: _told_by(w, v) for w, v in weights(text).items() if not any(w in name for name in own)}
        new = {
            w: v
            for w, v in weighed.items()
            if not (holds(heard, w) or holds(heard, _EACH.sub("", w)) or pattern("stance").fullmatch(w))
            and (common(w) or len(_RUN_ON.sub("", w)) > 1)
            and not _COUNT.match(w)
        }
        if sum(new.values()) >= max(least, part * sum(weighed.values())):
            return sorted(new, key=lambda w: -new[w])
    return []


def _told_by(word: str, weight: float) -> float:
    """Two characters that are no word of the dictionary are often a slip of segmentation (早作|准备)."""
    return weight if len(word) > 2 or is_word(word) else min(weight, _SLIP)


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


def every(sentence: str, material: str) -> str:
    """What is said of each one (均已供货, 一律延长) where the material says it of none or some; empty when it may be said. A
    rule (一律) must be one in the material too."""
    clauses = [c for c in _CLAUSE.findall(material) if _ALL.search(c)]
    for m in _EVERY.finditer(sentence):
        rest = next(iter(_CLAUSE.findall(sentence[m.end() :])), "")
        weighed = weights(rest)
        bearing = [c for c in clauses if "一律" in c] if m["rule"] else clauses
        held = max((sum(v for w, v in weighed.items() if holds(c, w)) for c in bearing), default=0.0)
        if weighed and held < 0.5 * sum(weighed.values()):
            return (m.group() + rest)[:20]
    return ""


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
