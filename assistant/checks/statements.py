"""Numbers with what is said of them: what they count, in which sentence, for which year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.checks.groundwords import aspects, pairs
from assistant.numerals import Number, find_numbers

YEAR = re.compile(r"(?<!年至)(?<![\d—\-–~.])(?<!\d至)(?<!\d{4}、)((?:19|20)\d\d)(?=\s*年(?!\s*[至—\-–~])|\s*$|[）)])")
"""A year; of a span of years or several in a row (2023、2024年) none."""
_BREAK = re.compile(r"[，。；、：:（）()！？|\t\n;]|,(?!\d)")
_END = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[，。；;：:（(！？\n]")
_PART = re.compile(r"[。；;！？\n]")
_DISTRIBUTED = re.compile(r"([^，。；：:（）()\n]{2,60}?)(?:分别|依次)(?:为|是|占|达|有|完成|实现|达到)?")
_COMPARED = re.compile(
    r"(?:[与和同比较]|相比(?:于|较)?)\s*(?:(?:19|20)\d\d年|上年度?|去年|上一年|前一年)(?:同期|的?[^，。；（(]{0,6}[（(][^（）()]*[）)])?"
)
_LAST = ("去年", "上年", "上一年", "前一年")
_RELATIVE = re.compile("今年|本年|当年|去年|上年|上一年|前一年")
_AT_NUMBER = re.compile(r"(?:(?:19|20)\d\d年度?|上年度?|去年|上一年|前一年)(?:同期)?的?$")
_AFTER_YEAR = re.compile(r"[（(](?![比较与同])[^（）()\d%]{0,4}(?:19|20)\d\d年[^（）()\d]{0,6}[）)]")
"""A year in brackets of its own; one with another number is that number's: 0.648（2020年0.646）."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_BARE = re.compile(r"[\u4e00-\u9fff：:]\d{2,4}[，。；、）)\s]?")
_SPACED_UNIT = re.compile(r" ([\u4e00-\u9fff%]{1,4})")
_FIGURE = re.compile(r"[\d零一二两三四五六七八九十百千几数半]")
_TO = re.compile(r"\s*(?:→|-+>|[—–~至到]|[降升提减增]\w{0,2}[至到])\s*")
_AND = re.compile(r"[、和与及]")
_VERB, _SHORT_VERB = 14, 6
"""Characters between 分别 and its first number: 分别安排保护资金1.2亿元."""
_SPAN = re.compile(r"((?:19|20)\d\d)年?\s*[至到—\-–~～]{1,2}\s*((?:19|20)\d\d)年")
_NAMED_YEAR = re.compile(r"^((?:19|20)\d\d)年度?")
_WRITTEN = re.compile(
    r"[（(](?:(?!截至|截止)[^（）()\d])*(?:19|20)\d\d年\s*\d{1,2}月(?:\d{1,2}日)?(?:[填制报编印更整提汇]\w{0,3})?[）)]"
)
"""（村镇建设处，2024年6月）: when the sheet was made, not what year it is about."""
_UNIT_TOLD = re.compile(r"[\u4e00-\u9fff]\s*[（(](?:单位[:：])?([\u4e00-\u9fff]{1,5})[）)]")
"""经费（万元）: the unit of the numbers after it in its sentence."""
_LINE_YEAR = re.compile(r"[（(]((?:19|20)\d\d)年?(?:度|全年)?[）)][：:]")
"""外贸数据（2025）：投保企业4218家: the year of all that the line tells."""
_DIFFERS = re.compile(r"(?:比|较|超)[^，。；]*(?:多|少|高|低|快|慢|超)[出过了]?$")
_PART_OF_YEAR = re.compile(
    r"第?[一二三四]季度|前[二三]季度|[上下]半年|\d{1,2}[—\-~～至]\d{1,2}月|(?<!\d)\d{1,2}月|(?<=今年)以来|(?<=年)以来"
)
_BRACKETS = re.compile(r"《[^《》\n]*》|[\u4e00-\u9fff]{1,10}[〔\[［【（(]\d{4}年?[〕\]］】）)]\s*第?\d+号")


@dataclass(frozen=True)
class Statement:
    """A number in its text. ``labels`` are the words at it: those before and after it in its clause, or the names of its
    row and column; ``context`` is what else its sentence, caption or heading says before it; ``siblings`` are the names
    of its table's other rows and columns; ``year`` is 0 where none is known."""

    number: Number
    start: int
    end: int
    labels: tuple[str, ...]
    context: str
    quote: str
    year: int = 0
    dated: bool = False
    """Whether the year stands in the sentence or in the table, instead of being taken from the head."""
    fellows: frozenset[str] = frozenset()
    """The values of the other numbers of its paragraph or line."""
    siblings: frozenset[str] = frozenset()
    cell: bool = False

    @cached_property
    def part_of_year(self) -> str:
        """The quarter, half or month that its sentence names last before it; the last month is the whole year."""
        said = _PART_OF_YEAR.findall(_END.split(self.context)[-1])
        return said[-1] if said and not said[-1].startswith("12") else ""

    @cached_property
    def compared(self) -> bool:
        """Whether the words before it make it a difference: 比原计划多3个."""
        return bool(self.labels) and bool(_DIFFERS.search(self.labels[0]))

    @cached_property
    def near(self) -> frozenset[str]:
        return frozenset().union(*(pairs(label) for label in self.labels))

    @cached_property
    def around(self) -> frozenset[str]:
        return self.near | pairs(self.context)

    @cached_property
    def said(self) -> dict[str, frozenset[str]]:
        """What the labels say of each aspect."""
        return aspects("\n".join(self.labels))

    @cached_property
    def inherited(self) -> dict[str, frozenset[str]]:
        """What the words before it say of each aspect, the nearest clause first."""
        found: dict[str, frozenset[str]] = {}
        for part in reversed(_CLAUSE.split(self.context)):
            found = {**aspects(part), **found}
        return found


def of_prose(text: str, at: int, heading: str, year: int, now: int = 0) -> Iterator[Statement]:
    """The numbers of a paragraph that begins at ``at``. ``year`` is the period where none is said, and what 今年 means
    unless ``now`` says that."""
    numbers = find_numbers(text)
    shared = {start: (label, of) for start, label, of in _distributed(text, numbers)}
    ends = [n.end for n in numbers]
    written = frozenset(str(n.value) for n in numbers if n.needs_source)
    begin = 0
    for i, n in enumerate(numbers):
        if n.kind == "idiom" and _BARE.fullmatch(text[max(0, n.start - 1) : n.end + 1]):
            n = replace(n, kind="count")  # 主办119，会办84 in a sheet without units is no telephone
        if not n.unit and (m := _SPACED_UNIT.match(text, n.end)):
            n = _joined(n, m[1])
        elif not n.unit and (told_unit := _unit_told(text, n.start)):
            n = replace(_joined(n, told_unit), end=n.end)
        if not n.needs_source or n.value is None or not _FIGURE.search(n.text):
            continue
        if not n.unit and i + 1 < len(numbers) and _TO.fullmatch(text[n.end : numbers[i + 1].start]):
            other = numbers[i + 1]  # 11.8→10.3分钟
            n = n if other.unit in ("%", "％", "") else replace(n, unit=other.unit, kind=other.kind)
        sentence = max((m.end() for m in _END.finditer(text, begin, n.start)), default=begin)
        begin = sentence
        before, after = _beside(text, numbers, i, ends)
        label, own_year = shared.get(n.start, ("", 0))
        labels = (label,) if label else tuple(w for w in (before, after) if w.strip())
        context = text[sentence : n.start]
        if not any(map(pairs, labels)) and not re.search("[比较]", before):
            labels = (*labels, _clause_before(context[: len(context) - len(before)]))
        told = own_year or _year(context, text[n.end : n.end + 24], year or now)
        yield Statement(
            number=n,
            start=at + n.start,
            end=at + n.end,
            labels=labels,
            context=f"{heading}\n{context}",
            quote=text[max(0, n.start - 40) : n.end + 40],
            year=told or year,
            dated=bool(told),
            fellows=written - {str(n.value)},
        )


def year_of(text: str) -> int:
    """The year that a heading or a title speaks of; 0 for none."""
    return next(iter(years_of(_BRACKETS.sub("", text))), 0)


def years_of(text: str) -> list[int]:
    """The years that a text speaks of, without the one in which it was written."""
    return [int(m[1]) for m in YEAR.finditer(_WRITTEN.sub("", text))]


@lru_cache(maxsize=2048)
def _joined(n: Number, word: str) -> Number:
    """918.7 亿元: the number with the unit that stands after a blank."""
    again = find_numbers(n.text + word)
    if not again or again[0].start or not again[0].unit:
        return n
    return replace(again[0], start=n.start, end=n.end + 1 + again[0].end - len(n.text))


def _unit_told(text: str, at: int) -> str:
    """The unit that stands in brackets before the numbers of the sentence; empty for none."""
    begin = max(text.rfind(c, 0, at) for c in "；。\n") + 1
    return next((m[1] for m in reversed(list(_UNIT_TOLD.finditer(text, begin, at)))), "")


def _clause_before(text: str) -> str:
    """The last clause of the text that says something."""
    return next((part for part in reversed(_BREAK.split(text)[-3:]) if pairs(part)), "")


def _beside(text: str, numbers: Sequence[Number], i: int, ends: Sequence[int]) -> tuple[str, str]:
    """The words before and after a number up to the next mark or number."""
    n = numbers[i]
    left = ends[i - 1] if i else 0
    marks = [m.end() for m in _BREAK.finditer(text, left, n.start)]
    if marks and not text[marks[-1] : n.start].strip() and text[marks[-1] - 1] in "：:（(":
        marks.pop()  # 投入资金：3.5亿元, 县城（12个）
    before = text[max(marks, default=left) : n.start]
    right = numbers[i + 1].start if i + 1 < len(numbers) else len(text)
    m = _BREAK.search(text, n.end, right)
    if m is None and right < len(text) and pairs(before):
        return before, ""  # 58件增加6件: the words between belong to the second
    return before, text[n.end : m.start() if m else right]


def _distributed(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, str, int]]:
    """主办、协办分别为17件、29件: each number's own label; 2023年、2024年分别安排3亿元、4亿元: each number's own year."""
    for m in _DISTRIBUTED.finditer(text):
        run: list[Number] = []
        for n in numbers:
            if m.end() <= n.start <= m.end() + 80 and n.needs_source:
                if n.start > (run[-1].end + 2 if run else m.end() + _VERB):
                    break
                run.append(n)
        if len(run) < 2:
            continue
        names = [part for part in _AND.split(m[1]) if part.strip()]
        verb = text[m.end() : run[0].start]
        if years := _years(text[: m.end()], names, len(run)):
            yield from ((n.start, _NAMED_YEAR.sub("", names[-1]) + verb, y) for n, y in zip(run, years, strict=True))
        elif len(names) >= len(run) and len(verb) <= _SHORT_VERB:
            yield from ((n.start, label, 0) for n, label in zip(run, names[-len(run) :], strict=True))


def _years(before: str, names: Sequence[str], count: int) -> list[int]:
    """The years of a row of ``count`` numbers: named one by one, or as a span in the sentence before them."""
    named = [int(y[1]) for name in names[-count:] if (y := _NAMED_YEAR.match(name.strip()))]
    if len(named) == count:
        return named
    span = next(reversed(list(_SPAN.finditer(before, max(before.rfind(c) for c in "。；\n") + 1))), None)
    years = list(range(int(span[1]), int(span[2]) + 1)) if span else []
    return years if len(years) == count and re.search("年", names[-1] if names else "") else []


@lru_cache(maxsize=1024)
def _year(context: str, after: str, year: int) -> int:
    """The year that its part of the sentence gives a number: the one at it (上年的109件), else the last one that isn't
    merely compared with. 0 for none; -1 is the year before one that isn't known."""
    at_it = _AT_NUMBER.search(context) or _AFTER_YEAR.match(after)
    told = _named(at_it[0], year) if at_it else 0
    told = told or _named(_COMPARED.sub("", _ASIDE.sub("", _PART.split(context)[-1])), year)
    of_line = _LINE_YEAR.findall(context) if not told else []
    return told or (int(of_line[-1]) if of_line else 0)


def _named(text: str, year: int) -> int:
    plain = _BRACKETS.sub("", text)
    named = [(m.start(), int(m[1])) for m in YEAR.finditer(plain)]
    named += [(m.start(), year - 1 if m[0] in _LAST else year) for m in _RELATIVE.finditer(plain)]
    return max(named)[1] if named else 0
