"""The letter as a Word file: the layout of an official letter, its text exactly the draft's, its sources beside it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from assistant.draft import Block, Draft, Run
from assistant.export import page as pages
from assistant.export.annexes import MARK, TITLE, annexes
from assistant.export.heads import Layout, add_label, document_head, imprint, number_under_rule, rule_under_number
from assistant.export.marks import with_marks
from assistant.export.page import Page
from assistant.export.page_setup import close_body, set_up_page
from assistant.export.placement import hang_copies, line_below, place
from assistant.export.replacing import replacing
from assistant.export.source_list import add_source_list
from assistant.export.sources import SourceList, describe_row
from assistant.export.styles import set_styles, strip_template
from assistant.export.tables import add_table
from assistant.export.titles import title_lines
from assistant.export.wordml import add_paragraph, element, writable
from assistant.export.written import letter_text
from knowledge_base.errors import DafuError
from knowledge_base.profiles import Profile

Sources = Literal["list", "comments", "none"]

AUTHOR = "答复助手"
_PLAIN = Layout()
_BOTH_SCRIPTS = re.compile("[“”‘’…—·]")
"""Marks that Chinese and Western texts share."""
_HIGHLIGHT = {"missing": "yellow", "unverified": "cyan"}


def write_letter(
    draft: Draft, profile: Profile, out: Path, *, sources: Sources = "list", layout: Layout = _PLAIN
) -> None:
    """Writes ``draft`` to ``out``. The body holds ``draft.text`` exactly and in order; with ``sources="list"`` the
    依据清单 follows it on pages of its own, with ``"comments"`` it stands as comments at figures and citations.

    By default the 标志 and the red rules are left to the system that issues the letter. The file is read back before it
    takes its place. Raises InputError when ``out`` cannot be written.
    """
    page = pages.of_house(profile.house)
    document = Document()
    strip_template(document)
    set_styles(document, page)
    first_number = draft.kind not in ("reply", "opinion")  # 10.1: the first page of a letter shows none
    set_up_page(document, page, draft.state, head=layout.head, sign=profile.name, first_number=first_number)
    if layout.head == "document":
        document_head(document, page, profile.name)
        if all(b.kind != "number" for b in draft.blocks):
            rule_under_number(page, add_paragraph(document, "DafuNumber"), layout.signer, "〔待补充：发文字号〕")
    _set_properties(document, draft, profile)
    cited = SourceList(draft)
    notes = cited if sources == "comments" else None
    copies: Block | None = None
    attached = annexes(draft)
    for number, block in enumerate(draft.blocks):
        if layout.head == "document" and block.kind == "copies":
            copies = block
            continue
        style, shown = attached.get(number, ("", block))
        imprinted = layout.head == "document"
        paragraph = _add_block(document, page, shown, notes, style)
        if number in attached:
            if paragraph is not None and style == MARK:
                paragraph.paragraph_format.page_break_before = True
            elif paragraph is not None and style == TITLE:
                line_below(page, paragraph)  # 7.3.7: set as the paper itself, whose title has a line under it
        elif paragraph is not None:
            place(page, draft, number, paragraph, sealed=profile.sealed, imprint=imprinted)
            if imprinted and block.kind == "number":
                rule_under_number(page, paragraph, layout.signer)
            if layout.head == "letter" and number == 0 and block.kind in ("number", "class-mark"):
                number_under_rule(page, paragraph)
        if layout.label and block.kind == "title":
            add_label(document, page, layout.label)
    if layout.head == "document":
        _add_imprint(document, page, profile, layout, copies, notes)
    close_body(document)
    if sources == "list":
        add_source_list(document, page, cited.rows)
    with replacing(out) as part:
        document.save(str(part))
        if letter_text(part) != "".join(writable(draft.text).split()):
            raise DafuError(f"写出的 Word 文件与稿件文字不一致，未保存 {out}，请把稿件和本提示交给维护人员。")


def _set_properties(document: WordDocument, draft: Draft, profile: Profile) -> None:
    core = document.core_properties
    core.title = writable(next((b.text for b in draft.blocks if b.kind == "title"), ""))[:255]
    core.author = core.last_modified_by = profile.name
    core.comments = core.keywords = ""
    core.language = "zh-CN"
    core.created = core.modified = datetime.now(UTC)


def _add_block(
    document: WordDocument, page: Page, block: Block, notes: SourceList | None, style: str = ""
) -> Paragraph | None:
    """The paragraph of a block, in ``style`` or in its own; None for a table. ``notes`` are the sources to add as
    comments."""
    if block.kind == "table":
        add_table(document, page, block, lambda paragraph, runs: _fill(document, paragraph, runs, notes))
        return None
    paragraph = add_paragraph(document, style or page.style_of(block))
    titled = block.kind == "title" or style == TITLE
    _fill(document, paragraph, _title_runs(page, block) if titled else with_marks(block.runs), notes)
    return paragraph


def _add_imprint(
    document: WordDocument, page: Page, profile: Profile, layout: Layout, copies: Block | None, notes: SourceList | None
) -> None:
    def fill(paragraph: Paragraph) -> None:
        assert copies is not None
        hang_copies(page, copies, paragraph)
        _fill(document, paragraph, with_marks(copies.runs), notes)

    imprint(document, page, f"{profile.name}办公室", layout.printed, fill if copies else None)


def _fill(document: WordDocument, paragraph: Paragraph, runs: Iterable[Run], notes: SourceList | None) -> None:
    """Writes the runs; each source gets one comment in the paragraph, from its first run to its last."""
    spans: dict[int, list[WordRun]] = {}
    for run in runs:
        made = paragraph.add_run(writable(run.text))
        if _BOTH_SCRIPTS.search(run.text):  # else they take the Western font, and half its width
            made._r.get_or_add_rPr().insert(0, element("rFonts", hint="eastAsia"))
        if color := _HIGHLIGHT.get(run.kind):
            made._r.get_or_add_rPr().append(element("highlight", val=color))
        if notes and (row := notes.number(run)):
            spans.setdefault(row, []).append(made)
    for row, written in spans.items():
        assert notes is not None
        text = f"依据{row}：{describe_row(notes.rows[row - 1])}"
        document.add_comment(written, writable(text), author=AUTHOR, initials="答复")


def _title_runs(page: Page, block: Block) -> tuple[Run, ...]:
    """The title's runs with line breaks where the sense allows a cut; no other character is added."""
    width = int(page.width_twips / (page.size_of(page.styles["Title"]) * 20))
    ends: list[int] = []
    for line in title_lines(block.text, width)[:-1]:
        ends.append(len(line) + (ends[-1] if ends else 0))
    runs: list[Run] = []
    at = 0
    for run in with_marks(block.runs):
        cuts = [0, *(e - at for e in ends if 0 < e - at < len(run.text)), len(run.text)]
        text = "\n".join(run.text[a:b] for a, b in pairwise(cuts))
        runs.append(Run(("\n" if at in ends else "") + text, run.kind, run.ref))
        at += len(run.text)
    return tuple(runs)
