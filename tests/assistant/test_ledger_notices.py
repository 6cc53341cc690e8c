"""What is said of a ledger beside its figures: blank roles, and marks of cases that were closed after the day."""

from datetime import date
from pathlib import Path

from made_ledgers import USUAL, Row, cases, saved, table

from assistant.intake.workbook import read_ledger
from assistant.ledger import Ledger
from assistant.tallies import tallies

ROWS = cases(17, 6, 6, roles=("主办",), weights=(1,), left=0, late=0)
LETTERS = {header: chr(65 + n) for n, (header, _) in enumerate(USUAL)}


def ledger(at: Path, rows: list[Row]) -> Ledger:
    return read_ledger(saved(at / "台账.xlsx", {"台账": table(rows, USUAL)}))


def test_a_blank_role_among_others_is_named_with_its_cell(tmp_path: Path) -> None:
    rows = [x | {"role": ""} if n in (2, 5) else x for n, x in enumerate(ROWS)]
    (notice,) = (n for n in ledger(tmp_path, rows).notices if "是空白，计入总数" in n.message)
    column = LETTERS["办理方式"]
    assert notice.cell == f"{column}4、{column}7"
    assert notice.message.startswith("2件的办理方式")


def test_a_ledger_with_all_roles_says_nothing_of_them(tmp_path: Path) -> None:
    assert not [n for n in ledger(tmp_path, ROWS).notices if "空白" in n.message]


def test_marks_of_cases_that_the_day_counts_as_open_are_named(tmp_path: Path) -> None:
    book = ledger(tmp_path, ROWS)
    day = sorted(x["c"] for x in ROWS)[len(ROWS) // 2]
    later = [x for x in ROWS if x["c"] > day]
    told = [n.message for n in tallies(book, day, date(2026, 12, 1)).notices]
    answered = sum(x["sat"] in ("满意", "基本满意", "不满意") for x in later)
    assert any(m.startswith(f"当日还没有办结的{answered}件填了满意度") for m in told)
    assert any(m.startswith(f"当日还没有办结的{sum(bool(x['face']) for x in later)}件填了面复") for m in told)
    assert not [n for n in tallies(book, None).notices if "当日还没有办结" in n.message]
