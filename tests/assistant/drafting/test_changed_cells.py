"""A changed cell of the ledger changes exactly the sentences that use it: random cells of any column, four ledgers."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_ledgers import UNITS, USUAL, Row, cases, saved, table
from openpyxl import load_workbook

from assistant.drafting.reports import Report, draft_report, kind_named
from assistant.drafting.reports.living import renewed
from assistant.drafting.reports.sentences import Sentence, sentences
from assistant.intake.workbook import read_ledger
from knowledge_base import profiles
from knowledge_base.errors import InputError

PROFILE = profiles.load("省工业和信息化厅")
DAY = date(2026, 6, 30)
COLUMNS = (*USUAL, ("备注", lambda x: x.get("note", "")))
NOTES = (
    "由厅领导牵头成立4个专班", "走访调研企业12家", "协调困难，资金缺口较大", "拟于2026年10月印发办法", "办理时限滞后，尚未会签",
)  # fmt: skip
Sheets = dict[str, list[Row]]


def noted(rows: list[Row]) -> list[Row]:
    return [
        x | {"note": f"{NOTES[n // 4]}（{n}）" if n % 4 == 1 and n // 4 < len(NOTES) else ""}
        for n, x in enumerate(rows)
    ]


def two_sheets() -> Sheets:
    rows = noted(cases(301, 9, 11, roles=("主办", "会办", "参阅"), weights=(3, 2, 1), left=3, late=2))
    return {"建议": [x for x in rows if x["kind"] == "建议"], "提案": [x for x in rows if x["kind"] == "提案"]}


def with_other_years() -> Sheets:
    rows = noted(cases(302, 8, 8, roles=("独办", "主办", "协办"), weights=(1, 2, 2), left=1, late=1))
    return {
        "台账": rows,
        "上年": cases(303, 7, 6, year=2025),
        "B类跟踪": cases(304, 4, 2, year=2025, roles=("主办",), weights=(1,)),
    }


def all_units() -> Sheets:
    roles = ("主办", "会办")
    return {"台账": noted(cases(305, 24, 0, roles=roles, weights=(4, 1), results=["A", "B", "C"], units=UNITS))}


def motions() -> Sheets:
    words = ("得到解决或基本解决", "正在解决或已列入计划逐步解决", "留作参考")
    return {"提案": noted(cases(306, 0, 18, roles=("主办", "分办"), weights=(3, 1), results=words, left=2, late=3))}


@pytest.mark.parametrize(
    ("sheets", "kind"),
    [
        (two_sheets(), "dept-annual"),
        (with_other_years(), "dept-annual"),
        (all_units(), "gov-to-npc"),
        (motions(), "cppcc-summary"),
    ],
    ids=["two sheets", "other years", "all units", "motions"],
)
def test_a_changed_cell_changes_exactly_the_sentences_that_use_it(tmp_path: Path, sheets: Sheets, kind: str) -> None:
    path = saved(tmp_path / "台账.xlsx", {name: table(rows, COLUMNS) for name, rows in sheets.items()})
    old = drafted(path, kind)
    r, tried = random.Random(kind + str(len(sheets))), 0  # made-up changes
    for _ in range(60):
        name, column = r.choice(list(sheets)), r.randrange(len(COLUMNS))
        row, other = r.sample(range(2, len(sheets[name]) + 2), 2)
        book = load_workbook(path)
        was, now = book[name].cell(row, column + 1), book[name].cell(other, column + 1).value
        if COLUMNS[column][0] == "备注":
            now = f"走访调研企业{row + 20}家"
        if was.value == now:
            continue
        was.value = now  # pyright: ignore[reportAttributeAccessIssue]  # no merged cells here
        book.save(tmp_path / "改.xlsx")
        try:
            new = drafted(tmp_path / "改.xlsx", kind, old)
        except InputError:  # the change broke a sum or raised a question, which stops the report
            continue
        tried += 1
        cell = f"{name}!{chr(65 + column)}{row}"
        moved = list(changes(old, new))
        assert all(cell in cells for _, cells in moved), (
            cell,
            now,
            [text for text, cells in moved if cell not in cells],
        )
        assert [s.text for s in renewed(old, new)[0].sections] == [s.text for s in new.sections]
        if tried == 8:
            return
    pytest.fail("too few changes were read")


def drafted(path: Path, kind: str, old: Report | None = None) -> Report:
    ledger = replace(read_ledger(path), path="台账.xlsx")
    return draft_report(ledger, PROFILE, kind_named(kind), as_of=DAY, cases=old.chosen if old else ())


def changes(old: Report, new: Report) -> Iterator[tuple[str, set[str]]]:
    """The sentences of the one that the other has not, with the cells behind them: those of the old sentence and of the new
    one that says the same with other figures."""
    for part, fresh in zip(old.sections, new.sections, strict=True):
        before = [(s.text, _shape(s, old), _cells(old, s)) for s in sentences(part.made)]
        after = [(s.text, _shape(s, new), _cells(new, s)) for s in sentences(fresh.made)]
        for mine, others in ((before, after), (after, before)):
            said = {text for text, _, _ in others}
            for text, shape, cells in mine:
                if text not in said and not text.startswith("〔待补充"):
                    yield text, cells.union(*(c for _, other, c in others if other == shape))


def _shape(sentence: Sentence, report: Report) -> str:
    """Without the cases named in brackets, which are more or fewer with the figure before them."""
    return re.sub(r"（[^（）]*）", "", sentence.shape(report.bound))


def _cells(report: Report, sentence: Sentence) -> set[str]:
    """Every cell behind the sentence's figures and quoted words, with its sheet."""
    cited = {c.id: c.source for c in report.draft.citations}
    found: set[str] = set()
    for run in sentence.runs:
        if run.kind in ("figure", "citation"):
            source = report.draft.figures[run.ref].source if run.kind == "figure" else cited[run.ref]
            for cells in source.cells:
                sheet, _, where = cells.partition("!")
                ends = [m for a in where.split(":") if (m := re.fullmatch(r"([A-Z]+)(\d+)", a))]
                rows = [int(m[2]) for m in ends]
                found |= {f"{sheet}!{ends[0][1]}{n}" for n in range(rows[0], rows[-1] + 1)}
    return found
