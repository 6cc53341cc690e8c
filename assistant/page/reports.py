"""What a person does with the report of a 台账 on the page, free of the page's library."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from assistant import desk as desks
from assistant import yearly
from assistant.checks import CheckReport
from assistant.drafting.reports import Report
from assistant.drafting.reports.living import Moved, edited, renewed
from assistant.drafting.reports.outline import headings_of
from assistant.drafting.reports.past import Copied, copying
from assistant.export.forms import Form, write_form
from assistant.export.replacing import replacing
from assistant.page import leader_page
from assistant.page.ledgers import ReadLedger, knowledge
from assistant.page.streaming import Done, stream
from assistant.page.workbench import Workbench
from knowledge_base.errors import InputError
from knowledge_base.readers import read_raw
from knowledge_base.retrieval import KnowledgeBase

RATES = {"rate.face": "面复率", "rate.satisfied": "满意率"}
WAITING = "（待确认：分母没有确认之前，这句不写）"
_NAME = "办理工作情况报告"


@dataclass(frozen=True)
class Wish:
    """What a person chose for the report; ``outline`` is heading and what writes it, empty for the kind's own parts."""

    kind: str = ""
    outline: tuple[tuple[str, str], ...] = ()
    bases: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    writer: str = "offline"
    table: bool = False
    """With the table of cases as 附件."""


@dataclass(frozen=True)
class Drafted:
    """The report on the page. ``moved`` are the sentences that the last change moved."""

    found: ReadLedger
    wish: Wish
    report: Report
    checked: CheckReport
    moved: tuple[Moved, ...] = ()
    copied: tuple[Copied, ...] = ()


@dataclass(frozen=True)
class Writing:
    """A report on its way: the parts written so far, and what is being done."""

    parts: tuple[tuple[str, str], ...]
    at_hand: str


def swapped(rows: list[list[str]], at: float, by: int) -> tuple[list[list[str]], int]:
    """The plan with part ``at`` (from 1) moved up or down, and where it stands now."""
    here, there = int(at or 1) - 1, int(at or 1) - 1 + by
    if 0 <= here < len(rows) and 0 <= there < len(rows):
        rows = [*rows]
        rows[here], rows[there] = rows[there], rows[here]
        return rows, there + 1
    return rows, here + 1


def present(drafted: Drafted | None) -> Drafted:
    """Raises InputError where nothing is drafted yet."""
    if drafted is None:
        raise InputError("请先起草报告。")
    return drafted


def outline_of(path: str) -> list[tuple[str, str]]:
    """The headings of an uploaded past report as a plan. Raises InputError."""
    return headings_of(read_raw(Path(path)))


def draft(
    bench: Workbench, found: ReadLedger, wish: Wish, old: Drafted | None, stop: threading.Event
) -> Iterator[Writing | Drafted]:
    """The parts as they come; last, the checked report. What a person wrote in ``old`` is kept when it is of the same kind;
    a model writes only what no earlier report has. Raises InputError."""
    kb = knowledge(bench)
    again = old is None or old.wish.kind != wish.kind
    model = desks.chat_model(bench.settings, wish.writer) if again and wish.writer == "model" else None
    parts: list[tuple[str, str]] = []

    def work(tell: Callable[[tuple[str, str] | str], None]) -> Drafted:
        fresh = yearly.draft(
            found.ledger, bench.profile, wish.kind, as_of=found.told.as_of, outline=wish.outline, bases=wish.bases,
            cases=wish.cases, table=wish.table, kb=kb, model=model, on_part=lambda heading, text: tell((heading, text)), stop=stop.is_set,
        )  # fmt: skip
        report, moved = (fresh, ()) if again or old is None else renewed(old.report, fresh)
        tell("正在校核")
        return _checked(bench, kb, Drafted(found, wish, report, CheckReport((), ()), moved))

    at_hand = "正在起草"
    for event in stream(work):
        match event:
            case None:
                yield Writing(tuple(parts), "正在停止" if stop.is_set() else at_hand)
            case Done(result):
                yield result
            case str(said):
                at_hand = said
            case (heading, text):
                parts.append((heading, text))
                yield Writing(tuple(parts), at_hand)


def edit(bench: Workbench, old: Drafted, part: str, text: str) -> Drafted:
    """A person's text for a part. Raises InputError."""
    return _checked(bench, knowledge(bench), replace(old, report=edited(old.report, part, text), moved=()))


def redo(bench: Workbench, old: Drafted, part: str, wish: Wish) -> Drafted:
    """One part written again, by the model where that is wished; the others stay, and so do kind and outline. Raises
    InputError."""
    wish = replace(wish, kind=old.wish.kind, outline=old.wish.outline)
    kb = knowledge(bench)
    model = desks.chat_model(bench.settings, wish.writer) if wish.writer == "model" else None
    only = next((s for s in old.report.sections if s.id == part), None)
    fresh = yearly.draft(
        old.found.ledger, bench.profile, wish.kind, as_of=old.found.told.as_of, outline=wish.outline, bases=wish.bases,
        cases=wish.cases, table=wish.table, kb=kb, model=model if only and only.by == "writer" else None, model_parts=(part,),
    )  # fmt: skip
    report, moved = renewed(old.report, fresh, again=frozenset({part}))
    return _checked(bench, kb, replace(old, wish=wish, report=report, moved=moved))


def export(bench: Workbench, drafted: Drafted, form: Form = "bare", signer: str = "") -> list[str]:
    """Word with the sources as comments, the clean report in its form, the annex of figures, and the leader's page.
    Raises InputError."""
    report = drafted.report
    folder = bench.settings.home / "exports" / f"report-{uuid4().hex[:12]}"
    noted = folder / f"{_NAME}（批注稿）.docx"
    yearly.export(report, bench.profile, noted)
    figures = noted.with_suffix(".figures.xlsx").rename(folder / f"{_NAME}（数字附表）.xlsx")
    clean = folder / f"{_NAME}（净稿）.docx"
    printed = write_form(report.draft, bench.profile, clean, form, sources="none", signer=signer)
    page = folder / "领导一页.html"
    with replacing(page) as part:
        part.write_text(leader(bench, drafted.found), encoding="utf-8")
    return [str(path) for path in (noted, *printed.files, figures, page)]


def leader(bench: Workbench, found: ReadLedger) -> str:
    """The leader's page of the ledger."""
    return leader_page.one_page(found.ledger, found.told, bench.profile.name, date.today())


def _checked(bench: Workbench, kb: KnowledgeBase | None, drafted: Drafted) -> Drafted:
    checked = yearly.check(drafted.report, bench.profile, kb)
    return replace(drafted, checked=checked, copied=tuple(copying(drafted.report, kb)))
