"""The words by which a draft is held against its sources: ``knowledge_base/facts/grounding.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_GAP = "\0"
_CLASS = re.compile(r"(?<![A-Za-z0-9])([A-D])(?![A-Za-z0-9.])")
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z\0]+|[的了和与及等为在对是有共约近达]")


@dataclass(frozen=True)
class GroundWords:
    """``aspects`` are groups of terms that exclude each other: (name, ((term, its synonyms …), …))."""

    same: dict[str, str]
    aspects: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    empty: tuple[str, ...]
    parties: tuple[tuple[str, ...], ...]
    posts: tuple[str, ...]
    identities: tuple[str, ...]
    person_labels: tuple[str, ...]
    addressee_labels: tuple[str, ...]
    planned: tuple[str, ...]
    done: tuple[str, ...]
    honours: tuple[str, ...]


@cache
def words() -> GroundWords:
    raw: dict[str, Any] = tomllib.loads((files("knowledge_base") / "facts" / "grounding.toml").read_text("utf-8"))
    return GroundWords(
        same={w: group[0] for group in raw["same"] for w in group},
        aspects=tuple((a["name"], tuple(tuple(v) for v in a["values"])) for a in raw["aspect"]),
        empty=tuple(raw["empty"]),
        parties=tuple(tuple(g) for g in raw["parties"]),
        posts=tuple(raw["posts"]),
        identities=tuple(raw["identities"]),
        person_labels=tuple(raw["person_labels"]),
        addressee_labels=tuple(raw["addressee_labels"]),
        planned=tuple(raw["planned"]),
        done=tuple(raw["done"]),
        honours=tuple(raw["honours"]),
    )


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of what the text speaks of: synonyms joined, empty words left out."""
    plain = _same().sub(lambda m: words().same[m.group()] + _GAP, text)
    plain = _NOISE.sub(_GAP, _empty().sub(_GAP, plain))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1) if _GAP not in plain[i : i + 2])


@lru_cache(maxsize=8192)
def aspects(text: str) -> dict[str, frozenset[str]]:
    """What the text says of each aspect, e.g. ``{"办理分工": {"主办"}}``."""
    found: dict[str, set[str]] = {}
    for m in _terms().finditer(text):
        name, value = _term(m.group())
        found.setdefault(name, set()).add(value)
    for m in _CLASS.finditer(text):
        found.setdefault("办理结果", set()).add(f"{m[1]}类")
    return {name: frozenset(values) for name, values in found.items()}


@cache
def alternation(terms: tuple[str, ...]) -> str:
    """One alternation, longest first."""
    return "|".join(re.escape(t) for t in sorted(set(terms), key=len, reverse=True))


@cache
def _same() -> re.Pattern[str]:
    return re.compile(alternation(tuple(words().same)))


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(alternation(words().empty))


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(alternation(tuple(t for _, values in words().aspects for v in values for t in v)))


@cache
def _term(term: str) -> tuple[str, str]:
    return next((name, v[0]) for name, values in words().aspects for v in values if term in v)
