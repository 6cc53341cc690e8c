"""Lines that a PDF or a mail program broke are put together again; a paragraph is then one line."""

import re

from assistant.intake.fields import starts_with_label
from assistant.intake.mapped import Mapped, joined
from assistant.intake.markers import marker_at

_TERMINAL = "。！？；：!?;:…"
_OPENING = "、，,（(《“‘"
_WHOLE = re.compile(r"(?:建议|提案|会议|号)[》)）]?$|^第?\s*\w{1,8}\s*号$|^[-—*]")
"""Ends of lines that are complete as they are: titles, heads with session or number."""
_CLOSING = "，。；、）)》”’,;％%"


def unspaced(view: Mapped) -> Mapped:
    """Lines in which a scanner or a form set a blank after every character, without those blanks."""
    drop: list[tuple[int, int]] = []
    at = 0
    for line in view.text.split("\n"):
        bare = line.strip()
        tokens = bare.split(" ")
        if (
            len(tokens) >= 5
            and "  " not in bare
            and "\t" not in bare
            and sum(len(t) == 1 for t in tokens) >= len(tokens) * 0.7
        ):
            drop += [(at + m.start(), at + m.end()) for m in re.finditer(r"(?<=\S) (?=\S)", line)]
        at += len(line) + 1
    return view.without(drop)


def join_broken(view: Mapped) -> Mapped:
    """One line a paragraph, blank lines gone. A line goes on in the next when it fills the width that most lines have,
    or when it ends or the next begins with a mark that cannot stand there; never across an item, field or indent."""
    groups: list[list[Mapped]] = []
    lines = list(view.lines())
    width = _width([line.text.strip() for line in lines])
    blank = True
    for line in lines:
        if not line.text.strip():
            blank = True
            continue
        if groups and _goes_on(groups[-1][-1].text, line.text, width, blank=blank):
            groups[-1].append(line)
        else:
            groups.append([line])
        blank = False
    return joined((_glue(group) for group in groups), view.source)


def _goes_on(above: str, below: str, width: int, *, blank: bool) -> bool:
    a, b = above.rstrip(), below.strip()
    if marker_at(below) or starts_with_label(below) or "\t" in above.strip() or "\t" in below.strip():
        return False
    if _WHOLE.search(a) and (not re.match(r"[，。；、）)》”’]", b)):
        return False
    if a[-1] in _OPENING or b[0] in _CLOSING:
        return True
    lists = width > 0 and len(a.strip()) >= width - 2 and re.search("[、，]", a)
    if starts_with_label(above) and not lists and not re.search(r"[题由目称]\s*[】\]]?[：:]\s*(?!.*[：:])", a):
        return False
    if re.search(r"《[^》]*$", a) and "》" in b and len(a) >= 10:
        return True
    indented = len(below) - len(below.lstrip(" \u3000")) >= 2 and len(above) - len(above.lstrip(" \u3000")) < 2
    if blank or indented or a[-1] in _TERMINAL:
        return False
    if width > 0 and len(a.strip()) >= width - 4:
        return True
    # a short text shows no width; a line that stops inside a sentence shows itself
    return (
        len(a.strip()) >= 14
        and bool(re.search("[，。；]", a))
        and len(b) <= len(a) + 2
        and bool(re.search("[。；]", b))
    )


def _width(lines: list[str]) -> int:
    """The width that broken lines fill, 0 when the text is not broken: at least three full lines, not so long that each
    is a paragraph, with some that end inside a sentence."""
    lines = [line for line in lines if line]
    lengths = sorted(map(len, lines), reverse=True)
    for widest in lengths[:4]:
        full = [line for line in lines if widest - 4 <= len(line) <= widest]
        cut = [
            line
            for line in full
            if line[-1] not in _TERMINAL and not starts_with_label(line) and not _WHOLE.search(line)
        ]
        if 18 <= widest <= 70 and len(full) >= 3 and len(cut) >= 3 and len(cut) * 2 >= len(full):
            return widest
    return 0


def _glue(group: list[Mapped]) -> Mapped:
    out = group[0][: len(group[0].text.rstrip())]
    for line in group[1:]:
        out = out + line.strip()
    return out
