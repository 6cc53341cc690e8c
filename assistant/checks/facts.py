"""The trade's rules for letters, from ``knowledge_base/facts/letters.toml`` and ``leftovers.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.draft import BlockKind
from assistant.findings import Severity


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Element(_Part):
    kinds: tuple[str, ...]
    block: BlockKind
    name: str
    severity: Severity
    stages: tuple[str, ...] = ()


class _Phrases(_Part):
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    foreign_closing: tuple[str, ...]


class _Opinion(_Part):
    thanks: tuple[str, ...]


class _Naming(_Part):
    we: tuple[str, ...]


class _Places(_Part):
    comparing: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Sums(_Part):
    partitions: tuple[tuple[str, ...], ...]


class Letters(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    order: tuple[str, ...]
    element: tuple[Element, ...]
    phrases: _Phrases
    opinion: _Opinion
    naming: _Naming
    places: _Places
    sums: _Sums


class Leftover(_Part):
    kind: str
    pattern: str


class Leftovers(_Part):
    chatter: tuple[Leftover, ...]
    template: tuple[Leftover, ...]
    injected: tuple[Leftover, ...]


@cache
def letters() -> Letters:
    return Letters.model_validate(_read("letters"))


@cache
def leftovers() -> Leftovers:
    return Leftovers.model_validate(_read("leftovers"))


@cache
def pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern out of several regular expressions."""
    return re.compile("|".join(f"(?:{a})" for a in alternatives))


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((files("knowledge_base") / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def provinces() -> tuple[str, ...]:
    """Full names of the provinces, municipalities and autonomous regions."""
    named = _read("places")["provinces"]
    return tuple(sorted(set(named.values()))) if isinstance(named, dict) else ()


@cache
def cities() -> tuple[str, ...]:
    """Full names of the cities at the level of a prefecture that are called 市."""
    named = _read("places")["cities"]
    return tuple(f"{c}市" for names in named.values() for c in names.split()) if isinstance(named, dict) else ()
