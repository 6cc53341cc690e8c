"""What goes with a letter or into its file: 征询意见表, 当面答复记录, 寄送清单. Their columns are ``facts/enclosures.toml``."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import _Cell  # pyright: ignore[reportPrivateUsage]  # the type has no public name
from pydantic import BaseModel, ConfigDict

from assistant.export import page as pages
from assistant.export.page import Page
from assistant.export.page_setup import set_up_page
from assistant.export.replacing import replacing
from assistant.export.styles import set_styles, strip_template
from assistant.export.tables import dress, new_table, set_type
from assistant.export.wordml import add_paragraph, writable
from knowledge_base.profiles import Profile

_LABEL, _LEAST_MM = 0.16, 11
"""Share of the width for a name of a cell, and the least height of a row."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Part):
    """Names and contents by turns: two cells over the whole width, or four."""

    cells: tuple[str, ...]
    height: float = 0


class EnclosureForm(_Part):
    key: str
    file: str
    title: str
    each: Literal["lead", "all"]
    roles: tuple[str, ...]
    foot: str
    rows: tuple[Row, ...] = ()
    head: tuple[str, ...] = ()


class _Forms(_Part):
    form: tuple[EnclosureForm, ...]


@dataclass(frozen=True)
class Delivery:
    """Who gets what, in how many copies."""

    to: str
    what: str
    copies: int = 1


@cache
def enclosure_forms() -> tuple[EnclosureForm, ...]:
    source = files("knowledge_base") / "facts" / "enclosures.toml"
    return _Forms.model_validate(tomllib.loads(source.read_text(encoding="utf-8"))).form


def write_enclosure(
    form: EnclosureForm, values: Mapping[str, str], deliveries: Sequence[Delivery], profile: Profile, out: Path
) -> None:
    """Writes one form with what is known filled in. Raises InputError when ``out`` can't be written."""
    page = pages.of_house(profile.house)
    document = Document()
    strip_template(document)
    set_styles(document, page)
    set_up_page(document, page, "complete")
    title = add_paragraph(document, "Title")
    title.add_run(writable(form.title.format_map(values)))
    title.paragraph_format.space_before = Mm(0)
    title.paragraph_format.space_after = Mm(4)
    if form.rows:
        _sheet(document, page, form.rows, values)
    else:
        _list(document, page, form.head, list(_lines(deliveries)))
    add_paragraph(document, "DafuSourcesText").add_run(writable(form.foot.format_map(values)))
    core = document.core_properties
    core.title, core.author, core.comments = form.file, profile.name, ""
    with replacing(out) as part:
        document.save(str(part))


def _sheet(document: WordDocument, page: Page, rows: Sequence[Row], values: Mapping[str, str]) -> None:
    label = int(page.width_twips * _LABEL)
    content = page.width_twips // 2 - label
    table = new_table(document, len(rows), [label, content, label, page.width_twips - 2 * label - content])
    for row, made in zip(rows, table.rows, strict=True):
        made.height_rule, made.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(max(row.height, _LEAST_MM))
        cells = [made.cells[0], made.cells[1].merge(made.cells[3])] if len(row.cells) == 2 else made.cells
        for n, (cell, text) in enumerate(zip(cells, row.cells, strict=True)):
            _say(cell, page, text.format_map(values), middle=n % 2 == 0)


def _list(document: WordDocument, page: Page, head: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    shares = (0.07, 0.26, 0.2, 0.07, 0.12, 0.15, 0.13)
    widths = [int(page.width_twips * s) for s in shares[: len(head)]]
    table = new_table(document, len(lines) + 1, widths)
    for line, made in zip((head, *lines), table.rows, strict=True):
        made.height_rule, made.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(_LEAST_MM)
        for n, (cell, text) in enumerate(zip(made.cells, line, strict=True)):
            _say(cell, page, text, middle=line is head or n != 1)


def _lines(deliveries: Sequence[Delivery]) -> Iterator[tuple[str, ...]]:
    for n, d in enumerate(deliveries, 1):
        yield str(n), d.to, d.what, str(d.copies), "", "", ""


def _say(cell: _Cell, page: Page, text: str, *, middle: bool) -> None:
    """A paragraph a line; contents stand at the left, names in the middle."""
    for n, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if n else cell.paragraphs[0]
        dress(paragraph, page.table)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_type(paragraph.add_run(writable(line))._r, page.table)
