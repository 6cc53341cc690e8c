"""Two statements on one matter that cannot both be true: another value of one measure, done against not done, for against
against, another time. The lead unit answers for all that its letter tells, so a person settles it before signing."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any, Literal

from assistant.labels import foreign_place, period_of
from assistant.numerals import Number, find_numbers

Kind = Literal["value", "state", "stance", "time"]
WORDS: Mapping[Kind, str] = {
    "value": "数字不一", "state": "办没办成说法不一", "stance": "同意与否说法相反", "time": "时间不一",
}  # fmt: skip

_SENTENCE = re.compile(r"[^。！？\n]+")
_CLAUSE = re.compile(r"(?:(?:截[至止]|到)?(?:19|20)\d\d年[\d月日底末初度上下半一二三四季]*[，,])?[^，,；;：:。！？\n]+")
"""The time that stands before a clause belongs to it."""
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[0-3]?\d)日)?|(?P<h>[上下]半年)|(?P<q>[一二三四]季度)|(?P<e>年?[底末内]))?"
)
_AS_OF = re.compile(r"截[至止]\D{0,2}$|^\D{0,3}(?:以来|数据|统计)")
_DUE = re.compile(r"前|底|末|年内|力争|计划|拟|将于")
_DUE_BEFORE = re.compile(r"(?:[年月日底末]|季度)前")
_RATE = re.compile(r"[\u4e00-\u9fff]率")
_EVERYWHERE = re.compile(r"[全我本][省市州县]")
_UNITS: Mapping[str, str] = dict.fromkeys(("个", "家", "户", "所", "座", "处", "台", "套", "项", "条", "名"), "个")
"""Units that count things: what they count is told by the noun."""
_HALF, _MOST = 0.5, 0.6
_LEAST = 2
_LAST = 4
"""The last of the steps."""
_THIN = 3
"""Character pairs below which a clause needs those before it to say what it is about."""


@dataclass(frozen=True)
class Disagreement:
    """The clauses, as they stand in the two texts."""

    kind: Kind
    first: str
    second: str


@dataclass(frozen=True)
class _Clause:
    text: str
    before: str
    """The sentence as far as this clause."""
    own: frozenset[str]
    topic: frozenset[str]
    """What it is about, with what the rest of its sentence says where it says little itself."""
    kinds: Mapping[str, str]
    stage: int
    acts: frozenset[str]
    state: Literal["done", "open", ""]


def disagreements(a: str, b: str) -> Iterator[Disagreement]:
    """Each pair of clauses of ``a`` and ``b`` that contradict each other, once a pair."""
    ours, theirs = _clauses(a), _clauses(b)
    seen: set[tuple[str, str]] = set()
    for kind, x, y in (*_values(ours, theirs), *_states(ours, theirs), *_times(ours, theirs), *_stances(a, b)):
        if (x, y) not in seen:
            seen.add((x, y))
            yield Disagreement(kind, x, y)


def between(voices: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, Disagreement]]:
    """The same among several voices (who, what), each pair of different speakers once."""
    for (who, said), (other, told) in combinations(voices, 2):
        if who != other:
            yield from ((who, other, d) for d in disagreements(said, told))


# --- values -----------------------------------------------------------------------------------------------------------


def _values(a: Sequence[_Clause], b: Sequence[_Clause]) -> Iterator[tuple[Kind, str, str]]:
    """Figures of one unit and one thing. A figure that the other text gives too is settled and has no rival there."""
    ours, theirs = [*_figures(a)], [*_figures(b)]
    for c, m in ours:
        for d, n in theirs:
            if _rivals(c, m, d, n) and not _given(c, m, theirs) and not _given(d, n, ours):
                yield "value", c.text, d.text


def _figures(clauses: Iterable[_Clause]) -> Iterator[tuple[_Clause, Number]]:
    for c in clauses:
        for n in find_numbers(c.text):
            if n.needs_source and n.base() is not None:
                yield c, n


def _given(c: _Clause, n: Number, others: Iterable[tuple[_Clause, Number]]) -> bool:
    return any(_base(n) == _base(m) and _alike(c, d, _HALF) for d, m in others)


def _rivals(c: _Clause, m: Number, d: _Clause, n: Number) -> bool:
    mine, theirs = _base(m), _base(n)
    if mine[1] != theirs[1] or mine[0] == theirs[0] or m.about or n.about or m.high is not None or n.high is not None:
        return False
    if (c.state == "open") != (d.state == "open") or _is_part(c) or _is_part(d):
        return False
    if _RATE.search(c.text) and _RATE.search(d.text) and not _shared(_RATE, c.text, d.text):
        return False
    return _same_time(c, m, d, n) and _alike(c, d, _MOST)


def _base(n: Number) -> tuple[object, str]:
    value, unit = n.base() or (None, "")
    return value, _UNITS.get(unit, unit)


def _same_time(c: _Clause, m: Number, d: _Clause, n: Number) -> bool:
    """Whether both count to the same time, as far as they say."""
    x, y = (period_of(k.before, _at_end(k, p)) for k, p in ((c, m), (d, n)))
    x, y = (p.removesuffix("末").removesuffix("底") + ("底" if p.endswith(("底", "末")) else "") for p in (x, y))
    now = [bool(re.search(r"目前|现有|现在", k.before)) and not p for k, p in ((c, x), (d, y))]
    if (now[0] and "月" in y) or (now[1] and "月" in x):
        return False
    return not x or not y or x == y or x.rstrip("底年度") == y.rstrip("底年度")


def _at_end(c: _Clause, n: Number) -> Number:
    return n.moved(len(c.before) - len(c.text))


# --- states, times, stances -------------------------------------------------------------------------------------------


def _states(a: Sequence[_Clause], b: Sequence[_Clause]) -> Iterator[tuple[Kind, str, str]]:
    """One tells a thing as done that the other has not reached: a later step that is still to come contradicts nothing."""
    for x in a:
        for y in b:
            done, undone = (x, y) if x.state == "done" else (y, x)
            if done.state != "done" or undone.state != "open" or _is_part(x) or _is_part(y):
                continue
            if undone.stage <= done.stage and _alike(x, y, _MOST, same_act=undone.stage == done.stage):
                yield "state", x.text, y.text


def _times(a: Sequence[_Clause], b: Sequence[_Clause]) -> Iterator[tuple[Kind, str, str]]:
    for x in a:
        for y in b:
            mine, theirs = _when(x), _when(y)
            if not mine or not theirs or not x.acts & y.acts or _is_part(x) or _is_part(y):
                continue
            if any(p != q for p, q in zip(mine, theirs, strict=False)) and _alike(x, y, _MOST, same_act=True):
                yield "time", x.text, y.text


def _when(c: _Clause) -> tuple[int, ...]:
    """(year, month, day) as far as given of the day on which something happens; empty for a bare year that is none."""
    found = [m for m in _DATE.finditer(c.text) if not _AS_OF.search(c.text[: m.start()])]
    if len(found) != 1:
        return ()
    m = found[0]
    year = int(m["y"])
    if m["m"]:
        return (year, int(m["m"]), int(m["d"])) if m["d"] else (year, int(m["m"]))
    if m["h"]:
        return (year, 6 if m["h"] == "上半年" else 12)
    if m["q"]:
        return (year, 3 * ("一二三四".index(m["q"][0]) + 1))
    if m["e"]:
        return (year, 12)
    return (year,) if _DUE.search(c.text[m.end() : m.end() + 2]) or c.state == "open" else ()


def _stances(a: str, b: str) -> Iterator[tuple[Kind, str, str]]:
    """A sentence for a thing and one against it; one that denies what the other says."""
    for x in _SENTENCE.findall(a):
        for y in _SENTENCE.findall(b):
            if _stance(x) * _stance(y) >= 0 and not _denies(x, y) and not _denies(y, x):
                continue
            p, q = _topic(x), _topic(y)
            shared = len(p & q)
            if shared >= _THIN and shared >= _HALF * min(len(p), len(q)) and not _differ(_kinds(x), _kinds(y)):
                yield "stance", x.strip(), y.strip()


def _denies(x: str, y: str) -> bool:
    """Whether ``y`` denies in a word (不予补助) what ``x`` says in the same."""
    pattern = re.compile(_facts()["denied"])
    said = pattern.sub(" ", x)
    return any(word in said for word in pattern.findall(y))


def _stance(sentence: str) -> int:
    """1 for, -1 against, 0 for neither and for both."""
    against = bool(_pattern("against").search(sentence))
    rest = _pattern("against").sub(" ", sentence)
    favour = bool(_pattern("for").search(rest))
    return 0 if against == favour else -1 if against else 1


# --- what a clause says -----------------------------------------------------------------------------------------------


def _clauses(text: str) -> list[_Clause]:
    made: list[_Clause] = []
    for sentence in _SENTENCE.finditer(text):
        whole, plan = sentence.group(), False
        about = _topic(whole)
        for m in _CLAUSE.finditer(whole):
            said = m.group().strip()
            own, acts, state = _topic(said), _acts(said), _state(said)
            plan = (state == "open" and bool(re.search(r"下一?步|计划|拟|力争", said))) or (plan and state != "done")
            thin = len(own) < _THIN
            so_far = whole[: m.end()].rstrip()
            made.append(
                _Clause(
                    said, so_far, own, about if thin else own, _kinds(so_far if thin else said),
                    _stage(acts, said), frozenset(acts), "open" if plan else state,
                )
            )  # fmt: skip
    return made


def _state(clause: str) -> Literal["done", "open", ""]:
    if _pattern("open").search(clause) or (_DUE_BEFORE.search(clause) and "已" not in clause):
        return "open"
    return "done" if _pattern("done").search(clause) else ""


def _acts(clause: str) -> dict[str, int]:
    return {
        m.group(): int(step)
        for step, words in _facts()["stages"].items()
        if step.isdigit()
        for m in re.finditer("|".join(words), clause)
    }


def _stage(acts: Mapping[str, int], clause: str) -> int:
    """The step that is told as done or open: of what is not done the earliest, else the last."""
    if not acts:
        return _LAST
    return min(acts.values()) if _pattern("open").search(clause) else max(acts.values())


def _topic(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of what is left without numbers, dates, states and words that say nothing."""
    text = _DATE.sub(" ", text)
    for n in reversed(find_numbers(text)):
        if n.needs_source or n.kind in ("date", "year"):
            text = f"{text[: n.start]} {text[n.end :]}"
    for name in ("open", "done", "against", "for"):
        text = _pattern(name).sub(" ", text)
    text = re.sub("|".join(w for words in _facts()["stages"].values() for w in words), " ", text)
    text = re.sub("|".join(sorted(_facts()["noise"]["words"], key=len, reverse=True)), " ", text)
    return frozenset(w[i : i + 2] for w in re.findall(r"[\u4e00-\u9fffA-Za-z]+", text) for i in range(len(w) - 1))


def _alike(c: _Clause, d: _Clause, least: float, *, same_act: bool = False) -> bool:
    """Whether two clauses are about one matter; of few words all must be the same."""
    if _differ(c.kinds, d.kinds, ("half",) if same_act else ()) or _elsewhere(c, d) or _elsewhere(d, c):
        return False
    if (c.own and not c.own & d.topic) or (d.own and not d.own & c.topic):
        return False
    if same_act and c.topic == d.topic and c.topic and c.acts & d.acts:
        return True
    shared, few = len(c.topic & d.topic), min(len(c.topic), len(d.topic))
    return shared >= _LEAST and shared >= least * few


def _elsewhere(c: _Clause, d: _Clause) -> bool:
    """Whether ``c`` names a place that ``d`` does not."""
    return foreign_place(_EVERYWHERE.sub("，", c.text), d.before)


def _differ(mine: Mapping[str, str], theirs: Mapping[str, str], without: Sequence[str] = ()) -> bool:
    """Whether they name different kinds: 一期 and 二期, 新增 and all there are."""
    must = _facts()["kinds"]["must"]
    return any(
        mine.get(k) != theirs.get(k)
        for k in (mine.keys() | theirs.keys()).difference(without)
        if k in must or (k in mine and k in theirs)
    )


def _kinds(text: str) -> Mapping[str, str]:
    return {
        kind: hit
        for kind, words in _facts()["kinds"].items()
        if kind != "must" and (hit := next((w for w in words if re.search(w, text)), ""))
    }


def _is_part(c: _Clause) -> bool:
    return bool(_pattern("part").search(c.before[-len(c.text) - 8 :]))


def _shared(pattern: re.Pattern[str], x: str, y: str) -> bool:
    return bool(set(pattern.findall(x)) & set(pattern.findall(y)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    facts = _facts()
    return re.compile("|".join(facts.get(name) or facts["states"][name]))


@cache
def _facts() -> dict[str, Any]:
    raw = (files("knowledge_base") / "facts" / "opinions.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
