"""Correct edits that must raise nothing."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from pydantic import BaseModel, ConfigDict

from evals.papers import Paper

_DATA = Path(__file__).with_name("decoys.toml")
_A_PAPER = 10
"""Decoys put into one paper."""


class _Sentence(BaseModel):
    """A right sentence that looks wrong; {a}, {b} … are values made by ``values``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    text: str
    kinds: tuple[str, ...] = ()
    """Kinds of paper in which it is right; empty for all."""


@dataclass(frozen=True)
class Decoy:
    """``span`` is the inserted or changed text."""

    kind: str
    text: str
    span: tuple[int, int]


@cache
def sentences() -> tuple[_Sentence, ...]:
    return tuple(_Sentence.model_validate(x) for x in tomllib.loads(_DATA.read_text(encoding="utf-8"))["sentence"])


def decoys(paper: Paper, seed: int) -> Iterator[Decoy]:
    """Written sentences put at the end of a paragraph, some of them with made figures that agree."""
    chance = Random(f"{seed}/decoys/{paper.name}")
    body = [x for x in paper.outline.body if x.text.endswith("。")]
    fitting = [s for s in sentences() if not s.kinds or paper.about.kind in s.kinds]
    for s in chance.sample(fitting, min(_A_PAPER, len(fitting))) if body else ():
        written = s.text.format(**figures(chance))
        at = chance.choice(body).end
        yield Decoy(s.kind, paper.text[:at] + written + paper.text[at:], (at, at + len(written)))


def figures(chance: Random) -> dict[str, object]:
    """Numbers that agree: t = a + b + c, up = now − before and its rate r, p of w as share s, u + v + x = 100."""
    from decimal import ROUND_HALF_UP, Decimal

    a, b, c = (chance.randint(11, 90) for _ in range(3))
    before, up = chance.randint(60, 300), chance.randint(5, 50)
    w = chance.randint(60, 400)
    p = chance.randint(20, w - 5)

    def rate(part: int, whole: int) -> str:
        return f"{(Decimal(100) * part / whole).quantize(Decimal('0.1'), ROUND_HALF_UP):f}".removesuffix(".0")

    u, v = chance.randint(30, 50), chance.randint(20, 40)
    low = Decimal(chance.randint(600, 900)) / 10
    gain = Decimal(chance.randint(11, 90)) / 10
    return {
        "a": a, "b": b, "c": c, "t": a + b + c, "ab": a + b, "before": before, "up": up, "now": before + up, "r": rate(up, before),
        "less": before - up, "d": rate(up, before), "p": p, "w": w, "s": rate(p, w), "u": u, "v": v, "x": 100 - u - v,
        "low": f"{low:f}", "high": f"{low + gain:f}", "gain": f"{gain:f}",
    }  # fmt: skip
