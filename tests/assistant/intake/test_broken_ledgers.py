"""Broken ledgers end in a right reading, a question or one sentence that names the cell; never in a wrong count."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from made_ledgers import USUAL, Row, as_csv, cases, only, saved, table
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from assistant.intake.workbook import read_ledger
from assistant.tallies import tallies
from knowledge_base.errors import InputError

ROWS = cases(21, 8, 12)


def letter(name: str) -> str:
    return chr(65 + [h for h, _ in USUAL].index(name))


def with_cells(at: Path, rows: list[Row] = ROWS, **cells: Any) -> Path:
    """The plain ledger with single cells replaced, by address."""
    path = saved(at / "台账.xlsx", {"台账": table(rows, USUAL)})
    book = load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for address, value in cells.items():
        sheet[address] = value
    book.save(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as e:
        read_ledger(path)
    assert "\n" not in str(e.value)
    return str(e.value)


def remarks(path: Path) -> str:
    ledger = read_ledger(path)
    told = (*ledger.notices, *ledger.questions)
    return "\n".join(f"{n.sheet}!{n.cell} {n.message}" for n in told)


def test_a_month_13_is_named(tmp_path: Path) -> None:
    assert "P5 “2026-13-05”在日历上不存在" in refused(with_cells(tmp_path, P5="2026-13-05"))


def test_a_second_table_under_the_first_is_not_read_by_the_first_ones_columns(tmp_path: Path) -> None:
    lines = table(ROWS[:8], USUAL)
    second = table(ROWS[8:], only("编号", "类别", "标题", "办理方式", "办结日期", "满意度"))
    assert "A10 这里像是另一张表的表头" in refused(saved(tmp_path / "台账.xlsx", {"台账": [*lines, *second]}))


def test_a_comma_that_shifts_a_line_of_a_csv_is_named(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "台账.csv", table(ROWS, USUAL), "utf-8")
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[3] = lines[3].replace("关于做好", "关于,做好")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert "A4:Q4 这一行比表头多出1格" in refused(path)


def test_a_title_line_with_commas_in_a_csv_is_no_fault(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "台账.csv", [["某市,2026年台账"], [], *table(ROWS, USUAL)], "utf-8")
    assert len(read_ledger(path).of("this")) == 20


def test_an_error_value_in_the_role_is_named(tmp_path: Path) -> None:
    assert "I7 " in refused(with_cells(tmp_path, I7="#DIV/0!"))


def test_a_year_far_from_the_others_is_told(tmp_path: Path) -> None:
    assert "台账!P5 年份与其他日期（多为2026年）相差太远" in remarks(with_cells(tmp_path, P5="2062-04-01"))


def test_a_session_of_the_other_house_is_told(tmp_path: Path) -> None:
    assert "台账!D4 届次与类别对不上" in remarks(with_cells(tmp_path, D4="市政协十四届五次会议"))


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    lines = table(ROWS, [*USUAL, ("办结日期", lambda x: x["d"])])
    path = saved(tmp_path / "台账.xlsx", {"台账": lines})
    assert "台账!W1 有2列都叫“办结日期”，这一列没有读" in remarks(path)
    assert [c.closed for c in read_ledger(path).of("this")] == [x["c"] for x in ROWS]


def test_a_sheet_of_an_earlier_year_without_a_name_that_says_so_is_asked_about(tmp_path: Path) -> None:
    earlier = cases(22, 5, 6, year=2025, left=0)
    path = saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, USUAL), "Sheet2": table(earlier, USUAL)})
    (question,) = (q for q in read_ledger(path).questions if q.about == "year")
    assert question.sheet == "Sheet2"
    assert "多是2025年交办的" in question.message
    ledger = read_ledger(path, {"Sheet2": "上年"})
    assert (len(ledger.of("this")), len(ledger.of("last"))) == (20, 11)
    assert not [q for q in ledger.questions if q.about == "year"]


def test_a_ledger_that_says_no_role_is_asked_about_and_the_answer_counts(tmp_path: Path) -> None:
    path = saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, [c for c in USUAL if c[0] != "办理方式"])})
    ledger = read_ledger(path)
    (question,) = (q for q in ledger.questions if q.about == "role")
    ids = {f.id for f in tallies(ledger).figures}
    assert not [i for i in ids if i.startswith(("role:", "satisfaction:", "rate.satisfied", "face"))]
    answered = read_ledger(path, {question.value: "主办"})
    assert {c.role for c in answered.of("this")} == {"主办"}
    assert not answered.questions


@pytest.mark.parametrize(("state", "answer", "done"), [("办理中", "已办结", True), ("办理中", "未办结", False)])
def test_a_state_against_the_closing_date_is_asked_about_and_settled(
    tmp_path: Path, state: str, answer: str, *, done: bool
) -> None:
    lines = table(ROWS, [*USUAL, ("办结情况", lambda x: state if x["n"] == 1 else "已办结" if x["c"] else "在办")])
    path = saved(tmp_path / "台账.xlsx", {"台账": lines})
    assert [q.cell for q in read_ledger(path).questions] == ["W2"]
    settled = read_ledger(path, {state: answer})
    assert not settled.questions
    assert settled.of("this")[0].done is done


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x00\x01\x02\x03" * 400, "台账.csv"),
        ('编号,类别,标题\n001,建议,"没有配对的引号\n002,建议,乙\n'.encode(), "引号没有配对"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "台账.csv"),
    ],
)
def test_a_csv_that_is_none_is_said(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(content)
    assert told in refused(path)


def test_a_workbook_cut_short_is_said(tmp_path: Path) -> None:
    path = with_cells(tmp_path)
    path.write_bytes(path.read_bytes()[:3000])
    assert "台账.xlsx" in refused(path)


def _without(path: Path, part: str) -> Path:
    changed = path.with_name("缺件.xlsx")
    with ZipFile(path) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename != part:
                new.writestr(item, old.read(item.filename))
    return changed


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_one_of_its_parts_is_said(tmp_path: Path, part: str) -> None:
    assert "缺件.xlsx" in refused(_without(with_cells(tmp_path), part))


def test_dates_counted_from_1904_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    path = saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, USUAL)})
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["P2"] = datetime(2026, 4, 1)  # a workbook's dates have no zone
    book.save(path)
    assert read_ledger(path).of("this")[0].closed == datetime(2026, 4, 1).date()


def _text_for(column: str, value: Any) -> Callable[[Path], Path]:
    return lambda at: with_cells(at, **{f"{letter(column)}6": value})


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("办理方式", "主办/协办", "I6"), ("类别", "建议提案", "C6"), ("满意度", "100%", "T6"), ("是否面复", "电话", "S6"),
        ("办理方式", 1, "I6"), ("类别", True, "C6"), ("是否公开", "依申请公开", "U6"),
    ],
)  # fmt: skip
def test_a_word_in_the_wrong_place_is_asked_about_by_cell(tmp_path: Path, column: str, value: Any, told: str) -> None:
    assert told in [q.cell for q in read_ledger(_text_for(column, value)(tmp_path)).questions]


@pytest.mark.parametrize(
    ("column", "value"), [("联名人数", "若干"), ("联名人数", -3), ("交办日期", "上周"), ("办理时限", 12)]
)
def test_a_value_that_is_no_number_or_no_day_is_refused_by_cell(tmp_path: Path, column: str, value: Any) -> None:
    assert f"{letter(column)}6 " in refused(_text_for(column, value)(tmp_path))
