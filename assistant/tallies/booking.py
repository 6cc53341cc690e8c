"""The figures of a ledger as a paper's numbers about its cases are held against them."""

from collections.abc import Iterator

from assistant.checks.booked import Booked, Entry, groups_of
from assistant.ledger import Ledger
from assistant.tallies.sheet import Tallies


def booked(path: str, ledger: Ledger, found: Tallies) -> Booked:
    """Of a rate with several bases every value is one that a paper may print."""
    open_ones = tuple(q.message for q in found.questions if q.about != "rate")
    closed = max((c.closed for c in ledger.of("this") if c.closed), default=None)
    kinds = {c.kind for c in ledger.of("this")}
    kind = f"kind:{kinds.pop()}" if len(kinds) == 1 and "" not in kinds else ""
    return Booked(path, found.year, tuple(_entries(found)), open_ones, closed, kind)


def _entries(found: Tallies) -> Iterator[Entry]:
    for t in found.figures:
        told = groups_of(t.id)
        if told:
            of, groups = told
            yield Entry(groups, of, t.name, t.text, t.value if t.exact is None else t.exact, t.cells)
