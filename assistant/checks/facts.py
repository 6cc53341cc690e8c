"""The trade's rules for letters, from ``knowledge_base/facts/letters.toml`` and ``leftovers.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.draft import BlockKind, PaperKind
from assistant.findings import Severity


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Phrases(_Part):
    opening: tuple[str, ...]


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
    phrases: _Phrases
    opinion: _Opinion
    naming: _Naming
    places: _Places
    sums: _Sums


class Form(_Part):
    """One kind of paper. ``needs`` is block → severity when it is missing, ``final`` the same for a 终稿 alone."""

    kind: PaperKind
    name: str
    addressee: str
    genres: tuple[str, ...]
    closing: tuple[str, ...]
    closing_text: str
    needs: dict[BlockKind, Severity]
    final: dict[BlockKind, Severity]


class _Closings(_Part):
    foreign: tuple[str, ...]


class Section(_Part):
    name: str
    heading: tuple[str, ...]
    start: tuple[str, ...]
    severity: Severity
    rank: int


class _Guess(_Part):
    spoken: tuple[str, ...]
    meeting: tuple[str, ...]
    opinion: tuple[str, ...]
    reply_title: tuple[str, ...]
    reply_body: tuple[str, ...]
    report_title: tuple[str, ...]
    report_name: tuple[str, ...]
    report_body: tuple[str, ...]
    furniture: tuple[str, ...]
    not_ours: tuple[str, ...]


class Forms(BaseModel):
    """What each kind of paper is made of, and how it is told from the others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: tuple[Form, ...]
    closings: _Closings
    section: tuple[Section, ...]
    guess: _Guess

    def of(self, kind: PaperKind) -> Form | None:
        """The form of this kind; None for ``other``, of which nothing is asked."""
        return next((f for f in self.form if f.kind == kind), None)

    @property
    def closing(self) -> tuple[str, ...]:
        """Every pattern of a closing, of whatever kind of paper."""
        return (*(c for f in self.form for c in f.closing), *self.closings.foreign)


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
def forms() -> Forms:
    return Forms.model_validate(_read("forms"))


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
