"""The words by which a model's text is judged: ``knowledge_base/facts/model_text.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal[
    "about_prompt", "about_material", "thought", "answer", "disrespect", "absolute", "contact", "demand", "floor", "ceiling", "planned", "done",
    "order", "decision", "approval", "denial", "attention", "funding", "weighty", "negation",
]  # fmt: skip


@cache
def pattern(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _raw()[kind]))


@cache
def honours() -> re.Pattern[str]:
    """Praise and awards, which nobody may claim without a paper; the list is that of the checks."""
    raw = tomllib.loads((files("knowledge_base") / "facts" / "grounding.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{p})" for p in raw["honours"]))


@cache
def _raw() -> dict[str, list[str]]:
    return tomllib.loads((files("knowledge_base") / "facts" / "model_text.toml").read_text(encoding="utf-8"))
