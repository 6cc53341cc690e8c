"""The pieces of WordprocessingML that python-docx has no call for."""

import re
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

Element = Any  # an lxml element; docx.oxml types only some of them

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def writable(text: str) -> str:
    """``text`` without the characters that no XML file can hold."""
    return _UNWRITABLE.sub("", text)


def element(tag: str, /, *children: Element, **attributes: object) -> Element:
    """``<w:tag w:attribute="value">`` with children."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def add_paragraph(document: Document, style_id: str) -> Paragraph:
    """An empty paragraph at the end of the body, in the style with this id (python-docx knows styles by name)."""
    made = document.add_paragraph()
    set_style(made, style_id)
    return made


def set_style(paragraph: Paragraph, style_id: str) -> None:
    paragraph._p.get_or_add_pPr().insert(0, element("pStyle", val=style_id))


def run_fonts(font: str, size_pt: float, **extra: object) -> list[Element]:
    """Font in all four slots (python-docx fills only the Western two; ``western`` is another one for these) and size, as
    children of ``w:rPr``."""
    slots = dict.fromkeys(_SLOTS, extra.get("western") or font) | {"eastAsia": font}
    fonts = element("rFonts", **slots)
    fonts.set(qn("w:hint"), "eastAsia")
    half_points = round(size_pt * 2)
    color = [element("color", val=extra["color"])] if "color" in extra else []
    spacing = [element("spacing", val=extra["spacing"])] if "spacing" in extra else []
    bold = [element("b"), element("bCs")] if extra.get("bold") else []
    return [fonts, *bold, *color, *spacing, element("sz", val=half_points), element("szCs", val=half_points)]


def set_properties(paragraph: Paragraph, *children: Element) -> None:
    """Puts ``children`` among the paragraph's properties in the order that the schema asks for, each in place of what
    the paragraph had of its kind."""
    properties = paragraph._p.get_or_add_pPr()
    for child in children:
        for old in properties.findall(child.tag):
            properties.remove(old)
        rank = _rank(child)
        after = next((c for c in properties if _rank(c) > rank), None)
        if after is None:
            properties.append(child)
        else:
            after.addprevious(child)


def _rank(child: Element) -> int:
    return _PARAGRAPH_ORDER.index(child.tag.rsplit("}", 1)[-1])


def own_line(paragraph: Paragraph, align: str, height: int, after: int = 0) -> None:
    """Off the paragraph's style and off the grid: one line of exactly ``height`` twips."""
    properties = paragraph._p.get_or_add_pPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", before=0, after=max(0, after), line=height, lineRule="exact"))
    properties.append(element("jc", val=align))


def own_run(text: str, font: str, size_pt: float, color: str = "000000", *, style: str = "") -> Element:
    """A run with its own type, in the character style ``style``."""
    written = element("t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    named = [element("rStyle", val=style)] if style else []
    return element("r", element("rPr", *named, *run_fonts(font, size_pt, color=color, spacing=0)), written)


def page_field() -> list[Element]:
    """The number of the page, as runs' children: begin, instruction, separator, shown value, end."""
    instruction = element("instrText")
    instruction.text = " PAGE "
    shown = element("t")
    shown.text = "1"
    return [
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        shown,
        element("fldChar", fldCharType="end"),
    ]
