"""The 依据清单: pages after the letter on which each figure and cited paper can be checked by hand."""

import re

from docx.document import Document
from docx.text.paragraph import Paragraph

from assistant.draft import Draft
from assistant.export.page import Page
from assistant.export.page_setup import begin_loose_section, close_body
from assistant.export.sources import SourceRow, source_rows
from assistant.export.tables import dress, new_table, set_type
from assistant.export.wordml import add_paragraph, writable

HEADING = "依据清单"
_NOTE = "供核对用，印发前取下。段号自正文第一段起数，小标题、表格各算一段；粗体为信中数字在原文的写法。"
_COLUMNS = ("序号", "在信中", "内容", "依据（文号，日期）", "原文摘录与位置")
_SHARES = (0.07, 0.15, 0.16, 0.27, 0.35)


def add_source_list(document: Document, page: Page, draft: Draft) -> None:
    """Appends the list on pages of its own; nothing when the draft has neither figure nor citation."""
    rows = source_rows(draft)
    if not rows:
        return
    begin_loose_section(document, page, f"{HEADING}（不随文印发）")
    add_paragraph(document, "DafuSourcesTitle").add_run(HEADING)
    add_paragraph(document, "DafuSourcesText").add_run(_NOTE)
    widths = [int(page.width_twips * share) for share in _SHARES]
    table = new_table(document, len(rows) + 1, widths)
    for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _write(page, cell.paragraphs[0], name, bold=name)
    for line, row in zip(table.rows[1:], rows, strict=True):
        for cell, text, bold in zip(line.cells, _texts(row), ("", "", row.item, "", _digits(row)), strict=True):
            _write(page, cell.paragraphs[0], text, bold=bold)
    close_body(document)


def _texts(row: SourceRow) -> tuple[str, str, str, str, str]:
    place = row.place or "所在一节的依据"
    quote = f"“{row.quote}”" if row.quote else ""
    where = f"（{row.where}）" if row.where else ""
    return str(row.number), place, row.item, row.basis, quote + where


def _digits(row: SourceRow) -> str:
    """The figure as its source writes it, to stand out in the quotation."""
    if row.kind != "figure":
        return ""
    digits = re.search(r"\d[\d,，.]*", row.item)
    for wanted in (row.item, digits.group() if digits else ""):
        if wanted and wanted in row.quote:
            return wanted
    return ""


def _write(page: Page, paragraph: Paragraph, text: str, *, bold: str) -> None:
    """``text`` with the first ``bold`` in it in bold."""
    dress(paragraph, page.sources)
    before, found, after = text.partition(bold) if bold else (text, "", "")
    for part, heavy in ((before, False), (found, True), (after, False)):
        if part:
            run = paragraph.add_run(writable(part))
            set_type(run._r, page.sources)
            run.bold = heavy or None
