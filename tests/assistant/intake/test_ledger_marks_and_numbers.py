"""Rows that are struck through, several numbers in one cell, themes in a column called 类别."""

from collections.abc import Callable
from pathlib import Path

import made_ledgers as made
import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from assistant.intake.workbook import read_ledger

CASES = made.cases(21, 10, 12, left=1, late=1)


def ledger_file(path: Path, numbers: dict[int, str] | None = None, total: str = "") -> Path:
    rows = [dict(row, num=(numbers or {}).get(i, row["num"])) for i, row in enumerate(CASES)]
    lines = made.table(rows, made.USUAL)
    return made.saved(path, {"台账": [*lines, *([["合计", "", "", "", total]] if total else [])]})


def struck(path: Path, cells: Callable[[int], bool], row: int) -> None:
    book = load_workbook(path)
    for n, cell in enumerate(book["台账"][row]):
        if cells(n):
            cell.font = Font(strike=True)
    book.save(path)


def test_a_row_struck_through_is_asked_about(tmp_path: Path) -> None:
    path = ledger_file(tmp_path / "台账.xlsx")
    struck(path, lambda _: True, 5)
    ledger = read_ledger(path)
    assert [(q.about, q.cell, q.value) for q in ledger.questions] == [("withdrawn", "E5", "删除线")]
    assert len(ledger.cases) == 22
    assert len(read_ledger(path, {"删除线": "不计"}).cases) == 21
    assert not read_ledger(path, {"删除线": "计入"}).questions


def test_a_single_cell_struck_through_is_told(tmp_path: Path) -> None:
    path = ledger_file(tmp_path / "台账.xlsx")
    struck(path, lambda n: n == 8, 7)
    ledger = read_ledger(path)
    assert not ledger.questions
    assert [n.cell for n in ledger.notices if "删除线" in n.message] == ["I7"]


@pytest.mark.parametrize(("number", "more"), [("012、013", 1), ("015-017", 2), ("第216号、第217号", 1), ("3/4", 1)])
def test_several_numbers_in_one_cell_are_asked_about(number: str, more: int, tmp_path: Path) -> None:
    path = ledger_file(tmp_path / "台账.xlsx", {3: number})
    asked = [q for q in read_ledger(path).questions if q.about == "several"]
    assert [(q.cell, q.value) for q in asked] == [("B5", "一格几个编号")]
    each = read_ledger(path, {"一格几个编号": "按编号计"})
    assert len(each.cases) == 22 + more
    assert len(read_ledger(path, {"一格几个编号": "一行一件"}).cases) == 22


@pytest.mark.parametrize(("total", "cases"), [("共23件", 23), ("共22件", 22)])
def test_the_ledgers_own_total_decides(total: str, cases: int, tmp_path: Path) -> None:
    ledger = read_ledger(ledger_file(tmp_path / "台账.xlsx", {3: "301、302"}, total))
    assert len(ledger.cases) == cases
    assert not [q for q in ledger.questions if q.about in ("several", "total")]
    assert [n.cell for n in ledger.notices if "几个编号" in n.message] == ["B5"]


@pytest.mark.parametrize("number", ["2026-012", "W353", "D003号", "012", "13-12"])
def test_other_numbers_are_one(number: str, tmp_path: Path) -> None:
    assert not read_ledger(ledger_file(tmp_path / "台账.xlsx", {3: number})).questions


def test_themes_in_a_column_named_for_kinds_are_read_with_a_notice(tmp_path: Path) -> None:
    called = {"类别": "建议/提案", "主题分类": "类别"}
    columns = [(called.get(name, name), of) for name, of in made.USUAL]
    ledger = read_ledger(made.saved(tmp_path / "台账.xlsx", {"台账": made.table(CASES, columns)}))
    assert [c.theme for c in ledger.cases] == [row["theme"] for row in CASES]
    assert any("类别→主题分类" in n.message for n in ledger.notices)
    assert {c.kind for c in ledger.cases} == {"建议", "提案"}
