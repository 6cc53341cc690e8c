"""Where the parts of a letter stand that depend on their neighbours: signature, date, attachments, copies."""

import re

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from assistant.draft import Block, Draft
from assistant.export.heads import foot_frame
from assistant.export.page import Page, at_foot
from assistant.export.wordml import element, set_properties

_ATTACHMENT = re.compile(r"(附件[:：])?(\s*\d+[.．])?")


def place(page: Page, draft: Draft, number: int, paragraph: Paragraph, *, sealed: bool, imprint: bool = False) -> None:
    """Sets on ``paragraph``, which holds block ``number``, what depends on the text beside the block: indents of
    signature and date, hanging lines, what keeps together. ``sealed`` leaves room for the 印章; with an ``imprint`` (版记) nothing else stands at the foot."""
    block = draft.blocks[number]
    following = draft.blocks[number + 1].kind if number + 1 < len(draft.blocks) else ""
    if following in ("signature", "date", "note") or (
        following == "attachment" and block.kind in ("attachment", "closing", "paragraph")
    ):
        paragraph.paragraph_format.keep_with_next = True  # neither signature nor note stands on a page without text
    if block.kind in ("signature", "date"):
        blank = _sealed_blank(page, draft, block) if sealed else _unsealed_blank(page, draft, block)
        _indent(paragraph, right=blank)
        if block.kind == "signature" and (not number or draft.blocks[number - 1].kind != "signature"):
            rule = page.signature
            _space_before(page, paragraph, rule.sealed_before_lines if sealed else rule.unsealed_before_lines)
    elif block.kind == "attachment":
        _hang_attachment(page, draft, number, block, paragraph)
    elif block.kind == "copies" or at_foot(block):
        hang_copies(page, block, paragraph)
        if not imprint:
            set_properties(paragraph, foot_frame(page))
    elif block.kind in ("class-mark", "number") and any(b.kind == "title" for b in draft.blocks[:number]):
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER  # under the title it stands in the middle


def _sealed_blank(page: Page, draft: Draft, block: Block) -> float:
    """Characters left free at the right (7.3.5.1): the date four from the edge, each signature centred over it; one
    too long for that moves both to the left, so that neither leaves the text area."""
    longest = max((_width(b.text) for b in draft.blocks if b.kind == "signature"), default=0.0)
    date = max((_width(b.text) for b in draft.blocks if b.kind == "date"), default=0.0)
    centre = max(page.signature.sealed_date_right_chars + date / 2, longest / 2)
    return centre - _width(block.text) / 2


def _unsealed_blank(page: Page, draft: Draft, block: Block) -> float:
    """Characters left free at the right (7.3.5.2): the date begins two characters right of where the signature
    begins; a date that would so reach nearer to the edge than two characters moves both."""
    sign = max((_width(b.text) for b in draft.blocks if b.kind == "signature"), default=0.0)
    date = max((_width(b.text) for b in draft.blocks if b.kind == "date"), default=0.0)
    rule = page.signature
    shift = max(0.0, date - sign)  # the date is the longer one
    if block.kind == "signature":
        return rule.sign_right_chars + (shift + rule.date_shift_chars if shift else 0) + sign - _width(block.text)
    return rule.sign_right_chars if shift else rule.sign_right_chars + sign - rule.date_shift_chars - date


def _space_before(page: Page, paragraph: Paragraph, lines: int) -> None:
    spacing = paragraph._p.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:beforeLines"), str(lines * 100))
    spacing.set(qn("w:before"), str(lines * page.grid.pitch_twips))


def line_below(page: Page, paragraph: Paragraph) -> None:
    """An empty line's height under a paragraph."""
    spacing = paragraph._p.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:afterLines"), "100")
    spacing.set(qn("w:after"), str(page.grid.pitch_twips))


def _width(text: str) -> float:
    """In characters: a Western letter or digit is half as wide."""
    return sum(0.5 if ord(c) < 0x2E80 and c not in "　〔〕—“”‘’…" else 1 for c in text)


def _indent(
    paragraph: Paragraph, *, left: float = 0, right: float = 0, hanging: float = 0, size_pt: float = 16
) -> None:
    def both(name: str, chars: float) -> dict[str, int]:
        return {f"{name}Chars": round(chars * 100), name: round(chars * size_pt * 20)} if chars else {}

    set_properties(paragraph, element("ind", **both("left", left), **both("right", right), **both("hanging", hanging)))


def _hang_attachment(page: Page, draft: Draft, number: int, block: Block, paragraph: Paragraph) -> None:
    match = _ATTACHMENT.match(block.text)
    label, numeral = (match.group(1) or "", match.group(2) or "") if match else ("", "")
    left = 2 + 3 + _width(numeral)
    _indent(paragraph, left=left, hanging=_width(label + numeral))
    if number and draft.blocks[number - 1].kind == "attachment":
        _space_before(page, paragraph, 0)


def hang_copies(page: Page, block: Block, paragraph: Paragraph) -> None:
    """抄送: one character free on both sides, what runs over aligned behind the colon (7.4.2)."""
    size = page.size_of(page.styles["DafuCopies"])
    label = re.match("(抄送|公开属性)[:：]", block.text)
    label = label.end() if label else 0
    _indent(paragraph, left=1 + label, right=1, hanging=label, size_pt=size)
