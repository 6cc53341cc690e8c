"""What an ask is about: its clauses, the words that carry its matter, and the money it asks for."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.numerals import find_numbers
from assistant.numerals.number import SOURCED
from assistant.proposal import Ask
from knowledge_base.segmentation import words
from knowledge_base.terms import synonyms

_CUT = re.compile(r"[，。；：！？,;:!?\n]+")
_PLAIN = 4.0
"""Inverse document frequency below which a word says nothing about the matter (发展 3.6, 情况 4.0)."""
_UNKNOWN = 9.0
_COMMON = 8.5
"""Inverse document frequency up to which two characters are an everyday word (高校 8.1) rather than a part of a name."""
_RARE = 7.0
"""Most that one word can say: rare words are often names or slips of segmentation."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Titles(_Strict):
    plain: frozenset[str]


class Benefits(_Strict):
    heads: tuple[str, ...]
    generic: tuple[str, ...]


class Scope(_Strict):
    limited: tuple[str, ...]
    individual: tuple[str, ...]


class AskWords(_Strict):
    """``knowledge_base/facts/asks.toml``."""

    lead_in: tuple[str, ...]
    unfinished: tuple[str, ...]
    terms: tuple[str, ...]
    common: frozenset[str]
    titles: Titles
    benefits: Benefits
    scope: Scope
    wants: dict[str, tuple[str, ...]]
    verdicts: dict[str, tuple[str, ...]]
    slogans: tuple[str, ...]


@cache
def ask_words() -> AskWords:
    path = files("knowledge_base") / "facts" / "asks.toml"
    return AskWords.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Clause:
    """``weights``: word → how much it says. ``benefits``: the kinds of money it asks for, modifier included
    (购置补贴); an empty string stands for money of no named kind."""

    text: str
    weights: Mapping[str, float]
    benefits: tuple[str, ...]

    @property
    def mass(self) -> float:
        return sum(self.weights.values())


@dataclass(frozen=True)
class Matter:
    """An ask as clauses; the first ``core`` of them are its heading or first sentence."""

    clauses: tuple[Clause, ...]
    weights: Mapping[str, float]
    core: int

    @property
    def is_benefit(self) -> bool:
        """Whether what it asks for in the first place is money, a tax or a price: the first clause that is not
        merely for whom (对…企业) names one, or a sum (安排3000万元)."""
        if not self.clauses:
            return False
        core = self.clauses[: self.core]
        asked = next((c for c in core if c.benefits or not c.text.startswith(("对", "在"))), self.clauses[0])
        return bool(asked.benefits) or any(n.kind == "money" for n in find_numbers(asked.text))

    def key_terms(self, count: int) -> tuple[str, ...]:
        """The words that say most, for telling a person what was searched."""
        known = _inverse_frequency()
        ranked = sorted(
            self.weights,
            key=lambda w: (
                not any(w in c.weights for c in self.clauses[: self.core]),
                w not in known,
                -self.weights[w],
            ),
        )
        return tuple(ranked[:count])


def matter(ask: Ask) -> Matter:
    core = ask.core or re.split(r"[。！？；\n]", ask.text.strip())[0]
    rest = ask.text.partition(core)[2] if core in ask.text else ask.text
    return _matter(core, rest)


@lru_cache(maxsize=512)
def _matter(core: str, rest: str) -> Matter:
    first, others = (tuple(c for c in map(_clause, _CUT.split(t)) if c.weights) for t in (core, rest))
    clauses = first + others
    return Matter(clauses, {w: v for c in clauses for w, v in c.weights.items()}, len(first))


def title_weights(title: str) -> dict[str, float]:
    """What a paper or a proposal is about, by its title; parts of words count too (节约能源: 能源)."""
    return _weighed(_plain_title().sub(" ", title), parts=True)


def holds(text: str, word: str) -> bool:
    """Whether ``word`` or another name of it stands in ``text``."""
    return word in text or any(s in text for s in synonyms(word))


def speaks_of_money(text: str) -> bool:
    """Whether a word for money, a tax or a price stands in ``text``, or a sum of money."""
    return any(re.search(head, text) for head in ask_words().benefits.heads) or any(
        n.kind == "money" for n in find_numbers(text)
    )


def weights(text: str) -> dict[str, float]:
    """Words of at least two characters with their weight; numbers, plain and common words left out."""
    return _weighed(_without_numbers(text))


def common(word: str) -> bool:
    """Whether the word is an everyday one."""
    return _inverse_frequency().get(word, _UNKNOWN) <= _COMMON


def _weighed(text: str, *, parts: bool = False) -> dict[str, float]:
    frequency, common = _inverse_frequency(), ask_words().common
    found: dict[str, float] = {}
    for term in ask_words().terms:
        if term in text:
            found[term] = _UNKNOWN - _PLAIN
            text = text.replace(term, " ")
    for word in words(text):
        if len(word) < 2 or word in common or any(c.isdigit() for c in word):
            continue
        weight = min(_RARE, frequency.get(word, _UNKNOWN) - _PLAIN)
        if weight > 0:
            found[word] = weight
    return found if parts else {w: v for w, v in found.items() if not any(w != o and w in o for o in found)}


def _clause(text: str) -> Clause:
    return Clause(text, weights(text), tuple(_benefits(_without_numbers(text))))


def _without_numbers(text: str) -> str:
    """Quantities are what an ask wants changed, not what it is about."""
    for n in reversed(find_numbers(text)):
        if n.kind in SOURCED and not n.structural:
            text = text[: n.start] + " " + text[n.end :]
    return text


def _benefits(text: str) -> list[str]:
    vocabulary = ask_words().benefits
    found: list[str] = []
    for head in vocabulary.heads:
        for m in re.finditer(head, text):
            before = text[max(0, m.start() - 4) : m.start()].rstrip()
            named = re.search(r"[\u4e00-\u9fff]{2}$", before)
            generic = not named or any(before.endswith(g) for g in vocabulary.generic)
            found.append("" if generic else before[-2:] + head)
    return found


@cache
def _plain_title() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, ask_words().titles.plain), key=len, reverse=True)))


@cache
def _inverse_frequency() -> Mapping[str, float]:
    from jieba.analyse import default_tfidf

    return default_tfidf.idf_freq
