"""Workbooks (xlsx, xls, et) and csv as tables: one row a line, cells parted by tabs."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, PasswordError, load_workbook

from knowledge_base.errors import InputError
from knowledge_base.readers.percentages import as_percentage, percentage_cells
from knowledge_base.readers.text import decode

Cell = int | float | str | bool | date | datetime | time | timedelta | None


def read_workbook(data: bytes, name: str) -> str:
    """The sheets in order, each under its name when there are several (hidden ones too: their figures count)."""
    try:
        book = load_workbook(io.BytesIO(data))
        percentages = percentage_cells(data, name)
        sheets = [
            (sheet, _values(book.get_sheet_by_name(sheet), percentages.get(sheet, set()))) for sheet in book.sheet_names
        ]
    except PasswordError as e:
        raise InputError(f"“{name}”设了密码，请去掉密码另存后再试。") from e
    except (CalamineError, OSError, ValueError) as e:
        raise InputError(f"表格“{name}”已损坏，打不开，请用 Excel 或 WPS 另存一份后再试。") from e
    blocks = [(sheet, lines) for sheet, rows in sheets if (lines := _lines(rows))]
    if not blocks:
        raise InputError(f"表格“{name}”里没有内容，请检查后再试。")
    return "\n".join("\n".join(([sheet] if len(blocks) > 1 else []) + lines) for sheet, lines in blocks)


def _values(sheet: CalamineSheet, percentages: set[tuple[int, int]]) -> list[list[str]]:
    top, left = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True)
    return [
        [
            as_percentage(cell) if isinstance(cell, float) and (top + i, left + j) in percentages else _shown(cell)
            for j, cell in enumerate(row)
        ]
        for i, row in enumerate(rows)
    ]


def read_csv(data: bytes, name: str) -> str:
    """The rows of a csv in any of the usual encodings, parted by commas, semicolons or tabs."""
    text = decode(data, name)
    try:
        dialect = csv.Sniffer().sniff(text[:4_000], delimiters=",;\t，")
    except csv.Error:
        dialect = csv.excel
    try:
        return "\n".join(_lines(list(csv.reader(io.StringIO(text), dialect))))
    except csv.Error as e:
        raise InputError(f"表格“{name}”不是有效的 CSV，请用 Excel 或 WPS 另存为 CSV 后再试。") from e


def _lines(rows: list[list[str]]) -> list[str]:
    """The rows that hold something, without the columns that are empty throughout."""
    full = [row for row in rows if any(cell.strip() for cell in row)]
    used = sorted({i for row in full for i, cell in enumerate(row) if cell.strip()})
    return ["\t".join(_one_line(row[i]) if i < len(row) else "" for i in used) for row in full]


def _one_line(cell: str) -> str:
    return re.sub(r"\s*[\r\n\t]\s*", " ", cell.strip())


def _shown(cell: Cell) -> str:
    """A value as a person reads it: whole numbers bare, dates as 2025年7月9日."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10f}".rstrip("0")
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return str(cell)
