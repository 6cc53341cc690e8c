"""The parts of a paper as a mutator sees them: found by plain patterns, on purpose not by the reader under test."""

import re
from dataclasses import dataclass
from functools import cached_property

CHINESE = "一二三四五六七八九十"
_DATE = re.compile(r"^[\s　]*(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日\s*$")
_NUMBER = re.compile(r"^[\s　]*[\u4e00-\u9fff]{2,14}〔(?P<y>\d{4})〕(?P<n>\d+)号[\s　]*$")
_CLOSING = re.compile(
    r"^[\s　]*(?:特此(?:报告|函复|函告|回复|答复)|专此(?:答复|函复|报告)|此复|以上(?:报告|意见|答复)|感谢|衷心感谢|再次感谢|请予审议)[^\n]{0,60}$"
)
_HEADING = re.compile(
    rf"^[\s　]*(?:(?P<a>[{CHINESE}]{{1,3}})、|（(?P<b>[{CHINESE}]{{1,3}})）|(?P<c>\d{{1,2}})．|(?P<d>\d{{1,2}})\.(?!\d))"
)


@dataclass(frozen=True)
class Line:
    """One line with its place in the text; blanks at both ends are outside ``start``/``end``."""

    index: int
    start: int
    end: int
    text: str

    @property
    def whole(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Heading:
    level: int
    value: int
    mark_start: int
    mark_end: int
    line: Line
    alone: bool
    """The line is nothing but a heading."""


class Outline:
    """Lines of a text and what they are; an element that is not found is None."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        at = 0
        for i, raw in enumerate(text.split("\n")):
            bare = raw.strip(" 　\t")
            lead = len(raw) - len(raw.lstrip(" 　\t"))
            self.lines.append(Line(i, at + lead, at + lead + len(bare), bare))
            at += len(raw) + 1
        self.full = [line for line in self.lines if line.text]

    @cached_property
    def date(self) -> Line | None:
        """The day of signing, among the last lines."""
        return next((x for x in reversed(self.full[-6:]) if _DATE.match(x.text)), None)

    @cached_property
    def signature(self) -> Line | None:
        """The line above the day of signing, when it is a name."""
        if not self.date:
            return None
        at = self.full.index(self.date)
        above = self.full[at - 1] if at else None
        return above if above and len(above.text) <= 30 and not re.search(r"[。；，：]", above.text) else None

    @cached_property
    def closing(self) -> Line | None:
        stop = self.full.index(self.signature) if self.signature else len(self.full)
        return next((x for x in reversed(self.full[max(0, stop - 3) : stop]) if _CLOSING.match(x.text)), None)

    @cached_property
    def number(self) -> Line | None:
        return next((x for x in self.full[:8] if _NUMBER.match(x.text)), None)

    @cached_property
    def salutation(self) -> Line | None:
        return next(
            (x for x in self.full[:10] if x.text.endswith("：") and len(x.text) <= 45 and "收悉" not in x.text), None
        )

    @cached_property
    def title(self) -> Line | None:
        """The last line of the title."""
        stop = next((n for n, x in enumerate(self.full) if x in (self.salutation,)), 6)
        lines = [
            x
            for x in self.full[:stop]
            if re.search(r"的?(?:报告|答复|复函|函|意见|通报|摘要|情况|通知|说明|总结)$", x.text)
        ]
        return lines[-1] if lines else None

    @cached_property
    def headings(self) -> list[Heading]:
        found: list[Heading] = []
        for line in self.full:
            if m := _HEADING.match(line.text):
                level = 1 if m["a"] else 2 if m["b"] else 3
                value = int(m["c"] or m["d"]) if level == 3 else ordinal(m["a"] or m["b"])
                alone = not re.search(r"[。；]", line.text.rstrip("。")) and len(line.text) <= 40
                found.append(Heading(level, value, line.start + m.start(), line.start + m.end(), line, alone))
        return found

    @cached_property
    def body(self) -> list[Line]:
        """Paragraphs of running text between head and tail."""
        skip = {x for x in (self.title, self.number, self.salutation, self.closing, self.signature, self.date) if x}
        tail = self.full.index(self.date) if self.date else len(self.full)
        return [
            x for n, x in enumerate(self.full)
            if x not in skip and n < tail and len(x.text) >= 25 and x.text.endswith(("。", "；", "："))
        ]  # fmt: skip

    def line_at(self, offset: int) -> Line:
        return next(x for x in reversed(self.lines) if x.start <= offset or x.index == 0)


def ordinal(text: str) -> int:
    """十二 → 12, up to 99."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return CHINESE.index(text) + 1
    return (CHINESE.index(tens) + 1 if tens else 1) * 10 + (CHINESE.index(ones) + 1 if ones else 0)


def chinese(n: int) -> str:
    """12 → 十二, up to 99."""
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else CHINESE[tens - 1]) + ("十" if tens else "") + (CHINESE[ones - 1] if ones else "")
