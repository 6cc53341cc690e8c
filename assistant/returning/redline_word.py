"""The 花脸稿 as Word: the draft with the edits as tracked changes. Accepting all gives what came back, rejecting all the
draft."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from assistant.export import page as pages
from assistant.export.page import Page
from assistant.export.page_setup import close_body, set_up_page
from assistant.export.replacing import replacing
from assistant.export.styles import set_styles, strip_template
from assistant.export.tables import dress, new_table, set_type
from assistant.export.wordml import add_paragraph, element, writable
from assistant.returning.comparing import Returned
from assistant.returning.redline import Piece, Row, rows, table_rows

AUTHOR = "修改"
_TAGS = {"old": "del", "new": "ins"}


def write_redline(returned: Returned, out: Path) -> None:
    """Raises InputError when ``out`` can't be written."""
    page = pages.load()
    document = Document()
    strip_template(document)
    set_styles(document, page)
    set_up_page(document, page, "complete", first_number=True)
    writer = _Writer(document, page)
    for row in rows(returned):
        if row.block.kind == "table":
            writer.table(row)
        else:
            writer.paragraphs(row)
    close_body(document)
    core = document.core_properties
    core.title, core.author, core.comments = "花脸稿", AUTHOR, ""
    with replacing(out) as part:
        document.save(str(part))


class _Writer:
    """Writes rows at the end of a document, its changes numbered."""

    def __init__(self, document: WordDocument, page: Page) -> None:
        self._document = document
        self._page = page
        self._ids = count(1)
        self._now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def paragraphs(self, row: Row) -> None:
        """A line end that only one version has is a paragraph's mark that came or went."""
        style = self._page.style_of(row.block)
        paragraph = add_paragraph(self._document, style)._p
        for piece in row.pieces:
            for n, line in enumerate(piece.text.split("\n")):
                if n:
                    self._mark(paragraph, piece.stay)
                    paragraph = add_paragraph(self._document, style)._p
                self._run(paragraph, Piece(piece.stay, line))
        stays = {p.stay for p in row.pieces}
        if len(stays) == 1:
            self._mark(paragraph, stays.pop())

    def table(self, row: Row) -> None:
        lines = table_rows(row)
        columns = max(map(len, lines))
        width = self._page.width_twips // columns
        table = new_table(self._document, len(lines), [width] * columns)
        for line, made in zip(lines, table.rows, strict=True):
            for cell, written in zip(line, made.cells, strict=False):
                paragraph = written.paragraphs[0]
                dress(paragraph, self._page.table)
                for piece in cell:
                    self._run(paragraph._p, piece)
                for run in paragraph._p.iter(qn("w:r")):
                    set_type(run, self._page.table)
            stays = {p.stay for cell in line for p in cell}
            if len(stays) == 1 and (tag := _TAGS.get(stays.pop())):
                made._tr.get_or_add_trPr().append(self._change(tag))

    def _run(self, parent: Any, piece: Piece) -> None:
        if not piece.text:
            return
        tag = _TAGS.get(piece.stay)
        text = element("delText" if tag == "del" else "t")
        text.text = writable(piece.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run = element("r", text)
        parent.append(self._change(tag, run) if tag else run)

    def _mark(self, paragraph: Any, stay: str) -> None:
        if tag := _TAGS.get(stay):
            paragraph.get_or_add_pPr().append(element("rPr", self._change(tag)))

    def _change(self, tag: str, *inner: Any) -> Any:
        return element(tag, *inner, id=next(self._ids), author=AUTHOR, date=self._now)
