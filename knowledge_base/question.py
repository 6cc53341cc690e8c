"""What a query asks for: its concepts with other words for them, and the places, years, papers and numbers it names."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge_base import segmentation, terms, whereabouts

SYNONYM, SPOKEN, PART = 0.8, 0.75, 0.5
"""How much a synonym, an official term for everyday speech, and a part of a long word count against the word itself."""

_ASK = re.compile(r"^(?:建议|希望|恳请|呼吁)(?!提案|、|和|案|办理|办|征)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?!〕)")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[（(【](?:19|20)\d{2}[〕\]）)】]\s*\d+\s*号")
_QUOTED = re.compile(r"《([^《》]{2,60})》")
_NAMED = re.compile(
    r"[\u4e00-\u9fff、“”]{2,30}?(?:促进法|保护法|管理法|监督法|组织法|代表法|(?<![写办方说做想看用疗违合依执立司守书无没设语算手打玩犯非枪加减兵变戏魔搞高])法(?:(?=规定)|(?![律规院定治制人庭官学子]))|条例|办法|规定(?=里|中|第|对|的?第|是|，)|细则|清单)"
)
_NOT_NAMED = re.compile(
    r"^(?:[这那][种个些套]|[有是]?啥|违反|触犯|不按|不遵守|执行|落实|贯彻|查|问|请问|想问|了解|按|按照|根据|依据|依照|参照|最新|现行|修改的|修改后的|修订的|的|里|在|对|和|与|新|旧|老|版|建议|公布的|老版|旧版|新版|我国|国家|年版|年|版的|新?修改(?:的|后的)|[那这]一?版|最早通过的|[0-9]{4}|现在|省里的?|市里的?)+"
)
_PHRASE = 12
_TERMS = 12
"""Official terms that are embedded with a query."""
_INDEFINITE = re.compile(r"几(?=个?[年月天日])")
_YES_OR_NO = re.compile(r"(?<![到底])[吗不没][？?]?$|(能|该|准|行|得|算|会|要|让|成|是|可|许|应|管|给)不(?:可以)?\1")
"""What is asked is whether; 几 then is an indefinite number (几个人一起提的，行不行)."""
_FEW = re.compile(r"几(?!月几)")
_OLD = re.compile(r"旧版|老版|原来的|修订前|修改前|以前的|过去的|旧条例|旧法|原条例|原法")


@dataclass(frozen=True)
class Concept:
    """One thing the query speaks of; any of ``words`` (word, weight up to 1) stands for it."""

    said: str
    words: tuple[tuple[str, float], ...]
    literal: bool = True
    """Said in these words, rather than guessed from everyday speech."""


@dataclass(frozen=True)
class Question:
    text: str
    core: str
    """Without 建议 and the like; what is embedded."""
    official: str
    """The core with official terms after it, and in a question in the place of everyday speech; empty when
    there are none."""
    concepts: tuple[Concept, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    numbers: tuple[str, ...]
    """文号."""
    titles: tuple[str, ...]
    """Papers by name, in 《》 or bare (节约能源法)."""
    wants: tuple[str, ...]
    """Kinds of answer asked for: keys of ``facts/question_words.toml``."""
    old: bool
    """Asks for an older version."""

    @property
    def formal(self) -> bool:
        """Written as in a proposal or as keywords, so that its words can be expected in papers."""
        return bool(_ASK.match(self.text)) or self.keywords

    @property
    def keywords(self) -> bool:
        """A few words between blanks, or one short phrase of nouns, rather than a sentence."""
        if re.search("[，。？！?]", self.text):
            return False
        return " " in self.text or (
            len(self.text) <= _PHRASE and terms.stop_words().isdisjoint(segmentation.words(self.text))
        )

    @property
    def asks_generally(self) -> bool:
        """An ask that a national paper may answer although it names a place."""
        return bool(_ASK.match(self.text)) and not self.wants and not self.titles


@lru_cache(maxsize=256)
def understand(query: str) -> Question:
    text = " ".join(query.split())
    core = _ASK.sub("", text)
    spoken = terms.spoken(core)
    said = core if _ASK.match(text) else _translated(core, spoken)  # an ask is in the words of papers already
    official = list(dict.fromkeys(w for s in spoken for w in s.official))
    if _YES_OR_NO.search(text):
        asking = _FEW.sub("", text)
    else:
        asking = text if re.search("[？?]", text) or core == text else _INDEFINITE.sub("", text)
    return Question(
        text=text,
        core=core,
        official=f"{said} {' '.join(official[:_TERMS])}" if official else "",
        concepts=(
            *_literal(core),
            *(Concept(s.said, tuple((w, SPOKEN) for w in s.official), literal=False) for s in _outer(spoken)),
        ),
        places=whereabouts.mentioned(text),
        years=tuple(int(y) for y in _YEAR.findall(_NUMBER.sub("", text))),
        numbers=tuple(re.sub(r"\s", "", n) for n in _NUMBER.findall(text)),
        titles=_titles(text),
        wants=_wants(asking),
        old=bool(_OLD.search(text)),
    )


def _wants(text: str) -> tuple[str, ...]:
    """Kinds of answer asked for; a finer kind (工作日) stands for the broader one (期限)."""
    found = [kind for kind, (asked, _) in answers().items() if asked.search(text)]
    broader = {b for kind in found for b in terms.table("question_words")[kind].get("代替", "").split()}
    return tuple(kind for kind in found if kind not in broader)


@cache
def answers() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Kind of answer → (what asking for it looks like, what it looks like)."""
    rows = terms.table("question_words").items()
    return {k: (re.compile(v["问法"]), re.compile(v["答案"])) for k, v in rows if isinstance(v, dict)}


def called(want: str) -> str:
    """What a message calls a kind of answer."""
    return terms.table("question_words")[want].get("称作", want)


def _literal(core: str) -> list[Concept]:
    stop = terms.stop_words()
    found: dict[str, Concept] = {}
    for name in terms.names_within(core):
        found[name] = Concept(name, ((name, 1.0), *((w, SYNONYM) for w in terms.synonyms(name))))
    for word in segmentation.words(core):
        if word in stop or word in found or (len(word) == 1 and not word.isdigit()):
            continue
        weight = PART if any(word in name for name in found) else 1.0
        found[word] = Concept(word, ((word, weight),))
    return list(found.values())


def _translated(core: str, spoken: list[terms.Spoken]) -> str:
    """``core`` with the first official term for each phrase of everyday speech, the longer of two that overlap."""
    said, at = "", 0
    for s in sorted(spoken, key=lambda s: (s.start, -len(s.said))):
        if s.start >= at:
            said += core[at : s.start] + s.official[0]
            at = s.end
    return said + core[at:]


def _outer(spoken: list[terms.Spoken]) -> list[terms.Spoken]:
    """One entry a phrase: the official terms of all table rows that it matched."""
    merged: dict[str, terms.Spoken] = {}
    for s in spoken:
        before = merged.get(s.said)
        words = (*before.official, *s.official) if before else s.official
        merged[s.said] = terms.Spoken(s.said, s.start, tuple(dict.fromkeys(words)))
    return list(merged.values())


def _titles(text: str) -> tuple[str, ...]:
    found = list(_QUOTED.findall(text))
    for name in _NAMED.findall(_QUOTED.sub("，", text)):
        bare = _NOT_NAMED.sub("", name)
        if (
            3 <= len(bare) <= 24
            and not re.search("什么|哪|怎|的新|没有", bare)
            and not re.fullmatch(r"(?:.{0,2}(?:条例|办法|规定|细则|清单))", bare)
        ):
            found.append(bare)
    return tuple(dict.fromkeys(found))
