"""The paragraph styles and fonts of a letter, made from the page's measures instead of python-docx's template."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.export.heads import FORM_NAME, FORM_STYLE
from assistant.export.page import Page, Style
from assistant.export.wordml import Element, element, run_fonts


def strip_template(document: Document) -> None:
    """Takes out what python-docx's template brings of its own: a picture of another page, half a megabyte of styles."""
    for part, kinds in (
        (document.part, ("stylesWithEffects", "customXml", "numbering")),
        (document.part.package, ("thumbnail",)),
    ):
        for key in [k for k, r in part.rels.items() if r.reltype.rsplit("/", 1)[-1] in kinds]:  # pyright: ignore[reportOptionalMemberAccess]  # an opened document has a package
            del part.rels[key]  # pyright: ignore[reportOptionalMemberAccess]
    settings: Element = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")  # else Word opens the letter "in compatibility mode"


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
    styles.append(element("style", element("name", val=FORM_NAME), type="character", styleId=FORM_STYLE))
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
    type_ = run_fonts(font, size, spacing=spacing, western=page.western_font, bold=style.bold)
    made.append(element("rPr", *type_))
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
