"""What a form prints around the text of a paper: 标志, red rules, 签发人, 版记. None of it is text of the draft: it is marked
by a character style (``FORM_STYLE``) that reading back leaves out."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph

from assistant.export.page import TWIPS_PER_PT, Page, twips
from assistant.export.wordml import Element, add_paragraph, element, own_line, own_run, set_properties, set_style

Head = Literal["none", "letter", "document"]
Fill = Callable[[Paragraph], object]


@dataclass(frozen=True)
class Layout:
    """How a paper is printed. ``signer`` (签发人) and ``printed`` (印发日期) are for the head ``document``; ``label`` stands
    under the title (征求意见稿)."""

    head: Head = "none"
    signer: str = ""
    printed: datetime.date | None = None
    label: str = ""


FORM_STYLE, FORM_NAME = "DafuForm", "公文版式"
_INK_ABOVE = 0.047
_INK_BELOW = 0.12
"""By how much of its size the ink of a line of exact height stands out above it, and ends above its foot: measured in
a rendered page; Word sets such lines with the same base line, at four fifths of their height."""
_LINE_FOOT = 0.20
"""The share of a line of exact height that is below its base line."""


def letter_head(section: Section, page: Page, sign: str) -> None:
    """标志 and the double rules of the first page of a 信函: thick over thin above, thin over thick below. The header
    ends on a line of the grid, so that the text below it keeps to the grid."""
    rule = page.letter_head
    header = section.first_page_header
    head = header.paragraphs[0] if not header.paragraphs[0].text else header.add_paragraph()
    _sign(head, page, sign, rule.size_pt, rule.font, rule.color)
    line = page.margins.top_twips + page.grid.pitch_twips
    used = head_distance(page, "letter") + round(rule.size_pt * TWIPS_PER_PT) + _rule_height(page)
    _rule(header.add_paragraph(), page, "thickThinSmallGap", line - used)
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    _rule(footer.paragraphs[-1], page, "thinThickSmallGap", 20)


def head_distance(page: Page, head: Head) -> int:
    """Twips from the edge of the paper to the header's first line."""
    if head == "letter":
        return twips(page.letter_head.top_mm) + round(_INK_ABOVE * page.letter_head.size_pt * TWIPS_PER_PT)
    return 851


def number_under_rule(page: Page, paragraph: Paragraph) -> None:
    """The first element below the rule of a 信函, 7/8 of a line of type from it (10.1)."""
    size = page.size_of(page.styles["Normal"])
    pitch = page.grid.pitch_twips
    above_ink = round((1 - _LINE_FOOT) * pitch - (1 - _LINE_FOOT + _INK_ABOVE) * size * TWIPS_PER_PT)
    set_properties(
        paragraph,
        element("snapToGrid", val=0),
        element(
            "spacing", before=twips(page.letter_head.number_below_mm) - above_ink, after=0, line=pitch, lineRule="exact"
        ),
    )


def document_head(document: Document, page: Page, sign: str) -> None:
    """标志 of the 文件格式 as the first paragraph of the body."""
    rule = page.document_head
    paragraph = add_paragraph(document, "Normal")
    _sign(paragraph, page, sign + rule.word, rule.size_pt, rule.font, rule.color)
    before = twips(rule.top_mm) + round(_INK_ABOVE * rule.size_pt * TWIPS_PER_PT)
    _spacing(paragraph).set(qn("w:before"), str(before))


def rule_under_number(page: Page, paragraph: Paragraph, signer: str, number: str = "") -> None:
    """上行文: 文号 one character in, 签发人 at the right end of its line, the red rule 4 mm below. ``number`` stands for a
    文号 that the draft does not have."""
    rule = page.document_head
    size = page.size_of(page.styles["Normal"])
    blank = rule.signer_indent_chars
    foot = round(_LINE_FOOT * page.grid.pitch_twips / TWIPS_PER_PT - _INK_BELOW * size)
    border = element("bottom", val="single", sz=rule.rule_eighths, color=rule.color)
    border.set(qn("w:space"), str(max(0, round(twips(rule.rule_below_mm) / TWIPS_PER_PT) - foot)))
    right = page.width_twips - round(blank * size * TWIPS_PER_PT)
    set_properties(
        paragraph,
        element("pBdr", border),
        element("tabs", element("tab", val="right", pos=right)),
        element(
            "spacing", before=rule.number_below_lines * page.grid.pitch_twips, after=0,
            line=page.grid.pitch_twips, lineRule="exact",
        ),
        element("ind", firstLineChars=blank * 100, firstLine=round(blank * size * TWIPS_PER_PT)),
        element("jc", val="left"),
    )  # fmt: skip
    body = page.styles["Normal"]
    numbered = own_run(number, page.font_of(body), size, style=FORM_STYLE)
    if number:
        numbered.rPr.append(element("highlight", val="yellow"))
    paragraph._p.append(numbered)
    paragraph._p.append(_tab())
    paragraph._p.append(own_run("签发人：", page.font_of(body), size, style=FORM_STYLE))
    named = own_run(signer or "〔待补充〕", rule.signer_font, size, style=FORM_STYLE)
    if not signer:
        named.rPr.append(element("highlight", val="yellow"))
    paragraph._p.append(named)


def add_label(document: Document, page: Page, label: str) -> None:
    """（征求意见稿） on a line of its own under the title."""
    paragraph = add_paragraph(document, "Normal")
    own_line(paragraph, "center", page.grid.pitch_twips)
    size = page.size_of(page.styles["Normal"])
    paragraph._p.append(own_run(f"（{label}）", page.styles["Heading2"].font, size, style=FORM_STYLE))


def imprint(document: Document, page: Page, issuer: str, date: datetime.date | None, fill_copies: Fill | None) -> None:
    """版记 at the foot of the last page: 抄送, which ``fill_copies`` writes (None: nobody gets one), then 印发机关 and
    印发日期. A table that floats at the foot of the text area, as Word's users make it: the rules of paragraphs would be
    as short as their text."""
    rule, style = page.imprint, page.styles["DafuCopies"]
    size, blank = page.size_of(style), rule.indent_chars
    rows = _imprint_table(document, page, 1 if fill_copies is None else 2)
    if fill_copies:
        fill_copies(rows[0])
    right = page.width_twips - round(blank * size * TWIPS_PER_PT)
    set_properties(
        rows[-1],
        element("tabs", element("tab", val="right", pos=right)),
        element("ind", firstLineChars=blank * 100, firstLine=round(blank * size * TWIPS_PER_PT)),
    )
    day = f"{date.year}年{date.month}月{date.day}日" if date else "　　年　月　日"
    rows[-1]._p.append(own_run(issuer, page.font_of(style), size, style=FORM_STYLE))
    rows[-1]._p.append(_tab())
    rows[-1]._p.append(own_run(f"{day}印发", page.font_of(style), size, style=FORM_STYLE))


def _imprint_table(document: Document, page: Page, rows: int) -> list[Paragraph]:
    table = document.add_table(rows, 1)
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    line = {"val": "single", "space": 0, "color": "000000"}
    thick, thin = line | {"sz": page.imprint.thick_eighths}, line | {"sz": page.imprint.thin_eighths}
    borders = (element("top", **thick), element("bottom", **thick), element("insideH", **thin))
    place = element(
        "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="page",
        tblpX=page.margins.left_twips, tblpYSpec="bottom",
    )  # fmt: skip
    properties.append(place)
    properties.append(element("tblOverlap", val="never"))
    properties.append(element("tblW", w=page.width_twips, type="dxa"))
    properties.append(element("tblBorders", *borders))
    properties.append(element("tblLayout", type="fixed"))
    properties.append(element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("left", "right"))))
    table._tbl.tblGrid.gridCol_lst[0].set(qn("w:w"), str(page.width_twips))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        set_style(row.cells[0].paragraphs[0], "DafuCopies")
    return [row.cells[0].paragraphs[0] for row in table.rows]


def foot_frame(page: Page) -> Element:
    """Keeps a paragraph at the bottom of the text area."""
    return element(
        "framePr", w=page.width_twips, hSpace=0, wrap="notBeside", vAnchor="margin", hAnchor="margin",
        xAlign="left", yAlign="bottom",
    )  # fmt: skip


def _sign(paragraph: Paragraph, page: Page, text: str, size: float, font: str, color: str) -> None:
    """In one line of the text area: a long name is set in narrower letters of the same height."""
    own_line(paragraph, "center", round(size * TWIPS_PER_PT))
    run = own_run(text, font, size, color, style=FORM_STYLE)
    percent = int(page.width_twips / TWIPS_PER_PT / (len(text) * size) * 100)
    if percent < 100:
        run.rPr.find(qn("w:spacing")).addnext(element("w", val=percent))
    paragraph._p.append(run)


def _rule_height(page: Page) -> int:
    """Twips of a double rule: the thick line, the gap and the thin line, these two of 3/4 point each."""
    return round((page.letter_head.rule_eighths / 8 + 1.5) * TWIPS_PER_PT)


def _rule(paragraph: Paragraph, page: Page, kind: str, height: int) -> None:
    """A double rule in the middle of the paper: it begins left of the text area and ends right of it."""
    rule = page.letter_head
    own_line(paragraph, "center", height)
    edge = (twips(page.paper.width_mm) - twips(rule.rule_mm)) // 2
    border = element("bottom", val=kind, sz=rule.rule_eighths, space=0, color=rule.color)
    sides = {"left": edge - page.margins.left_twips, "right": edge - page.margins.right_twips}
    set_properties(paragraph, element("pBdr", border), element("ind", **sides))


def _spacing(paragraph: Paragraph) -> Element:
    return paragraph._p.get_or_add_pPr().find(qn("w:spacing"))


def _tab() -> Element:
    return element("r", element("rPr", element("rStyle", val=FORM_STYLE)), element("tab"))
