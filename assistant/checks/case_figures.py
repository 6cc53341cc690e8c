"""What a paper says of its cases in numbers: of which kind, role, state or result each of them counts the cases."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby

from assistant.checks.grounding import said
from assistant.checks.statements import Statement
from assistant.draft import Draft
from assistant.numerals import Number

_BREAK = "，。；：（(！？\n"
_COUNTED = ("件", "件次")
_SUBJECT = re.compile(r"建议|提案|[主会协分独承]办件|办件|件次")
_NOUN = re.compile(r"[^，。；：、（）()！？\n]*")
"""What stands after a number in its clause: 34件人大代表建议, 64件为主办, 12件由市政府办理."""
_PART_OF = re.compile(r"(?:中|里|方面|之内)[，,]$")
_OF_WHICH = re.compile(r"件(?:次)?中[，,]")
_DAY = re.compile(
    r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<end>底|末))?|(?P<year>20\d\d)?年(?:年)?[底末]"
)


@dataclass(frozen=True)
class CaseFigure:
    """``own`` are the groups that the words at the number name, ``above`` those of the numbers before it in its sentence,
    ``far`` of all that stands before it in its paragraph and heading. Groups are named as the ledger names them
    (``kind:建议``, ``role:主办``, ``done``); none at all is every case."""

    number: Number
    start: int
    end: int
    own: frozenset[str]
    above: tuple[frozenset[str], ...]
    far: frozenset[str]
    within: bool = False
    """Whether it is said of the number before it: 其中主办17件, 比上年增加6件."""
    part: bool = False
    """Whether the words beside it may narrow it to what no ledger counts: 重点件中，主办3件; 12件由市政府办理."""
    year: int = 0
    last_year: bool = False
    change: bool = False
    until: date | None = None
    """The day that the sentence counts at."""
    inside: frozenset[str] = frozenset()
    """The groups of what it is told to be a part of: 代表建议32件中，主办12件、会办10件; 建议46件（主办17件、协办29件）."""


@dataclass(frozen=True)
class _Words:
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    plain: re.Pattern[str]
    last_year: re.Pattern[str]
    change: re.Pattern[str]
    until: re.Pattern[str]


@cache
def _words() -> _Words:
    raw = tomllib.loads((files("knowledge_base") / "facts" / "case_figures.toml").read_text("utf-8"))
    groups = tuple((name, re.compile(pattern)) for name, pattern in raw["words"])
    return _Words(groups, *(re.compile(raw[k]) for k in ("plain", "last_year", "change", "until")))


@dataclass
class _Read:
    """What has been read of a paragraph so far. ``about``: whether the numbers before the next one count cases."""

    heading: frozenset[str]
    sentence: int = -1
    above: list[frozenset[str]] = field(default_factory=list)
    far: set[str] = field(default_factory=set)
    end: int = 0
    about: bool = False


def case_figures(draft: Draft) -> tuple[CaseFigure, ...]:
    """The numbers of the body that count 建议 and 提案 or give a rate of them. A number whose words name anything else
    (账款投诉, 企业诉求, 重点建议) is none, nor one that merely follows it (办结11件)."""
    found: list[CaseFigure] = []
    heading = frozenset[str]()
    for p, members in groupby(said(draft), key=lambda s: s[3]):
        if p.kind == "heading":
            heading = _groups(p.text)[0]
        found += _of_paragraph(p.text, [(s, start, end) for s, start, end, _ in members], heading)
    return tuple(found)


def _of_paragraph(
    text: str, members: Sequence[tuple[Statement, int, int]], heading: frozenset[str]
) -> Iterator[CaseFigure]:
    read = _Read(heading)
    for s, start, end in members:
        n = s.number
        sentence = text.rfind("。", 0, n.start)
        if sentence != read.sentence:
            read.sentence, read.above = sentence, []
        read.about = read.about or bool(_SUBJECT.search(text[read.end : n.start]))
        figure = _figure(text, s, (start, end), read)
        if figure:
            yield figure
            read.about = True
            read.above.append(figure.own)
            read.far |= figure.own
        elif n.unit != "%":
            read.about = False
        read.end = n.end


def _figure(text: str, s: Statement, span: tuple[int, int], read: _Read) -> CaseFigure | None:
    n = s.number
    begin = max(max(text.rfind(c, 0, n.start) for c in _BREAK) + 1, read.end)
    label = text[begin : n.start]
    change = _words().change.search(label[-4:]) is not None
    own, rest = _groups(_words().change.sub("", label) if change else label)
    if rest or n.unit not in (*_COUNTED, "%") or n.about or n.high is not None:
        return None
    counted, left = _groups(_NOUN.match(text, n.end)[0])  # pyright: ignore[reportOptionalSubscript]  # matches ""
    own |= counted
    every = "建议" in label and "提案" in label
    last_year = bool(_words().last_year.search(label)) and not change
    compared = change or last_year or re.match(r"[、和与及]?[比较]", label.lstrip()) is not None
    follows = compared and not own and not every
    named = every or follows or any(g.startswith(("kind:", "role:")) for g in own)
    if not (named or (own and read.about)) or (n.unit == "%" and not (change or _rated(own))):
        return None
    if follows and not read.above:
        return None
    before = text[read.sentence + 1 : begin]
    part = bool(left) or (follows and len(read.above) > 1) or (bool(_PART_OF.search(before)) and not read.above)
    return CaseFigure(
        n, *span, own, tuple(read.above), frozenset(read.far | read.heading | _groups(before)[0]),
        follows or "其中" in label, part, s.year, last_year, change,
        _until(text[:begin], s.year), _inside(text, read.sentence + 1, begin),
    )  # fmt: skip


def _inside(text: str, sentence: int, begin: int) -> frozenset[str]:
    """The groups of the clause before 件中， or before the bracket in which the number stands."""
    said = [m.start() for m in _OF_WHICH.finditer(text, sentence, begin)]
    opened = max(text.rfind(c, sentence, begin) for c in "（(")
    if opened > max(text.rfind(c, sentence, begin) for c in "）)"):
        said.append(opened)
    if not said:
        return frozenset()
    start = max(max(text.rfind(c, 0, said[-1]) for c in _BREAK) + 1, sentence)
    return _groups(text[start : said[-1]])[0]


def _rated(own: frozenset[str]) -> bool:
    return any(g.startswith("rate.") for g in own)


def _groups(text: str) -> tuple[frozenset[str], str]:
    """The groups that the words name, and what else they say. 建议 and 提案 together are no group but all cases."""
    found: set[str] = set()
    rest = text
    for name, pattern in _words().groups:
        if pattern.search(rest):
            found.add(name)
            rest = pattern.sub("\0", rest)
    if {"kind:建议", "kind:提案"} <= found:
        found -= {"kind:建议", "kind:提案"}
    return frozenset(found), re.sub(r"[\0\d）)]", "", _words().plain.sub("", rest))


def _until(before: str, year: int) -> date | None:
    """The day named last after 截至."""
    said = [m.end() for m in _words().until.finditer(before)]
    m = _DAY.match(before, said[-1]) if said else None
    if m is None:
        return None
    y = int(m["y"] or m["year"] or year or 0)
    if not m["m"]:
        return date(y, 12, 31) if y else None
    month = int(m["m"])
    if not y or not 1 <= month <= 12:
        return None
    last = monthrange(y, month)[1]
    return date(y, month, min(int(m["d"] or last), last))
