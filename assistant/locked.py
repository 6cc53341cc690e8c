"""The facts that a rewrite may not change unnoticed: numbers, dates, names of people and offices, titles and 文号."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.checks.people import people
from assistant.marked import PLACEHOLDER
from assistant.numerals import find_numbers

Kind = Literal["数字", "日期", "人名", "单位", "文件"]
_DATE = re.compile(
    r"(?:20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|今年|明年|去年|上半年|下半年|[一二三四]季度)[底末初]?(?:之?前|以前|起)?"
)
_TITLE = re.compile(r"《[^《》]*(?:〈[^〈〉]*〉[^《》]*)*》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}〔20\d\d〕\d+号")
_ORGAN = re.compile(
    r"(?:(?!会同|商请|报请|提请|联合|督促|推动)[\u4e00-\u9fff]{2}[省市县区]|[省市县区])?(?:财政|发展改革|科技|教育|公安|民政|司法|人力资源社会保障|自然资源|生态环境|住房城乡建设|交通运输|水利|农业农村|商务|文化和旅游|卫生健康|应急管理|审计|市场监管|统计|税务|数据|能源|林草|国资|工业和信息化|工信|医保|金融|政务服务|政府办公)(?:厅|局|委员会|委|办公室|室)"
    r"|国务院|全国人大|[\u4e00-\u9fff]{2,6}(?:省|市|州|县)(?:人民政府|政府)|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?:市|县)(?=[^场级政民委])"
)
_AROUND = 12


@dataclass(frozen=True)
class Fact:
    """``text`` as it stands; ``words`` are those around it, by which one thing is told from another."""

    kind: Kind
    text: str
    words: str


@dataclass(frozen=True)
class Change:
    """``old`` is empty for a fact that was added, ``new`` for one that was dropped; both the same text: it stands beside other
    words than before."""

    kind: Kind
    old: str
    new: str
    where: str

    @property
    def told(self) -> str:
        if not self.old:
            return f"新增{self.kind}“{self.new}”（{self.where}）"
        if not self.new:
            return f"去掉{self.kind}“{self.old}”（{self.where}）"
        if self.old == self.new:
            return f"{self.kind}“{self.new}”换了所说的对象（{self.where}）"
        return f"{self.kind}“{self.old}”改成“{self.new}”（{self.where}）"


def facts(text: str) -> tuple[Fact, ...]:
    """In the order of the text; what stands in 〔待补充〕 is none yet, what stands in 〔待核实〕 is one all the same."""
    text = PLACEHOLDER.sub(lambda m: m.group() if m["what"] == "核实" else " " * len(m.group()), text)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Fact]] = []
    for kind, spans in _spans(text):
        for start, end in spans:
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                words = text[max(0, start - _AROUND) : start] + " " + text[end : end + _AROUND]
                found.append((start, Fact(kind, "".join(text[start:end].split()), words)))
    return tuple(f for _, f in sorted(found, key=lambda x: x[0]))


def _spans(text: str) -> Iterator[tuple[Kind, list[tuple[int, int]]]]:
    """Longer things first, so that a number in a title is part of the title."""
    yield "文件", [m.span() for p in (_TITLE, _NUMBER) for m in p.finditer(text)]
    yield "日期", [m.span() for m in _DATE.finditer(text)]
    yield "数字", [(n.start, n.end) for n in find_numbers(text) if n.needs_source]
    yield "人名", [(p.start, p.end) for p in people(text)]
    yield "单位", [m.span() for m in _ORGAN.finditer(text)]


def changes(old: str, new: str) -> tuple[Change, ...]:
    """What of ``old``'s facts was added, dropped or swapped in ``new``, kind by kind."""
    before, after = facts(old), facts(new)
    found: list[Change] = []
    for kind in ("数字", "日期", "人名", "单位", "文件"):
        found += _of_kind(kind, [f for f in before if f.kind == kind], [f for f in after if f.kind == kind])
    return tuple(found)


def _of_kind(kind: Kind, before: list[Fact], after: list[Fact]) -> Iterator[Change]:
    gone = Counter(f.text for f in before) - Counter(f.text for f in after)
    come = Counter(f.text for f in after) - Counter(f.text for f in before)
    dropped, added = _taken(before, gone), _taken(after, come)
    for fact in list(added):
        near = max(dropped, key=lambda d: _alike(d.words, fact.words), default=None)
        if near and _alike(near.words, fact.words) >= 0.5:
            dropped.remove(near)
            added.remove(fact)
            yield Change(kind, near.text, fact.text, _where(fact))
    yield from (Change(kind, d.text, "", _where(d)) for d in dropped)
    yield from (Change(kind, "", a.text, _where(a)) for a in added)
    yield from _exchanged(kind, before, after)


def _exchanged(kind: Kind, before: list[Fact], after: list[Fact]) -> Iterator[Change]:
    """Facts that both have, each standing where another of them stood."""
    for fact in after:
        same = [f for f in before if f.text == fact.text]
        others = [f for f in before if f.text != fact.text]
        if not same or not others:
            continue
        own = max(_alike(f.words, fact.words) for f in same)
        rival = max(_alike(f.words, fact.words) for f in others)
        if rival >= 0.7 and rival - own >= 0.25:
            yield Change(kind, fact.text, fact.text, _where(fact))


def _taken(found: list[Fact], wanted: Counter[str]) -> list[Fact]:
    """As many of each text as wanted, the last ones."""
    left = Counter(wanted)
    taken: list[Fact] = []
    for fact in reversed(found):
        if left[fact.text] > 0:
            left[fact.text] -= 1
            taken.append(fact)
    return taken[::-1]


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _where(fact: Fact) -> str:
    before, _, after = fact.words.partition(" ")
    return f"{before[-8:]}……{after[:8]}".replace("\n", " ").strip()
