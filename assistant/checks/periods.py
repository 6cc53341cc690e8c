"""Figures that the sources tell for another year than the draft does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.checks.grounded import Grounded
from assistant.checks.grounding import ground
from assistant.checks.holdings import Holdings, holdings
from assistant.checks.likeness import likeness
from assistant.checks.measures import comparable, rare, unit_kind, value_of
from assistant.checks.statements import Statement
from assistant.draft import Draft

_ALIKE = 0.5
"""Likeness, years apart, from which both tell of the same thing."""
_CHANGES = ("percent", "point")


def misdated(draft: Draft, sources: Mapping[str, str]) -> tuple[tuple[Grounded, str, Statement], ...]:
    """The numbers of the draft, each with the source and the fact that it states for the wrong year."""
    known = holdings(tuple(sources.items()))
    told = ground(draft, sources)
    return tuple((g, *fact) for g in told if (fact := _fact(g, known, told)))


def _fact(g: Grounded, known: Holdings, told: Sequence[Grounded]) -> tuple[str, Statement] | None:
    """The fact of this very value, told of the same thing for one other year only; None where the sources have none, or
    where the draft tells the fact for its own year elsewhere."""
    s, value = g.statement, value_of(g.statement.number)
    if g.verdict != "unsupported" or not s.dated or s.year <= 0 or value is None or unit_kind(s.number) in _CHANGES:
        return None
    if not rare(s.number) and len(str(int(value))) < 2:
        return None
    facts = [known.statements[i] for i in known.by_value.get(value, ())]
    facts = [(p, k) for p, k in facts if k.dated and k.year > 0 and comparable(s.number, k.number)]
    if any(k.year == s.year for _, k in facts) or len({k.year for _, k in facts}) != 1:
        return None
    year = facts[0][1].year
    if any(t is not g and value_of(t.statement.number) == value and t.statement.year == year for t in told):
        return None
    score, best = max(((likeness(replace(s, year=0), k, known), n) for n, (_, k) in enumerate(facts)))
    return facts[best] if score >= _ALIKE else None
