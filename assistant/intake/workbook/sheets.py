"""A file's sheets as rows of values, whatever the format; what is wrong with the file is one sentence."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from lxml import html as lxml_html
from python_calamine import CalamineError, PasswordError, SheetVisibleEnum, load_workbook

from assistant.intake.workbook.marks import Marks, marks_of
from knowledge_base.errors import InputError
from knowledge_base.readers.sniffing import form_of
from knowledge_base.readers.text import decode

Value = str | Decimal | date | bool
"""A cell's value; an empty cell is an empty string."""
_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".csv")


@dataclass(frozen=True)
class RawSheet:
    """Rows from the sheet's first row and column on, so that an index is an address. ``name`` is "" for a csv."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """Merged ranges as ((row, column), (row, column)) from 0."""


@dataclass(frozen=True)
class RawBook:
    sheets: tuple[RawSheet, ...]
    said: tuple[str, ...] = ()
    """What was assumed about the file as a whole."""


def open_book(path: Path) -> RawBook:
    """Raises InputError in one sentence for what is no readable workbook."""
    if not path.is_file():
        raise InputError(f"找不到台账文件 {path}，请检查路径。")
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise InputError(f"“{path.name}”不是电子表格，台账请用 {'、'.join(_SUFFIXES)} 格式。")
    data = path.read_bytes()
    form = form_of(data, ".xlsx" if suffix == ".xlsm" else suffix, path.name)
    if form == "html":
        return _html(data, path.name)
    if form == "text":
        return _csv(data, path.name)
    return _workbook(data, path.name, suffix)


def _workbook(data: bytes, name: str, suffix: str) -> RawBook:
    try:
        book = load_workbook(io.BytesIO(data))
        marks = marks_of(data, name, book.sheet_names) if data.startswith(b"PK") else {}
        sheets = []
        for at, meta in enumerate(book.sheets_metadata):
            if "work" not in str(meta.typ).lower():
                continue
            sheet = book.get_sheet_by_index(at)
            rows = [[_plain(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
            hidden = meta.visible != SheetVisibleEnum.Visible
            merged = tuple(sheet.merged_cell_ranges or ())
            sheets.append(RawSheet(meta.name, rows, hidden, marks.get(meta.name, Marks()), merged))
    except PasswordError as e:
        raise InputError(f"“{name}”设了密码，请去掉密码另存后再试。") from e
    except (CalamineError, OSError, ValueError) as e:
        raise InputError(f"表格“{name}”已损坏，打不开，请用 Excel 或 WPS 另存一份后再试。") from e
    return RawBook(tuple(sheets), tuple(_format_said(data, name, suffix)))


def _format_said(data: bytes, name: str, suffix: str) -> Iterator[str]:
    zipped = data.startswith(b"PK")
    if suffix == ".xls" and zipped:
        yield f"“{name}”的后缀是 .xls，内容其实是 xlsx，已按内容读取"
    elif suffix in (".xlsx", ".xlsm") and not zipped:
        yield f"“{name}”的后缀是 {suffix}，内容其实是旧版 xls，已按内容读取"
    elif suffix == ".xlsm":
        yield f"“{name}”带宏，宏没有运行，只读了单元格"
    if not zipped:
        yield f"“{name}”是旧版 xls，看不出隐藏的行和没有算出结果的公式，有的话请另存为 xlsx 再传"


def _csv(data: bytes, name: str) -> RawBook:
    text = decode(data, name)
    try:
        dialect = csv.Sniffer().sniff(text[:4_000], delimiters=",;\t，")
        dialect.doublequote = True
    except csv.Error:
        dialect = csv.excel
    try:
        rows: list[list[Value]] = [list[Value](row) for row in csv.reader(io.StringIO(text), dialect, strict=True)]
    except csv.Error as e:
        raise InputError(f"“{name}”不是有效的 CSV（{_csv_fault(e)}），请用 Excel 或 WPS 另存为 xlsx 后再试。") from e
    return RawBook((RawSheet("", rows),), _encoding_said(data, name))


def _encoding_said(data: bytes, name: str) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (f"“{name}”是 UTF-16 编码，已按这种编码读取",)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (f"“{name}”不是 UTF-8 编码，已按 GBK 一类的中文编码读取，请看一眼有没有乱码",)
    return ()


def _csv_fault(error: csv.Error) -> str:
    quotes = any(w in str(error) for w in ("EOF", "end of data", "expected after"))
    return "引号没有配对" if quotes else "格式不对"


def _html(data: bytes, name: str) -> RawBook:
    """A page saved as .xls by an office system: its widest table."""
    text = decode(data, name)
    root = lxml_html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    tables = [[_cells(tr) for tr in table.iter("tr")] for table in root.iter("table")]
    if not tables:
        raise InputError(f"“{name}”其实是网页，里面没有表格，请另存为 xlsx 后再试。")
    rows = max(tables, key=len)
    return RawBook((RawSheet("", rows),), (f"“{name}”其实是网页表格，已按网页读取，建议另存为 xlsx",))


def _cells(row: lxml_html.HtmlElement) -> list[Value]:
    cells: list[Value] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            span = str(cell.get("colspan", "1"))
            cells.append(str(cell.text_content()).strip())
            cells += [""] * ((int(span) if span.isdecimal() else 1) - 1)
    return cells


def _plain(value: int | float | str | bool | date | datetime | time | timedelta | None) -> Value:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool | date | str):
        return value
    if isinstance(value, int | float):
        return Decimal(repr(value)).normalize() if value != int(value) else Decimal(int(value))
    return "" if value is None else str(value)
