"""The words around numbers, from ``knowledge_base/facts/numerals.toml``, as regular expressions."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    money: tuple[str, ...]
    duration: tuple[str, ...]
    measures: tuple[str, ...]
    measures_after_chinese: tuple[str, ...]
    structural: tuple[str, ...]
    idioms: tuple[str, ...]
    hotlines: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Alternations, longest word first, ready to stand in a pattern."""

    money: str
    duration: str
    unit: str
    chinese_unit: str
    structural: str
    idiom: str
    hotline: str


@cache
def vocabulary() -> Vocabulary:
    path = files("knowledge_base") / "facts" / "numerals.toml"
    words = _Words.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    return Vocabulary(
        money=_any(words.money),
        duration=_any(words.duration),
        unit=_any(words.money + words.duration + words.measures),
        chinese_unit=_any(words.money + words.duration + words.measures_after_chinese),
        structural=_any(words.structural),
        idiom=_any(words.idioms),
        hotline=_any(words.hotlines),
    )


def _any(words: tuple[str, ...]) -> str:
    alternatives = [
        # a Latin unit must not be the start of a name: 5G, 3M胶带
        re.escape(w) + (r"(?![A-Za-z])" if w.isascii() and w[-1].isalpha() else "")
        for w in sorted(set(words), key=len, reverse=True)
    ]
    return "(?:" + "|".join(alternatives) + ")"
