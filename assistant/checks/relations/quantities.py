"""Every quantity of a paper with what it counts: kind of case, role, class, verdict, and whatever limits it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from assistant.checks.relations.joined import Joined, join
from assistant.checks.relations.words import compiled, relations
from assistant.draft import Draft
from assistant.numerals import Number, find_numbers

_CLAUSE = re.compile(r"[，；：。！？（）“”\n\t]")
_PREDICATE = re.compile("^中|^里|均|全部|全都|都|已|按期|按时|得到|实现")
_TOGETHER = re.compile(r"(?P<names>[^，。；：（）“”\d\n]+)(?:分别|依次)(?:为|是|有|达到?|占)?$")
_EXPLAINED = re.compile(r"(?P<name>[^，。；：（）“”\n\d]{0,30})（(?P<more>[^（）\d]{1,8})）$")
_AMONG = re.compile(r"(?:^|(?<=[，。；\n]))(?P<role>[主分协会独]办)件?(?:中|里)")
_COUNTED = frozenset(
    {"count", "money", "period", "percent", "percentage-point", "multiple", "approximate", "range", "fraction"}
)
ALL = "建议提案"
"""Kind of a label that names 建议 and 提案 together."""


@dataclass(frozen=True, eq=False)
class Quantity:
    """``start``/``end`` count in the joined text. ``label`` is what is said before the number in its clause, ``tail``
    what follows it up to the next mark. ``kind`` is named in the label itself, ``within`` by the words before it in the
    sentence. ``parts`` maps a partition's name to the member that the label names."""

    number: Number
    index: int
    label: str
    tail: str
    paragraph: int
    sentence: int
    kind: str
    within: str
    parts: tuple[tuple[str, str], ...]
    limits: str
    """What the label says beyond kind, role, class and plain words: 重点, 党派团体. Such a number is a subset."""
    changed: bool
    """A difference to another number: 增加48件."""
    moved: bool
    """A change or a value of another year: no part of this year's sums."""

    @property
    def start(self) -> int:
        return self.number.start

    @property
    def end(self) -> int:
        return self.number.end

    @cached_property
    def value(self) -> Decimal:
        base = self.number.base()
        return base[0] if base else Decimal(-1)

    @cached_property
    def unit(self) -> str:
        base = self.number.base()
        return base[1] if base else self.number.unit

    @property
    def text(self) -> str:
        return self.number.text

    @cached_property
    def head(self) -> str:
        """The tail without what is said of the number: 主办件 of 主办件均已面复."""
        return _PREDICATE.split(self.tail, maxsplit=1)[0]

    @cached_property
    def exact(self) -> bool:
        return self.number.kind in ("count", "money") and not self.number.about and self.number.value is not None

    @cached_property
    def measured(self) -> bool:
        """An exact number, or an exact length of time."""
        return self.exact or (self.number.kind == "period" and not self.number.about and self.number.value is not None)

    def part(self, partition: str) -> str:
        return dict(self.parts).get(partition, "")

    @cached_property
    def division(self) -> tuple[tuple[str, str], ...]:
        """Its parts but for the state of the work, which a sentence says of any number (17件已全部答复)."""
        return tuple(p for p in self.parts if p[0] != "progress")

    @property
    def about(self) -> str:
        """The kind of case that it counts, as far as the text says."""
        return self.kind or self.within


@dataclass(frozen=True, eq=False)
class Paper:
    """``quantities`` in the order of the text; ``counts`` are those that can be added up."""

    joined: Joined
    numbers: tuple[Number, ...]
    quantities: tuple[Quantity, ...]

    @property
    def text(self) -> str:
        return self.joined.text

    @cached_property
    def counts(self) -> tuple[Quantity, ...]:
        return tuple(q for q in self.quantities if q.exact)

    @cached_property
    def ending(self) -> dict[int, Quantity]:
        """The counts by the place at which they end."""
        return {q.end: q for q in self.counts}

    def span(self, first: Quantity | Number, last: Quantity | Number | None = None) -> tuple[int, int]:
        """The place in the draft from one number to another."""
        return self.joined.span(first.start, (last or first).end)


def read_paper(draft: Draft) -> Paper:
    """The paper read once; rules that ask again get the same reading."""
    return _read(join(draft))


@lru_cache(maxsize=4)
def _read(joined: Joined) -> Paper:
    text = joined.text
    numbers = tuple(find_numbers(text))
    found = [n for n in numbers if n.kind in _COUNTED and not n.in_title and n.value is not None]
    return Paper(joined, numbers, tuple(_labelled(text, found)))


def _labelled(text: str, found: list[Number]) -> Iterator[Quantity]:
    marks = [m.start() for m in _CLAUSE.finditer(text)]
    lines = [m.start() for m in re.finditer("\n", text)]
    stops = [m.start() for m in re.finditer("[。！？\n]", text)]
    kinds = [(m.end(), named_kind(m.group()), _until(text, m.start())) for m in _kind_phrase().finditer(text)]
    shared = _shared_labels(text, found)
    changed = moved = False
    for i, n in enumerate(found):
        before = marks[at - 1] + 1 if (at := bisect_right(marks, n.start - 1)) else 0
        previous = found[i - 1].end if i else 0
        label = text[max(before, previous) : n.start]
        if previous >= before and "、" in label:
            label = label.split("、", 1)[1]
        label = shared.get(i, label) or _bracketed(text, n.start, previous)
        after = marks[at] if (at := bisect_right(marks, n.end - 1)) < len(marks) else len(text)
        following = found[i + 1].start if i + 1 < len(found) else len(text)
        tail = re.split("、", text[n.end : min(after, following)], maxsplit=1)[0]
        if following < after and "、" not in text[n.end : following]:
            tail = tail if not label or re.match("的?(?:是|为|由|中)?$", tail) else ""
        sentence = bisect_right(stops, n.start)
        begin = stops[sentence - 1] + 1 if sentence else 0
        within = next((k for end, k, until in reversed(kinds) if begin < end <= n.start <= until), "")
        own = named_kind(label) or named_kind(tail)
        head = _PREDICATE.split(tail, maxsplit=1)[0]
        parts = named_parts(label, head or tail)
        if own and not parts and (role := _role_within(text, begin, n.start)):
            parts = (("role", role),)  # 主办件中建议26件、提案16件
        whole = label + "|" + head
        row = text[previous : n.start] in ("、", "和", "及", "与")
        changed = bool(_changed().search(label)) or (row and changed)
        moved = changed or bool(compiled(relations().words.past).search(whole)) or (row and moved)
        yield Quantity(
            n, i, label, tail, bisect_right(lines, n.start), sentence, own, within, parts, _limits(whole),
            changed,
            moved,
        )  # fmt: skip


def _role_within(text: str, begin: int, at: int) -> str:
    """The role that opens the clauses before ``at``: 主办件中，… up to the next semicolon."""
    begin = max(text.rfind("；", begin, at) + 1, begin)
    m = next(reversed(list(_AMONG.finditer(text, begin, at))), None)
    listed = m and not re.search("[，：]", text[m.end() + 1 : at])
    return dict(named_parts(m["role"])).get("role", "") if m and listed else ""


def _bracketed(text: str, at: int, least: int) -> str:
    """What names the number before a bracket that explains the name: 列入计划的（B类）28件."""
    m = _EXPLAINED.search(text, max(least, at - 40), at)
    return m["name"] + m["more"] if m else ""


def _shared_labels(text: str, found: list[Number]) -> dict[int, str]:
    """Labels named together before their numbers: 主办、协办分别为17件、29件."""
    labels: dict[int, str] = {}
    for i, n in enumerate(found):
        m = _TOGETHER.search(text, max(0, n.start - 60), n.start)
        if not m or m.end() != n.start:
            continue
        names = re.split("[、和及与]", m["names"])
        last = i
        while last + 1 < len(found) and text[found[last].end : found[last + 1].start] in ("、", "和", "及", "与", "，"):
            last += 1
        if len(names) == last - i + 1 > 1:
            labels.update(zip(range(i, last + 1), names, strict=True))
    return labels


def _until(text: str, at: int) -> int:
    """How far a kind named at ``at`` reaches: what stands in brackets speaks for the brackets only."""
    opened = text.rfind("（", max(0, at - 120), at)
    if opened < 0 or text.find("）", opened, at) >= 0 or "\n" in text[opened:at]:
        return len(text)
    closed = text.find("）", at)
    return closed if closed >= 0 else len(text)


@cache
def _kind_phrase() -> re.Pattern[str]:
    """建议, 提案, or several of them named together."""
    w = relations().words
    one = rf"(?:(?:{w.national})[^，。；、\d]{{0,18}}?)?(?:{w.suggestion}|{w.proposal}|{w.motion})"
    return re.compile(
        rf"{one}(?:(?:、|和|及|与|以及)?[^，。；：（）\n]{{0,24}}?(?:{w.suggestion}|{w.proposal}|{w.motion}))*"
    )


@lru_cache(maxsize=4096)
def named_kind(label: str) -> str:
    w = relations().words
    named = [
        k for k, p in (("建议", w.suggestion), ("提案", w.proposal), ("议案", w.motion)) if compiled(p).search(label)
    ]
    if len(named) > 1:
        return ALL
    level = "全国" if compiled(w.national).search(label) else ""
    return level + named[0] if named else ""


@lru_cache(maxsize=4096)
def named_parts(label: str, tail: str = "") -> tuple[tuple[str, str], ...]:
    """For each partition the member that the label names last, else the one that the tail names first."""
    found: list[tuple[str, str]] = []
    for p in relations().partition:
        named = [(-m.end(), name) for name, words in p.members.items() for m in compiled(words).finditer(label)]
        named = named or [(m.start(), name) for name, words in p.members.items() if (m := compiled(words).search(tail))]
        if named:
            found.append((p.name, min(named, key=lambda n: n[0])[1]))
    return tuple(found)


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?:{relations().words.change})(?:了|幅度?|率)?[^，。；到至]{{0,4}}$")


@cache
def _ordinary() -> re.Pattern[str]:
    w = relations().words
    members = "|".join(words for p in relations().partition for words in p.members.values())
    return re.compile(rf"(?:{members}|{w.answerable}|{w.plain})")


@lru_cache(maxsize=4096)
def _limits(label: str) -> str:
    return _ordinary().sub("", label).replace("|", "")
