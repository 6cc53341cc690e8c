"""Layout checks on any Word file: what it is set in against GB/T 9704, whose measures are ``facts/page.toml``."""

from dataclasses import replace
from pathlib import Path

from assistant.draft import Draft
from assistant.export import page as pages
from assistant.export.layout import paper, paragraphs, rules, type
from assistant.export.layout.laid import Laid, Rule
from assistant.export.page import Page, mm
from assistant.export.written import ReadLetter, read_letter
from assistant.findings import Finding
from knowledge_base.profiles import House

__all__ = ["RULES", "Laid", "Rule", "check_file", "faults"]

RULES = (
    Rule("layout-paper", "纸张", lambda p: p.paper.clause, paper.paper),
    Rule("layout-margins", "页边距", lambda p: p.margins.clause, paper.margins),
    Rule("layout-grid", "每面行数", lambda p: p.grid.clause, paper.grid),
    Rule("layout-pitch", "行距", lambda p: p.grid.clause, paper.pitch),
    Rule("layout-page-number", "页码", lambda p: p.page_number.clause, paper.page_number),
    Rule("layout-rules", "红色双线", lambda p: p.letter_head.clause, rules.red_rules),
    Rule("layout-head-rule", "版头分隔线", lambda p: p.document_head.clause, rules.document_rule),
    Rule("layout-imprint", "版记", lambda p: p.imprint.clause, rules.imprint_rules),
    Rule("layout-table", "表格", lambda p: p.table.clause, paper.tables),
    Rule("layout-font", "字体", lambda p: p.styles["Normal"].clause, type.fonts),
    Rule("layout-size", "字号", lambda p: p.styles["Normal"].clause, type.sizes),
    Rule("layout-quotes", "全角标点的字体", lambda p: p.styles["Normal"].clause, type.quotes),
    Rule("layout-colour", "颜色", lambda p: p.colour_clause, type.colour),
    Rule("layout-emphasis", "加粗、倾斜、下划线", lambda p: p.styles["Normal"].clause, type.emphasis),
    Rule("layout-squeeze", "字距", lambda p: p.grid.clause, type.squeeze),
    Rule("layout-indent", "缩进", lambda p: p.styles["DafuBody"].clause, paragraphs.indents),
    Rule("layout-align", "对齐", lambda p: p.styles["Title"].clause, paragraphs.alignment),
    Rule("layout-outline", "标题层级", lambda p: p.styles["Heading1"].clause, paragraphs.outline),
    Rule("layout-distance", "空行", lambda p: p.styles["DafuSalutation"].clause, paragraphs.distances),
    Rule("layout-copies", "抄送", lambda p: p.styles["DafuCopies"].clause, paragraphs.copies),
    Rule("layout-spacing", "段间距", lambda p: p.grid.clause, paragraphs.spacing),
    Rule("layout-changes", "未定的修订", lambda _: "惯例：印发前接受或拒绝全部修订", paper.undecided),
    Rule("layout-sign-room", "署名之上空行", lambda p: p.signature.clause, paragraphs.room_to_sign),
    Rule("layout-number-place", "页码位置", lambda p: p.page_number.clause, paper.number_place),
    Rule("layout-signature", "署名和成文日期", lambda p: p.signature.clause, paragraphs.signature),
)
_ALIKE = 3
"""Of five marks of an official layout, how many a file has that means to be one."""


def check_file(path: Path, draft: Draft, house: House | None = None) -> list[Finding]:
    """What is wrong with the layout of any .docx whose text was read as ``draft``; ``house`` is the custom of its office.
    A file that isn't laid out as an official paper at all gets one advice. Raises InputError for a file that is no Word
    document."""
    letter, page = read_letter(path), pages.of_house(house or House())
    laid = Laid.of(letter, draft, page)
    if _alike(laid) < _ALIKE:
        text = f"文件没有按公文版式排版（纸张、页边距、字体、字号、行距与 {page.standard} 多有不同），印发前请套用公文版式。"
        return [Finding("layout-plain", "公文版式", "advice", text, 0, 0)]
    found = faults(laid)
    if draft.kind != "other":
        return found
    return [replace(f, severity="advice") for f in found]  # what it is isn't known, so neither what it has to keep to


def faults(laid: Laid) -> list[Finding]:
    return [f for rule in RULES for f in rule.find(laid, rule)]


def _alike(laid: Laid) -> int:
    """How many of paper, body font, body size, title size and pitch are those of an official paper; none where neither
    font nor size of the body is."""
    letter, page = laid.letter, laid.page
    m = page.margins
    wanted = (m.top_twips, m.right_twips, m.bottom_twips, m.left_twips)
    normal = page.styles["Normal"]
    font = page.same_font(normal.font, str(laid.common(lambda p: p.runs[0].fonts["eastAsia"] if p.runs else "")))
    size = laid.common(lambda p: p.runs[0].size_pt if p.runs else 0) == normal.size_pt
    title = page.size_of(page.styles["Title"])
    others = (
        sum(abs(got - mm(said)) <= 3 for got, said in zip(letter.margins, wanted, strict=True)) >= 3,
        any(r.size_pt == title for x in laid.of_kind("title") for r in x.paragraph.runs),
        _pitched(letter, laid, page),
    )
    return font + size + sum(others) if font or size else 0


def _pitched(letter: ReadLetter, laid: Laid, page: Page) -> bool:
    points = laid.common(lambda p: p.line_pt)
    near = page.grid.pitch_twips / 20
    grid = letter.grid_type not in ("", "default") and abs(letter.line_pitch_twips / 20 - near) < 2
    return grid or (isinstance(points, float) and abs(points - near) < 2)
