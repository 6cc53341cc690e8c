"""Words for words: the trade's synonyms and what people say for official terms, from the tables in ``facts/``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_OLD_FORM = ("繁体字", "异体字", "规范汉字")
_SHOWN = re.compile('[“"「『]([^“”"」』]+)[”"」』]')
_GAP = "[^，。？！,?!]{0,8}?"


@dataclass(frozen=True)
class Spoken:
    """A phrase of everyday speech found in a query, with the official terms that it may stand for."""

    said: str
    start: int
    official: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.said)


def synonyms(word: str) -> tuple[str, ...]:
    """Other names for ``word``, without itself."""
    return _synonyms().get(word.lower(), ())


def names_within(text: str) -> list[str]:
    """The terms of the synonym table that stand in ``text``, longest first, none inside a longer one."""
    found, left = [], text.lower()
    for name in _by_length():
        if name in left:
            found.append(name)
            left = left.replace(name, "\0" * len(name))
    return found


def spoken(text: str) -> list[Spoken]:
    """Everyday phrases in ``text`` and what they officially are.

    A phrase inside a longer one, or inside a term of the synonym table (小企业 in 中小企业), does not count. Traditional
    characters shown between quotation marks stand for what the script is called.
    """
    found, closed = [], []
    for name in names_within(text):
        at = text.lower().find(name)
        closed.append((at, at + len(name)))
    for phrase, pattern, official in _lay():
        if m := pattern.search(text):
            found.append(Spoken(m.group(), m.start(), official))
            if "…" not in phrase:
                closed.append(m.span())
    found += [Spoken(m.group(), m.start(), _OLD_FORM) for m in _SHOWN.finditer(text) if any(map(_old_form, m.group(1)))]
    return [s for s in found if not any(a <= s.start and s.end <= b and (b - a) > len(s.said) for a, b in closed)]


def _old_form(char: str) -> bool:
    """A character of the traditional script: in Big5 and not in GB 2312."""
    return _in(char, "big5") and not _in(char, "gb2312")


def _in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def stop_words() -> frozenset[str]:
    return frozenset(table("question_words")["不算内容"].split())


@cache
def table(name: str) -> dict:
    """``facts/NAME.toml``."""
    return tomllib.loads((files("knowledge_base") / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for section in table("synonyms").values():
        for group in section["groups"]:
            for word in group:
                known = found.get(word.lower(), ())
                found[word.lower()] = (*known, *(w.lower() for w in group if w != word and w.lower() not in known))
    for name, others in table("place_nicknames")["区域"].items():
        for word in (name, *others):
            found[word] = tuple(w for w in (name, *others) if w != word)
    return found


@cache
def _by_length() -> list[str]:
    return sorted(_synonyms(), key=len, reverse=True)


@cache
def _lay() -> list[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    return [
        (
            phrase,
            re.compile(_GAP.join(re.escape(part) for part in phrase.split("…")), re.IGNORECASE),
            tuple(official.split()),
        )
        for section in table("lay_words").values()
        for official, phrases in section.items()
        for phrase in phrases.split()
    ]
