"""What a 台账 says of a paper's numbers about its cases."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Literal

from assistant.checks.booked import Booked, Entry, Of
from assistant.checks.case_figures import AT_A_DAY, CaseFigure, case_figures
from assistant.checks.case_tables import table_figures
from assistant.checks.case_words import case_words, own_words
from assistant.checks.grounding import said
from assistant.checks.timing import subject_year
from assistant.checks.view import title
from assistant.draft import Draft
from assistant.figures import Source

_OURS = ("role:主办", "role:独办", "role:分办", "role:承办")
_OF_ANSWERS = (
    "face",
    "contact",
    "satisfaction:",
    "result:",
    "rate.face",
    "rate.contact",
    "rate.satisfied",
    "rate.public",
)
"""What a ledger counts of the cases alone that the office answers itself."""


_NARROWED = 3
"""By how many groups what was said before may narrow a number."""


@dataclass(frozen=True)
class Held:
    """A number of the draft held against the ledger: ``entry`` is what it should be or is; None where the ledger counts
    nothing of the kind."""

    figure: CaseFigure
    verdict: Literal["supported", "contradicted", "open"]
    entry: Entry | None = None
    plain: bool = False
    """Whether it agrees by its own words alone."""


def borne_out(draft: Draft, booked: Booked) -> Callable[[int, int, Sequence[str]], bool]:
    """Whether a place of the draft tells numbers of cases that all agree with the ledger by their own words, so that
    nothing is left to doubt by reckoning: 主办23件 and, of those closed, A类8件、B类4件、C类8件. The function is given the
    place and the units of the numbers that count there."""
    agreed = {h.figure.start for h in held_against(draft, booked) if h.plain}
    numbers = [(s.number, start) for s, start, _, _ in said(draft)]

    def told(start: int, end: int, units: Sequence[str]) -> bool:
        within = [at for n, at in numbers if start <= at < end and n.unit in units]
        return bool(within) and agreed.issuperset(within)

    return told


def held_against(draft: Draft, booked: Booked) -> tuple[Held, ...]:
    """Every number of the draft about its cases; none where draft and ledger are of different years."""
    if another_year(draft, booked):
        return ()
    kind = _about(draft)
    booked = booked.only(kind) if kind and not booked.kind else booked
    words = case_words(own_words(booked.this.words, _ends(draft)))
    return tuple(hold(figure, booked) for figure in (*case_figures(draft, words), *table_figures(draft, words)))


def _ends(draft: Draft) -> list[str]:
    """The lines that may name the office whose paper it is: its head and its last lines."""
    lines = [line for line in draft.text.split("\n") if line.strip()]
    return [*lines[:2], *lines[-3:]]


def _about(draft: Draft) -> str:
    """The kind of case that a report is on alone, by its title: 关于2026年代表建议办理情况的报告."""
    head = title(draft)[2]
    kinds = [k for k in ("建议", "提案") if k in head]
    return f"kind:{kinds[0]}" if "办理" in head and len(kinds) == 1 else ""


def another_year(draft: Draft, booked: Booked) -> int:
    """The year in the draft's title where the ledger is of another; else 0."""
    subject = subject_year(draft)
    return subject.year if subject and booked.year and subject.year != booked.year else 0


def source_of(entry: Entry, booked: Booked) -> Source:
    return Source("ledger", booked.path, quote=f"{entry.name}\t{entry.text}", cells=entry.cells)


def hold(figure: CaseFigure, booked: Booked) -> Held:
    """A number agrees when any reading of its sentence agrees; it contradicts the ledger when none does and the plainest
    reading is one that the ledger counts."""
    rates = sorted(g for g in figure.own if g.startswith("rate."))
    if len(rates) > 1:
        return _each(figure, rates, booked)
    of = "growth" if figure.change and figure.number.unit == "%" else "change" if figure.change else "this"
    if booked.year and figure.year and figure.year != booked.year:
        if figure.year != booked.year - 1:
            return Held(figure, "open")
        of = of if figure.change else "last"  # 比上年增加: the change bears the year it is compared with
    elif figure.last_year:
        of = "last"
    readings = [_entries(groups, of, booked) for groups in _readings(figure)]
    for entries in readings:
        if same := next((e for e in entries if _equal(e, figure)), None):
            own = any(_equal(e, figure) for e in _entries(figure.own, of, booked))
            return Held(figure, "supported", same, own)
    plain = _entries(_plain(figure), of, booked)
    if not plain or figure.part or _earlier(figure, booked):
        return Held(figure, "open")
    return Held(figure, "contradicted", plain[0])


def _each(figure: CaseFigure, rates: Sequence[str], booked: Booked) -> Held:
    """办结率、面复率均为100%: wrong where one of them is, right where all are."""
    found = [hold(replace(figure, own=figure.own - set(rates) | {rate}), booked) for rate in rates]
    order = ("contradicted", "open", "supported")
    return replace(min(found, key=lambda h: order.index(h.verdict)), figure=figure)


def _plain(figure: CaseFigure) -> frozenset[str]:
    """The groups of the plainest reading: its own words, and those of the number that it is a part of."""
    within = figure.above[-1] if figure.within and figure.above else figure.inside
    return figure.own | {g for g in within if _sort(g) not in {_sort(o) for o in figure.own}}


def _readings(figure: CaseFigure) -> Iterator[frozenset[str]]:
    taken = {_sort(g) for g in figure.own}
    others: dict[str, list[str]] = {}
    for g in (*figure.far, *(g for groups in figure.above for g in groups)):
        if _sort(g) not in taken:
            others.setdefault(_sort(g), []).append(g)
    for choice in product(*([*found, ""] for found in others.values())):
        more = frozenset(choice) - {""}
        if len(more) <= _NARROWED:
            yield figure.own | more


def _entries(groups: frozenset[str], of: Of, booked: Booked) -> list[Entry]:
    groups -= {booked.kind}
    answers = any(g.startswith(_OF_ANSWERS) for g in groups)
    ours = {g for e in booked.entries for g in e.groups if g in _OURS}
    if answers and ours <= {"role:主办"}:
        groups -= {"role:主办"}
    return list(booked.find(groups, of))


def _sort(group: str) -> str:
    return group.partition(":")[0]


def _equal(entry: Entry, figure: CaseFigure) -> bool:
    value = figure.number.value
    if value is None or (figure.number.unit == "%") != entry.text.endswith("%"):
        return False
    places = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
    return entry.exact.quantize(places, ROUND_HALF_UP) == value


def _earlier(figure: CaseFigure, booked: Booked) -> bool:
    """Whether the sentence counts at a day before the ledger's last entry, so that what it counts was less then."""
    moving = any(g.startswith(AT_A_DAY) for g in figure.own)
    return moving and figure.until is not None and (booked.closed is None or figure.until < booked.closed)
