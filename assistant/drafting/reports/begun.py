"""Parts that a person writes, begun from the ledger: what its figures and notes say, each with its cells; the rest is
asked for. Nothing is said that the ledger does not say."""

import re
from collections.abc import Iterator, Sequence

from assistant.draft import Block, Run
from assistant.drafting.binding import bound, missing
from assistant.drafting.reports.kinds import ReportPart, Topic, ordinal, reports
from assistant.drafting.reports.teller import Teller
from assistant.figures import Source
from assistant.intake.workbook.orders import disarmed, gives_orders
from assistant.ledger import ANSWERED_BY_US, LedgerCase
from assistant.tallies.tally import Cells, Selection

_FEW = 3
"""Cases behind a figure that are still named one by one."""
_NOTES = 4
"""Notes told under one topic."""
SHORTEST, _LONGEST = 8, 90
_TOKEN = re.compile(r"⟦([^⟦⟧]+)⟧")
PRIVATE = re.compile(r"\d{7,}")
"""Phone and identity numbers have no place in a report."""


def begun(part: ReportPart, teller: Teller, headings: Sequence[str] = ()) -> tuple[Block, ...]:
    """The part's paragraphs, one a topic, in the order of ``headings`` (those under which past reports tell this part)."""
    topics = list(planned(part, headings))
    steady = [t for t in topics if t.always]
    notes = _notes(teller, part, topics)
    blocks: list[Block] = []
    for n, topic in enumerate(topics):
        told = [run for case in notes[n] for run in _note(teller, case)]
        if topic.always:
            number = steady.index(topic) + 1
            head = f"（{ordinal(number)}）{topic.heading}。" if len(steady) > 1 else ""
            runs = (*teller.runs(head + "".join(_says(teller, topic))), *told, missing(_ask(teller, topic)))
        else:
            said = "".join(_says(teller, topic)).removesuffix("。")
            runs = (*(teller.runs(f"{said}，〔待补充：{_ask(teller, topic)}〕。") if said else ()), *told)
        if runs:
            blocks.append(Block("paragraph", runs))
    return tuple(blocks)


def _ask(teller: Teller, topic: Topic) -> str:
    return _said(teller, topic.ask)


def _said(teller: Teller, text: str) -> str:
    """The table's words as this report says them."""
    return text.replace("{division}", teller.division).replace("代表委员", teller.who)


def _says(teller: Teller, topic: Topic) -> Iterator[str]:
    """The clauses whose figures the ledger has, and the few cases behind the last of them."""
    for sentence in topic.says:
        ids = _TOKEN.findall(sentence)
        if all(teller.value(id_) for id_ in ids):
            found = selected(teller, topic.cases)
            last = sentence == topic.says[-1]
            named = last and 0 < len(found) <= _FEW and teller.value(ids[-1]) == len(found)
            cases = "、".join(teller.case(c, *found.columns) for c in found.cases) if named else ""
            yield _said(teller, sentence) + (f"（{cases}）" if cases else "") + "。"


def selected(teller: Teller, name: str) -> Selection:
    """A group of cases by its name in the table."""
    groups = teller.groups
    match name:
        case "open":
            return groups.open()
        case "overdue":
            return groups.overdue()
        case "late":
            return groups.late()
        case "supervised":
            return groups.all.where("", lambda c: bool(c.supervisor), "supervisor")
        case "unsatisfied":
            return groups.lead.where("", lambda c: c.satisfaction == "不满意", "satisfaction")
        case "listed":
            return groups.classed.where("", lambda c: c.result == "B", "result")
        case _:
            return Selection("", ())


def _notes(teller: Teller, part: ReportPart, topics: Sequence[Topic]) -> list[list[LedgerCase]]:
    """The cases whose notes are told under each topic: the first that has a word of the note; each note once."""
    told: list[list[LedgerCase]] = [[] for _ in topics]
    seen: set[str] = set()
    for case in teller.ledger.of("this"):
        note = case.note
        if case.role not in ANSWERED_BY_US or not SHORTEST <= len(note) <= _LONGEST or note in seen:
            continue
        if PRIVATE.search(note) or gives_orders(note) or part_of(note) != part.id:
            continue
        under = next((n for n, t in enumerate(topics) if any(w in note for w in t.words)), None)
        if under is not None and len(told[under]) < _NOTES:
            seen.add(note)
            told[under].append(case)
    return told


def _note(teller: Teller, case: LedgerCase) -> Iterator[Run]:
    note = re.sub(r"\s*\n\s*", "；", disarmed(case.note)).rstrip("。；;，, ")
    cells = Cells(teller.ledger).of(Selection("", (case,), ("number", "kind", "role", "note")))
    source = Source("ledger", teller.ledger.path, quote=note, cells=cells)
    yield Run(f"{disarmed(case.called)}：")
    told = bound(note, teller.sheet, lambda _, __: source, kind="citation", ref=teller.cited(note, cells))
    yield from teller.named(told, case.lead or teller.profile.short)
    yield Run("。")


def planned(part: ReportPart, headings: Sequence[str]) -> Iterator[Topic]:
    """The part's topics under the headings of past reports; without any, under their own. A heading that no topic knows
    is asked about; a part of one's own has a single topic."""
    left = [t for t in reports().topic if t.part == part.id]
    if not left:
        yield Topic(part=part.id, heading=part.heading, ask=part.heading, always=True)
        return
    for heading in headings:
        same = next((t for t in left if t.heading in heading or any(w in heading for w in t.words)), None)
        if same is not None:
            left.remove(same)
            yield same.model_copy(update={"heading": heading, "always": True})
        else:
            yield Topic(part=part.id, heading=heading, ask=f"本年在“{heading}”方面的情况", always=True)
    yield from (t.model_copy(update={"always": False}) if headings else t for t in left)


def part_of(note: str) -> str:
    """In which part a note belongs: what is planned, what is wanting, else what was done."""
    for part in ("next", "problems"):
        words = [w for t in reports().topic if t.part == part for w in t.words]
        if any(w in note for w in words):
            return part
    return "practice"
