"""Whole sentences of a passage with their offsets, and the article of a law in which they stand."""

import re
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’）》]*)?")
_ARTICLE = re.compile(r"^[\s#]*(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[\s　]*", re.M)
_HEAD = re.compile(
    r"^(?:[\s　#]|第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?(?=[\s　])|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]|（\d+）|[①-⑳])+"
)
_CONTINUES = re.compile(r"[ 　]*(?![\s#第（一二三四五六七八九十\d①-⑳—-])")
_NUMBERED = re.compile(
    r"[\s　]*(?:#|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.．、]|第[一二三四五六七八九十]+[章节])"
)
_RUN_IN = re.compile(
    r"(?:对于?|关于|针对)[^。；：\n]{4,50}?的(?:建议|提案|问题|意见|诉求)(?:[\s　]+|[:：][\s　]*|(?=我[厅局委省市办]))"
)
"""The heading of a section with its first sentence on the same line."""
_TITLE = re.compile(
    r"[^，。；：]*(?:通知|通报|意见|办法|方案|报告|答复|函|建议|提案|措施|规定|条例|细则|决定|公告|要点|规划|计划|情况|（试行）)"
)
_NAMES_ONLY = re.compile(r"关于[^，。；]{4,40}。")
"""The heading of a paragraph that ends as a sentence and tells nothing (关于缓解融资难。)."""
_OWN_LINE = re.compile(
    r"[\s　]*(?:[^\s，。；：]{0,14}〔\d{4}〕\s*\d+\s*号|第\s*[A-Za-z]{0,4}\d+\s*号|\d{4}年\d{1,2}月\d{1,2}日|[^。；]{2,40}[：:]|[^，。；]{0,6}表\s*\d.*)[\s　]*"
)
"""文号, date, addressee, caption: lines that are no part of a sentence."""
_ENDED = re.compile(r"[。！？；][”’）》]*$")
_WIDER = 6
"""Characters by which a line of a narrow page may be longer than the one before it, which was full."""
_NARROW = 15
_LONG = 170


@dataclass(frozen=True)
class Sentence:
    """``start``/``end`` count in the text that was split; ``text`` is exactly that span, numbering left out."""

    start: int
    end: int
    text: str

    @property
    def whole(self) -> bool:
        """False for a clause cut at ； out of a longer sentence and for a heading without a closing mark."""
        return self.text[-1:] in "。！？”’）"

    @property
    def ended(self) -> bool:
        """Whether it can be quoted: titles, headings, captions, addressees and cells of tables do not end as sentences do."""
        return bool(_ENDED.search(self.text)) and "\t" not in self.text and not _NAMES_ONLY.fullmatch(self.plain)

    @property
    def plain(self) -> str:
        """Without the line breaks that a narrow page left inside."""
        return re.sub(r"\s*\n\s*", "", self.text)


def sentences(text: str) -> list[Sentence]:
    """Sentences of at least eight characters; a very long one is given as its parts between ；."""
    found: list[Sentence] = []
    flowing = _flowing(text)
    for m in _SENTENCE.finditer(flowing):
        start, end = m.span()
        if head := _HEAD.match(text[start:end]):
            start += head.end()
        if run_in := _RUN_IN.match(flowing, start, end):
            start = run_in.end()
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if end - start < 8:
            continue
        if end - start > _LONG and "；" in text[start:end]:
            found += _parts(text, start, end)
        else:
            found.append(Sentence(start, end, text[start:end]))
    return found


def article(document: str, at: int) -> str:
    """``第九条``: the last article mark at or before offset ``at`` of a law's full text; empty when there is none."""
    label = ""
    for m in _ARTICLE.finditer(document, 0, min(len(document), at + 1)):
        label = m.group(1)
    return label


def _flowing(text: str) -> str:
    """``text`` with the line breaks of a narrow page taken away, length kept: those after a long line that neither ends
    a sentence nor is a numbered heading, before a line that begins no item."""
    lines = re.split(r"(?<=\n)", text)
    for i, (line, following) in enumerate(pairwise(lines)):
        bare = line.strip()
        heading = (_NUMBERED.match(line) and "。" not in bare) or _TITLE.fullmatch(bare) or _OWN_LINE.fullmatch(bare)
        wrapped = len(bare) >= _NARROW and bare[-1] not in "。！？；：" and len(following.strip()) <= len(bare) + _WIDER
        if wrapped and not heading and _CONTINUES.match(following) and not _OWN_LINE.fullmatch(following):
            lines[i] = line.replace("\n", "\x01")
    return "".join(lines)


def _parts(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    at = start
    for piece in re.split("(?<=；)", text[start:end]):
        if len(piece) >= 8:
            lead = len(piece) - len(piece.lstrip())
            body = piece.strip()
            found.append(Sentence(at + lead, at + lead + len(body), body))
        at += len(piece)
    return found
