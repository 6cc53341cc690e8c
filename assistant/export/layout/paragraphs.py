"""Indents, alignment, heading styles, distances between elements, signature and date."""

from collections import defaultdict
from collections.abc import Iterator

from assistant.export.layout.laid import BODY, Laid, Line, Rule
from assistant.export.page import at_foot
from assistant.findings import Finding

_OFF = 0.3
"""Characters by which an indent may be off: 32 pt, 0.74 cm × 2 and 2 characters mean the same."""
_ALIGN_WORDS = {"left": "左对齐", "right": "右对齐", "center": "居中", "both": "两端对齐", "": "左对齐"}
_SAME = {"start": "left", "end": "right", "": "left", "distribute": "both", "thaiDistribute": "both"}


def indents(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wrong: dict[str, list[Line]] = defaultdict(list)
    for line in laid.of_kind(*BODY, "heading", "salutation", "note"):
        if at_foot(line.block):
            continue
        wanted = laid.style(line).first_line_chars
        if not _begins(line, wanted):
            wrong[laid.page.style_of(line.block)].append(line)
    for style, lines in wrong.items():
        wanted = laid.page.styles[style].first_line_chars
        got = lines[0].paragraph.first_chars + lines[0].paragraph.left_chars
        what = f"应左空 {wanted} 字" if wanted else "应顶格"
        message = f"“{lines[0].text.strip()[:12]}”{what}，文件中空 {got:.2g} 字"
        yield from rule.once(lines, "warning", message, laid.page.styles[style].clause, f"{wanted} 字")


def _begins(line: Line, wanted: int) -> bool:
    p = line.paragraph
    typed = len(p.text) - len(p.text.lstrip("\u3000"))
    first = p.first_chars + p.left_chars + typed
    rest_flush = wanted == 0 or abs(p.left_chars) <= _OFF or line.block.kind == "heading"
    return abs(first - wanted) <= _OFF and rest_flush


def alignment(laid: Laid, rule: Rule) -> Iterator[Finding]:
    for line in laid.of_kind("title", "salutation", "signature", "date"):
        wanted, got = laid.style(line).align, _align(line)
        if line.block.kind in ("signature", "date"):
            right = wanted == got or line.paragraph.left_chars + line.paragraph.first_chars > 8 or got == "center"
            right = right or line.paragraph.text[:1] in "\u3000 "
        else:
            right = wanted == got or {wanted, got} == {"left", "both"}
        if not right:
            word = _ALIGN_WORDS.get(wanted, wanted)
            message = f"“{line.text.strip()[:12]}”应{word}，文件中是{_ALIGN_WORDS.get(got, got)}"
            yield rule.at(line, "warning", message, laid.style(line).clause, word)
    body = [x for x in laid.body if _align(x) in ("center", "right")]
    yield from rule.once(body, "warning", "正文应两端对齐", laid.page.styles["Normal"].clause, "两端对齐")


def _align(line: Line) -> str:
    return _SAME.get(line.paragraph.align, line.paragraph.align)


def outline(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wrong = [
        x for x in laid.of_kind("heading") if x.paragraph.outline != min(max(x.block.level, 1), 4) - 1
    ]  # fmt: skip
    if wrong:
        message = f"“{wrong[0].text.strip()[:12]}”不是第 {max(wrong[0].block.level, 1)} 层标题样式，导航窗格中看不到"
        yield from rule.once(wrong, "advice", message, rule.clause(laid.page))


def distances(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Blank lines before title, salutation and attachments (and some before the signature), made by spacing or by empty paragraphs."""
    for n, line in enumerate(laid.lines):
        kind = line.block.kind
        before = laid.lines[n - 1].block.kind if n else ""
        if (kind == "salutation" and before == "title") or (kind == "attachment" and before not in ("attachment", "")):
            wanted = 1
        elif kind == "title" and before in ("number", "class-mark"):
            wanted = 2
        else:
            continue
        got = _free_lines(laid, line)
        if abs(got - wanted) > 0.4:
            message = f"“{line.text.strip()[:12]}”之上应空 {wanted} 行，文件中空 {got:.2g} 行"
            yield rule.at(line, "warning" if laid.own else "advice", message, laid.style(line).clause, f"{wanted} 行")


def room_to_sign(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """Without a seal one line is free above the signature, with one there is room for it."""
    for n, line in enumerate(laid.lines):
        before = laid.lines[n - 1].block.kind if n else ""
        if line.block.kind == "signature" and before in (*BODY, "attachment") and _free_lines(laid, line) < 1 - _OFF:
            yield rule.at(
                line, "advice", "署名之上应空行：不盖章的空一行，盖章的留出印章的位置", rule.clause(laid.page)
            )


def copies(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """抄送 begins one character in; one in a table has the table's own indents."""
    for line in laid.of_kind("copies"):
        p = line.paragraph
        got = p.first_chars + p.left_chars + len(p.text) - len(p.text.lstrip("\u3000"))
        if not p.in_table and abs(got - 1) > _OFF:
            message = f"“{line.text.strip()[:12]}”应左空一字，文件中空 {got:.2g} 字"
            yield rule.at(line, "warning", message, laid.style(line).clause, "1 字")


def spacing(laid: Laid, rule: Rule) -> Iterator[Finding]:
    wrong = [x for x in laid.body if x.paragraph.before_lines or max(x.paragraph.before_pt, x.paragraph.after_pt) > 1]
    yield from rule.once(
        wrong, "advice", "正文段前、段后不应另加间距，否则每面排不成 22 行", rule.clause(laid.page), "0"
    )


def signature(laid: Laid, rule: Rule) -> Iterator[Finding]:
    """成文日期 four characters from the edge (sealed), or two where signature and date are so placed (unsealed)."""
    signs, dates = list(laid.of_kind("signature")), list(laid.of_kind("date"))
    for line in dates:
        if _align(line) != "right":
            continue
        got = line.paragraph.right_chars + len(line.paragraph.text) - len(line.paragraph.text.rstrip("\u3000"))
        if got < 1 - _OFF:  # an unsealed date may reach one character further than its signature
            message = f"成文日期应右空四字（不盖章的随署名），文件中右空 {got:.2g} 字"
            yield rule.at(line, "warning", message, rule.clause(laid.page), "4 字")
    for line in signs:
        if _align(line) == "right" and line.paragraph.right_chars > 14:
            yield rule.at(line, "advice", "署名离右边太远，应以成文日期为准居中或右空二字", rule.clause(laid.page))


def _free_lines(laid: Laid, line: Line) -> float:
    p = line.paragraph
    return line.blanks + (p.before_lines or p.before_pt / (laid.page.grid.pitch_twips / 20))
