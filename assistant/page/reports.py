"""What a person does with a 台账 and its report on the page, free of the page's library."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from assistant import desk as desks
from assistant import yearly
from assistant.checks import CheckReport
from assistant.drafting.reports import Report, telling
from assistant.drafting.reports.living import Moved, edited, renewed
from assistant.drafting.reports.outline import headings_of
from assistant.drafting.reports.past import Copied, copying
from assistant.export.replacing import replacing
from assistant.intake.workbook import read_ledger
from assistant.intake.workbook.vocabulary import vocabulary
from assistant.ledger import Ledger
from assistant.page import leader_page
from assistant.page.streaming import Done, stream
from assistant.page.workbench import Workbench
from assistant.tallies import Identity, Tallies, identities, tallies
from assistant.tallies.groups import Groups
from knowledge_base.errors import DafuError, InputError
from knowledge_base.readers import read_raw
from knowledge_base.retrieval import KnowledgeBase

RATES = {"rate.face": "面复率", "rate.satisfied": "满意率"}
WAITING = "（待确认：分母没有确认之前，这句不写）"


@dataclass(frozen=True)
class ReadLedger:
    ledger: Ledger
    told: Tallies
    sums: tuple[Identity, ...]

    @property
    def words(self) -> list[list[str]]:
        """Words of the ledger that a person has to explain: word, cells, meaning (empty)."""
        return [
            [q.value, f"{q.sheet}!{q.cell}" if q.sheet else q.cell, ""]
            for q in self.ledger.questions
            if q.value and q.about not in ("total", "duplicate")
        ]

    @property
    def mapping(self) -> list[list[str]]:
        """Every column: its address, its own name, what it is read as ("" for one that is not read)."""
        return [
            [address(s.name, letter), name, field_names.get(letter, "")]
            for s in {s.name: s for s in self.ledger.sheets}.values()
            for field_names in [{c: vocabulary().columns[f][0] for f, c in s.columns.items()}]
            for letter, name in s.names.items()
        ]

    def bases(self, rate: str) -> list[str]:
        return [f.base for f in self.told.figures if f.id.startswith(f"{rate}/")]


@dataclass(frozen=True)
class Wish:
    """What a person chose for the report; ``outline`` is heading and what writes it, empty for the kind's own parts."""

    kind: str = ""
    outline: tuple[tuple[str, str], ...] = ()
    bases: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    writer: str = "offline"


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


def address(sheet: str, letter: str) -> str:
    return f"{sheet}!{letter}" if sheet else f"{letter}列"


def day_of(text: str) -> date | None:
    """Raises InputError."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as e:
        raise InputError(f"统计截止日期“{text}”写法不对，应为 2026-06-30 这样的形式。") from e


def read(
    path: str | None, as_of: str, words: Sequence[Sequence[str]], columns: Sequence[Sequence[str]] = ()
) -> ReadLedger:
    """The ledger with its figures; ``words`` are rows of word, cells, meaning; ``columns`` rows of address, name, what it is
    read as, all of which count once a person changed one. Raises InputError."""
    if not path:
        raise InputError("请先上传台账（xlsx、xlsm、xls、csv）。")
    if not Path(path).is_file():
        raise InputError("上传的台账已经清理，请重新上传。")
    known = {str(w[0]): str(w[2]).strip() for w in words if len(w) > 2 and str(w[2]).strip()}
    plain = _read(path, Path(path).stat().st_mtime_ns, day_of(as_of), tuple(known.items()))
    usual = {(place, name): word for place, name, word in plain.mapping}
    said = {(str(c[0]), str(c[1])): str(c[2] or "").strip() for c in columns if len(c) > 2}
    changed = {at[0]: word for at, word in said.items() if at in usual and word != usual[at]}
    if not changed:
        return plain
    return _read(path, Path(path).stat().st_mtime_ns, day_of(as_of), tuple((known | changed).items()))


def reading(
    bench: Workbench,
    path: str | None,
    as_of: str,
    words: Sequence[Sequence[str]],
    columns: Sequence[Sequence[str]],
    stop: threading.Event,
) -> Iterator[str | tuple[ReadLedger, list[tuple[str, str]]]]:
    """What is being done while the ledger is read on a helper thread; last, the ledger and the cases that may be told.
    Raises InputError, also when it was stopped."""
    began = time.monotonic()

    def work(tell: Callable[[str], None]) -> tuple[ReadLedger, list[tuple[str, str]]]:
        found = read(path, as_of, words, columns)
        tell(f"已读到 {len(found.ledger.of('this'))} 件，正在挑选可写的案例")
        return found, candidates(bench, found)

    at_hand = "正在读台账"
    for event in stream(work):
        if stop.is_set():
            raise InputError("已停止读台账，可以重新点“读台账”。")
        match event:
            case Done(result):
                yield result
            case None:
                yield f"{at_hand}……（{time.monotonic() - began:.0f} 秒）"
            case str(said):
                at_hand = said


@lru_cache(maxsize=4)
def _read(path: str, _: int, as_of: date | None, known: tuple[tuple[str, str], ...]) -> ReadLedger:
    ledger = read_ledger(Path(path), dict(known))
    return ReadLedger(ledger, tallies(ledger, as_of), tuple(identities(Groups(ledger, "this", as_of))))


def candidates(bench: Workbench, found: ReadLedger) -> list[tuple[str, str]]:
    """Cases that may be told, the best first: what is shown, with the reasons, and the address of the row."""
    offered = telling.candidates(found.ledger, _kb(bench))[: 4 * telling.MOST]
    return [(f"{c.case.called}《{c.case.title[:24]}》：{'、'.join(c.why) or '已办结'}", c.place) for c in offered]


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
    kb = _kb(bench)
    again = old is None or old.wish.kind != wish.kind
    model = desks.chat_model(bench.settings, wish.writer) if again and wish.writer == "model" else None
    parts: list[tuple[str, str]] = []

    def work(tell: Callable[[tuple[str, str] | str], None]) -> Drafted:
        fresh = yearly.draft(
            found.ledger, bench.profile, wish.kind, as_of=found.told.as_of, outline=wish.outline, bases=wish.bases,
            cases=wish.cases, kb=kb, model=model, on_part=lambda heading, text: tell((heading, text)), stop=stop.is_set,
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
    return _checked(bench, _kb(bench), replace(old, report=edited(old.report, part, text), moved=()))


def redo(bench: Workbench, old: Drafted, part: str, wish: Wish) -> Drafted:
    """One part written again, by the model where that is wished; the others stay, and so do kind and outline. Raises
    InputError."""
    wish = replace(wish, kind=old.wish.kind, outline=old.wish.outline)
    kb = _kb(bench)
    model = desks.chat_model(bench.settings, wish.writer) if wish.writer == "model" else None
    only = next((s for s in old.report.sections if s.id == part), None)
    fresh = yearly.draft(
        old.found.ledger, bench.profile, wish.kind, as_of=old.found.told.as_of, outline=wish.outline, bases=wish.bases,
        cases=wish.cases, kb=kb, model=model if only and only.by == "writer" else None, model_parts=(part,),
    )  # fmt: skip
    report, moved = renewed(old.report, fresh, again=frozenset({part}))
    return _checked(bench, kb, replace(old, wish=wish, report=report, moved=moved))


def export(bench: Workbench, drafted: Drafted) -> list[str]:
    """Word with comments, the annex of figures, and the leader's page."""
    report = drafted.report
    folder = bench.settings.home / "exports" / f"report-{uuid4().hex[:12]}"
    out = folder / "办理工作情况报告.docx"
    yearly.export(report, bench.profile, out)
    page = folder / "领导一页.html"
    with replacing(page) as part:
        part.write_text(leader_page.one_page(report.ledger, report.told, bench.profile.name), encoding="utf-8")
    return [str(out), str(out.with_suffix(".figures.xlsx")), str(page)]


def _checked(bench: Workbench, kb: KnowledgeBase | None, drafted: Drafted) -> Drafted:
    checked = yearly.check(drafted.report, bench.profile, kb)
    return replace(drafted, checked=checked, copied=tuple(copying(drafted.report, kb)))


def _kb(bench: Workbench) -> KnowledgeBase | None:
    with suppress(DafuError):  # no index yet: cases are told without the replies, and the page says so at its head
        return bench.kb
    return None
