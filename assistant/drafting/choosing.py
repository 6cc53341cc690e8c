"""Which sentences of the evidence a section takes: to the point, not saying the same twice."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from assistant.drafting.matter import Matter, holds
from assistant.drafting.orders import is_order
from assistant.drafting.sentences import Sentence
from assistant.drafting.writer import Point
from knowledge_base.documents import Passage

_CONNECTIVE = re.compile(r"^(?:其中|同时|此外|另外|为此|因此|对此|在此基础上|[一二三四五六七八九十]是)[，,：:]?\s*")
_ANAPHORA = re.compile(r"^(?:前款|上述|前述|以上|这|该|其[^他余]|本款|此[类项种]|依照前|有前)|前款|前条")
_PENALTY = re.compile(r"^(?:违反|有下列|未按照|拒不|构成犯罪)|处以?.{0,20}罚款|给予处分|追究.{0,6}责任")
_EMPTY = re.compile(
    r"本(?:法|条例|办法|规定|细则)自.{4,16}起?施行|制定本(?:法|条例|办法|规定|细则|方案|意见|措施|通知)|现就.{2,40}如下|现将.{2,40}如下"
    r"|适用本(?:法|条例|办法|规定|细则)|^本(?:法|条例|办法|规定|细则)所称|^[^，。]{2,16}，(?:是)?指|[：:]$"
)
"""Sentences that open, define or set in force: they say nothing on any ask."""
_PRINCIPLE = re.compile(r"应当(?:贯彻|坚持|遵循|以)[^。]{2,90}(?:原则|方针|理念|思想)")
"""Sentences that lay down in what spirit a law is carried out."""
_BYSTANDER = re.compile(r"^(新闻媒体|行业协会|商会|任何单位和个人|公民)(?:[、和及等]|应当|有权|可以|对)")
_SHARE_OF_BEST, _OTHER_PAPER = 0.75, 0.9
"""How near to the best sentence a further one must come: of the same paper, of another."""
_REDUNDANT, _NEWS = 0.5, 3.5
LONGEST = 280
"""Most characters of a sentence that is quoted whole."""


@dataclass(frozen=True)
class Chosen:
    passage: Passage
    sentence: Sentence
    fit: float


def frames(sentence: str) -> bool:
    """Whether a sentence sends a paper on its way, addresses its readers or stands around its text (抄送, 题注, 请审议), and lays
    down nothing."""
    return bool(_framing().search(sentence))


@cache
def _framing() -> re.Pattern[str]:
    raw = tomllib.loads((files("knowledge_base") / "facts" / "covering.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{p})" for p in raw["sentences"]))


def choose(points: Iterable[Point], matter: Matter, count: int, longest: int | None = LONGEST) -> tuple[Chosen, ...]:
    """Up to ``count`` sentences that can be quoted, the best first: each further one must be near to the ask and hold something of it that
    those before do not. One paper's sentences stand side by side, as they do in it."""
    pool = [
        Chosen(p.passage, s, p.fit - _blemish(s, matter))
        for p in points
        for s in (_trimmed(Sentence(p.start, p.end, p.text)),)
        if (longest is None or len(s.plain) <= longest)
        and s.ended
        and not _EMPTY.search(s.plain)
        and not frames(s.plain)
        and not is_order(s.plain)
    ]
    pool.sort(key=lambda c: -c.fit)
    taken: list[Chosen] = []
    for c in pool:
        if len(taken) == count:
            break
        if not taken or (
            c.fit >= pool[0].fit * (_SHARE_OF_BEST if _same_paper(c, taken) else _OTHER_PAPER)
            and _likeness(c, taken) <= _REDUNDANT
            and _news(c, taken, matter) >= _NEWS
        ):
            taken.append(c)
    papers = list(dict.fromkeys(c.passage.document for c in taken))
    return tuple(sorted(taken, key=lambda c: (papers.index(c.passage.document), c.passage.start + c.sentence.start)))


def _same_paper(c: Chosen, taken: list[Chosen]) -> bool:
    return any(t.passage.document == c.passage.document for t in taken)


def _news(c: Chosen, taken: list[Chosen], matter: Matter) -> float:
    """Weight of the ask's words that this sentence holds and none before it does."""
    told = "".join(t.sentence.plain for t in taken)
    return sum(v for w, v in matter.weights.items() if holds(c.sentence.plain, w) and not holds(told, w))


def _trimmed(s: Sentence) -> Sentence:
    if m := _CONNECTIVE.match(s.text):
        return replace(s, start=s.start + m.end(), text=s.text[m.end() :])
    return s


def _blemish(s: Sentence, matter: Matter) -> float:
    """What makes a sentence a poor quotation: it points back to one that is not quoted, threatens, defines or sets in
    force, lays down principles, binds someone of whom the ask does not speak, or is no sentence."""
    bystander = _BYSTANDER.match(s.plain)
    return (
        0.5 * bool(_ANAPHORA.search(s.plain))
        + 0.4 * bool(_PENALTY.search(s.plain))
        + (0.25 if len(s.plain) >= 24 else 0.8) * (not s.whole)
        + 0.3 * (len(s.plain) < 14)
        + 0.5 * bool(_PRINCIPLE.search(s.plain))
        + 0.6 * bool(bystander and not any(bystander.group(1)[-2:] in c.text for c in matter.clauses))
    )


def _likeness(c: Chosen, taken: list[Chosen]) -> float:
    return max((_same(c.sentence.plain, t.sentence.plain) for t in taken), default=0.0)


def _same(a: str, b: str) -> float:
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} for s in (a, b))
    return len(x & y) / max(1, min(len(x), len(y)))
