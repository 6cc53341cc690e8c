"""Raw lines as a reader found them → the text that is stored, and in which every offset counts.

One paragraph a line, no blank lines. Lines that PDF extraction or a title's layout broke are joined; page numbers, running
heads, navigation and comment lines go; blanks inside Chinese text go. Nothing else is changed, lost or moved.
"""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from knowledge_base.readers.joining import join_lines
from knowledge_base.titles import is_organ, words

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_BLANK = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_COMMENT = re.compile(r"<!--.{0,500}?-->", re.S)
_HASHES = re.compile(r"^#{1,6} +(?=\S)")
_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = _CJK + "\u3001-\u3003\u3008-\u301f\u2014\u2018-\u201d\u2026\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_LABEL = re.compile(r"^(第[零〇一二两三四五六七八九十百千\d]+[编章节条]|(?:表|图|附件|专栏)\d{1,3})[ \t]+(?=\S)")
_FIELDS = re.compile(r"^(?=.{6,90}$)[一-龥]{1,4}(?:[一-龥 ]{1,8})[：:]\s*[^\s：:]")
"""A line of a form: 编号：0087  会议：…"""
_BY_WIDE = re.compile(rf"(?<=[{_WIDE}]) +(?=\S)|(?<=\S) +(?=[{_WIDE}])")
_BEFORE_UNIT = re.compile(r"(?<=\d) +(?=[%％‰℃])")
_ROMAN = re.compile(rf"(?:(?<=[{_WIDE}])|^)[IVX](?: [IVX])+(?=[{_WIDE}])")
_DASH = "-－—–―‐─·•~～"
_PAGE_NUMBER = re.compile(
    rf"^(?:[{_DASH}]{{1,3}}\s*\d{{1,4}}\s*[{_DASH}]{{1,3}}|第\s*\d{{1,4}}\s*页(?:\s*[,，/／]?\s*[（(]?\s*共\s*\d{{1,4}}\s*页\s*[)）]?)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}\s*页?|Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$",
    re.I,
)
_CONTENTS = re.compile(r"^.{2,80}?[.．…·]{5,}\s*\d{1,4}$")
_BUTTONS = re.compile(r"^(?:【[^【】]{1,4}】\s*){1,6}$|^【字体[：:].*】?$|^(?:相关链接|相关阅读|相关稿件)[:：]?$")
_SHORT = 60
"""Characters up to which a line that begins like navigation is it."""


def clean(raw: str) -> str:
    """The stored form of ``raw``. Form feeds in ``raw`` part pages. Cleaning what is clean changes nothing:
    the passes are repeated until one finds nothing to do (each joins or removes something, so they end)."""
    text = _one_pass(strip_running_lines(raw.split("\f")))
    while (again := _one_pass(text)) != text:
        text = again
    return text


def strip_running_lines(pages: list[str]) -> str:
    """The pages as one text without the heads, feet and page numbers that they repeat on their first or last lines."""
    if len(pages) < 2:
        return "\n".join(pages)
    edges = Counter(shape for page in pages for shape in {_shape(line) for _, line in _edge(page, 2)})
    repeated = {shape for shape, n in edges.items() if n >= max(3, len(pages) // 3)}
    numbered = sum(any(_shape(line) == "0" for _, line in _edge(page, 1)) for page in pages)
    kept = []
    for page in pages:
        drop = {i for i, line in _edge(page, 2) if _shape(line) in repeated - {"0"}}
        if numbered > len(pages) // 2:
            drop |= {i for i, line in _edge(page, 1) if _shape(line) == "0"}
        kept.append("\n".join(line for i, line in enumerate(page.splitlines()) if i not in drop))
    return "\n".join(kept)


def _edge(page: str, depth: int) -> list[tuple[int, str]]:
    """(index, line) of the first and last ``depth`` lines of a page that hold something."""
    full = [(i, line) for i, line in enumerate(page.splitlines()) if line.strip()]
    return full if len(full) <= 2 * depth else full[:depth] + full[-depth:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line))


def _one_pass(text: str) -> str:
    text = _INVISIBLE.sub("", _COMMENT.sub("\n", text))
    lines = [_tidy(line) for line in text.splitlines()]
    return "\n".join(
        _tidy(line).strip(" \u3000").rstrip() for line in join_lines([x for x in lines if not _is_furniture(x)])
    )


def _is_furniture(line: str) -> bool:
    bare = line.strip()
    navigation = len(bare) <= _SHORT and bare.startswith(words()["navigation"]) and not bare.endswith("。")
    return bool(navigation or _PAGE_NUMBER.match(bare) or _BUTTONS.match(bare) or _CONTENTS.match(bare))


def _tidy(line: str) -> str:
    """The line with its blanks put right; a first-line indent stays, as two full-width blanks, for the joining."""
    line = _BLANK.sub(lambda m: "  " if m[0] == "\u3000" else " ", _modern(line))
    indent = "\u3000\u3000" if line.startswith("  ") and line.strip() else ""
    line = _HASHES.sub("", line.strip(" ").rstrip())
    line = re.sub(r" *\t *", "\t", re.sub(r" {4,}(?=\S)", "\t", line) if _columns(line) else line)
    if _FIELDS.match(line):
        line = re.sub(r" +(?=[一-龥]{2,8}[：:])", "\t", line)
    line = _LABEL.sub("\\1\u0000", line)
    line = _BEFORE_UNIT.sub("", _BY_WIDE.sub("", _between_offices(re.sub(" +", " ", line))))
    line = _ROMAN.sub(lambda m: m[0].replace(" ", ""), line)
    return indent + line.replace("\u0000", " ")


def _between_offices(line: str) -> str:
    """The blanks that part the names of the offices that issue a paper together, marked to stay."""
    if " " not in line or len(line) > 100:
        return line
    pieces = line.split(" ")
    offices = [is_organ(re.split("关于|印发|转发", piece)[0]) for piece in pieces]
    joints = ["\u0000" if a and b else " " for a, b in pairwise(offices)]
    return "".join(a + b for a, b in zip(pieces, [*joints, ""], strict=True))


def _columns(line: str) -> bool:
    """Whether wide gaps part cells: every piece is more than one character (single ones are a spaced-out word)."""
    return all(len(piece) > 1 for piece in re.split(" {4,}", line))


def _modern(line: str) -> str:
    """Kangxi radicals, which some PDF fonts give for the plain characters, made plain."""
    return "".join(unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" else c for c in line)
