"""The words by which a proposal is read: ``knowledge_base/facts/intake.toml`` as regular expressions and tuples."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

BLANK = r"[ \t\u3000]"


@dataclass(frozen=True)
class Vocabulary:
    """``labels`` maps a label without blanks to the field that it names."""

    labels: dict[str, str]
    asks: tuple[str, ...]
    background: tuple[str, ...]
    after: tuple[str, ...]
    strong: tuple[str, ...]
    modal: tuple[str, ...]
    not_before: tuple[str, ...]
    verbs: tuple[str, ...]
    problems: tuple[str, ...]
    mends: tuple[str, ...]
    endings: tuple[str, ...]
    web_strong: tuple[str, ...]
    web_weak: tuple[str, ...]
    web_tail: tuple[str, ...]
    mail_labels: tuple[str, ...]
    mail_notes: tuple[str, ...]
    injection: tuple[str, ...]
    organisations: dict[str, tuple[str, ...]]
    pronouns: dict[str, tuple[str, ...]]
    alien_titles: tuple[str, ...]
    alien_text: tuple[str, ...]
    audiences: tuple[str, ...]
    powers: tuple[str, ...]
    surnames: str
    double_surnames: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    raw: dict[str, Any] = tomllib.loads((files("knowledge_base") / "facts" / "intake.toml").read_text(encoding="utf-8"))
    ask, web, alien, names = raw["requests"], raw["web"], raw["not_a_proposal"], raw["surnames"]
    return Vocabulary(
        labels={word: name for name, words in raw["labels"].items() for word in words},
        asks=tuple(raw["headings"]["asks"]),
        background=tuple(raw["headings"]["background"]),
        after=tuple(raw["headings"]["after"]),
        strong=tuple(ask["strong"]),
        modal=tuple(ask["modal"]),
        not_before=tuple(ask["not_before"]),
        verbs=tuple(ask["verbs"]),
        problems=tuple(ask["problems"]),
        mends=tuple(ask["mends"]),
        endings=tuple(raw["endings"]["starts"]),
        web_strong=tuple(web["strong"]),
        web_weak=tuple(web["weak"]),
        web_tail=tuple(web["tail"]),
        mail_labels=tuple(raw["mail"]["labels"]),
        mail_notes=tuple(raw["mail"]["notes"]),
        injection=tuple(raw["injection"]["phrases"]),
        organisations={k: tuple(v) for k, v in raw["organisations"].items()},
        pronouns={k: tuple(v) for k, v in raw["pronouns"].items()},
        alien_titles=tuple(alien["title"]),
        alien_text=tuple(alien["text"]),
        audiences=tuple(raw["duty"]["audiences"]),
        powers=tuple(raw["duty"]["powers"]),
        surnames=names["single"],
        double_surnames=tuple(names["double"]),
    )


def any_of(words: tuple[str, ...]) -> str:
    """An alternation, longest first, so that 提案编号 is never read as 编号."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def spaced(word: str) -> str:
    """The word with blanks allowed between its characters, as forms stretch it (案    由)."""
    return f"{BLANK}*".join(map(re.escape, word))
