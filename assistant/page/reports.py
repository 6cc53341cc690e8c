"""What a person does with a 台账 on the page, free of the page's library."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from assistant import yearly
from assistant.checks import CheckReport
from assistant.drafting.reports import Report
from assistant.export.replacing import replacing
from assistant.intake.workbook import read_ledger
from assistant.ledger import Ledger
from assistant.page import ledger_view
from assistant.page.workbench import Workbench
from assistant.tallies import Identity, Tallies, identities, tallies
from assistant.tallies.groups import Groups
from knowledge_base.errors import DafuError, InputError

RATES = {"rate.face": "面复率", "rate.satisfied": "满意率"}


@dataclass(frozen=True)
class ReadLedger:
    ledger: Ledger
    told: Tallies
    sums: tuple[Identity, ...]

    @property
    def words(self) -> list[list[str]]:
        """Words of the ledger that a person has to explain: word, cells, meaning (empty)."""
        return [
            [q.value, q.cell, ""] for q in self.ledger.questions if q.value and q.about not in ("total", "duplicate")
        ]

    def bases(self, rate: str) -> list[str]:
        return [f.base for f in self.told.figures if f.id.startswith(f"{rate}/")]


def day_of(text: str) -> date | None:
    """Raises InputError."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as e:
        raise InputError(f"统计截止日期“{text}”写法不对，应为 2026-06-30 这样的形式。") from e


def read(path: str | None, as_of: str, words: Sequence[Sequence[str]]) -> ReadLedger:
    """The ledger with its figures; ``words`` are rows of word, cells, meaning. Raises InputError."""
    if not path:
        raise InputError("请先上传台账（xlsx、xlsm、xls、csv）。")
    known = tuple((str(w[0]), str(w[2]).strip()) for w in words if len(w) > 2 and str(w[2]).strip())
    return _read(path, Path(path).stat().st_mtime_ns, day_of(as_of), known)


@lru_cache(maxsize=4)
def _read(path: str, _: int, as_of: date | None, known: tuple[tuple[str, str], ...]) -> ReadLedger:
    ledger = read_ledger(Path(path), dict(known))
    return ReadLedger(ledger, tallies(ledger, as_of), tuple(identities(Groups(ledger, "this", as_of))))


def draft(
    bench: Workbench, found: ReadLedger, kind: str, only: Sequence[str], bases: Mapping[str, str]
) -> tuple[Report, CheckReport]:
    """Kind "" is guessed. Raises InputError."""
    kb = None
    with suppress(DafuError):  # no index yet: cases are told without the replies, and the page says so at its head
        kb = bench.kb
    return yearly.write_report(found.ledger, bench.profile, kind, as_of=found.told.as_of, only=only, bases=bases, kb=kb)


def export(bench: Workbench, report: Report) -> list[str]:
    """Word with comments, the annex of figures, and the leader's page."""
    folder = bench.settings.home / "exports" / f"report-{uuid4().hex[:12]}"
    out = folder / "办理工作情况报告.docx"
    yearly.export(report, bench.profile, out)
    page = folder / "领导一页.html"
    with replacing(page) as part:
        part.write_text(ledger_view.one_page(report.ledger, report.told, bench.profile.name), encoding="utf-8")
    return [str(out), str(out.with_suffix(".figures.xlsx")), str(page)]
