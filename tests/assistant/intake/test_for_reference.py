"""参阅 cases get no answer: one without a closing date counts as its cell says, and a person may say that it is closed."""

from pathlib import Path

import openpyxl
import pytest

from assistant.intake.workbook import read_ledger
from assistant.ledger import Ledger
from assistant.tallies.sheet import tallies

HEAD = ("编号", "类别", "标题", "办理方式", "交办日期", "办理时限", "办结日期", "办理状态")


def ledger(at: Path, *roles: tuple[str, str, str], confirm: dict[str, str] | None = None) -> Ledger:
    """Rows of (办理方式, 办结日期, 办理状态)."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    for n, (role, closed, state) in enumerate(roles, 1):
        sheet.append((f"{n:04}", "建议", f"关于第{n}项工作的建议", role, "2026-02-10", "2026-05-10", closed, state))
    book.save(at / "台账.xlsx")
    return read_ledger(at / "台账.xlsx", confirm)


DONE, OPEN, REFERENCE = ("主办", "2026-04-08", ""), ("主办", "", ""), ("参阅", "", "")


def test_it_counts_as_open_and_is_told_with_its_cell(tmp_path: Path) -> None:
    found = ledger(tmp_path, DONE, OPEN, REFERENCE)
    assert [c.done for c in found.cases] == [True, False, False]
    assert [(q.about, q.cell, q.value, q.message[:11]) for q in found.questions] == [
        ("reference", "D4", "参阅", "1件参阅件没有办结日期")
    ]


@pytest.mark.parametrize(("answer", "done"), [("已办结", True), ("未办结", False)])
def test_a_person_may_say_what_it_is(tmp_path: Path, answer: str, done: bool) -> None:
    found = ledger(tmp_path, DONE, OPEN, REFERENCE, confirm={"参阅": answer})
    assert found.cases[2].done is done
    assert not found.idle
    assert not found.questions


@pytest.mark.parametrize("row", [("参阅", "", "正在办理"), ("参阅件", "2026-03-02", "")])
def test_what_the_ledger_itself_says_of_it_stands(tmp_path: Path, row: tuple[str, str, str]) -> None:
    found = ledger(tmp_path, DONE, row, confirm={"正在办理": "未办结"} if row[2] else None)
    assert found.cases[1].done is bool(row[1])
    assert not found.questions


def test_an_answer_that_is_none_is_refused(tmp_path: Path) -> None:
    found = ledger(tmp_path, DONE, REFERENCE, confirm={"参阅": "随便"})
    assert [q.value for q in found.questions] == ["参阅"]


def test_confirmed_as_closed_it_is_no_open_case_of_the_figures(tmp_path: Path) -> None:
    found = ledger(tmp_path, DONE, DONE, REFERENCE, confirm={"参阅": "已办结"})
    figures = {t.id: t for t in tallies(found).figures}
    assert (figures["done"].value, figures["open"].value) == (3, 0)
