"""Which line breaks are real: paragraphs, headings and table rows end lines; page width and layout don't."""

import re
from statistics import quantiles

from knowledge_base.titles import ends_title, may_be_title_part, may_go_on, may_start_title, names_matter

_NUM = "零〇一二两三四五六七八九十百"
HEADING = re.compile(
    rf"^(?:第[{_NUM}千\d]+[编章节条](?:\s|$|【)|附\s*则$|附件\s*\d*(?:[:：]|$)|附[:：]|[{_NUM}]+、|（[{_NUM}]+）(?![项款目])|\([{_NUM}]+\)(?![项款目])"
    r"|\d{1,3}[.．、](?!\d)|（\d{1,2}）|\(\d{1,2}\)|[①-⑳]|[●■◆]|[-*•] )"
)
_BARE_LABEL = re.compile(rf"^(?:第[{_NUM}千\d]+[编章节条]|[{_NUM}]+、|（[{_NUM}]+）|\d{{1,2}}[.．、])$")
ENDED = re.compile(
    r"[。！？；：!?;:…](?:[”’』」）)】〕》]*|[（(][^（()）]*[）)])$|[（(][^（()）]*(?:负责|牵头|配合|责任单位)[^（()）]*[）)]$"
)
_PROSE = re.compile("[，,；;。]")
_COMMA = re.compile("[，,、（(《〈“]$")
_DATE = re.compile(rf"^[{_NUM}○\d]{{4}}年[{_NUM}\d]{{1,3}}月(?:[{_NUM}\d]{{1,3}}日)?$")
_NOTE = re.compile(r"^[（(].{2,40}[）)]$")
_NUMBER = re.compile(r"^[一-龥]{2,14}[〔\[﹝（(【]\d{4}年?[〕\]﹞）)】]第?\d{1,5}号")
_MARK = re.compile(r"^(?:[A-D甲乙丙]\s*类?|公开|主动公开|内部|特急|急件|第?[A-Z\d]{1,8}号)$")
_FIELD = re.compile(r"^[一-龥]{2,8}[：:]")
_PAIRS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "“": "”", "「": "」", "〔": "〕"}
_ADOPTED = re.compile(r"(?:通过|修订|修正|批准|公布|发布|施行)[）)]?$")
_ADOPTION = re.compile(r"^[（(]?\d{4}年\d{1,2}月\d{1,2}日\s*[一-龥]")
_FULL_MARGIN = 10
"""Columns by which a line may fall short of the page's width (indent, hanging punctuation) and still be full."""
_INDENT = "\u3000\u3000"
_LONG_HEADING = 45
"""Characters from which a line that begins like a heading is an article's or item's own text."""
_TITLE_LINES = 6
_HEAD_LINES = 14


def join_lines(lines: list[str]) -> list[str]:
    """The lines with false breaks undone and blank ones gone. Leading ``　　`` in a line says that a paragraph starts."""
    lines = _join_titles([line for line in lines if line.strip()])
    width = wrap_width(lines)
    indented = sum(line.startswith(_INDENT) for line in lines) >= 3
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and (continues(last, joined[-1], line, width) or (indented and _goes_on(last, line, width))):
            joined[-1] = glue(joined[-1], line.strip())
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(last: str, line: str, width: float) -> bool:
    """On a page that indents its paragraphs: a sentence ended just where the line did, and the next is not indented."""
    if not width or "\t" in last or "\t" in line or line.startswith(_INDENT) or HEADING.match(line):
        return False
    return columns(last) >= width - _FULL_MARGIN and columns(line) > 4 and bool(re.search("[。；！？”]$", last.strip()))


def wrap_width(lines: list[str]) -> float:
    """The width in columns (a Chinese character is two) at which a page broke the lines; 0 when lines are paragraphs."""
    widths = [columns(line) for line in lines if columns(line) > 30]
    if len(widths) < 5:
        return 0
    width = quantiles(widths, n=20)[-2]
    if width > 130:
        return 0
    full = [x for x in lines if columns(x) >= width - _FULL_MARGIN]
    broken = [x for x in full if not ENDED.search(x)]
    prose = sum(len(_PROSE.findall(x)) for x in full)
    enough = len(broken) >= 3 and len(broken) >= 0.5 * len(full) and len(full) >= 0.35 * len(widths)
    return width if enough and prose >= 0.5 * len(full) else 0


def columns(line: str) -> int:
    return sum(1 if ord(c) < 0x2E80 and c not in "“”‘’—…·" else 2 for c in line.strip())


def continues(last: str, paragraph: str, line: str, width: float) -> bool:
    """Whether ``line`` goes on with ``paragraph``, whose last line as it stood on the page is ``last``."""
    if "\t" in last or "\t" in line:
        return False
    bare, start = line.strip(), paragraph.strip()
    if _BARE_LABEL.match(start):
        return not HEADING.match(bare)
    if HEADING.match(bare) or _DATE.match(bare) or _NUMBER.match(bare) or _NOTE.match(bare):
        return False
    adopted = _ADOPTION.match(start) and _ADOPTED.search(start)
    if ENDED.search(last) or _DATE.match(start) or _NUMBER.match(start) or adopted:
        return False
    if _open_bracket(start) or (_ADOPTION.match(start) and _ADOPTED.search(bare)):
        return not _ADOPTION.match(bare)
    if line.startswith(_INDENT) or _NOTE.match(start):
        return False
    if width and columns(last) >= width - _FULL_MARGIN:
        return True
    return _broken_prose(last.strip(), start, bare)


def _broken_prose(last: str, paragraph: str, line: str) -> bool:
    """Broken off by a page's end in text that is otherwise one paragraph a line."""
    if _FIELD.match(line):
        return False
    if _COMMA.search(last):
        return True
    if len(last) < 6 or len(paragraph) < 20 or not _PROSE.search(paragraph[:-1]):
        return False
    if HEADING.match(paragraph) and "。" not in paragraph and len(paragraph) < _LONG_HEADING:
        return False
    return bool(ENDED.search(line) and _PROSE.search(line)) or len(line) > 40


def _open_bracket(paragraph: str) -> bool:
    """Whether a bracket or quotation of the last sentence is still open."""
    sentence = re.split("[。！？]", paragraph)[-1]
    return len(sentence) < 400 and any(sentence.count(a) > sentence.count(b) for a, b in _PAIRS.items())


def glue(left: str, right: str) -> str:
    """Two lines as one; a blank stays between words of Latin letters and behind a bare label such as 第三条."""
    if re.match(rf"^第[{_NUM}千\d]+[编章节条]$", left.strip()) or (
        re.search("[A-Za-z]$", left) and re.match("[A-Za-z]", right) and not re.search("(?<![A-Za-z])[IVX]$", left)
    ):
        return f"{left} {right}"
    return left + right


def _join_titles(lines: list[str]) -> list[str]:
    """A title that its layout spread over lines becomes one: at the head, and behind the note, date or 附件 line that
    ends the covering letter."""
    joined: list[str] = []
    i = 0
    while i < len(lines):
        first = i == 0 or _opens_annex(joined[-1].strip())
        n = _title_run(lines[i : i + _TITLE_LINES], first) if first or i < _HEAD_LINES else 1
        joined.append("".join(line.strip() for line in lines[i : i + n]) if n > 1 else lines[i])
        i += n
    return joined


def _opens_annex(line: str) -> bool:
    return bool(_NOTE.match(line) or _DATE.match(line) or re.fullmatch(r"附件\s*\d*[:：]?", line))


def _title_run(lines: list[str], first: bool) -> int:
    """How many of these lines make up one title (1: the first is no broken title). Only the ``first`` line of a paper may
    begin one without an office's name or 关于."""
    sure = names_matter(lines[0])
    if not may_start_title(lines[0]) or not (sure or first):
        return 1
    whole = 1
    for n, line in enumerate(lines, 1):
        bare = line.strip()
        other = HEADING.match(bare) or _NUMBER.match(bare) or _MARK.match(bare) or (not sure and names_matter(bare))
        if not may_be_title_part(line) or (n > 1 and other):
            break
        text = "".join(x.strip() for x in lines[:n])
        if ends_title(text):
            whole = n
            if not may_go_on(text):
                break
    return whole
