"""Fonts, sizes, colour, emphasis and quotation marks of the runs."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.export.effective import SLOTS, THEME_FONT, ReadRun
from assistant.export.layout.laid import Laid, Line, Rule
from assistant.findings import Finding

_HEADING_FONTS = ("黑体", "楷体_GB2312")
_WESTERN = re.compile(r"[A-Za-z0-9]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[“”‘’…]|——")
_USUAL_WESTERN = ("Times New Roman",)
"""Many offices set digits in it; the standard names no Western font."""


def fonts(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """One finding for each kind of element, wanted font and found font."""
    wrong: dict[tuple[str, str, str, str], list[Line]] = defaultdict(list)
    for line in laid.lines:
        if line.cell and not laid.own:
            continue
        wanted = laid.page.table.font if line.cell else laid.page.font_of(laid.style(line))
        for slot, got in _wrong_fonts(laid, line, wanted):
            wrong[(laid.page.style_of(line.block), wanted, slot, got)].append(line)
    seen: set[tuple[str, str]] = set()
    for (style, wanted, slot, got), lines in wrong.items():
        if (style, "eastAsia" if slot == "eastAsia" else "western") in seen:
            continue
        seen.add((style, "eastAsia" if slot == "eastAsia" else "western"))
        name = "中文" if slot == "eastAsia" else "西文"
        severity = "warning" if slot == "eastAsia" or laid.own else "advice"
        clause = laid.page.styles[style].clause
        message = f"“{lines[0].text.strip()[:12]}”的{name}字体应为{wanted}，文件中是{got or '（未设）'}"
        yield from rule.once(lines, severity, message, clause, wanted)


def _wrong_fonts(laid: Laid, line: Line, wanted: str) -> Iterator[tuple[str, str]]:
    """(slot, font) that are not as wanted: of our own files in every slot, of others where a character stands in it."""
    western = wanted if line.cell else laid.page.western_font or wanted
    for run in line.paragraph.runs:
        for slot in SLOTS:
            got = run.fonts[slot]
            if laid.page.same_font(wanted if slot == "eastAsia" else western, got):
                continue
            if laid.own:
                yield slot, got
            elif slot == "eastAsia" and _HAN.search(run.text):
                if not (line.mixed and any(laid.page.same_font(f, got) for f in _HEADING_FONTS)):
                    yield slot, got
            elif slot == "ascii" and _WESTERN.search(run.text) and got not in _USUAL_WESTERN and not _cjk(laid, got):
                yield slot, got


def sizes(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wrong: dict[str, list[Line]] = defaultdict(list)
    for line in laid.lines:
        if line.cell and not laid.own:
            continue
        if any(r.size_pt != _size(laid, line) for r in line.paragraph.runs if r.text.strip()):
            wrong[laid.page.style_of(line.block)].append(line)
    for style, lines in wrong.items():
        wanted = _size(laid, lines[0])
        got = next(r.size_pt for r in lines[0].paragraph.runs if r.size_pt != wanted)
        message = f"“{lines[0].text.strip()[:12]}”的字号应为 {wanted:g} 磅，文件中是 {got:g} 磅"
        yield from rule.once(lines, "warning", message, laid.page.styles[style].clause, f"{wanted:g} 磅")


def _size(laid: Laid, line: Line) -> float:
    return laid.page.table.size_pt if line.cell else laid.page.size_of(laid.style(line))


def quotes(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Marks that both scripts use take the Western font, and half its width, where nothing says otherwise."""
    wrong = [x for x in laid.lines if any(_half_width(laid, r) for r in x.paragraph.runs)]
    yield from rule.once(
        wrong, "warning", "引号、省略号等用了西文字体，会显示成半角，应设为中文字体", rule.clause(laid.page), "全角"
    )


def _half_width(laid: Laid, run: ReadRun) -> bool:
    western = run.fonts["hAnsi"] or run.fonts["ascii"]
    return bool(_MARKS.search(run.text)) and not run.east_asian and bool(western) and not _cjk(laid, western)


def colour(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wrong = [x for x in laid.lines if any(r.color and r.text.strip() and not r.highlight for r in x.paragraph.runs)]
    yield from rule.once(wrong, "warning", "正文应为黑色，文件中有彩色文字", rule.clause(laid.page), "黑色")


def emphasis(laid: Laid, rule: Rule) -> Iterator[Finding]:
    lines = [x for x in laid.lines if not x.cell and x.block.kind != "heading" and not x.mixed]
    wrong = [x for x in lines if any(r.emphasis and r.text.strip() for r in x.paragraph.runs)]
    if wrong:
        word = next(r.emphasis for r in wrong[0].paragraph.runs if r.emphasis)
        yield from rule.once(
            wrong, "advice", f"“{wrong[0].text.strip()[:12]}”有{word}，公文一般不用", rule.clause(laid.page)
        )


def squeeze(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Character spacing that no longer lets 28 characters stand in a line."""
    wrong = [x for x in laid.body if any(abs(r.spacing_twips) > 10 for r in x.paragraph.runs if r.text.strip())]
    if wrong:
        got = next(r.spacing_twips for r in wrong[0].paragraph.runs if abs(r.spacing_twips) > 10)
        word = "加宽" if got > 0 else "紧缩"
        yield from rule.once(
            wrong, "warning", f"正文字距{word}了 {abs(got) / 20:g} 磅，排不成每行 28 字", rule.clause(laid.page)
        )


def _cjk(laid: Laid, font: str) -> bool:
    known = {name for wanted, others in laid.page.fonts.items() for name in (wanted, *others)}
    return font in known or font == THEME_FONT or any("\u4e00" <= c <= "\u9fff" for c in font)
