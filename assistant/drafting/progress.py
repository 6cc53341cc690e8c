"""Whether a model's sentence tells as done what its material tells as planned, under way or demanded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafting.model_words import pattern
from assistant.marked import TOKEN

_CLAUSE = re.compile(r"[^，。；！？\n]+")
_SENTENCE = re.compile(r"[^。！？\n]+")
_ATTRIBUTE = re.compile(r"已经?[\u4e00-\u9fff]{1,6}的")
"""What an earlier act has made of a thing (对已开放的平台): it does not say how far the clause's own act has come."""
_OUGHT, _HAPPENED = re.compile(r"应当|必须|不得"), re.compile(r"已|了")
"""A clause that tells what ought to be tells no deed (应当确保落实到位)."""
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、][^，。；]{1,30}")
_STATUS = re.compile(r"下一步|正在|已经?|将于?|拟|计划于?|力争|完成|应当?|必须|须|尚未")
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z]+|[的了和与及等为在对是有把各并]|我厅|我省|全省|我们|本省")
_SAME = 0.5
"""Share of a clause's word pairs that a clause of the material must have to tell of the same thing."""
_PLAIN = 0.8
"""What a clause counts that is neither open nor told as done."""
_WHOLE, _WITHIN = 4, 0.8
"""Word pairs of a clause that may stand within a longer one, and how much of it must."""
_LEAST = 3
"""Word pairs below which a clause says too little to be compared."""


@dataclass(frozen=True)
class Told:
    """A clause of the material: ``open`` is planned, under way or demanded; ``done`` says that it happened, by its words or
    by a figure. What is neither may be an order. ``supplied``: the 处室 say so."""

    text: str
    pairs: frozenset[str]
    open: bool
    done: bool = False
    supplied: bool = False


def told(material: str, *, demands: bool = False, supplied: bool = False) -> tuple[Told, ...]:
    """The clauses of a material. With ``demands``, of a law or higher paper, what it wants done is open too."""
    found: list[Told] = []
    for sentence in _SENTENCE.finditer(material):
        plan = False
        if _HEADING.fullmatch(line := sentence.group().strip()):
            found.append(Told(line, _pairs(line), open=False))
            continue
        for clause in _CLAUSE.finditer(sentence.group()):
            text = TOKEN.sub("", clause.group())
            done = bool(pattern("done").search(_ATTRIBUTE.sub("", text)))
            planned = bool(pattern("planned").search(text)) or (demands and bool(pattern("demand").search(text)))
            plan = planned or (plan and not done)
            happened = done or bool(TOKEN.search(clause.group()))
            is_open = plan or demands
            found.append(Told(text.strip(), _pairs(text), is_open, happened and not is_open, supplied))
    return tuple(found)


def flipped(sentence: str, material: Iterable[Told]) -> str:
    """The clause of the material that is open and that the sentence tells as done; empty when there is none."""
    clauses = list(material)
    plan = False
    for m in _CLAUSE.finditer(TOKEN.sub("", sentence)):
        text = m.group()
        done = bool(pattern("done").search(text))
        plan = bool(pattern("planned").search(text)) or (plan and not done)
        own = _pairs(text)
        ought = _OUGHT.search(text) and not _HAPPENED.search(text)
        if plan or not done or ought or len(own) < _LEAST:
            continue
        best_open = max((c for c in clauses if c.open), key=lambda c: _alike(own, c), default=None)
        as_done = max((_alike(own, c) * (1 if c.done else _PLAIN) for c in clauses if not c.open), default=0.0)
        if best_open and (share := _alike(own, best_open)) >= _SAME and share > as_done + 0.1:
            return best_open.text
    return ""


def _alike(own: frozenset[str], told: Told) -> float:
    """How much of the clause stands in what is told; a short one of the 处室 may stand whole within it."""
    within = _share(told.pairs, own) if told.supplied and len(told.pairs) >= _WHOLE else 0.0
    return max(_share(own, told.pairs), within * (within >= _WITHIN))


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    return len(own & other) / len(own) if own else 0.0


def _pairs(text: str) -> frozenset[str]:
    parts = _NOISE.sub("\0", _STATUS.sub("\0", text))
    return frozenset(parts[i : i + 2] for i in range(len(parts) - 1) if "\0" not in parts[i : i + 2])
