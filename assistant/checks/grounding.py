"""Numbers of a draft set against the statements of its sources: by what they count, for when and in which unit."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from math import log
from typing import Literal

from assistant.checks.factsheet import TOTAL, FactSheet, read_sheet
from assistant.checks.statements import Statement, of_prose, year_of
from assistant.checks.view import BY_CODE, Paragraph, paragraphs
from assistant.draft import Draft
from assistant.numerals import Number, base

_SURE = 0.62
"""Likeness from which two statements speak of the same thing for certain."""
_LIKELY = 0.35
_RELATED = 0.08
"""Likeness below which an equal value is a coincidence, unless the value itself is rare."""
_DERIVED = 0.15
"""Likeness from which a number may be one that was computed from the sources."""
_APART = 0.3
"""How much better than its own match another must be before a value is held to stand at the wrong place."""
_CHANGE = frozenset({"增长", "下降"})
"""A change from one year to the next bears the year of either."""
_SAME_MATTER = 0.6
"""Share of a draft's numbers that the sources hold from which they are taken for its fact sheet."""
_CLASH = -0.35
_FEW = 3
_PARTS = 8
_WORDS, _SAME_WORDS = 2, 0.8
_REACH = 160
"""Characters before a number in which those stand that it may be reckoned from."""
_MOST = 600
"""Statements of one set of sources beyond which totals are not derived."""

Unit = Literal["money", "percent", "point", "count", "other"]


@dataclass(frozen=True)
class Grounded:
    """The verdict on one number of the draft, at ``start``/``end`` of its text. ``matter``: the sources speak of what it
    counts; ``sure`` False is a guess."""

    statement: Statement
    start: int
    end: int
    verdict: Literal["supported", "contradicted", "unsupported"]
    source: Statement | None = None
    path: str = ""
    sure: bool = True
    matter: bool = False
    close: bool = False
    """The sources speak of just that."""

    @property
    def expected(self) -> str:
        """The source's value, with the draft's unit where the source leaves it out."""
        if not self.source or self.verdict != "contradicted":
            return ""
        number = self.source.number
        return number.text if number.unit else number.text + self.statement.number.unit


@dataclass(frozen=True)
class _Known:
    statements: tuple[tuple[str, Statement], ...]
    weights: Mapping[str, float]
    by_value: Mapping[Decimal, tuple[int, ...]]
    derived: Mapping[Decimal, tuple[Statement, ...]]

    def number(self, i: int) -> Number:
        return self.statements[i][1].number

    def value(self, i: int) -> tuple[Decimal, Unit]:
        n = self.number(i)
        return _value(n) or Decimal(0), unit_kind(n)


def ground(draft: Draft, sources: Mapping[str, str]) -> tuple[Grounded, ...]:
    """A verdict for each number of the body that needs a source."""
    return _ground(paragraphs(draft), tuple(sources.items()))


def covers(draft: Draft, sources: Mapping[str, str]) -> bool:
    """Whether the sources hold most of what the draft counts, so that they are its own facts."""
    found = ground(draft, sources)
    return len(found) >= _FEW and sum(g.verdict == "supported" for g in found) * 2 >= len(found)


def said(draft: Draft) -> tuple[tuple[Statement, int, int, Paragraph], ...]:
    """The draft's numbers as statements, with their places in its text and their paragraphs."""
    return _said(paragraphs(draft))


@lru_cache(maxsize=8)
def _ground(lines: tuple[Paragraph, ...], sources: tuple[tuple[str, str], ...]) -> tuple[Grounded, ...]:
    known = _known(sources)
    own = [(s, start, end, _equal(s, known)) for s, start, end, _ in _said(lines)]
    taken: dict[int, float] = {}
    for _, _, _, same in own:
        for score, i in same[:1]:
            taken[i] = max(taken.get(i, -1.0), score)
    used = {known.value(i) for i in taken}
    found = [_judge(s, start, end, same, known, taken, used) for s, start, end, same in own]
    held = sum(g.verdict == "supported" for g in found)
    if held * 2 < len(found):
        found = [_elsewhere(g) for g in found]
    if held >= _SAME_MATTER * len(found):
        found = [_lone(g, same, known, taken) for g, (_, _, _, same) in zip(found, own, strict=True)]
    return tuple(_reckoned(found))


def _elsewhere(g: Grounded) -> Grounded:
    """Sources that hold little of a draft contradict it only where the very same words stand at another number, and
    then it is for a person to say."""
    if g.verdict != "contradicted" or g.source is None:
        return replace(g, matter=g.close)
    one, two = g.statement.near, g.source.near
    if len(one & two) >= _WORDS and len(one & two) >= _SAME_WORDS * len(one | two):
        return replace(g, sure=False)
    return replace(g, verdict="unsupported", source=None, path="", matter=len(one & two) >= _WORDS)


def _reckoned(found: Sequence[Grounded]) -> Iterator[Grounded]:
    """What the draft itself reckons from the numbers before it that the sources hold: shares, totals, differences. Whether
    the reckoning is right is for other rules."""
    held: list[Grounded] = []
    for g in found:
        held = [h for h in held if h.end > g.start - _REACH]
        value = _value(g.statement.number)
        if g.verdict == "unsupported" and value is not None and value in _from(g.statement.number, held):
            yield replace(g, verdict="supported", matter=True)
        else:
            yield g
        if g.verdict == "supported":
            held.append(g)


def _from(n: Number, held: Sequence[Grounded]) -> set[Decimal]:
    kind = unit_kind(n)
    near = [h.statement.number for h in held][-6:]
    values = [(v, unit_kind(h)) for h in near if (v := _value(h)) is not None]
    if kind == "percent":
        counts = [v for v, k in values if k == "count"]
        wholes = [v for h in held if unit_kind(h.statement.number) == "count" and (v := _value(h.statement.number))]
        parts = counts[-3:] if "." in n.text else counts[-1:]
        found = {r for a in parts for b in wholes if a and b for r in _rates(min(a, b), max(a, b))}
        both = sum(counts[-2:], Decimal(0))
        return found | {r for b in wholes if both and b >= both for r in _rates(both, b)}
    if kind == "point":
        percents = [v for v, k in values if k == "percent"]
        return {abs(a - b) for a, b in pairwise(percents)}
    same = [v for v, k in values if k == kind]
    return {abs(a - b) for a, b in combinations(same, 2)} | {
        sum(same[-i:], Decimal(0)) for i in (2, 3, 4) if len(same) >= i
    }


def _lone(g: Grounded, same: Sequence[tuple[float, int]], known: _Known, taken: Mapping[int, float]) -> Grounded:
    """Where the sources are plainly this draft's own facts: a number without words in common with a fact of equal value
    is that fact, if no other number of the draft is it."""
    free = [
        i
        for score, i in same
        if score >= 0
        and (not g.matter or taken.get(i, -1.0) < _LIKELY)
        and (known.statements[i][1].cell or _unit(known.number(i)) == _unit(g.statement.number))
    ]
    if g.verdict != "unsupported" or not free:
        return g
    path, source = known.statements[free[0]]
    return replace(g, verdict="supported", source=source, path=path, matter=True)


@lru_cache(maxsize=8)
def _said(lines: tuple[Paragraph, ...]) -> tuple[tuple[Statement, int, int, Paragraph], ...]:
    return tuple(_each(lines))


def _each(lines: Sequence[Paragraph]) -> Iterator[tuple[Statement, int, int, Paragraph]]:
    head = next((p.text for p in lines if p.kind == "title"), lines[0].text if lines else "")
    year = year_of(head)
    heading = ""
    for p in lines:
        if p.kind in BY_CODE:
            continue
        if p.kind == "heading":
            heading = p.text
        for s in of_prose(p.text, 0, heading, year):
            if not _is_mark(p.text, s):
                yield s, *p.span(s.start, s.end), p


def _is_mark(text: str, s: Statement) -> bool:
    """A case number (155 号), a number inside 〔待核实：…〕."""
    if not s.number.unit and re.match(r"\s*号", text[s.end : s.end + 3]):
        return True
    opened = text.rfind("〔待", 0, s.start)
    return opened >= 0 and "〕" not in text[opened : s.start]


def _judge(
    s: Statement,
    start: int,
    end: int,
    same: Sequence[tuple[float, int]],
    known: _Known,
    taken: Mapping[int, float],
    used: set[tuple[Decimal, Unit]],
) -> Grounded:
    """``same`` are the statements of equal value, the likeliest first; ``taken`` how surely some number of the draft
    states each statement; ``used`` the values that the draft states."""

    def verdict(what: Literal["supported", "contradicted"], i: int, *, sure: bool = True) -> Grounded:
        path, source = known.statements[i]
        return Grounded(s, start, end, what, source, path, sure, matter=True)

    best, mine = same[0] if same else (-2.0, -1)
    if best >= _SURE:
        return verdict("supported", mine)
    value = _value(s.number)
    equal = {i for _, i in same}
    others = sorted(
        (
            (_likeness(s, k, known), i)
            for i, (_, k) in enumerate(known.statements)
            if _comparable(s.number, k.number, strict=True) and i not in equal
        ),
        reverse=True,
    )
    near, other = others[0] if others else (-1.0, -1)
    if near >= _SURE and best < 0 and (known.value(other) not in used or best > -2):
        rivals = {known.value(i) for score, i in others if score > near - 0.02}
        if len(rivals) == 1:
            return verdict("contradicted", other)
    held = taken.get(mine, -1.0)
    if near >= _SURE and held >= _SURE and min(near, held) > best + _APART and known.value(other) not in used:
        return verdict("contradicted", other)
    lent = best < _LIKELY and held >= _SURE and not _rare(s.number)
    if same and not lent and (best >= _RELATED or (best >= 0 and (_rare(s.number) or _touch(s, known, mine)))):
        return verdict("supported", mine)
    slips = [(f, i) for f, i in others if known.value(i) not in used and slip(s.number, known.number(i))]
    slips = [(f, i) for f, i in slips if f > 0.02 or (s.dated and s.year == known.statements[i][1].year)]
    if slips and slips[0][0] >= _LIKELY and best < _RELATED:
        return verdict("contradicted", slips[0][1])
    if -1 != best < _RELATED and any(_comparable(s.number, d.number) and _likeness(s, d, known) > _DERIVED for d in known.derived.get(value or Decimal(0), ())):  # fmt: skip
        return Grounded(s, start, end, "supported", matter=True)
    if slips and not same:
        return verdict("contradicted", slips[0][1], sure=False)
    left = [score for score, i in others[:8] if known.value(i) not in used]
    return Grounded(
        s, start, end, "unsupported", matter=bool(left) and left[0] >= _LIKELY, close=bool(left) and left[0] >= _SURE
    )


def _touch(s: Statement, known: _Known, i: int) -> bool:
    """Whether the two sentences have another value in common, or words that few others have."""
    k = known.statements[i][1]
    if not k.cell and k.fellows & s.fellows:
        return True
    return sum(known.weights.get(p, 1.0) for p in s.around & k.around) >= 1.5


def _likeness(s: Statement, k: Statement, known: _Known) -> float:
    """How surely both count the same thing, -1 when they cannot."""
    clash = 0.0
    if s.year and k.year and s.year != k.year and min(s.year, k.year) > 0:
        if s.dated and k.dated and not (_CHANGE & (s.near | k.near)):
            return -1.0
        clash = _CLASH / 2 if s.dated or k.dated else 0.0
    mine, theirs = s.said, k.said
    agreed, part = 0, False
    for name, values in theirs.items():
        if name in mine:
            if not (values & mine[name]):
                return -1.0
            part = part or values < mine[name]
            agreed += len(values) == 1 and values == mine[name]
        elif name in (far := s.inherited):
            clash += _CLASH if not (values & far[name]) else 0.1
    for name, values in mine.items():
        if name not in theirs and name in (far := k.inherited) and not (values & far[name]):
            clash += _CLASH
    if k.siblings and (hit := _named(s, k.siblings)) and not _named(s, frozenset(k.labels)) and len(hit) > 1:
        clash += _CLASH
    apart = bool(_CHANGE & s.near) != bool(_CHANGE & k.near) or not mine.keys() <= theirs.keys() | k.inherited.keys()
    score = min(0.1 * agreed, 0.2) + clash
    if s.around & k.around:
        near = _weigh(k.near, known)
        a = _weigh(k.near & s.around, known) / near if near else 0.0
        tight = _weigh(k.near & s.near, known) / near if near else 0.0
        whole = _weigh(s.near, known)
        b = _weigh(s.near & k.around, known) / whole if whole else 0.0
        score += 0.35 * a + 0.4 * b + 0.25 * tight
    return min(max(score, 0.0), _SURE - 0.1) if clash < 0 or apart else score


def _named(s: Statement, names: frozenset[str]) -> str:
    """The longest of the names that stands in the words at the number."""
    words = "\n".join(s.labels)
    return max((n for n in names if n and n in words), key=len, default="")


def _weigh(part: frozenset[str], known: _Known) -> float:
    weights = known.weights
    return sum([weights.get(p, 1.0) for p in part])


def _equal(s: Statement, known: _Known) -> list[tuple[float, int]]:
    """The statements of equal value; one without unit may leave out the draft's 万 or 亿."""
    value, plain = _value(s.number), s.number.value
    ids = {*known.by_value.get(value, ())} if value is not None else set[int]()
    if plain is not None and plain != value:
        ids |= {i for i in known.by_value.get(abs(plain), ()) if not known.number(i).unit}
    found = [
        (_likeness(s, k, known), i)
        for i in ids
        if _comparable(s.number, (k := known.statements[i][1]).number) and s.number.high in (None, k.number.high)
    ]
    return sorted(found, reverse=True)


@lru_cache(maxsize=4096)
def _value(n: Number) -> Decimal | None:
    base = n.base()
    return abs(base[0]) if base else None


@lru_cache(maxsize=4096)
def _unit(n: Number) -> str:
    base = n.base()
    return (base[1] if base else n.unit).split("/")[0]


@lru_cache(maxsize=4096)
def unit_kind(n: Number) -> Unit:
    unit = _unit(n)
    if unit == "元":
        return "money"
    if unit in ("%", "％"):
        return "percent"
    return "point" if unit == "百分点" else "other" if n.kind == "period" else "count"


def _comparable(a: Number, b: Number, *, strict: bool = False) -> bool:
    """Whether two numbers may be of one thing: the same unit, or two words for pieces (件, 项), or one without unit,
    which, to be strict, can only be one of pieces."""
    one, two = _unit(a), _unit(b)
    kind = unit_kind(a)
    if strict:
        return kind == unit_kind(b) and (one == two or not two)
    if not one or not two:
        return True
    return kind == unit_kind(b) and (one == two or (kind == "count" and len(one) <= 2 and len(two) <= 2))


def _rare(n: Number) -> bool:
    """Whether a value says by itself which fact is meant."""
    digits = re.sub(r"\D", "", n.text).strip("0")
    return len(digits) >= 3 or (unit_kind(n) in ("money", "other")) or len(n.unit) > 2


def slip(a: Number, b: Number) -> bool:
    """What a hand does in copying: two digits swapped, one another, the point moved, 万 for 亿."""
    one, two = (re.sub(r"[^\d]", "", n.text) for n in (a, b))
    if one.strip("0") == two.strip("0") and len(one.strip("0")) >= 1:
        return True  # the same digits with another point or power of ten
    if len(one) != len(two) or len(one) < 2:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(one, two, strict=True)) if x != y]
    return (len(wrong) == 2 and sorted(one) == sorted(two)) or (len(wrong) == 1 and len(one) > 1)


@lru_cache(maxsize=16)
def _known(sources: tuple[tuple[str, str], ...]) -> _Known:
    sheets = [read_sheet(path, text) for path, text in sources]
    statements = tuple((sheet.path, s) for sheet in sheets for s in sheet.statements)
    spread = Counter(p for _, s in statements for p in s.near)
    weights = {p: 1 / (1 + log(n)) for p, n in spread.items()}
    by_value: dict[Decimal, list[int]] = {}
    for i, (_, s) in enumerate(statements):
        if (value := _value(s.number)) is not None:
            by_value.setdefault(value, []).append(i)
        if s.number.high is not None:
            by_value.setdefault(base(s.number.high, s.number.unit)[0], []).append(i)
    derived: dict[Decimal, list[Statement]] = {}
    if len(statements) <= _MOST:
        for s in _derived(sheets):
            if (value := _value(s.number)) is not None:
                derived.setdefault(value, []).append(s)
    return _Known(
        statements,
        weights,
        {v: tuple(i) for v, i in by_value.items()},
        {v: tuple(found) for v, found in derived.items()},
    )


def _derived(sheets: Iterable[FactSheet]) -> Iterator[Statement]:
    """What a writer may compute: totals and differences within a row, a column or a sentence, and shares of them."""
    for sheet in sheets:
        groups: dict[tuple[str, int, str], list[Statement]] = {}
        for s in sheet.statements:
            kind = unit_kind(s.number)
            if s.cell and len(s.labels) == 2:
                groups.setdefault((kind, 0, s.labels[0]), []).append(s)
                groups.setdefault((kind, 1, s.labels[1]), []).append(s)
            elif not s.cell:
                groups.setdefault((kind, 2, str(sheet.text.rfind("\n", 0, s.start))), []).append(s)
        for (_, axis, _), members in groups.items():
            parts = [s for s in members if not any(TOTAL.search(x) for x in s.labels)][:_PARTS]
            if len(parts) > 2:
                yield _computed(sum((_value(s.number) or Decimal(0) for s in parts), Decimal(0)), parts, axis, "合计")
            for a, b in combinations(members[:_PARTS], 2):
                x, y = _value(a.number) or Decimal(0), _value(b.number) or Decimal(0)
                if unit_kind(a.number) in ("percent", "point"):
                    yield _computed(abs(x - y), (a, b), axis, "增长下降", unit="百分点")
                    continue
                yield _computed(x + y, (a, b), axis, "合计")
                yield _computed(abs(x - y), (a, b), axis, "增长下降")
                for ratio in _rates(min(x, y), max(x, y)):
                    yield _computed(ratio, (a, b), axis, "占比率增长下降", unit="%")


def _computed(value: Decimal, parts: Sequence[Statement], axis: int, how: str, unit: str | None = None) -> Statement:
    """A statement of what follows from ``parts``, which have the name of their row (0) or column (1) in common."""
    first = parts[0]
    shared = (first.labels[axis],) if first.cell and axis < 2 else ()
    other = "、".join(x for s in parts for x in s.labels if x not in shared)
    number = replace(
        first.number, value=value, high=None, unit=(first.number.base() or (0, ""))[1] if unit is None else unit
    )
    return replace(
        first, number=number, labels=(*shared, how), context=f"{first.context} {other}", siblings=frozenset()
    )


def _rates(part: Decimal, whole: Decimal) -> Iterator[Decimal]:
    if whole > 0 and part > 0:
        for ratio in {part / whole, (whole - part) / part, (whole - part) / whole}:
            for places in ("1", "0.1", "0.01"):
                yield (ratio * 100).quantize(Decimal(places), ROUND_HALF_UP).normalize() + 0


__all__ = ["Grounded", "covers", "ground", "said", "slip", "unit_kind"]
