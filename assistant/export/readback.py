"""Layout checks on what is really in a written file. The measures and their clauses are ``facts/page.toml``."""

from collections.abc import Iterator
from pathlib import Path

from assistant.draft import Block, Draft
from assistant.export import page as pages
from assistant.export.page import Page, mm
from assistant.export.wordml import writable
from assistant.export.written import SLOTS, ReadComment, ReadLetter, ReadParagraph, ReadRun, read_letter
from assistant.findings import Finding, Severity

__all__ = ["ReadComment", "ReadLetter", "ReadParagraph", "ReadRun", "check_layout", "read_letter"]

_SLOT_NAMES = {"ascii": "西文", "hAnsi": "西文", "eastAsia": "中文"}


def check_layout(path: Path, draft: Draft) -> list[Finding]:
    """Whether the file holds the draft's text and keeps the official layout. Offsets count in ``draft.text``; what
    concerns the whole page stands at 0. Raises InputError when ``path`` is no Word file."""
    letter, page = read_letter(path), pages.load()
    found = [*_text(letter, draft), *_paper(letter, page)]
    for start, line, block, paragraph in _aligned(letter, draft):
        found += _type(page, start, line, block, paragraph)
    return found


def _text(letter: ReadLetter, draft: Draft) -> Iterator[Finding]:
    wanted = "".join(writable(draft.text).split())
    got = "".join(letter.text.split())
    if wanted == got:
        return
    at = next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got)))
    start = _unsqueezed(draft.text, at)
    quote = draft.text[start : start + 20]
    yield _finding("layout-text", "Word 文字与稿件一致", "error", start, quote, wanted[at : at + 20],
                   f"Word 文件的文字与稿件不一致，从“{quote or '文末'}”处起，文件中是“{got[at : at + 20] or '（没有了）'}”。")  # fmt: skip


def _paper(letter: ReadLetter, page: Page) -> Iterator[Finding]:
    paper = (page.paper.width_mm, page.paper.height_mm)
    if any(abs(a - b) > page.paper.tolerance_mm for a, b in zip(letter.paper, paper, strict=True)):
        yield _finding("layout-paper", "纸张", "warning", 0, "", "A4", f"纸张应为 A4，文件中是 {letter.paper[0]}×{letter.paper[1]} mm（{page.paper.clause}）。")  # fmt: skip
    m = page.margins
    wanted = (m.top_twips, m.right_twips, m.bottom_twips, m.left_twips)
    for name, got, twips in zip("上右下左", letter.margins, wanted, strict=True):
        if abs(got - mm(twips)) > m.tolerance_mm:
            yield _finding("layout-margins", "页边距", "warning", 0, "", f"{mm(twips):.0f} mm", f"{name}边距应为 {mm(twips):.0f} mm，文件中是 {got} mm（{m.clause}）。")  # fmt: skip
    if letter.line_pitch_twips != page.grid.pitch_twips:
        yield _finding("layout-grid", "每面行数", "advice", 0, "", str(page.grid.lines), f"文档网格不是每面 {page.grid.lines} 行（{page.grid.clause}）。")  # fmt: skip
    if not letter.page_numbers:
        yield _finding("layout-page-number", "页码", "warning", 0, "", "", f"文件中没有自动页码（{page.page_number.clause}）。")  # fmt: skip


def _type(page: Page, start: int, line: str, block: Block, paragraph: ReadParagraph) -> Iterator[Finding]:
    """Font in every slot and size: one finding a paragraph for each."""
    style = page.styles[page.style_of(block)]
    table = page.table if block.kind == "table" else None
    font, size = (table.font, table.size_pt) if table else (page.font_of(style), page.size_of(style))
    for slot in SLOTS:
        wrong = next((r for r in paragraph.runs if not page.same_font(font, r.fonts[slot])), None)
        if wrong is not None:
            got = wrong.fonts[slot] or "（未设）"
            yield _finding("layout-font", "字体", "warning", start, line, font, f"“{line[:12]}”的{_SLOT_NAMES[slot]}字体应为{font}，文件中是{got}（{style.clause}）。")  # fmt: skip
            break
    if wrong := next((r for r in paragraph.runs if r.size_pt != size), None):
        yield _finding("layout-size", "字号", "warning", start, line, f"{size:g} 磅", f"“{line[:12]}”的字号应为 {size:g} 磅，文件中是 {wrong.size_pt:g} 磅（{style.clause}）。")  # fmt: skip
    if style.level and paragraph.outline != style.level - 1:
        yield _finding("layout-outline", "标题层级", "advice", start, line, str(style.level), f"“{line[:12]}”不是第 {style.level} 层标题样式，导航窗格中看不到它。")  # fmt: skip


def _aligned(letter: ReadLetter, draft: Draft) -> Iterator[tuple[int, str, Block, ReadParagraph]]:
    """Lines of the draft with the paragraph of the file that holds the same words; what has none is left to the
    check of the text."""
    left = list(letter.paragraphs)
    at = 0
    for block in draft.blocks:
        for line in block.text.split("\n"):
            squeezed = "".join(writable(line).split())
            same = next((i for i, p in enumerate(left) if "".join(p.text.split()) == squeezed), None)
            if squeezed and same is not None:
                yield at, line, block, left[same]
                del left[: same + 1]
            at += len(line) + 1


def _unsqueezed(text: str, at: int) -> int:
    """The offset in ``text`` of its ``at``-th character that is not blank."""
    places = [i for i, c in enumerate(text) if writable(c) and not c.isspace()]
    return places[at] if at < len(places) else len(text)


def _finding(check: str, name: str, severity: Severity, start: int, quote: str, expected: str, message: str) -> Finding:
    return Finding(check, name, severity, message, start, start + len(quote), quote, expected=expected)
