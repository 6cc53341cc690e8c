"""What a form prints around the text of a paper: 标志, red rules, 签发人, 版记. None of it is text of the draft: it is marked
by a character style (``FORM_STYLE``) that reading back leaves out."""

import datetime
from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph

from assistant.export.page import TWIPS_PER_PT, Page, twips
from assistant.export.wordml import Element, add_paragraph, element, own_line, own_run, set_properties

Head = Literal["none", "letter", "document"]


@dataclass(frozen=True)
class Layout:
    """How a paper is printed. ``signer`` (签发人) and ``printed`` (印发日期) are for the head ``document``; ``label`` stands
    under the title (征求意见稿)."""

    head: Head = "none"
    signer: str = ""
    printed: datetime.date | None = None
    label: str = ""


FORM_STYLE = "DafuForm"
_INK_ABOVE = 0.047
_INK_BELOW = 0.12
"""By how much of its size the ink of a line of exact height stands out above it, and ends above its foot: measured in
a rendered page; Word sets such lines with the same base line, at four fifths of their height."""
_LINE_FOOT = 0.20
"""The share of a line of exact height that is below its base line."""


def letter_head(section: Section, page: Page, sign: str) -> None:
    """标志 and the double rules of the first page of a 信函: thick over thin above, thin over thick below."""
    rule = page.letter_head
    over = (twips(rule.rule_mm) - page.width_twips) // 2
    size = _fitting(sign, rule.size_pt, page)
    header = section.first_page_header
    head = header.paragraphs[0] if not header.paragraphs[0].text else header.add_paragraph()
    _sign(head, sign, size, rule.font, rule.color)
    gap = twips(rule.rule_below_mm) - round(_INK_BELOW * size * TWIPS_PER_PT)
    below = twips(rule.number_below_mm) - _ink_above_in_line(page)
    _rule(header.add_paragraph(), "thickThinSmallGap", rule.rule_eighths, over, gap, below, rule.color)
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    _rule(footer.paragraphs[-1], "thinThickSmallGap", rule.rule_eighths, over, 20, 0, rule.color)


def head_distance(page: Page, head: Head, sign: str) -> int:
    """Twips from the edge of the paper to the header's first line."""
    if head == "letter":
        size = _fitting(sign, page.letter_head.size_pt, page)
        return twips(page.letter_head.top_mm) + round(_INK_ABOVE * size * TWIPS_PER_PT)
    return 851


def document_head(document: Document, page: Page, sign: str) -> None:
    """标志 of the 文件格式 as the first paragraph of the body."""
    rule = page.document_head
    size = _fitting(sign + rule.word, rule.size_pt, page)
    paragraph = add_paragraph(document, "Normal")
    _sign(paragraph, sign + rule.word, size, rule.font, rule.color)
    before = twips(rule.top_mm) + round(_INK_ABOVE * size * TWIPS_PER_PT)
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
    paragraph._p.append(own_run(number, page.font_of(body), size, style=FORM_STYLE))
    paragraph._p.append(_tab())
    paragraph._p.append(own_run("签发人：", page.font_of(body), size, style=FORM_STYLE))
    paragraph._p.append(own_run(signer or "〔待补充〕", rule.signer_font, size, style=FORM_STYLE))


def add_label(document: Document, page: Page, label: str) -> None:
    """（征求意见稿） on a line of its own under the title."""
    paragraph = add_paragraph(document, "Normal")
    own_line(paragraph, "center", page.grid.pitch_twips)
    size = page.size_of(page.styles["Normal"])
    paragraph._p.append(own_run(f"（{label}）", page.styles["Heading2"].font, size, style=FORM_STYLE))


def imprint(document: Document, page: Page, issuer: str, date: datetime.date | None, *, alone: bool) -> None:
    """印发机关 and 印发日期 at the foot of the last page, in one frame with the 抄送 above them unless ``alone``."""
    rule, style = page.imprint, page.styles["DafuCopies"]
    size, blank = page.size_of(style), rule.indent_chars
    paragraph = add_paragraph(document, "DafuCopies")
    right = page.width_twips - round(blank * size * TWIPS_PER_PT)
    set_properties(
        paragraph,
        foot_frame(page),
        _imprint_rules(page, first=alone, last=True),
        element("tabs", element("tab", val="right", pos=right)),
        element("ind", firstLineChars=blank * 100, firstLine=round(blank * size * TWIPS_PER_PT)),
    )
    day = f"{date.year}年{date.month}月{date.day}日" if date else "　　年　月　日"
    paragraph._p.append(own_run(issuer, page.font_of(style), size, style=FORM_STYLE))
    paragraph._p.append(_tab())
    paragraph._p.append(own_run(f"{day}印发", page.font_of(style), size, style=FORM_STYLE))


def rules_round_copies(page: Page, paragraph: Paragraph) -> None:
    """The thick rule above 抄送 and the thin one between it and the 印发机关."""
    set_properties(paragraph, _imprint_rules(page, first=True, last=False))


def foot_frame(page: Page) -> Element:
    """Keeps a paragraph at the bottom of the text area."""
    return element(
        "framePr", w=page.width_twips, hSpace=0, wrap="notBeside", vAnchor="margin", hAnchor="margin",
        xAlign="left", yAlign="bottom",
    )  # fmt: skip


def _imprint_rules(page: Page, *, first: bool, last: bool) -> Element:
    rule = page.imprint
    sides = [("top", rule.thick_eighths)] if first else []
    sides.append(("bottom", rule.thick_eighths if last else rule.thin_eighths))
    return element("pBdr", *(element(side, val="single", sz=sz, space=0, color="000000") for side, sz in sides))


def _fitting(text: str, size: float, page: Page) -> float:
    """``size``, or the largest half point at which ``text`` stays in one line of the text area."""
    return min(size, int(page.width_twips / TWIPS_PER_PT / max(1, len(text)) * 2) / 2)


def _ink_above_in_line(page: Page) -> int:
    """From the top of a line of the grid to the ink of its characters."""
    size = page.size_of(page.styles["Normal"])
    return round((1 - _LINE_FOOT) * page.grid.pitch_twips - (1 - _LINE_FOOT + _INK_ABOVE) * size * TWIPS_PER_PT)


def _sign(paragraph: Paragraph, text: str, size: float, font: str, color: str) -> None:
    own_line(paragraph, "center", round(size * TWIPS_PER_PT))
    paragraph._p.append(own_run(text, font, size, color, style=FORM_STYLE))


def _rule(paragraph: Paragraph, kind: str, eighths: int, over: int, height: int, after: int, color: str) -> None:
    own_line(paragraph, "center", height)
    _spacing(paragraph).set(qn("w:after"), str(max(0, after)))
    border = element("pBdr", element("bottom", val=kind, sz=eighths, space=0, color=color))
    set_properties(paragraph, border, element("ind", left=-over, right=-over))


def _spacing(paragraph: Paragraph) -> Element:
    return paragraph._p.get_or_add_pPr().find(qn("w:spacing"))


def _tab() -> Element:
    return element("r", element("rPr", element("rStyle", val=FORM_STYLE)), element("tab"))
