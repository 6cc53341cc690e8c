"""Paper, margins, grid, line pitch, page numbers, tables."""

from collections.abc import Iterator

from assistant.export.layout.laid import Laid, Rule
from assistant.export.page import mm
from assistant.findings import Finding

_PITCH = (27.5, 30.0)
"""Points from line to line that offices use: 28, 28.8, 28.95, 29."""
_LONG_TABLE = 15
_NUMBER_OFF_MM = 4
"""Programs set a line in a footer with up to half a line's difference."""
_MM_PER_PT = 25.4 / 72


def paper(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wanted = laid.page.paper
    width, height = laid.letter.paper
    if max(abs(width - wanted.width_mm), abs(height - wanted.height_mm)) > wanted.tolerance_mm:
        yield rule.whole(laid, "warning", f"纸张应为 A4（210×297 mm），文件中是 {width:g}×{height:g} mm", "A4")


def margins(laid: Laid, rule: Rule) -> Iterator[Finding]:
    m = laid.page.margins
    wanted = (m.top_twips, m.right_twips, m.bottom_twips, m.left_twips)
    for name, got, said in zip("上右下左", laid.letter.margins, wanted, strict=True):
        if abs(got - mm(said)) > m.tolerance_mm:
            yield rule.whole(
                laid, "warning", f"{name}边距应为 {mm(said):.0f} mm，文件中是 {got:g} mm", f"{mm(said):.0f} mm"
            )


def grid(laid: Laid, rule: Rule) -> Iterator[Finding]:
    pitch = laid.letter.line_pitch_twips / 20
    if laid.letter.grid_type in ("", "default") or not pitch:
        exact = all(x.paragraph.line_pt for x in laid.body)
        if laid.own or not exact:
            yield rule.whole(laid, "advice", "没有设文档网格，每面行数不能固定在 22 行", str(laid.page.grid.lines))
    elif not _PITCH[0] <= pitch <= _PITCH[1]:
        yield rule.whole(laid, "warning", f"文档网格的行距是 {pitch:g} 磅，排不成每面 22 行", str(laid.page.grid.lines))
    elif laid.own and laid.letter.line_pitch_twips != laid.page.grid.pitch_twips:
        yield rule.whole(laid, "advice", f"文档网格的行距是 {pitch:g} 磅", str(laid.page.grid.lines))


def pitch(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wrong = [x for x in laid.body if not _right_pitch(laid, x.paragraph.line_pt, x.paragraph.lines)]
    if wrong:
        p = wrong[0].paragraph
        got = f"{p.line_pt:g} 磅" if p.line_pt else f"{p.lines:g} 倍"
        clause = rule.clause(laid.page)
        yield from rule.once(wrong, "warning", f"正文行距应为固定值 28 至 29 磅，文件中是{got}", clause, "28.95 磅")


def _right_pitch(laid: Laid, points: float, lines: float) -> bool:
    if points:
        return _PITCH[0] <= points <= _PITCH[1]
    return laid.letter.grid_type not in ("", "default") and abs(lines - 1) < 0.05


def page_number(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wanted = laid.page.page_number
    if not laid.letter.page_numbers:
        yield rule.whole(laid, "warning", "文件中没有自动页码")
        return
    sides = (("单", "right", "右"), ("双", "left", "左"))
    for foot, (which, align, word) in zip(laid.letter.feet, sides, strict=True):
        if foot is None:
            yield rule.whole(laid, "warning", f"{which}页没有页码")
            continue
        fit = (align, {"right": "end", "left": "start"}[align], "outside", "free")
        if laid.letter.even_differs and (foot.align or "left") not in fit:
            yield rule.whole(laid, "warning", f"{which}页的页码应居{word}空一字")
        text = [r for r in foot.runs if r.text.strip()]
        if any(r.size_pt != wanted.size_pt for r in text):
            yield rule.whole(laid, "warning", f"页码应为 4 号（14 磅），文件中是 {text[0].size_pt:g} 磅", "14 磅")
        digits = [r for r in text if any(c.isdigit() for c in r.text)] or text
        if any(not laid.page.same_font(wanted.font, r.fonts["ascii"]) for r in digits):
            yield rule.whole(
                laid, "advice", f"页码应为半角宋体，文件中是{digits[0].fonts['ascii'] or '未设的字体'}", "宋体"
            )
        if not foot.text.strip().startswith(("—", "－", "-", "–")):
            yield rule.whole(laid, "warning", "页码左右应各有一条一字线", "— 1 —")
        if not laid.letter.even_differs:
            if (foot.align or "left") not in ("right", "end", "outside", "free"):
                yield rule.whole(laid, "advice", "页码应单页居右、双页居左，文件中不分单双页")
            break


def number_place(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """How far the dash is below the text area, as far as it can be told unrendered: the middle of its line. A number in a
    box or frame stands where that does; in a 信函 whose lower rule is in the footer, that rule's place is judged."""
    foot = laid.letter.feet[0]
    if foot is None or foot.align in ("outside", "free") or laid.letter.foot_rules:
        return
    line_pt = foot.line_pt or max(laid.letter.line_pitch_twips / 20 if laid.letter.grid_type else 0, foot.lines * 18)
    middle = laid.letter.distances[1] + (foot.after_pt + line_pt / 2) * _MM_PER_PT
    below = mm(laid.page.margins.bottom_twips) - middle
    wanted = laid.page.page_number.below_mm
    if abs(below - wanted) > _NUMBER_OFF_MM:
        message = f"页码的一字线应在版心下边缘之下 {wanted:g} mm，文件中约 {max(below, 0):.0f} mm（页脚距下页边 {laid.letter.distances[1]:g} mm）"
        yield rule.whole(laid, "advice", message, f"{wanted:g} mm")


def tables(laid: Laid, rule: Rule) -> Iterator[Finding]:
    for table in laid.letter.tables:
        name = table.first_line[:12]
        if table.width_mm > mm(laid.page.width_twips) + 2:
            yield rule.whole(laid, "warning", f"表格“{name}”宽 {table.width_mm:.0f} mm，超出版心")
        if table.rows > _LONG_TABLE and not table.head_repeats:
            yield rule.whole(laid, "advice", f"表格“{name}”有 {table.rows} 行，没有设“重复标题行”，转页后看不到表头")


def undecided(laid: Laid, rule: Rule) -> Iterator[Finding]:
    if n := laid.letter.undecided:
        yield rule.whole(laid, "advice", f"文件中还有 {n} 处修订没有接受或拒绝")
