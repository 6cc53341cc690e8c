"""Whether the passages found answer the question, by what it names that they do not hold.

Scores cannot tell (a close miss looks like a hit); what can is that the paper, place, year, organ, number or key
word that was named is held by no passage found. Each ground has a weight; together they refuse from 1 upward.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from knowledge_base import segmentation, terms, told
from knowledge_base.documents import Document, Passage
from knowledge_base.finding import Found
from knowledge_base.ground import SLIPPERY, Ground, asks_number, everyday, facts
from knowledge_base.question import Concept, Question, answers
from knowledge_base.ranking import named, squeeze
from knowledge_base.whereabouts import mentioned, related

WEIGHTS = {
    "number": 1.0,
    "paper": 1.0,
    "edition": 1.0,
    "ordinal": 1.0,
    "place": 1.0,
    "together": 1.0,
    "measure": 1.0,
    "far": 2.0,
    "apart": 1.0,
    "beside": 1.0,
    "class": 1.0,
    "figure": 1.0,
    "counted": 1.0,
    "whose": 1.0,
    "thing": 1.0,
    "weak": 1.0,
    "unit": 1.0,
    "indicator": 1.0,
    "person": 1.0,
    "unsaid": 2.4,
    "strangers": 1.0,
}
"""Ground → weight, set by hand on labelled queries; ``evals.refusal`` fits them anew by cross-validation."""

REFUSED = 1.0
_LOOKED_AT = 3
_BEHIND = 1.0
"""How far behind the best passage one may lie and still be about the question."""
_WEAK, _WEAK_MARGIN = 0.36, 0.08
"""Score of the best piece under which an ask in the words of papers is taken to have found nothing."""
_MOST_UNHEARD = 0.45
"""Share of what an ask is about, by rarity, that has to be new to the whole index."""
_TITLE_ONLY = 0.6
"""How far missing words count when a paper is named and nothing measurable asked."""
_PROPOSED = re.compile(r"(?:出台|制定|制订|研究|编制|起草|立法|完善|修订)[\u4e00-\u9fff“”]{0,4}$")
_PROPOSING = re.compile(r"出台|制定|制订|编制|起草|尽快|抓紧")
_HAN = re.compile("[\u4e00-\u9fff]+")
_RATE = re.compile(r"[\u4e00-\u9fff]{2}率(?=[是为有达]|多少|如何|怎|情况|[？?]|$)")
"""A rate asked for, without what stands before its stem: 面复率 of 2025年面复率, which a segmenter cuts as 年面 and 复率."""
_EARLY = 3
"""Month up to which a report tells of the year before."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_EDITION = re.compile(r"((?:19|20)\d{2})年?(?:最早|首次|最初)?(?:版|公布|颁布|修订|修正|出台|施行|实施|制定|发布|通过)")


def judge(question: Question, found: Found, documents: Sequence[Document]) -> tuple[bool, str]:
    """Answerable, or not and why."""
    if not found.passages:
        return False, "知识库中没有与此有关的内容。"
    reasons = list(grounds(question, found, documents))
    total = sum(WEIGHTS[g.name] * g.strength for g in reasons)
    if total < REFUSED:
        return True, ""
    strongest = max(reasons, key=lambda g: WEIGHTS[g.name] * g.strength)
    return False, f"知识库中没有直接的答案：{strongest.message}。"


def grounds(question: Question, found: Found, documents: Sequence[Document]) -> Iterator[Ground]:
    """Everything that speaks against an answer."""
    top = found.passages[:_LOOKED_AT]
    held = squeeze(" ".join(f"{p.title} {p.issuer} {p.heading} {p.text}" for p in top))
    yield from _papers(question, top, documents)
    yield from _places(question, found.passages)
    yield from _together(question, found.passages)
    if question.formal and (short := _WEAK - found.hits[0].score) > 0:
        yield Ground("weak", "找到的材料都与此相距甚远", min(1.0, short / _WEAK_MARGIN))
    yield from told.measures(question, found, top)
    yield from told.details(question, found, top, held)
    yield from _words(question, found, held)


def _papers(question: Question, top: Sequence[Passage], documents: Sequence[Document]) -> Iterator[Ground]:
    for number in question.numbers:
        if not any(d.number and squeeze(d.number) == squeeze(number) for d in documents):
            yield Ground("number", f"没有收录{number}")
    for title in question.titles:
        at = question.text.find(title)
        if _PROPOSING.match(title) or (at > 0 and _PROPOSED.search(question.text[:at])):
            continue
        if any(named(title, d.title) >= 0.5 for d in documents):
            if editions := [int(y) for y in _EDITION.findall(question.text)]:
                family = [d for d in documents if named(title, d.title) >= 0.5]
                if not any(d.issued and d.issued.year in editions for d in family):
                    yield Ground("edition", f"没有收录{editions[0]}年的《{title}》")
            continue
        bare = [re.sub(r"《[^》]*》", "", p.text) for p in top[:2]]
        if not any(squeeze(title) in squeeze(text) for text in bare):
            yield Ground("paper", f"没有收录《{title}》")
    for ordinal in re.findall(facts()["第几"], question.text):
        words = f"第{ordinal[0]}{ordinal[1]}"
        if not any(squeeze(words) in squeeze(p.title + p.text) for p in top):
            yield Ground("ordinal", f"找到的材料里没有“{words}”")


def _places(question: Question, passages: Sequence[Passage]) -> Iterator[Ground]:
    if not question.places or question.asks_generally:
        return
    if any(related(place, p.place) for place in question.places for p in passages[:_LOOKED_AT]):
        return
    if any(set(mentioned(squeeze(f"{p.title} {p.issuer} {p.text}"))) & set(question.places) for p in passages):
        return
    yield Ground("place", f"没有收录{question.places[0]}的有关材料")


def _together(question: Question, passages: Sequence[Passage]) -> Iterator[Ground]:
    """The year and the organ named must be held by one document: last year's report does not answer for this year."""
    years = [y for y in question.years if not _EDITION.search(f"{y}年")]
    organs = [{organ, *terms.synonyms(organ)} for organ in _organs_named(question.text)]
    if not years and not organs:
        return
    missing: list[tuple[int, str]] = []
    for p in passages:
        if p.score < passages[0].score - _BEHIND:
            continue  # about something else: its year proves nothing
        lacks = []
        if years and not set(years) & _years_of(p, told.counts(question)):
            lacks.append(f"{years[0]}年的情况")
        text = squeeze(p.issuer + p.title + ("" if told.of_its_signer(question, p) else p.text))
        lacks += [f"“{min(names, key=len)}”" for names in organs[:1] if not any(squeeze(n) in text for n in names)]
        lacks += [f"{question.places[0] if question.places else '政府'}的办理情况"] * told.others(question, p)
        missing.append((len(lacks), "、".join(lacks)))
    count, what = min(missing)
    if count:
        yield Ground("together", f"找到的材料里没有{what}")


def _years_of(passage: Passage, counts: bool) -> set[int]:
    """Years that a passage can speak for: a yearly report for the year in its title, one without for the years that
    it says and, signed before April, for the year before (for counts only that); other papers for the years they
    say or are of."""
    said = set(map(int, _YEAR.findall(f"{passage.title} {passage.text}")))
    titled = set(map(int, _YEAR.findall(passage.title)))
    if passage.kind != "report":
        return said | ({passage.issued.year} if passage.issued else set())
    if titled or not passage.issued:
        return titled or said
    early = passage.issued.month <= _EARLY
    reported = {passage.issued.year - early}
    return reported if counts else (said - {passage.issued.year} if early else said) | reported


def _words(question: Question, found: Found, held: str) -> Iterator[Ground]:
    asked = set(_asked(question))
    literal = [c for c in question.concepts if c.literal and len(c.said) > 1 and c.said not in asked]
    if word := next(_indicators(question, literal, found, held), ""):
        yield Ground("indicator", f"找到的材料里没有“{word}”")
    spoken = [c for c in question.concepts if not c.literal and _held(c, held)]
    translated = any(not found.rarity.of(c.said) for c in spoken)
    said = sum(_worth(c, found) for c in spoken)
    lacking: dict[str, float] = {}
    strangers: list[str] = []
    for concept in literal:
        worth = _worth(concept, found)
        if not worth and (not segmentation.is_word(concept.said) or SLIPPERY.search(concept.said)):
            continue
        if not segmentation.is_content(concept.said) or any(concept.said in c.said for c in spoken):
            continue
        if _held(concept, held) or _across(concept.said, question.core, held):
            said += worth
            continue
        lacking[concept.said] = worth or found.rarity.highest
        if not worth and _unheard(concept.said, found):
            strangers.append(concept.said)
    if not lacking:
        return
    whole = said + sum(lacking.values())
    unheard = sum(lacking[w] for w in strangers) / whole
    if strangers and question.formal and not translated and unheard >= _MOST_UNHEARD:
        yield Ground("strangers", f"库中没有提到“{strangers[0]}”", min(1.0, len(strangers) / 2))
    if (asks_number(question) or question.titles) and not everyday(question, found):
        share = sum(lacking.values()) / whole
        rarest = max(lacking, key=lambda w: lacking[w])
        trust = 0.7 if question.keywords else 1.0 if question.wants or not question.titles else _TITLE_ONLY
        yield Ground("unsaid", f"找到的材料里没有提到“{rarest}”", share * trust)


def _worth(concept: Concept, found: Found) -> float:
    return max((weight * found.rarity.of(w) for w, weight in concept.words), default=0.0)


def _indicators(question: Question, literal: Sequence[Concept], found: Found, held: str) -> Iterator[str]:
    """Rates, fees and sums named that no passage found holds."""
    if asks_number(question) or question.keywords:
        for concept in literal:
            if _is_indicator(concept.said) and not any(squeeze(w) in held for w, _ in concept.words):
                yield concept.said
    for rate in _RATE.findall(question.core):
        known = (rate, rate[:2], *terms.synonyms(rate[:2]), *terms.synonyms(rate))
        stems = {w.removesuffix("率").removesuffix("度") for w in known}
        if not segmentation.is_word(rate[1:]) and not any(squeeze(stem) in held for stem in stems):
            yield rate
    names = terms.names_within(question.core)
    cut = segmentation.words(question.core)
    for stem, ending in pairwise(cut):
        word = f"{stem}{ending}"
        if len(ending) > 1 or len(stem) == 1 or any(word in name for name in names):
            continue
        if _is_indicator(word) and squeeze(word) not in held and (question.keywords or _unheard(stem, found)):
            yield word


def _asked(question: Question) -> Iterator[str]:
    """Words that only say what kind of answer is wanted (罚款金额, 哪一天): no paper need hold them."""
    for want in question.wants:
        for m in answers()[want][0].finditer(question.text):
            yield from (w for w in segmentation.words(m.group()) if len(w) > 1)
    if question.titles:
        yield from facts()["说版本"].split()


def _held(concept: Concept, held: str) -> bool:
    """Any of its words, or every part of a long one (审计报告 where 审计工作报告 stands), is in ``held``."""
    if any(squeeze(w) in held for w, _ in concept.words):
        return True
    if concept.said in facts()["层级词"].split():
        return concept.said.strip("级大里") in held
    parts = [w for w in segmentation.words(concept.said) if w != concept.said]
    return len("".join(parts)) >= len(concept.said) and all(squeeze(w) in held for w in parts)


def _across(word: str, text: str, held: str) -> bool:
    """Whether ``word`` was cut across another that is in ``held``: 人员构成 in 组成人员构成 where 组成人员 stands."""
    at = text.find(word)
    if at < 0:
        return False
    end, half = at + len(word), (len(word) + 1) // 2
    before = text[max(at - 2, 0) : at + half]
    after = text[end - half : end + 2]
    return any(len(s) == half + 2 and re.fullmatch(_HAN, s) and squeeze(s) in held for s in (before, after))


def _unheard(word: str, found: Found) -> bool:
    """A word of which the whole index holds no part."""
    return (
        segmentation.is_word(word)
        and not SLIPPERY.search(word)
        and not any(t in found.rarity.counts for t in segmentation.words(word))
    )


def _organs_named(text: str) -> Iterable[str]:
    for name in terms.names_within(text):
        if re.search(rf"(?:{facts()['机构']})$", name):
            yield name
    found = re.findall(r"[省市县](?!长|里)([\u4e00-\u9fff]{2,6}?(?:厅|(?<![布格全大结])局|委))(?![员托会])", text)
    yield from (f for f in found if f not in terms.names_within(text))


def _is_indicator(word: str) -> bool:
    if len(word) < 2 or word in facts()["不是指标"].split():
        return False
    return bool(re.search(f"(?:{facts()['指标']})$", word))
