"""Correct edits that must raise nothing."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random

from pydantic import BaseModel, ConfigDict

from evals.papers import Paper
from evals.quantities import Quantity, rates, sums

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


class _Swap(BaseModel):
    """Another way of writing that is as right as the first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    find: str
    put: str


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: tuple[_Sentence, ...]
    swap: tuple[_Swap, ...]


@dataclass(frozen=True)
class Decoy:
    """``span`` is the inserted or changed text."""

    kind: str
    text: str
    span: tuple[int, int]


@cache
def data() -> _Data:
    return _Data.model_validate(tomllib.loads(_DATA.read_text(encoding="utf-8")))


def decoys(paper: Paper, seed: int) -> Iterator[Decoy]:
    """Written sentences put at the end of a paragraph, some of them with made figures that agree, and right swaps."""
    chance = Random(f"{seed}/decoys/{paper.name}")
    body = [x for x in paper.outline.body if x.text.endswith("。")]
    fitting = [s for s in data().sentence if not s.kinds or paper.about.kind in s.kinds]
    for s in chance.sample(fitting, min(_A_PAPER, len(fitting))) if body else ():
        written = s.text.format(**figures(chance))
        at = chance.choice(body).end
        yield Decoy(s.kind, paper.text[:at] + written + paper.text[at:], (at, at + len(written)))
    for swap in data().swap:
        at = paper.text.find(swap.find)
        if at >= 0:
            end = at + len(swap.find)
            yield Decoy(swap.kind, paper.text[:at] + swap.put + paper.text[end:], (at, at + len(swap.put)))
    yield from rebalanced(paper, chance)


def rebalanced(paper: Paper, chance: Random) -> Iterator[Decoy]:
    """A part of a sum two more and its neighbour two less, where no percentage or other sum stands on them."""
    bound = {n.start for r in rates(paper.text, paper.numbers) for n in (r.part, r.whole)}
    found = list(sums(paper.text, paper.numbers))
    uses = Counter(p.start for s in found for p in (*s.parts, s.total))
    times = Counter((n.digits, n.unit) for n in paper.numbers)
    for s in found:
        free = [
            p
            for p in s.parts
            if p.start not in bound
            and uses[p.start] == 1
            and times[(p.digits, p.unit)] == 1
            and not _adds_up(paper, p, s.total)
        ]
        if (
            len(free) >= 2
            and free[0].value > 3
            and not re.search(r"合计|共|%", paper.text[free[-1].stop : free[-1].stop + 60].partition("\n")[0])
        ):
            a, b = free[:2]
            step = chance.choice([1, 2])
            new = a.written(a.value - step) + paper.text[a.end : b.start] + b.written(b.value + step)
            yield Decoy("改后仍平", paper.text[: a.start] + new + paper.text[b.end :], (a.start, a.start + len(new)))
            return


def _adds_up(paper: Paper, part: Quantity, total: Quantity) -> bool:
    """Whether the part and some other count make a third that is not the total: a subtotal written elsewhere."""
    values = {n.value for n in paper.numbers if n.unit == part.unit and n.start != total.start}
    return any(part.value + v in values for v in values)


def figures(chance: Random) -> dict[str, object]:
    """Numbers that agree: t = a + b + c, up = now − before and its rate r, p of w as share s, u + v + x = 100."""
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
