"""The pieces of WordprocessingML that python-docx has no call for."""

import re
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from assistant.export.page import Page, Style

Element = Any  # an lxml element; docx.oxml types only some of them

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
    made._p.get_or_add_pPr().insert(0, element("pStyle", val=style_id))
    return made


def run_fonts(font: str, size_pt: float, **extra: object) -> list[Element]:
    """Font in all four slots (python-docx fills only the Western two) and size, as children of ``w:rPr``."""
    fonts = element("rFonts", **dict.fromkeys(_SLOTS, font))
    fonts.set(qn("w:hint"), "eastAsia")
    half_points = round(size_pt * 2)
    color = [element("color", val=extra["color"])] if "color" in extra else []
    spacing = [element("spacing", val=extra["spacing"])] if "spacing" in extra else []
    return [fonts, *color, *spacing, element("sz", val=half_points), element("szCs", val=half_points)]


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


def set_styles(document: Document, page: Page) -> None:
    """Replaces the template's styles by those of ``page``, and its fonts by theirs with the names that may stand in."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    defaults = element("rPr", *run_fonts(page.styles["Normal"].font, page.styles["Normal"].size_pt))
    defaults.append(element("lang", val="en-US", eastAsia="zh-CN"))
    styles.append(element("docDefaults", element("rPrDefault", defaults), element("pPrDefault", element("pPr"))))
    for key, style in page.styles.items():
        styles.append(_style(page, key, style))
    for name in ("CommentText", "CommentReference"):
        styles.append(_comment_style(name))
    styles.append(_table_style())
    _set_fonts(document, page)


def _style(page: Page, key: str, style: Style) -> Element:
    normal = key == "Normal"
    made = element("style", element("name", val=style.name), type="paragraph", styleId=key)
    if normal:
        made.set(qn("w:default"), "1")
    else:
        made.append(element("basedOn", val="Normal"))
        made.append(element("next", val="DafuBody"))
    made.append(element("qFormat"))
    made.append(_paragraph_properties(page, style, normal))
    font, size = page.font_of(style), page.size_of(style)
    spacing = page.grid.spacing_twips if size == page.styles["Normal"].size_pt else 0
    made.append(element("rPr", *run_fonts(font, size, spacing=spacing)))
    return made


def _paragraph_properties(page: Page, style: Style, normal: bool) -> Element:
    """Children in the order that the schema asks for."""
    made = element("pPr")
    if style.level or "title" in style.blocks:
        made.append(element("keepNext"))
        made.append(element("keepLines"))
    if normal:  # a page holds its 22 lines, and digits take their own width
        made.append(element("widowControl", val="0"))
        made.append(element("autoSpaceDE", val="0"))
        made.append(element("autoSpaceDN", val="0"))
    if style.line_pt:  # the grid would round its lines up to a multiple of its own
        made.append(element("snapToGrid", val="0"))
    line = round(style.line_pt * 20) or page.grid.pitch_twips
    spacing = element("spacing", line=line, lineRule="exact", after=0)
    if style.before_lines:
        spacing.set(qn("w:beforeLines"), str(style.before_lines * 100))
    spacing.set(qn("w:before"), str(style.before_lines * page.grid.pitch_twips))
    made.append(spacing)
    if style.first_line_chars:
        width = round(page.size_of(style) * 20)
        made.append(
            element("ind", firstLineChars=style.first_line_chars * 100, firstLine=style.first_line_chars * width)
        )
    if style.align:
        made.append(element("jc", val=style.align))
    if style.level:
        made.append(element("outlineLvl", val=style.level - 1))
    return made


def _comment_style(name: str) -> Element:
    kind = "paragraph" if name == "CommentText" else "character"
    shown = "annotation text" if kind == "paragraph" else "annotation reference"
    made = element("style", element("name", val=shown), type=kind, styleId=name)
    if kind == "paragraph":
        made.append(element("basedOn", val="Normal"))
        spacing = element("spacing", line=240, lineRule="auto")
        made.append(element("pPr", spacing, element("jc", val="left")))
    made.append(element("rPr", element("sz", val=21), element("szCs", val=21)))
    return made


def _table_style() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = element("tblBorders", *(element(s, val="single", sz=4, space=0, color="000000") for s in sides))
    cells = element("tblCellMar", element("left", w=70, type="dxa"), element("right", w=70, type="dxa"))
    made = element("style", element("name", val="公文表格"), type="table", styleId="DafuTable")
    made.append(element("tblPr", borders, cells))
    return made


def _set_fonts(document: Document, page: Page) -> None:
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others[0]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in page.fonts.items()
    )
    blob = parse_xml(f"<w:fonts {nsdecls('w')}>{entries}</w:fonts>")
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.FONT_TABLE)
    part._blob = serialize_part_xml(blob)  # pyright: ignore[reportPrivateUsage]  # the part has no setter
