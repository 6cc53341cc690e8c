"""附件 of a report: the table of its cases, every cell a figure of the ledger."""

from datetime import date
from pathlib import Path

import docx
import pytest
from made_ledgers import USUAL, cases, saved, table

from assistant import yearly
from assistant.checks import CheckReport
from assistant.drafting.reports import Report
from assistant.intake.workbook import read_ledger
from knowledge_base import profiles
from knowledge_base.errors import InputError

PROFILE = profiles.load("省工业和信息化厅")
DAY = date(2026, 6, 30)


def report(at: Path, roles: tuple[str, ...], weights: tuple[int, ...]) -> tuple[Report, CheckReport]:
    rows = cases(83, 8, 12, roles=roles, weights=weights, left=0, late=0)
    ledger = read_ledger(saved(at / "台账.xlsx", {"台账": table(rows, USUAL)}))
    return yearly.write_report(ledger, PROFILE, "dept-annual", as_of=DAY, table=True)


def test_the_word_file_ends_with_a_table_whose_cells_are_figures(tmp_path: Path) -> None:
    made, checked = report(tmp_path, ("主办", "会办"), (3, 2))
    assert [f for f in checked.findings if f.severity == "error"] == []
    yearly.export(made, PROFILE, tmp_path / "报告.docx", sources="none")
    last = docx.Document(str(tmp_path / "报告.docx")).tables[-1]
    told = [[cell.text for cell in row.cells] for row in last.rows]
    assert [row[0] for row in told[1:]] == ["人大代表建议", "政协提案", "合计"]
    counts = [[int(cell.removesuffix("件")) for cell in row[1:]] for row in told[1:]]
    assert all(sum(row[:-1]) == row[-1] for row in counts)
    assert [a + b for a, b in zip(counts[0], counts[1], strict=True)] == counts[2]
    block = made.draft.blocks[-1]
    figures = [made.draft.figures[r.ref] for r in block.runs if r.kind == "figure"]
    assert len(figures) == sum(map(len, counts))
    assert all(f.source.cells for f in figures if f.value)


def test_a_ledger_of_one_role_has_no_table_and_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="做不出建议提案承办情况统计表"):
        report(tmp_path, ("主办",), (1,))
