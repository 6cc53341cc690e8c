"""Numbers of a foreign draft set against the texts that were given with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.checks.context import CheckContext
from assistant.checks.view import body_numbers
from assistant.draft import Draft
from assistant.figures import Source
from assistant.numerals import Number, find_numbers

_NEAR = 24
"""Characters on each side of a number that say what it counts."""
_ALIKE = 0.5
"""Share of common character pairs from which two surroundings speak of the same thing."""
_CLEARLY = 0.2
"""How much better another number must fit before an equal value is held to be a coincidence."""


@dataclass(frozen=True)
class Verdict:
    start: int
    end: int
    verdict: Literal["supported", "contradicted", "unsupported"]
    expected: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class _Known:
    number: Number
    pairs: frozenset[str]
    source: Source


def texts(context: CheckContext) -> dict[str, str]:
    """What counts as evidence: the sources given and the proposal."""
    own = {"": context.proposal.text} if context.proposal and context.proposal.text else {}
    return {**context.sources, **own}


def verdicts(draft: Draft, context: CheckContext) -> Iterator[Verdict]:
    """One verdict for each number of the body that needs a source. Values are compared with 万/亿 multiplied out."""
    known = [k for path, text in texts(context).items() for k in _known(path, text)]
    for at, block, number in body_numbers(draft):
        start, end = at + number.start, at + number.end
        base = number.base()
        if base is None:
            continue
        pairs = _pairs(block.text, number)
        fits = [(_share(pairs, k.pairs), k) for k in known if (b := k.number.base()) and b[1] == base[1]]
        same = max((f for f in fits if _equal(f[1].number, number)), key=lambda f: f[0], default=None)
        other = max((f for f in fits if not _equal(f[1].number, number)), key=lambda f: f[0], default=None)
        if other and other[0] >= _ALIKE and (same is None or other[0] > same[0] + _CLEARLY):
            yield Verdict(start, end, "contradicted", other[1].number.text, other[1].source)
        elif same:
            yield Verdict(start, end, "supported", source=same[1].source)
        else:
            yield Verdict(start, end, "unsupported")


@lru_cache(maxsize=64)
def _known(path: str, text: str) -> tuple[_Known, ...]:
    """The numbers of a text that may stand behind a draft's; kept, because several rules and many drafts ask."""
    found: list[_Known] = []
    for n in find_numbers(text):
        if n.needs_source and n.value is not None:
            a, b = max(0, n.start - 40), min(len(text), n.end + 40)
            source = Source("passage" if path else "proposal", path, n.start, n.end, quote=text[a:b].replace("\n", ""))
            found.append(_Known(n, _pairs(text, n), source))
    return tuple(found)


def _equal(a: Number, b: Number) -> bool:
    return a.base() == b.base() and a.high == b.high


def _pairs(text: str, n: Number) -> frozenset[str]:
    """Pairs of neighbouring characters near the number within its sentence, other numbers' digits left out."""
    before = re.split(r"[。；\n]", text[max(0, n.start - _NEAR) : n.start])[-1]
    after = re.split(r"[。；，\n]", text[n.end : n.end + _NEAR // 2])[0]
    sides = (re.split(r"[、，]", before)[-1], after)
    bare = [re.sub(r"[\s\d.%，、“”（）《》]", "", s) for s in (*sides, before)]
    return frozenset(s[i : i + 2] for s in bare for i in range(len(s) - 1))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
