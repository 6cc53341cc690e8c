"""Tables of words and names that offices may edit, from ``knowledge_base/facts``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Guarded(_Part):
    """A word that is wrong only in a context; ``before`` and ``after`` are regular expressions that stand around it."""

    wrong: str
    right: str
    before: str = ""
    after: str = ""
    why: str = ""


class Typos(_Part):
    """``right`` is right word → its wrong forms; ``traditional`` is traditional characters, each before its right one."""

    traditional: str
    right: dict[str, str]
    guarded: tuple[Guarded, ...]


class Doubled(_Part):
    characters: tuple[str, ...]
    words: tuple[str, ...]
    verbs: tuple[str, ...]
    verbs_after: str
    meeting: tuple[str, ...]
    functional: str
    starters: str
    features: str
    parts: str
    owners: str
    organs: str
    before: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]


class Plain(_Part):
    """An expression and what official prose says instead (empty: leave it out)."""

    said: str
    instead: str = ""


class Style(_Part):
    colloquial: tuple[Plain, ...]
    ornate: tuple[str, ...]
    ornate_from: int


class Renamed(_Part):
    """An organ that a reform renamed: ``old`` are its names without the place, ``since`` the year of the new name;
    ``kept`` are the places that go on calling it so for short."""

    old: tuple[str, ...]
    new: str
    since: int
    kept: tuple[str, ...] = ()


class Organs(_Part):
    """``duties`` are named 厅 in a province, 局 below and 部 in the centre; the others are whole names, of which
    ``bodies`` are the same at every level, and ``branches`` the centre's offices named after a place (安徽金融监管局)."""

    duties: tuple[str, ...]
    fixed: tuple[str, ...]
    bodies: tuple[str, ...]
    branches: tuple[str, ...]
    short: tuple[str, ...]
    local: tuple[str, ...]
    other: tuple[str, ...]
    renamed: tuple[Renamed, ...]


class Sessions(_Part):
    """``terms`` by body (人大/政协) and place: the number of the 届 that began with the last of ``renewals``;
    ``meetings`` by body, place and 届: the year of each session, the first one first."""

    renewals: dict[str, tuple[int, ...]]
    terms: dict[str, dict[str, int]]
    meetings: dict[str, dict[str, dict[str, tuple[int, ...]]]]


@cache
def typos() -> Typos:
    return Typos.model_validate(read("typos"))


@cache
def wrong_forms() -> dict[str, str]:
    """Wrong form → right word, of the table of wrong words."""
    return {form: right for right, forms in typos().right.items() for form in forms.split()}


@cache
def sound_alikes() -> dict[str, str]:
    """Wrong form → right word, where one of two characters is taken for another that sounds or looks like it."""
    found: dict[str, str] = {}
    for line in read("sound_alikes")["words"].split("\n"):
        word, first, second = line.split() if line else ("", "", "")
        found.update({c + word[1]: word for c in first if c != "-"})
        found.update({word[0] + c: word for c in second if c != "-"})
    return found


@cache
def confused() -> frozenset[tuple[str, str]]:
    """A character and one for which it is written, because they sound or look alike; both ways round."""
    pairs = {(a, b) for form, word in sound_alikes().items() for a, b in zip(form, word, strict=True) if a != b}
    return frozenset(pairs | {(b, a) for a, b in pairs})


@cache
def doubled() -> Doubled:
    return Doubled.model_validate(read("doubled"))


@cache
def style() -> Style:
    return Style.model_validate(read("style"))


@cache
def organs() -> Organs:
    return Organs.model_validate(read("organs"))


@cache
def duty_stems() -> frozenset[str]:
    """Duties that have a ministry, in full and shortened: 教育, 科学技术, 科技."""
    short = organs().short
    abbreviated = {s[:-1] for s in short if s.endswith("厅") and f"{s[:-1]}部" in short}
    return frozenset({*organs().duties, *abbreviated})


@cache
def organ_stems() -> frozenset[str]:
    """Two characters by which an organ is called before 部门, 系统, 中心: 卫健, 文旅, 疾控."""
    names = (*organs().short, *organs().local, *organs().other)
    return frozenset(n[:2] for n in names if len(n) == 3 and n[-1] in "厅局委部办")


@cache
def sessions() -> Sessions:
    return Sessions.model_validate(read("sessions"))


@cache
def surnames() -> frozenset[str]:
    return frozenset(read("surnames")["surnames"].split())


@cache
def rare_surnames() -> frozenset[str]:
    """Surnames that are words as well, so that only a whole name of three characters beside a post is one."""
    return frozenset(read("surnames")["rare"].split()) - surnames()


@cache
def posts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Posts and forms of address beside a name, and those of them that one person holds at a time."""
    found = read("surnames")
    return tuple(found["titles"]), tuple(found["single"])


def dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Words of two characters, and longer ones, of the dictionary that the segmenter brings; read when first asked."""
    return _dictionary()[:2]


def nouns() -> frozenset[str]:
    """The dictionary's words of two and three characters that name things, among them many places: 高平, 香坊."""
    return _dictionary()[2]


@cache
def _dictionary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    two: list[str] = []
    longer: list[str] = []
    named: list[str] = []
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if len(word) == 2 and not (rest.endswith(" nr") and len(rest) < len("10 nr")):  # a rare name is no word
            two.append(word)
        elif 3 <= len(word) <= 5:
            longer.append(word)
        if len(word) in (2, 3) and rest.partition(" ")[2].startswith("n"):
            named.append(word)
    return frozenset(two), frozenset(longer), frozenset(named)


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("knowledge_base") / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern out of plain words, the longest first."""
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))
