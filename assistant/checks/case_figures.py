"""What a paper says of its cases in numbers: of which kind, role, state or result each of them counts the cases."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from assistant.checks.case_words import CaseWords
from assistant.checks.grounding import said
from assistant.checks.statements import Statement
from assistant.checks.view import title
from assistant.draft import Draft
from assistant.numerals import Number

_BREAK = "，。；：（(！？\n"
_COUNTED = ("件", "件次")
_SUBJECT = re.compile(r"建议|提案|[主会协分独承]办件|办件|件次")
_NOUN = re.compile(
    r"[^，。；：、（）()！？\n\d]*+(?!\d)|(?:[主会协独分承参]办|人大|代表|政协|委员|的)*(?:建议|提案|件)+"
)
"""What stands after a number in its clause: 34件人大代表建议, 64件为主办, 12件由市政府办理; before another number only what
is counted: 52件建议已办结48件."""
AT_A_DAY = ("done", "open", "late", "on-time", "face", "contact", "feedback", "satisfaction:", "result:", "rate.")
"""What changes from day to day."""
_LASTING = ("kind:", "role:", "result:", "done", "open", "feedback", "lead")
_PART_OF = re.compile(r"(?:中|里|方面|之内)[，,]$")
_OF_WHICH = re.compile(r"件(?:次)?中[，,]")
_UNITS = re.compile(r"(?:(?P<local>[市州县区][^，。；]{0,8}政府)|(?:承办)?(?:部门|单位))")
_HANDED = re.compile("交由|交给|承办|办理|分办|转交")
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


@dataclass
class _Read:
    """What has been read of a paragraph so far. ``about``: whether the numbers before the next one count cases."""

    heading: frozenset[str]
    words: CaseWords
    of_cases: bool = False
    """Whether the whole paper is on its cases, so that a number need not say so: 已办结116件."""
    sentence: int = -1
    above: list[frozenset[str]] = field(default_factory=list)
    far: set[str] = field(default_factory=set)
    end: int = 0
    about: bool = False


def case_figures(draft: Draft, words: CaseWords) -> tuple[CaseFigure, ...]:
    """The numbers of the body that count 建议 and 提案 or give a rate of them. A number whose words name anything else
    (账款投诉, 企业诉求, 重点建议) is none, nor one that merely follows it (办结11件). Those of tables are
    read apart."""
    found: list[CaseFigure] = []
    of_cases = _of_cases(draft)
    heading = frozenset[str]()
    for p, members in groupby(said(draft), key=lambda s: s[3]):
        if "\t" in p.text:
            continue
        if p.kind == "heading":
            heading = words.read(p.text)[0]
        read = _Read(heading, words, of_cases, about=of_cases)
        found += _of_paragraph(p.text, [(s, start, end) for s, start, end, _ in members], read)
    return tuple(found)


def _of_cases(draft: Draft) -> bool:
    head = title(draft)[2]
    return "办理" in head and ("建议" in head or "提案" in head) and not re.search("号", head)


def _of_paragraph(text: str, members: Sequence[tuple[Statement, int, int]], read: _Read) -> Iterator[CaseFigure]:
    for s, start, end in members:
        n = s.number
        sentence = text.rfind("。", 0, n.start)
        if sentence != read.sentence:
            read.sentence, read.above = sentence, []
        read.about = read.about or bool(_SUBJECT.search(text[read.end : n.start]))
        figure = _units(text, s, (start, end), read) or _figure(text, s, (start, end), read)
        if figure:
            yield figure
            read.about = True
            read.above.append(figure.own)
            read.far |= figure.own
        elif n.unit != "%":
            read.about = read.of_cases and n.unit not in _COUNTED
        read.end = n.end


def _units(text: str, s: Statement, span: tuple[int, int], read: _Read) -> CaseFigure | None:
    """省发改委等46个部门（单位）承办: how many units the cases went to."""
    n = s.number
    said = _UNITS.match(text, n.end)
    if n.unit != "个" or not said or not read.of_cases or not _HANDED.search(text, max(read.sentence, 0), n.end + 8):
        return None
    return CaseFigure(n, *span, frozenset({"units.local" if said["local"] else "units.department"}), (), frozenset())


def _figure(text: str, s: Statement, span: tuple[int, int], read: _Read) -> CaseFigure | None:
    n, words = s.number, read.words
    begin = max(max(text.rfind(c, 0, n.start) for c in _BREAK) + 1, read.end)
    label = _label(text, s, begin)
    change = words.change.search(label[-4:]) is not None
    own, rest = words.read(words.change.sub("", label) if change else label)
    if rest or n.unit not in (*_COUNTED, "%") or n.about or n.high is not None:
        return None
    noun = _NOUN.match(text, n.end)
    counted, left = words.read(noun[0] if noun else "")
    own |= counted
    every = ("建议" in label and "提案" in label) or (read.of_cases and text.startswith("中", n.end))
    last_year = bool(words.last_year.search(label)) and not change
    compared = change or last_year or re.match(r"[、和与及]?[比较]", label.lstrip()) is not None
    follows = compared and not own and not every
    named = every or follows or any(g.startswith(("kind:", "role:")) for g in own)
    before = text[read.sentence + 1 : begin]
    about = read.about and not (words.foreign.search(before + label) and not _SUBJECT.search(before + label))
    if not (named or (own and about)) or (n.unit == "%" and not (change or _rated(own))):
        return None
    if follows and not (read.above or (read.of_cases and about)):
        return None
    aside = words.aside.search(before + label) is not None and any(g.startswith(AT_A_DAY) for g in own)
    part = (
        aside
        or bool(left)
        or (follows and len(read.above) > 1 and not read.of_cases)
        or (_narrowed(before, words) and not read.above)
    )
    return CaseFigure(
        n, *span, own, tuple(read.above), _lasting(read.far) | read.heading | words.read(before)[0],
        follows or "其中" in label, part, s.year, last_year, change,
        _until(text[:begin], s.year, words), _inside(text, read.sentence + 1, begin, words),
    )  # fmt: skip


def _narrowed(before: str, words: CaseWords) -> bool:
    """Whether the clause before says of which cases it is a part, in words that no ledger counts: 重点件中，."""
    if not _PART_OF.search(before):
        return False
    clause = before[max(before[:-1].rfind(c) for c in _BREAK) + 1 : -1]
    return bool(words.read(clause)[1])


def _lasting(groups: set[str]) -> frozenset[str]:
    """Of what was said farther before in the paragraph, what goes on holding: kind, role, state, result, each where one
    alone was named."""
    lasting = [g for g in groups if g.startswith(_LASTING)]
    sorts = [g.partition(":")[0] for g in lasting]
    return frozenset(g for g in lasting if sorts.count(g.partition(":")[0]) == 1)


def _label(text: str, s: Statement, begin: int) -> str:
    """The words before a number in its clause; of a row (建议、提案分别为10件、13件) the one that is its own."""
    plain = text[begin : s.number.start]
    clause = text[max(text.rfind(c, 0, s.number.start) for c in "，。；\n") + 1 : s.number.start]
    if "分别" not in clause or not s.labels:
        return plain
    row = s.labels[0]
    if s.number.unit == "%":
        return row if "率" in row else clause.partition("分别")[0]
    return row if row and (not plain.strip("、和") or "分别" in plain) else plain


def _inside(text: str, sentence: int, begin: int, words: CaseWords) -> frozenset[str]:
    """The groups of the clause before 件中， or before the bracket in which the number stands."""
    said = [m.start() for m in _OF_WHICH.finditer(text, sentence, begin)]
    opened = max(text.rfind(c, sentence, begin) for c in "（(")
    if opened > max(text.rfind(c, sentence, begin) for c in "）)"):
        said.append(opened)
    if not said:
        return frozenset()
    start = max(max(text.rfind(c, 0, said[-1]) for c in _BREAK) + 1, sentence)
    return words.read(text[start : said[-1]])[0]


def _rated(own: frozenset[str]) -> bool:
    return any(g.startswith("rate.") for g in own)


def _until(before: str, year: int, words: CaseWords) -> date | None:
    """The day named last after 截至."""
    said = [m.end() for m in words.until.finditer(before)]
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
