"""A number of cases that the ledger counts otherwise."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.against_ledger import Held, another_year, held_against, source_of
from assistant.checks.booked import Booked, Entry
from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_NAMED = 3
"""How many numbers that were not compared are quoted."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    if context.own or context.ledger is None:
        return
    book = context.ledger
    if year := another_year(draft, book):
        yield Undecided(f"台账是{book.year}年的，稿子写的是{year}年，建议提案的数字没有核对，请换成同一年的台账。")
    open_ones: list[Held] = []
    for held in held_against(draft, book):
        f = held.figure
        if held.verdict == "contradicted" and held.entry:
            values = {"expected": held.entry.text, "what": held.entry.name.split("（分母")[0]}
            yield Hit(f.start, f.end, values, None, held.entry.text, "contradicted", source_of(held.entry, book))
        elif held.verdict == "open":
            open_ones.append(held)
    if open_ones:
        yield Undecided(_why(draft, open_ones, book))


def _why(draft: Draft, open_ones: Sequence[Held], book: Booked) -> str:
    quoted = [draft.text[h.figure.start : h.figure.end] for h in open_ones]
    which = "、".join(f"“{q}”" for q in quoted[:_NAMED]) + ("等" if len(quoted) > _NAMED else "")
    for question in book.open[:1]:
        more = f"等{len(book.open)}个问题" if len(book.open) > 1 else ""
        return f"台账还有要确认的事（{question.rstrip('。')}{more}），与它有关的{len(quoted)}个数字（{which}）没有核对，其余的已核对。"
    return f"有{len(quoted)}个建议提案的数字（{which}）台账里没有同样口径的统计，没有核对，其余的已核对。"


def _entry(groups: set[str], name: str, value: int) -> Entry:
    return Entry(frozenset(groups), "this", name, f"{value}件", Decimal(value))


_BOOK = Booked(
    "台账.xlsx",
    2025,
    (
        _entry(set(), "建议提案总数", 24),
        _entry({"kind:建议"}, "人大代表建议", 10),
        _entry({"kind:提案"}, "政协提案", 14),
        _entry({"kind:建议", "done"}, "人大代表建议·已办结", 10),
    ),
)
_SAID = LETTER.replace("我厅已梳理", "2025年我厅承办建议提案24件，其中人大代表建议11件、政协提案14件。我厅已梳理")

RULE = Rule(
    id="figures.other-than-ledger",
    name="与台账不一致的件数和比率",
    message="应为{expected}：台账“{what}”如此，正文写的是{quote}。",
    reason="报告里建议提案的件数、办结率要与台账一致；稿子里别的数字（投诉、诉求、项目）不与台账比。",
    authority="建议提案办理统计口径：以台账为准",
    severity="error",
    check=check,
    fires=(Example(_SAID, given={"ledger": _BOOK}),),
    quiet=(
        Example(_SAID.replace("11件", "10件"), given={"ledger": _BOOK}),
        Example(LETTER.replace("我厅已梳理", "2025年受理账款投诉12件，办结11件。我厅已梳理"), given={"ledger": _BOOK}),
    ),
    kinds=(*REPORTS, "reply", "opinion", "other"),
)
