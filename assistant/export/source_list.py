"""The 依据清单: pages after the letter on which each figure and cited paper can be checked by hand."""

from collections.abc import Sequence

from docx.document import Document
from docx.text.paragraph import Paragraph

from assistant.export.page import Page
from assistant.export.page_setup import begin_loose_section, close_body
from assistant.export.quotation import written_in
from assistant.export.sources import SourceRow
from assistant.export.tables import dress, new_table, set_type
from assistant.export.wordml import add_paragraph, writable

HEADING = "依据清单"
_NOTE = "供核对用，印发前取下。段号自正文第一段起数，小标题、表格各算一段；粗体为信中数字及其在原文的写法。"
_COLUMNS = ("序号", "在信中", "依据（文号，日期）", "原文摘录与位置")
_SHARES = (0.07, 0.22, 0.28, 0.43)


def add_source_list(document: Document, page: Page, rows: Sequence[SourceRow]) -> None:
    """Appends the list on pages of its own; nothing when there are no rows."""
    if not rows:
        return
    begin_loose_section(document, page, f"{HEADING}（不随文印发）")
    add_paragraph(document, "DafuSourcesTitle").add_run(HEADING)
    add_paragraph(document, "DafuSourcesText").add_run(_NOTE)
    widths = [int(page.width_twips * share) for share in _SHARES]
    table = new_table(document, len(rows) + 1, widths)
    for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _write(page, cell.paragraphs[0], name, (name,))
    last = ""
    for line, row in zip(list(table.rows)[1:], rows, strict=True):
        number, place, basis, quote = (cell.paragraphs[0] for cell in line.cells)
        _write(page, number, str(row.number))
        _write(page, place, "：".join(filter(None, (row.place, "、".join(row.items)))), row.figures)
        _write(page, basis, "同上" if row.basis == last else row.basis)
        where = f"（{row.where}）" if row.where else ""
        written = tuple(written_in(row.quote, figure) for figure in row.figures)
        _write(page, quote, (f"“{row.quote}”" if row.quote else "") + where, written)
        last = row.basis
    close_body(document)


def _write(page: Page, paragraph: Paragraph, text: str, bold: Sequence[str] = ()) -> None:
    """``text`` with the first occurrence of each of ``bold``, in order or not, in bold."""
    dress(paragraph, page.sources)
    heavy = [False] * len(text)
    for words in filter(None, bold):
        at = next((i for i in range(len(text)) if text.startswith(words, i) and not heavy[i]), -1)
        if at >= 0:
            heavy[at : at + len(words)] = [True] * len(words)
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or heavy[end] != heavy[start]:
            run = paragraph.add_run(writable(text[start:end]))
            set_type(run._r, page.sources)
            run.bold = heavy[start] or None
            start = end
