"""Which cases a paper's words name: kind, role, state, result, theme, unit, as the ledger names its groups."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_SHORTEST = 3
"""Characters from which a department's or unit's name is taken for it wherever it stands."""
_OWN_WORDS = ("department:", "unit:", "result:", "theme:")
"""Groups that every ledger names in its own words."""
_OFFICES = ("department:", "unit:")
_LIST = "、，：:和及与为于及的\\s“涉"


@dataclass(frozen=True)
class CaseWords:
    """``plain`` are words that narrow nothing, ``foreign`` such as tell that a sentence counts something else,
    ``aside`` that it counts at another day or for more than the ledger."""

    groups: tuple[tuple[str, re.Pattern[str]], ...]
    plain: re.Pattern[str]
    last_year: re.Pattern[str]
    change: re.Pattern[str]
    until: re.Pattern[str]
    foreign: re.Pattern[str]
    aside: re.Pattern[str]

    def read(self, text: str) -> tuple[frozenset[str], str]:
        """The groups that the words name, and what else they say. 建议 and 提案 together are no group but all cases."""
        found: set[str] = set()
        rest = text
        for name, pattern in self.groups:
            if pattern.search(rest):
                found.add(name)
                rest = pattern.sub("\0", rest)
        if {"kind:建议", "kind:提案"} <= found:
            found -= {"kind:建议", "kind:提案"}
        return frozenset(found), re.sub(r"[\0\d）)]", "", self.plain.sub("", rest))


@lru_cache(maxsize=8)
def case_words(own: tuple[tuple[str, str], ...] = ()) -> CaseWords:
    """The trade's words, and before them those of one ledger: its themes, departments, units, results."""
    usual = _usual()
    named = sorted(own, key=lambda w: -len(w[1]))
    found = ((group, _pattern(group, word)) for group, word in named)
    return CaseWords(
        (*((g, p) for g, p in found if p), *usual.groups),
        usual.plain, usual.last_year, usual.change, usual.until, usual.foreign, usual.aside,
    )  # fmt: skip


def own_words(words: Mapping[str, str], besides: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Of a ledger's groups those that have names of their own; one that the paper's head or signature names (the office
    itself) is none."""
    return tuple(
        (g, g.partition(":")[2])
        for g in words
        if g.startswith(_OWN_WORDS)
        and not (g.startswith(_OFFICES) and any(g.partition(":")[2] in line for line in besides))
    )


@cache
def _usual() -> CaseWords:
    raw = tomllib.loads((files("knowledge_base") / "facts" / "case_figures.toml").read_text("utf-8"))
    groups = tuple((name, re.compile(pattern)) for name, pattern in raw["words"])
    return CaseWords(
        groups, *(re.compile(raw[k]) for k in ("plain", "last_year", "change", "until", "foreign", "aside"))
    )


def _pattern(group: str, word: str) -> re.Pattern[str] | None:
    """A theme's name is one only where it stands alone before its number or in the words after it: 教育12件, 教育类12件, not
    市教育局."""
    said = re.escape(word)
    if group.startswith("theme:"):
        return re.compile(
            rf"(?:^|(?<=[{_LIST}])){said}(?:方面|领域|工作|类)*(?:的|有|共|为)*(?:建议|提案)?$|^(?:涉及)?{said}(?:方面|领域|工作|类)"
        )
    return re.compile(said) if len(word) >= _SHORTEST else None
