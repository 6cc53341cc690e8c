"""Tables: a block of tab-separated lines becomes a real one, its runs kept whole."""

from collections.abc import Callable, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from assistant.draft import Block, Run
from assistant.export.marks import with_marks
from assistant.export.page import Page, Small
from assistant.export.wordml import element, run_fonts

Cell = tuple[Run, ...]
_TOGETHER = 3
"""Rows at the beginning that no page end parts: a head with one row under it looks like a mistake."""

_LONG = 16
"""Characters from which a cell tells in sentences: its column is set flush left, the others in the middle."""


def cells(block: Block) -> tuple[tuple[Cell, ...], ...]:
    """Rows of cells of runs; the tabs and line ends between them are left out. A run that holds one is divided."""
    rows: list[list[list[Run]]] = [[[]]]
    for run in with_marks(block.runs):
        for i, line in enumerate(run.text.split("\n")):
            if i:
                rows.append([[]])
            for j, text in enumerate(line.split("\t")):
                if j:
                    rows[-1].append([])
                if text:
                    rows[-1][-1].append(Run(text, run.kind, run.ref))
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)


def add_table(document: Document, page: Page, block: Block, fill: Callable[[Paragraph, Cell], object]) -> Table:
    """A ruled table over the whole text area; its first row is repeated on each page. ``fill`` writes the runs of a cell."""
    rows = cells(block)
    columns = max(map(len, rows))
    widths = _shares([max(_length(r[c]) for r in rows if c < len(r)) for c in range(columns)], page.width_twips)
    told = {c for c in range(columns) if any(c < len(r) and _length(r[c]) == _LONG for r in rows[1:])}
    table = new_table(document, len(rows), widths)
    for number, (row, written_row) in enumerate(zip(rows, table.rows, strict=True)):
        for j, cell in enumerate(written_row.cells):
            paragraph = cell.paragraphs[0]
            dress(paragraph, page.table)
            if number < min(_TOGETHER, len(rows)) - 1:
                paragraph.paragraph_format.keep_with_next = True
            if not number or j not in told:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            fill(paragraph, row[j] if j < len(row) else ())
            for written in paragraph.runs:
                set_type(written._r, page.table)
    return table


def new_table(document: Document, rows: int, widths: Sequence[int]) -> Table:
    """An empty table with fixed columns (twips), rows that no page end cuts, and a heading row."""
    table = document.add_table(rows, len(widths))
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(element("tblStyle", val="DafuTable"))
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    properties.append(element("jc", val="center"))
    properties.append(element("tblLayout", type="fixed"))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(column.nsmap["w"].join("{}") + "w", str(width))
    for number, row in enumerate(table.rows):
        kept = row._tr.get_or_add_trPr()
        kept.append(element("cantSplit"))
        if not number:
            kept.append(element("tblHeader"))
        for cell, width in zip(row.cells, widths, strict=True):
            in_cell = cell._tc.get_or_add_tcPr()
            for child in list(in_cell):
                in_cell.remove(child)
            in_cell.append(element("tcW", w=width, type="dxa"))
            in_cell.append(element("vAlign", val="center"))
    return table


def dress(paragraph: Paragraph, kind: Small) -> None:
    """Line pitch of its own, off the grid, set flush left."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", before=0, after=0, line=round(kind.line_pt * 20), lineRule="exact"))
    properties.append(element("jc", val="left"))


def set_type(run: "object", kind: Small) -> None:
    """Font and size on a ``w:r``, before whatever it already says (a highlight stays)."""
    properties = run.get_or_add_rPr()  # pyright: ignore[reportAttributeAccessIssue]  # an lxml element
    for hint in properties.findall(qn("w:rFonts")):
        properties.remove(hint)
    for i, child in enumerate(run_fonts(kind.font, kind.size_pt, spacing=0)):
        properties.insert(i, child)


def _length(cell: Cell) -> int:
    return max(2, min(_LONG, sum(len(run.text) for run in cell)))


def _shares(lengths: list[int], total: int) -> list[int]:
    """``total`` divided as the square roots of the lengths, so that a long column doesn't starve the short ones."""
    weights = [n**0.5 for n in lengths]
    widths = [int(total * w / sum(weights)) for w in weights]
    widths[-1] += total - sum(widths)
    return widths
