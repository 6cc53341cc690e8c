"""The words that tell parts and totals, from ``knowledge_base/facts/relations.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Partition(_Part):
    """A way of dividing a number of cases. ``need``: of each group at least one member must be listed, else the list
    may be incomplete and says nothing."""

    name: str
    need: tuple[tuple[str, ...], ...]
    members: dict[str, str]

    def complete(self, listed: set[str]) -> bool:
        return all(any(m in listed for m in group) for group in self.need)


class Words(_Part):
    suggestion: str
    proposal: str
    motion: str
    national: str
    past: str
    change: str
    averaged: tuple[str, ...]
    overlap: str
    total: str
    answerable: str
    answering_roles: tuple[str, ...]
    plain: str


class Amount(_Part):
    """What money of a kind is hardly less or more than, in 元."""

    about: str
    scope: str
    unless: str
    least: int = 0
    most: int = 0


class Relations(_Part):
    partition: tuple[Partition, ...]
    amount: tuple[Amount, ...]
    wholes: tuple[tuple[str, ...], ...]
    """Names that together leave nothing out."""
    words: Words


@cache
def relations() -> Relations:
    path = files("knowledge_base") / "facts" / "relations.toml"
    return Relations.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
