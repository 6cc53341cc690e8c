"""Excel files: the evidence beside a letter, and the summary of a batch. Text from outside is never a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.export.replacing import replacing
from assistant.export.wordml import writable

Value = str | int | float | None

CELL = 32_000
"""Excel holds 32767 characters in a cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """``columns`` are heading and width in characters."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]


def write_workbook(sheets: Sequence[Sheet], out: Path) -> None:
    """Raises InputError when ``out`` cannot be written; then nothing of it is there."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _fill(workbook.create_sheet(sheet.name), sheet)
    with replacing(out) as part:
        workbook.save(part)


def _fill(worksheet: Worksheet, sheet: Sheet) -> None:
    top = Alignment(vertical="top", wrap_text=True)
    for c, (name, width) in enumerate(sheet.columns, 1):
        cell = worksheet.cell(1, c, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        worksheet.column_dimensions[get_column_letter(c)].width = width
    for r, row in enumerate(sheet.rows, 2):
        for c, value in enumerate(row, 1):
            text = writable(value)[:CELL] if isinstance(value, str) else None
            cell = worksheet.cell(r, c, value if text is None else text)
            cell.alignment = top
            if text is not None:
                cell.data_type = "s"  # "=…" stays text, here …
                cell.quotePrefix = text.startswith(_FORMULA)  # … and when a person edits the cell
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = worksheet.dimensions
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = "1:1"
