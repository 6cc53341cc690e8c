"""Paper, margins, grid and page numbers."""

from copy import deepcopy

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header  # pyright: ignore[reportPrivateUsage]  # the types have no public name

from assistant.draft import State
from assistant.export.heads import Head, head_distance, letter_head
from assistant.export.page import Page, twips
from assistant.export.wordml import element, own_line, own_run, page_field, run_fonts

_UNFINISHED = {
    "interrupted": "〔未完成：起草被人停止，不得印发〕",
    "incomplete": "〔未完成：起草中断，不得印发〕",
}
_DASH_TWIPS = 134
"""From the foot of the line of a page number up to its dash, measured in a rendered page."""


def set_up_page(
    document: Document, page: Page, state: State, *, head: Head = "none", sign: str = "", first_number: bool = False
) -> None:
    """Lays out the only section of ``document``. ``sign`` is the 标志 of a ``head``; ``first_number`` says whether the
    first page shows its number; a ``state`` other than complete is said on top of every page."""
    section = document.sections[0]
    _size(section, page, head_distance(page, head))
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    _number(section.footer, page, "right")
    _number(section.even_page_footer, page, "left")
    if first_number:
        _number(section.first_page_footer, page, "right")
    for header in (section.header, section.even_page_header, section.first_page_header):
        _banner(header, page, _UNFINISHED.get(state, ""))
    if head == "letter":
        letter_head(section, page, sign)


def close_body(document: Document) -> None:
    """A frame at the foot of the page and a table need a paragraph after them; it takes no room."""
    body = document.element.body
    last = body[-2] if len(body) > 1 else None
    if last is None or last.tag == qn("w:tbl") or last.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None:
        properties = document.add_paragraph()._p.get_or_add_pPr()
        properties.append(element("snapToGrid", val="0"))
        properties.append(element("spacing", before=0, after=0, line=14, lineRule="exact"))
        properties.append(element("rPr", element("sz", val=2)))


def begin_loose_section(document: Document, page: Page, label: str) -> None:
    """Ends the letter: what follows begins on a new page, off the grid, without page numbers, with ``label`` below."""
    last = document.paragraphs[-1]._p.get_or_add_pPr()
    final = document.element.body.sectPr
    last.append(deepcopy(final))
    for name in ("w:headerReference", "w:footerReference", "w:docGrid", "w:titlePg"):
        for found in final.findall(qn(name)):  # only the references go: their parts are the letter's
            final.remove(found)
    section = document.sections[-1]
    for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
        part.is_linked_to_previous = False
    for footer in (section.footer, section.even_page_footer):
        own_line(footer.paragraphs[0], "center", 280)
        footer.paragraphs[0]._p.append(own_run(label, page.sources.font, page.sources.size_pt))


def _size(section: Section, page: Page, header: int) -> None:
    properties = section._sectPr
    for name in ("w:pgSz", "w:pgMar", "w:docGrid"):
        if (found := properties.find(qn(name))) is not None:
            properties.remove(found)
    m, foot = page.margins, twips(page.letter_head.rule_bottom_mm)
    paper = element("pgSz", w=twips(page.paper.width_mm), h=twips(page.paper.height_mm))
    margins = element(
        "pgMar", top=m.top_twips, right=m.right_twips, bottom=m.bottom_twips, left=m.left_twips,
        header=header, footer=foot, gutter=0,
    )  # fmt: skip
    columns = properties.find(qn("w:cols"))
    columns.addprevious(paper)
    columns.addprevious(margins)
    columns.addnext(element("docGrid", type="lines", linePitch=page.grid.pitch_twips))


def _number(footer: _Footer, page: Page, side: str) -> None:
    """— 1 — with its dash 7 mm below the text area, one character in from the edge."""
    rule = page.page_number
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    above_edge = page.margins.bottom_twips - twips(rule.below_mm) - _DASH_TWIPS
    own_line(paragraph, side, 280, above_edge - twips(page.letter_head.rule_bottom_mm))
    blank = {f"{side}Chars": rule.indent_chars * 100, side: round(rule.indent_chars * rule.size_pt * 20)}
    paragraph._p.get_or_add_pPr().find(qn("w:jc")).addprevious(element("ind", **blank))
    before, after = rule.text
    paragraph._p.append(own_run(before, rule.font, rule.size_pt))
    for child in page_field():
        paragraph._p.append(element("r", element("rPr", *run_fonts(rule.font, rule.size_pt)), child))
    paragraph._p.append(own_run(after, rule.font, rule.size_pt))


def _banner(header: _Header, page: Page, text: str) -> None:
    header.is_linked_to_previous = False
    own_line(header.paragraphs[0], "center", 280)
    if text:
        header.paragraphs[0]._p.append(own_run(text, "黑体", page.sources.size_pt, "C00000"))
