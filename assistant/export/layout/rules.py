"""Red rules of the heads, rules of the 版记: lines of paragraphs and tables, and lines drawn on the page."""

from collections.abc import Iterator, Sequence

from assistant.export.drawn import RedRule, together
from assistant.export.effective import ReadRule
from assistant.export.layout.laid import Laid, Rule
from assistant.export.page import mm, twips
from assistant.findings import Finding

_RED = ("FF0000", "C00000", "E60012", "ED1C24", "DA251C")
_THICK_FIRST, _THIN_FIRST = "thickThin", "thinThick"
_OFF_MM = 1.0
_OFF_EIGHTHS = 2
"""A quarter of a point: programs offer rules of 3/4, 1, 1 1/2 points."""


def red_rules(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Of a 信函: two double rules. One that goes by the text beside it has no place that can be judged unrendered."""
    above = [r for r in laid.letter.head_rules if _double(r)]
    below = [r for r in laid.letter.foot_rules if _double(r)]
    drawn = _doubles(laid)
    middle = laid.page.paper.height_mm / 2
    upper = [d for d in drawn if d.top is None or d.top < middle]
    lower = [d for d in drawn if d.top is not None and d.top >= middle]
    wanted = laid.page.letter_head
    if not (above or below or drawn):
        return
    if not (below or lower) or not (above or upper):
        where = f"首页下边距下页边 {wanted.rule_bottom_mm:g} mm 处" if above or upper else "发文机关标志下"
        yield rule.whole(laid, "warning", f"信函格式应有上下两条红色双线，缺{where}的一条")
    yield from _of_paragraphs(laid, rule, above, below)
    for rules, name, order in ((upper, "上边", _THICK_FIRST), (lower, "下边", _THIN_FIRST)):
        for line in rules:
            yield from _drawn(laid, rule, line, name, order)
    for line in lower:
        if line.bottom is not None:
            got = laid.letter.paper[1] - line.bottom
            yield from _at_foot(laid, rule, got)


def _doubles(laid: Laid) -> list[RedRule]:
    """Drawn double rules of whatever colour; a single long red line among them counts as one that lost its other."""
    found = list(together(laid.letter.drawn))
    if not any(d.order in (_THICK_FIRST, _THIN_FIRST, "dbl") for d in found):
        return []
    long = mm(laid.page.width_twips) + _OFF_MM
    return [d for d in found if d.order != "sng" or (d.length > long and any(map(_red, d.colors)))]


def _of_paragraphs(laid: Laid, rule: Rule, above: Sequence[ReadRule], below: Sequence[ReadRule]) -> Iterator[Finding]:
    wanted = laid.page.letter_head
    for line, kind, name, order in (
        *((r, _THICK_FIRST, "上边", "上粗下细") for r in above),
        *((r, _THIN_FIRST, "下边", "上细下粗") for r in below),
    ):
        if not line.kind.startswith(kind):
            yield rule.whole(laid, "warning", f"{name}的双线应{order}")
        if not _red(line.color):
            yield rule.whole(laid, "warning", f"{name}的双线应为红色", "红色")
        length = mm(laid.page.width_twips - line.left - line.right)
        if abs(length - wanted.rule_mm) > _OFF_MM:
            yield _wrong_length(laid, rule, name, length)
        elif abs(line.left - line.right - (twips(2) * -1)) > twips(3):
            yield rule.whole(laid, "warning", f"{name}的双线没有居中")
    head, foot = laid.letter.distances
    if above and abs(head - wanted.top_mm) > 2:
        yield rule.whole(laid, "warning", f"标志上边缘应距上页边 {wanted.top_mm:g} mm，文件中约 {head:g} mm", "30 mm")
    if below:
        yield from _at_foot(laid, rule, foot)


def _drawn(laid: Laid, rule: Rule, line: RedRule, name: str, order: str) -> Iterator[Finding]:
    words = {_THICK_FIRST: "上粗下细", _THIN_FIRST: "上细下粗"}
    if line.order != order:
        yield rule.whole(laid, "warning", f"{name}的双线应{words[order]}", words[order])
    if not all(map(_red, line.colors)):
        yield rule.whole(laid, "warning", f"{name}的双线应为红色", "红色")
    if abs(line.length - laid.page.letter_head.rule_mm) > _OFF_MM:
        yield _wrong_length(laid, rule, name, line.length)
    elif line.x is not None and abs(line.x + line.length / 2 - laid.letter.paper[0] / 2) > _OFF_MM:
        yield rule.whole(laid, "warning", f"{name}的双线没有居中")


def _wrong_length(laid: Laid, rule: Rule, name: str, length: float) -> Finding:
    wanted = laid.page.letter_head.rule_mm
    return rule.whole(laid, "warning", f"{name}的双线应长 {wanted:g} mm，文件中是 {length:.0f} mm", f"{wanted:g} mm")


def _at_foot(laid: Laid, rule: Rule, got: float) -> Iterator[Finding]:
    wanted = laid.page.letter_head.rule_bottom_mm
    if abs(got - wanted) > _OFF_MM:
        message = f"下边的双线应距下页边 {wanted:g} mm，文件中是 {got:.3g} mm"
        yield rule.whole(laid, "warning", message, f"{wanted:g} mm")


def document_rule(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Of a 文件: the red rule under the 文号 is as wide as the text area."""
    width = mm(laid.page.width_twips)
    rules = [
        (mm(laid.page.width_twips - max(0, x.left) - max(0, x.right)), x.left < 0 or x.right < 0)
        for x in laid.letter.body_rules
        if _red(x.color)
    ]
    if not _doubles(laid):
        rules += [
            (x.length, x.x is not None and abs(x.x - mm(laid.page.margins.left_twips)) > _OFF_MM)
            for x in laid.letter.drawn
            if _red(x.color)
        ]
    for length, outside in rules:
        if abs(length - width) > _OFF_MM or outside:
            yield rule.whole(laid, "warning", f"版头的红色分隔线应与版心等宽（{width:.0f} mm）", f"{width:.0f} mm")


def imprint_rules(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Of a 版记 made as a table."""
    found, wanted = laid.letter.imprint, laid.page.imprint
    if found is None:
        return
    width = mm(laid.page.width_twips)
    if abs(found.width_mm - width) > _OFF_MM:
        yield rule.whole(
            laid,
            "warning",
            f"版记的分隔线应与版心等宽（{width:.0f} mm），文件中是 {found.width_mm:.0f} mm",
            f"{width:.0f} mm",
        )
    for name, size in (("首条", found.top), ("末条", found.bottom)):
        if abs(size - wanted.thick_eighths) > _OFF_EIGHTHS:
            got = f"是 {size / 8:g} 磅" if size else "没有"
            yield rule.whole(laid, "warning", f"版记{name}分隔线应为 0.35 mm 的粗线，文件中{got}", "0.35 mm")
    if found.rows > 1 and not 0 < found.inside <= min(wanted.thin_eighths, max(found.top - 1, 1)):
        got = f"是 {found.inside / 8:g} 磅" if found.inside else "没有"
        yield rule.whole(laid, "warning", f"版记中间的分隔线应为 0.25 mm 的细线，文件中{got}", "0.25 mm")
    if any(c not in ("", "AUTO", "000000") for c in found.colors):
        yield rule.whole(laid, "warning", "版记的分隔线应为黑色", "黑色")


def _double(rule: ReadRule) -> bool:
    return rule.kind.startswith((_THICK_FIRST, _THIN_FIRST)) or (rule.kind == "double" and _red(rule.color))


def _red(color: str) -> bool:
    if len(color) != 6:
        return False
    try:
        r, g, b = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return False
    return color in _RED or (r > 180 and g < 70 and b < 70)
