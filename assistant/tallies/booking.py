"""The figures of a ledger as a paper's numbers about its cases are held against them."""

from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.booked import Booked, Entry, Listed, groups_of
from assistant.intake.workbook.vocabulary import meaning
from assistant.ledger import ANSWERED_BY_US, Ledger, LedgerCase, Year
from assistant.tallies.groups import FACE_DUE, KIND_WORDS, Groups
from assistant.tallies.rates import ANSWERS, NO_ANSWER
from assistant.tallies.sheet import Tallies

_STATES = {"done": "已办结", "open": "未办结"}
_DAYS = {"on-time": "按时办结", "late": "超期办结"}


def booked(path: str, ledger: Ledger, found: Tallies) -> Booked:
    """Of a rate with several bases every value is one that a paper may print."""
    open_ones = tuple(q.message for q in found.questions if q.about not in ("rate", "reference"))
    closed = max((c.closed for c in ledger.of("this") if c.closed), default=None)
    kinds = {c.kind for c in ledger.of("this")}
    kind = f"kind:{kinds.pop()}" if len(kinds) == 1 and "" not in kinds else ""
    this, last = _listed(ledger, "this"), _listed(ledger, "last")
    return Booked(path, found.year, tuple(_entries(found)), open_ones, closed, kind, this, last)


def _entries(found: Tallies) -> Iterator[Entry]:
    for t in found.figures:
        told = groups_of(t.id)
        if told:
            of, groups = told
            exact = t.value if t.exact is None else t.exact
            yield Entry(groups, of, t.name, t.text, exact, t.cells, t.denominator or 0)


def _listed(ledger: Ledger, year: Year) -> Listed:
    groups = Groups(ledger, year)
    words = dict(_words(groups))
    classed, lead, face_due = ({id(c) for c in part.cases} for part in (groups.classed, groups.lead, groups.face_due))
    columns = {s.name: s.columns.get("number") or s.columns.get("title") or "A" for s in ledger.sheets}
    cases: dict[frozenset[str], list[tuple[str, str, int]]] = defaultdict(list)
    for c in groups.all.cases:
        own = {*_plain(c, groups), *(_answers(c) if id(c) in lead else ())}
        if id(c) in face_due:
            own.add("face-due")
        if c.result and id(c) in classed:
            own.add(f"result:{c.result}")
        cases[frozenset(own & words.keys())].append((c.sheet, columns[c.sheet], c.row))
    return Listed({own: tuple(places) for own, places in cases.items()}, words)


def _plain(c: LedgerCase, groups: Groups) -> Iterator[str]:
    yield from (f"kind:{c.kind}", f"role:{c.role}", f"proposer:{c.proposer_type}", f"theme:{c.theme}")
    yield from (f"department:{c.department}", f"unit:{c.lead}", "done" if groups.is_done(c) else "open")
    if groups.is_done(c):
        yield "late" if c.due and c.closed and c.closed > c.due else "on-time"
    if c.supervisor:
        yield "supervised"
    if c.cosigners:
        yield "joint"


def _answers(c: LedgerCase) -> Iterator[str]:
    """What counts of the cases alone that the office answers itself."""
    yield "lead"
    if c.face:
        yield "face"
    if c.contact:
        yield "contact"
    if c.public:
        yield "public"
    if c.satisfaction in ANSWERS:
        yield from ("feedback", f"satisfaction:{c.satisfaction}")
    elif c.done:
        yield f"satisfaction:{NO_ANSWER}"


def _words(groups: Groups) -> Iterator[tuple[str, str]]:
    """What this list of the ledger can count, named. What hangs on an open question is left out, and so is what no cell
    of the list is filled in for (last year's results)."""
    ledger, cases, year = groups.ledger, groups.all.cases, groups.year

    def known(column: str, *about: str) -> bool:
        return ledger.has(column, year) and not ledger.open_about(*about)

    if not ledger.open_about("kind"):
        yield from ((f"kind:{k}", KIND_WORDS[k]) for k in groups.kinds)
    roles = known("role", "role") and any(c.role for c in cases)
    if roles:
        yield from ((f"role:{r}", groups.role_word(r)) for r in groups.roles)
    if (known("closed", "state") or known("state", "state")) and any(c.done for c in cases):
        yield from _STATES.items()
        if known("due") and known("closed"):
            yield from _DAYS.items()
    for column, name, word in (
        ("proposer_type", "proposer", "提出"), ("theme", "theme", ""), ("department", "department", ""), ("lead", "unit", ""),
    ):  # fmt: skip
        if known(column):
            yield from ((f"{name}:{v}", f"{v}{word}") for v in {str(getattr(c, column)): 0 for c in cases} if v)
    for column, name, word in (("supervisor", "supervised", "领导督办"), ("cosigners", "joint", "联名提出")):
        if known(column):
            yield name, word
    if not ledger.open_about("role") and any(c.result for c in cases):
        letters = meaning("results").values()
        yield from ((f"result:{r}", f"{r}类" if r in letters else r) for r in {c.result: 0 for c in cases} if r)
    if roles and any(c.role in ANSWERED_BY_US for c in cases):
        yield "lead", groups.lead.name
        yield "face-due", FACE_DUE
        yield from _answer_words(groups)


def _answer_words(groups: Groups) -> Iterator[tuple[str, str]]:
    ledger, cases, year = groups.ledger, groups.all.cases, groups.year
    if not ledger.open_about("face") and any(c.face is not None for c in cases):
        yield "face", "面复"
    if ledger.has("contact", year) and any(c.contact for c in cases):
        yield "contact", "沟通"
    if not ledger.open_about("satisfaction") and any(c.satisfaction for c in cases):
        yield "feedback", "已反馈"
        yield from ((f"satisfaction:{word}", word) for word in (*ANSWERS, NO_ANSWER))
    if not ledger.open_about("public") and any(c.public is not None for c in cases):
        yield "public", "公开答复"
