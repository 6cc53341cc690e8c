"""Whether what a question asks for, a number, a date, something about a person, is told by the passages found."""

import re
from collections.abc import Iterator, Sequence

from knowledge_base import segmentation, terms
from knowledge_base.documents import Passage
from knowledge_base.finding import Found
from knowledge_base.ground import SLIPPERY, Ground, everyday, facts
from knowledge_base.question import Question, answers, called
from knowledge_base.ranking import Weighted, coverage, named, squeeze
from knowledge_base.whereabouts import province_of

_APART = 80
_BESIDE = {True: 0.42, False: 0.5}
"""Everyday speech or not → share of what the best sentence holds of the question that one with an answer must hold."""
_MARGIN = 0.1
_COUNTED = re.compile(
    r"(?:多少|几)[万亿]?[个件条项家处列种级名位台座所支](?!工作日|小时|月|基点|百分点)(?=[\u4e00-\u9fff]{2})([\u4e00-\u9fff]+)"
)
_FIGURE = re.compile(r"(?<![\d.])\d[\d.]*(?:万(?:元|人|千瓦|吨)?|亿元?|[%％]|元|人|平台|马力)(?![以之]?[上下内])")
_CASE = re.compile(r"第?\d{3,5}号")
_GOVERNMENT = re.compile(r"[省市县区州](?:人民)?政府(?!部门|网站|信息|采购|办公)")
_OF_CASES = re.compile(r"承办|收到|接到|办理|办结|主办|协办")


def measures(question: Question, found: Found, top: Sequence[Passage]) -> Iterator[Ground]:
    """Grounds about the kind of answer asked for; only the paper that is named can tell it, where it was found."""
    passages = _of_paper(question, top)
    texts = [squeeze(p.text) for p in passages]
    known = [c for c in found.concepts if c.alternatives]
    sentences = [s for p in passages for s in _sentences(p)]
    best = max((coverage(known, s) for s in sentences), default=0.0)
    shares: list[float] = []
    wanted = [w for w in question.wants if w != "处罚"]
    for want in wanted:
        answer = answers()[want][1]
        told = [s for s in sentences if answer.search(s)]
        message = f"找到的材料里没有所问的{called(want)}"
        if not told:
            yield Ground("measure", message)
            continue
        most = max(coverage(known, s) for s in told)
        shares.append(most / best if best else 1.0)
        yield Ground("far", message, max(0.0, 1 - most / 0.3))
        if not everyday(question, found) and _distance(found, texts, answer) > _APART:
            yield Ground("apart", message)
    if shares:
        limit = _BESIDE[question.keywords or everyday(question, found)]
        yield Ground(
            "beside",
            f"提到此事的地方没有所问的{called(wanted[0])}",
            min(1.0, max(0.0, limit + _MARGIN - max(shares)) / _MARGIN),
        )
    for unit in re.findall(facts()["单位计价"], question.text):
        if not any(re.search(rf"每一?{unit}|元/{unit}|一{unit}", squeeze(p.text)) for p in top):
            yield Ground("unit", f"找到的材料里没有按{unit}计的数")
    if re.search(facts()["问人"], question.text):
        yield Ground("person", "找到的材料里没有所问的人的情况")


def _of_paper(question: Question, top: Sequence[Passage]) -> Sequence[Passage]:
    """The passages of the paper or the place that the question names, else all."""
    numbers = [squeeze(n) for n in _CASE.findall(question.text)]
    ours = [p for p in top if any(named(t, p.title) >= 0.7 for t in question.titles)]
    ours = ours or [p for p in top if any(n in squeeze(p.title) for n in numbers)]
    ours = ours or [p for p in top if p.place and p.place in question.places]
    return ours or top


def _sentences(passage: Passage) -> list[str]:
    """Squeezed sentences; each item of a list after the words that lead to it (…的下列情形：)."""
    found: list[str] = []
    lead = ""
    for line in passage.text.split("\n"):
        text = squeeze(line)
        if not text:
            continue
        parts = [s for s in text.split("。") if s]
        found += [lead + s for s in parts]
        lead = parts[-1] if text.endswith(("：", ":")) and parts else lead if text[0] in "(（" else ""
    return found


def _distance(found: Found, texts: Sequence[str], answer: re.Pattern[str]) -> int:
    """Characters between a mention of one of the three rarest concepts and the nearest answer of the kind asked for."""
    literal = sorted((c for c in found.concepts if _telling(c)), key=lambda c: -c.worth)
    words = [re.escape(w) for c in literal[:3] for w, _ in c.alternatives]
    if not words:
        return 0
    nearest = 1 << 30
    for text in texts:
        said = [m.start() for m in re.finditer("|".join(words), text)]
        told = [m.start() for m in answer.finditer(text)]
        nearest = min([nearest, *(abs(a - b) for a in said for b in told)])
    return nearest


def _telling(weighted: Weighted) -> bool:
    said = weighted.concept.said
    return weighted.concept.literal and bool(weighted.alternatives) and not SLIPPERY.search(said) and not said.isdigit()


def details(question: Question, found: Found, top: Sequence[Passage], held: str) -> Iterator[Ground]:
    """Grounds about what the question itself states of the thing asked for: what is counted, classes, figures, whose."""
    for letter, kind in re.findall(facts()["类别字母"], question.text):
        if squeeze(letter + kind) not in held:
            yield Ground("class", f"找到的材料里没有“{letter}{kind}”")
    if everyday(question, found):
        return
    if (thing := _thing(question.text)) and (lacking := _lacks(thing, question, held)):
        yield Ground("thing", f"找到的材料里没有“{lacking}”")
    for figure in _FIGURE.findall(question.text):
        if squeeze(figure) not in held:
            yield Ground("figure", f"找到的材料里没有“{figure}”")
    for run in _COUNTED.findall(question.text):
        word = _head(run)
        if word and not _said(word, question, held):
            yield Ground("counted", f"找到的材料里没有提到“{word}”")
    if others(question, top[0]):
        yield Ground("whose", f"只找到{top[0].issuer or top[0].place}的办理情况")


def others(question: Question, passage: Passage) -> bool:
    """Whether ``passage`` is a report on the cases of others than the city or government named."""
    if not of_its_signer(question, passage):
        return False
    smaller = any(province_of(place) == passage.place for place in question.places)
    greater = _GOVERNMENT.search(question.text) and passage.issuer and "政府" not in passage.issuer
    return bool(smaller or greater)


def of_its_signer(question: Question, passage: Passage) -> bool:
    """Whether cases are counted, of which a report tells those of who signed it, whomever else it mentions."""
    return passage.kind == "report" and counts(question) and bool(_OF_CASES.search(question.text))


def counts(question: Question) -> bool:
    return bool({"件", "件数", "比例"} & set(question.wants))


def _head(run: str) -> str:
    """The noun that is counted: the last long word before the first that names nothing, a suffix (组, 员) included."""
    head, at = "", 0
    for word in _cut(run):
        if not segmentation.is_content(word) or word in terms.stop_words() or (at and at + len(word) > 6):
            break
        at += len(word)
        head = word if len(word) > 1 else head + word
    return head


def _thing(text: str) -> str:
    """The scheme that an ask is about, where it names one."""
    found = re.search(facts()["点明的事"], text)
    return next((g for g in found.groups() if g), "") if found else ""


def _lacks(thing: str, question: Question, held: str) -> str:
    """The part of ``thing`` that ``held`` does not have: one of its words, or its last two side by side."""
    words = [w for w in _cut(thing) if segmentation.is_content(w) and w not in terms.stop_words()]
    missing = next((w for w in words if len(w) > 1 and not _said(w, question, held)), "")
    pair = "".join(words[-2:])
    return missing or (pair if len(words) > 1 and squeeze(pair) not in held else "")


def _cut(run: str) -> list[str]:
    """``run`` cut into words that follow each other: no parts of longer ones."""
    found, at = [], 0
    for word in segmentation.words(run):
        if run.startswith(word, at):
            found.append(word)
            at += len(word)
        elif found and word.startswith(found[-1]) and run.startswith(word, at - len(found[-1])):
            at += len(word) - len(found[-1])
            found[-1] = word
    return found


def _said(word: str, question: Question, held: str) -> bool:
    concept = next((c for c in question.concepts if c.said == word), None)
    return any(squeeze(w) in held for w, _ in (concept.words if concept else ((word, 1.0),)))
