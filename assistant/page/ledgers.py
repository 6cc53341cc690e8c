"""What a person does with a 台账 on the page before anything is drafted: upload it, explain it, see what it holds."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from assistant.drafting.reports import telling
from assistant.intake.workbook import read_ledger
from assistant.intake.workbook.vocabulary import vocabulary
from assistant.ledger import Ledger
from assistant.page.streaming import Done, stream
from assistant.page.workbench import Workbench
from assistant.promises.commitment_ledger import read_ledger as read_promises
from assistant.tallies import Identity, Tallies, identities, tallies
from assistant.tallies.groups import Groups
from knowledge_base.errors import DafuError, InputError
from knowledge_base.retrieval import KnowledgeBase


@dataclass(frozen=True)
class Upload:
    """What a person gave. ``words`` are rows of a word of the ledger, its cells, its meaning; ``columns`` rows of address,
    name, what it is read as, all of which count once a person changed one; ``promises`` is a 承诺台账."""

    path: str | None
    as_of: str = ""
    words: Sequence[Sequence[str]] = ()
    columns: Sequence[Sequence[str]] = ()
    promises: str | None = None


@dataclass(frozen=True)
class Offer:
    """A case that may be told; ``place`` is its row."""

    place: str
    name: str
    why: str


@dataclass(frozen=True)
class ReadLedger:
    """``offered`` are the cases that may be told, the best first."""

    ledger: Ledger
    told: Tallies
    sums: tuple[Identity, ...]
    offered: tuple[Offer, ...] = ()

    @property
    def name(self) -> str:
        return Path(self.ledger.path).name

    @property
    def words(self) -> list[list[str]]:
        """Words of the ledger that a person has to explain: word, cells, meaning (empty)."""
        return [
            [q.value, f"{q.sheet}!{q.cell}" if q.sheet else q.cell, ""]
            for q in self.ledger.questions
            if q.value and q.about != "total"
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

    def still(self, chosen: Sequence[str], before: "ReadLedger | None") -> list[str]:
        """Those of the rows chosen in the ledger ``before`` that hold the same case in this one."""
        named = {o.place: o.name for o in before.offered} if before else {}
        return [o.place for o in self.offered if o.place in chosen and o.name == named.get(o.place, o.name)]

    def bases(self, rate: str) -> list[tuple[str, str]]:
        """What a rate may be taken over: what is shown, with the rate that comes of it, and the base's name."""
        found = [f for f in self.told.figures if f.id.startswith(f"{rate}/")]
        return [(f"{f.base}：{f.numerator}/{f.denominator}，即{f.text}", f.base) for f in found]


def address(sheet: str, letter: str) -> str:
    return f"{sheet}!{letter}" if sheet else f"{letter}列"


def day_of(text: str) -> date | None:
    """Raises InputError."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as e:
        raise InputError(f"统计截止日期“{text}”写法不对，应为 2026-06-30 这样的形式。") from e


def read(given: Upload) -> ReadLedger:
    """The ledger with its figures. Raises InputError."""
    if not given.path:
        raise InputError("请先上传台账（xlsx、xlsm、xls、csv）。")
    day = day_of(given.as_of)
    known = {str(w[0]): str(w[2]).strip() for w in given.words if len(w) > 2 and str(w[2]).strip()}
    files = (_stamped(given.path, "台账"), _stamped(given.promises, "承诺台账") if given.promises else None)
    plain = _read(*files, day, tuple(known.items()))
    usual = {(place, name): word for place, name, word in plain.mapping}
    said = {(str(c[0]), str(c[1])): str(c[2] or "").strip() for c in given.columns if len(c) > 2}
    changed = {at[0]: word for at, word in said.items() if at in usual and word != usual[at]}
    return _read(*files, day, tuple((known | changed).items())) if changed else plain


def reading(bench: Workbench, given: Upload, stop: threading.Event) -> Iterator[str | ReadLedger]:
    """What is being done while the ledger is read on a helper thread; last, the ledger with the cases that may be told.
    Raises InputError, also when it was stopped."""
    began = time.monotonic()

    def work(tell: Callable[[str], None]) -> ReadLedger:
        found = read(given)
        tell(f"已读到 {len(found.ledger.of('this'))} 件，正在挑选可写的案例")
        return replace(found, offered=_offered(knowledge(bench), found))

    at_hand = "正在读台账"
    yield f"{at_hand}……"
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


def knowledge(bench: Workbench) -> KnowledgeBase | None:
    with suppress(DafuError):  # no index yet: cases are told without the replies, and the page says so at its head
        return bench.kb
    return None


def _offered(kb: KnowledgeBase | None, found: ReadLedger) -> tuple[Offer, ...]:
    best = telling.candidates(found.ledger, kb)[: 4 * telling.MOST]
    return tuple(
        Offer(
            c.place,
            f"{c.case.called if c.case.number else c.case.kind}《{c.case.title}》",
            "、".join(c.why) or "已办结",
        )
        for c in best
    )


_Stamped = tuple[str, int]
"""A file and when it was written."""


def _stamped(path: str, what: str) -> _Stamped:
    if not Path(path).is_file():
        raise InputError(f"上传的{what}已经清理，请重新上传。")
    return path, Path(path).stat().st_mtime_ns


@lru_cache(maxsize=4)
def _read(
    file: _Stamped, promises: _Stamped | None, as_of: date | None, known: tuple[tuple[str, str], ...]
) -> ReadLedger:
    ledger = read_ledger(Path(file[0]), dict(known))
    if promises:
        ledger = replace(ledger, promises=read_promises(Path(promises[0])))
    return ReadLedger(ledger, tallies(ledger, as_of), tuple(identities(Groups(ledger, "this", as_of))))
