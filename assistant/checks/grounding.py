"""Numbers of a draft set against the statements of its sources: by what they count, for when and in which unit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

from assistant.checks.grounded import Grounded, exchanged
from assistant.checks.holdings import Holdings, holdings, rates
from assistant.checks.likeness import CHANGE, SURE, likeness, touch
from assistant.checks.measures import Unit, comparable, rare, rounded, slip, unit_kind, unit_of, value_of
from assistant.checks.statements import Statement, of_prose, year_of
from assistant.checks.view import BY_CODE, Paragraph, paragraphs
from assistant.draft import Draft
from assistant.numerals import Number

_LIKELY = 0.35
_RELATED = 0.08
"""Likeness below which an equal value is a coincidence, unless the value itself is rare."""
_DERIVED = 0.15
"""Likeness from which a number may be one that was computed from the sources."""
_APART = 0.3
"""How much better than its own match another must be before a value is held to stand at the wrong place."""
_SAME_MATTER = 0.6
"""Share of a draft's numbers that the sources hold from which they are taken for its fact sheet."""
_TOLD_BEFORE = re.compile(r"剩余|其余|余下|剩下|上述|以上")
_FEW = 3
_WORDS, _SAME_WORDS = 2, 0.8
_ROW = 2
"""Other numbers that a row has in common with a paragraph."""
_REACH = 160
"""Characters before a number in which those stand that it may be reckoned from."""


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
    known = holdings(sources)
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
    return tuple(_reckoned(exchanged(found, known)))


def _elsewhere(g: Grounded) -> Grounded:
    """Sources that hold little of a draft contradict it only where the very same words stand at another number, and
    then it is for a person to say."""
    if g.verdict != "contradicted" or g.source is None:
        return replace(g, matter=g.close) if g.verdict == "unsupported" else g
    if g.close:
        return g  # its value stands in the same sources, for something else: last year's, the other role's
    one, two = g.statement.near, g.source.near
    if len(one & two) >= _WORDS and len(one & two) >= _SAME_WORDS * len(one | two):
        return replace(g, sure=False)
    return replace(g, verdict="unsupported", source=None, path="", matter=len(one & two) >= _WORDS)


def _reckoned(found: Sequence[Grounded]) -> Iterator[Grounded]:
    """What the draft itself reckons from the numbers before it that the sources hold: shares, totals, differences. Whether
    the reckoning is right is for other rules."""
    held: list[Grounded] = []
    told: list[Statement] = []
    for g in found:
        held = [h for h in held if h.end > g.start - _REACH]
        value = value_of(g.statement.number)
        reckoned = value is not None and (
            value in _from(g.statement.number, held) or _again(g, told) or _apart(g, found) or _average(g, held)
        )
        if g.verdict == "unsupported" and reckoned:
            yield replace(g, verdict="supported", matter=True)
        else:
            yield g
        if g.verdict == "supported":
            held.append(g)
            told.append(g.statement)


def _average(g: Grounded, held: Sequence[Grounded]) -> bool:
    """Whether 平均每个120个 is what two of the numbers before it make."""
    value = value_of(g.statement.number)
    if value is None or not any("平均" in label or "均" in label[-4:] for label in g.statement.labels):
        return False
    values = [v for h in held[-4:] if (v := value_of(h.statement.number))]
    return any(rounded(value, a / b) and abs(a / b - value) * 200 <= value for a in values for b in values if a > b)


def _apart(g: Grounded, found: Sequence[Grounded]) -> bool:
    """Whether 提高39.3个百分点 is what two shares lie apart that the draft has told, however far before; 增加0.3亿元 what the
    number right before it and one farther off do."""
    kind = unit_kind(g.statement.number)
    points = kind == "point"
    if not points and not (g.statement.compared or CHANGE & g.statement.near):
        return False
    numbers = [f.statement.number for f in found if f.start < g.start]
    told = [v for n in numbers if unit_kind(n) == ("percent" if points else kind) and (v := value_of(n)) is not None]
    last, before = told[-1:], told[:-1]
    couples = combinations(told, 2) if points else ((a, b) for a in last for b in before)
    return any(abs(a - b) == value_of(g.statement.number) for a, b in couples)


def _again(g: Grounded, told: Sequence[Statement]) -> bool:
    """Whether 剩余6件 repeats what the draft has told before."""
    n = g.statement.number
    said = "".join(g.statement.labels[:1])
    return bool(_TOLD_BEFORE.search(said)) and any(
        value_of(s.number) == value_of(n) and unit_of(s.number) == unit_of(n) for s in told
    )


def _from(n: Number, held: Sequence[Grounded]) -> set[Decimal]:
    kind = unit_kind(n)
    near = [h.statement.number for h in held][-6:]
    values = [(v, unit_kind(h)) for h in near if (v := value_of(h)) is not None]
    if kind == "percent":
        counts = [v for v, k in values if k == "count"]
        wholes = [v for h in held if unit_kind(h.statement.number) == "count" and (v := value_of(h.statement.number))]
        parts = counts[-3:] if "." in n.text else counts[-1:]
        found = {r for a in parts for b in wholes if a and b for r in rates(min(a, b), max(a, b))}
        both = sum(counts[-2:], Decimal(0))
        return found | {r for b in wholes if both and b >= both for r in rates(both, b)}
    if kind == "point":
        percents = [v for v, k in values if k == "percent"]
        return {abs(a - b) for a, b in pairwise(percents)}
    same = [v for v, k in values if k == kind]
    return {abs(a - b) for a, b in combinations(same, 2)} | {
        sum(same[-i:], Decimal(0)) for i in (2, 3, 4) if len(same) >= i
    }


def _lone(g: Grounded, same: Sequence[tuple[float, int]], known: Holdings, taken: Mapping[int, float]) -> Grounded:
    """Where the sources are plainly this draft's own facts: a number without words in common with a fact of equal value
    is that fact, if no other number of the draft is it."""
    free = [
        i
        for score, i in same
        if score >= 0
        and (not g.matter or taken.get(i, -1.0) < _LIKELY)
        and (
            known.statements[i][1].cell
            or unit_of(known.number(i)) == unit_of(g.statement.number)
            or _together(g.statement, known.statements[i][1])
        )
    ]
    if g.verdict != "unsupported" or not free:
        return g
    path, source = known.statements[free[0]]
    return replace(g, verdict="supported", source=source, path=path, matter=True)


def _together(s: Statement, k: Statement) -> bool:
    """Whether a number without unit stands in a row of numbers (64：24／4／36) that the draft tells together too."""
    return not k.number.unit and len(s.fellows & k.fellows) >= _ROW


@lru_cache(maxsize=8)
def _said(lines: tuple[Paragraph, ...]) -> tuple[tuple[Statement, int, int, Paragraph], ...]:
    return tuple(_each(lines))


def _each(lines: Sequence[Paragraph]) -> Iterator[tuple[Statement, int, int, Paragraph]]:
    head = next((p.text for p in lines if p.kind == "title"), lines[0].text if lines else "")
    year = year_of(head)
    now = next((year_of(p.text) for p in lines if p.kind == "date"), 0)
    heading = ""
    for p in lines:
        if p.kind in BY_CODE:
            continue
        if p.kind == "heading":
            heading = p.text
        for s in of_prose(p.text, 0, heading, year, now):
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
    known: Holdings,
    taken: Mapping[int, float],
    used: set[tuple[Decimal, Unit]],
) -> Grounded:
    """``same`` are the statements of equal value, the likeliest first; ``taken`` how surely some number of the draft
    states each statement; ``used`` the values that the draft states."""

    def verdict(what: Literal["supported", "contradicted"], i: int, *, sure: bool = True) -> Grounded:
        path, source = known.statements[i]
        return Grounded(s, start, end, what, source, path, sure, matter=True, close=bool(same))

    best, mine = same[0] if same else (-2.0, -1)
    if best >= SURE:
        return verdict("supported", mine)
    value = value_of(s.number)
    equal = {i for _, i in same}
    others = sorted(
        (
            (likeness(s, k, known), i)
            for i, (_, k) in enumerate(known.statements)
            if comparable(s.number, k.number, strict=True) and i not in equal and s.part_of_year in k.quote
        ),
        reverse=True,
    )
    near, other = others[0] if others else (-1.0, -1)
    if near >= SURE and best < 0 and (known.value(other) not in used or best > -2):
        rivals = {known.value(i) for score, i in others if score > near - 0.02}
        if len(rivals) == 1:
            return verdict("contradicted", other)
    held = taken.get(mine, -1.0)
    if near >= SURE and held >= SURE and min(near, held) > best + _APART and known.value(other) not in used:
        return verdict("contradicted", other)
    lent = best < _LIKELY and held >= SURE and not rare(s.number)
    if same and not lent and (best >= _RELATED or (best >= 0 and (rare(s.number) or touch(s, known, mine)))):
        return verdict("supported", mine)
    slips = [(f, i) for f, i in others if known.value(i) not in used and slip(s.number, known.number(i))]
    slips = [(f, i) for f, i in slips if f > 0.02 or (s.dated and s.year == known.statements[i][1].year)]
    if slips and slips[0][0] >= _LIKELY and best < _RELATED:
        return verdict("contradicted", slips[0][1])
    if -1 != best < _RELATED and any(comparable(s.number, d.number) and likeness(s, d, known) > _DERIVED for d in known.derived.get(value or Decimal(0), ())):  # fmt: skip
        return Grounded(s, start, end, "supported", matter=True)
    if slips and not same:
        return verdict("contradicted", slips[0][1], sure=False)
    left = [score for score, i in others[:8] if known.value(i) not in used]
    return Grounded(
        s, start, end, "unsupported", matter=bool(left) and left[0] >= _LIKELY, close=bool(left) and left[0] >= SURE
    )


def _equal(s: Statement, known: Holdings) -> list[tuple[float, int]]:
    """The statements of equal value, for 近78万元 of a value that rounds to it; one without unit may leave out the draft's
    万 or 亿."""
    value, plain = value_of(s.number), s.number.value
    ids = {*known.by_value.get(value, ())} if value is not None else set[int]()
    if plain is not None and plain != value:
        ids |= {i for i in known.by_value.get(abs(plain), ()) if not known.number(i).unit}
    if s.number.about and value is not None:
        ids |= {i for v, found in known.by_value.items() if rounded(value, v) for i in found}
    found = [
        (likeness(s, k, known), i)
        for i in ids
        if comparable(s.number, (k := known.statements[i][1]).number) and s.number.high in (None, k.number.high)
    ]
    return sorted(found, reverse=True)
