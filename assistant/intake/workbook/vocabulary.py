"""Column names and cell words of ledgers, from ``knowledge_base/facts/ledger.toml``."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _YesNo(_Part):
    yes: Words
    no: Words


class _States(_Part):
    closed: Words
    open: Words


class _Words(_Part):
    not_asked: Words
    no_date: Words
    total: Words
    footer: Words
    last_year: Words
    tracked: Words
    face_contact: Words
    contact: Words
    withdrawn: Words
    city: Words


class Vocabulary(_Part):
    degrees: tuple[Words, ...]
    columns: dict[str, Words]
    patterns: dict[str, str]
    roles: dict[str, Words]
    kinds: dict[str, Words]
    proposer_types: dict[str, Words]
    yes_no: _YesNo
    satisfaction: dict[str, Words]
    states: _States
    results: dict[str, Words]
    words: _Words


@cache
def vocabulary() -> Vocabulary:
    text = (files("knowledge_base") / "facts" / "ledger.toml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(tomllib.loads(text))


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Full-width forms made usual and every blank removed."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)) if text else ""


@lru_cache(maxsize=1024)
def header_key(text: str) -> str:
    """A column's name without blanks, brackets and marks."""
    return re.sub(r"[\s（）()【】\[\]、，,/／|·．.：:*＊?？“”\"_\-]", "", unicodedata.normalize("NFKC", text))


@cache
def meaning(table: str) -> dict[str, str]:
    """Squeezed cell word → what it means, for ``roles``, ``kinds``, ``proposer_types``, ``satisfaction``, ``results``."""
    listed: dict[str, Words] = getattr(vocabulary(), table)
    return {squeezed(word): name for name, words in listed.items() for word in (*words, name)}
