"""The measures of an official letter, read from ``knowledge_base/facts/page.toml`` (each with its clause)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.draft import Block, BlockKind
from knowledge_base.profiles import House

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paper(_Part):
    width_mm: float
    height_mm: float
    tolerance_mm: float
    clause: str


class Margins(_Part):
    top_twips: int
    bottom_twips: int
    left_twips: int
    right_twips: int
    tolerance_mm: float
    clause: str


class Grid(_Part):
    lines: int
    characters: int
    pitch_twips: int
    spacing_twips: int
    clause: str


class PageNumber(_Part):
    font: str
    size_pt: float
    text: tuple[str, str]
    below_mm: float
    indent_chars: int
    clause: str


class LetterHead(_Part):
    """信函格式: 标志 and red double rules."""

    font: str
    size_pt: float
    top_mm: float
    rule_below_mm: float
    rule_mm: float
    rule_bottom_mm: float
    rule_eighths: int
    number_below_mm: float
    color: str
    clause: str


class DocumentHead(_Part):
    """文件格式: 标志 with 文件, 文号, 签发人, one red rule. ``top_mm`` counts from the text area."""

    font: str
    size_pt: float
    word: str
    top_mm: float
    number_below_lines: int
    rule_below_mm: float
    rule_eighths: int
    signer_font: str
    signer_indent_chars: int
    color: str
    clause: str


class Imprint(_Part):
    """版记 of 文件格式; rules in eighths of a point."""

    thick_eighths: int
    thin_eighths: int
    indent_chars: int
    clause: str


class Signature(_Part):
    sealed_date_right_chars: int
    sealed_before_lines: int
    sign_right_chars: int
    date_shift_chars: int
    unsealed_before_lines: int
    clause: str


class Small(_Part):
    """Type that is not the letter's own: cells of a table, the list of sources."""

    font: str
    size_pt: float
    line_pt: float
    clause: str


class Style(_Part):
    """A paragraph style; what is left out comes from ``Normal``. ``level`` tells heading styles apart."""

    name: str
    clause: str
    blocks: tuple[BlockKind, ...] = ()
    level: int = 0
    font: str = ""
    size_pt: float = 0
    line_pt: float = 0
    align: Literal["", "both", "left", "right", "center"] = ""
    first_line_chars: int = 0
    before_lines: int = 0
    bold: bool = False


class Page(_Part):
    standard: str
    colour_clause: str
    paper: Paper
    margins: Margins
    grid: Grid
    page_number: PageNumber
    letter_head: LetterHead
    document_head: DocumentHead
    imprint: Imprint
    signature: Signature
    table: Small
    sources: Small
    fonts: dict[str, tuple[str, ...]]
    styles: dict[str, Style]
    bookmarks: dict[str, tuple[BlockKind, ...]]
    """Names of bookmarks in an office's own template → what of a draft is put there."""
    western_font: str = ""
    """Of digits and Western letters, where the office sets them apart."""

    @property
    def width_twips(self) -> int:
        """Of the 版心."""
        return twips(self.paper.width_mm) - self.margins.left_twips - self.margins.right_twips

    def style_of(self, block: Block) -> str:
        """The id of the style in which ``block`` is set; a heading deeper than four levels is set as the fourth."""
        if at_foot(block):
            return "DafuCopies"
        level = min(max(block.level, 1), 4) if block.kind == "heading" else 0
        for key, style in self.styles.items():
            if block.kind in style.blocks and style.level == level:
                return key
        return "Normal"

    def font_of(self, style: Style) -> str:
        return style.font or self.styles["Normal"].font

    def size_of(self, style: Style) -> float:
        return style.size_pt or self.styles["Normal"].size_pt

    def same_font(self, wanted: str, found: str) -> bool:
        return found == wanted or found in self.fonts.get(wanted, ())


def at_foot(block: Block) -> bool:
    """公开属性 without brackets stands above the 抄送 at the foot of the last page."""
    return block.kind == "note" and block.text.startswith("公开属性：")


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


def mm(twips: int) -> float:
    return twips / TWIPS_PER_MM


def of_house(house: House) -> Page:
    """The page with what an office sets otherwise; its clauses then name the office's custom, not the standard."""
    page = load()
    styles = dict(page.styles)
    for key, style in page.styles.items():
        if style.level in house.bold_levels and style.level:
            styles[key] = style.model_copy(update={"bold": True})
    grid = page.grid
    if house.line_pt:
        clause = f"本单位惯例：行距 {house.line_pt:g} 磅"
        grid = grid.model_copy(update={"pitch_twips": round(house.line_pt * TWIPS_PER_PT), "clause": clause})
    return page.model_copy(update={"styles": styles, "grid": grid, "western_font": house.western_font})


@cache
def load() -> Page:
    """The page of the national standard."""
    source = files("knowledge_base") / "facts" / "page.toml"
    return Page.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
