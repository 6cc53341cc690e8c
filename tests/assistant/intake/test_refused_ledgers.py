"""Ledgers that are refused whole, and columns that nobody has."""

from datetime import date
from pathlib import Path

import pytest
from made_ledgers import USUAL, cases, saved, table

from assistant import yearly
from assistant.intake.workbook import read_ledger
from knowledge_base import profiles
from knowledge_base.errors import InputError

ROWS = cases(7, 5, 8)


@pytest.mark.parametrize("mark", ["机密★10年", "秘密★1年", "密级：机密"])
def test_a_classified_ledger_is_refused(tmp_path: Path, mark: str) -> None:
    file = saved(tmp_path / "台账.xlsx", {"台账": [[mark], *table(ROWS, USUAL)]})
    with pytest.raises(InputError, match="涉密不上网"):
        read_ledger(file)


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, USUAL)})
    with pytest.raises(InputError, match="ZZ列不在"):
        read_ledger(file, {"台账!ZZ": "办理结果"})


def test_nothing_is_said_of_results_before_any_case_is_closed(tmp_path: Path) -> None:
    file = saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, USUAL)})
    made, _ = yearly.write_report(
        read_ledger(file), profiles.load("省工业和信息化厅"), "dept-annual", as_of=date(2026, 2, 21)
    )
    assert "A类" not in made.sections[0].text
    assert "已办结的" not in made.sections[0].text


def test_an_office_that_answers_no_case_tells_no_rate_of_meetings(tmp_path: Path) -> None:
    rows = cases(7, 5, 8, roles=("会办", "参阅"), weights=(3, 1), left=0, late=0)
    file = saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)})
    made, _ = yearly.write_report(
        read_ledger(file), profiles.load("省工业和信息化厅"), "dept-annual", as_of=date(2026, 12, 5)
    )
    assert "面复率" not in made.sections[0].text
