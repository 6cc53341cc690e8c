"""Totals, parts and counts that contradict each other."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from evals.faults.fault import Change, Edit, Fault, one
from evals.outline import chinese, ordinal
from evals.papers import Paper
from evals.quantities import Quantity, sums


def _other(n: Quantity, chance: Random) -> str:
    """Another count, one to a few off."""
    step = chance.choice([1, 1, 2, 3, 9, 10])
    value = n.value + step if chance.random() < 0.6 or n.value <= step + 1 else n.value - step
    return n.written(value)


def part(paper: Paper, chance: Random) -> Iterator[Edit]:
    totals = {s.total.start for s in sums(paper.text, paper.numbers)}
    for s in sums(paper.text, paper.numbers):
        for p in s.parts:
            if p.start not in totals:
                yield one(p.start, p.end, _other(p, chance))


def total(paper: Paper, chance: Random) -> Iterator[Edit]:
    for s in sums(paper.text, paper.numbers):
        yield one(s.total.start, s.total.end, _other(s.total, chance))


def compensated(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Two parts wrong, the sum still right: only a source tells."""
    for s in sums(paper.text, paper.numbers):
        a, b = s.parts[0], s.parts[1]
        if a.value > 3 and a.digits in paper.about.sheet and b.digits in paper.about.sheet:
            yield (Change(a.start, a.end, a.written(a.value - 2)), Change(b.start, b.end, b.written(b.value + 2)))


_ROLE = re.compile(r"(?P<role>主办|协办|会办)(?P<between>[^，。；\d]{0,6})$")


def swapped_roles(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for s in sums(paper.text, paper.numbers):
        named = [(p, m["role"]) for p in s.parts if (m := _ROLE.search(paper.text[max(0, p.start - 9) : p.start]))]
        for (a, first), (b, second) in itertools.pairwise(named):
            if (
                first != second
                and a.value != b.value
                and {a.digits, b.digits} <= set(re.findall(r"\d+", paper.about.sheet))
            ):
                yield (Change(a.start, a.end, b.digits), Change(b.start, b.end, a.digits))


_SUBJECT = re.compile(
    r"(主办|协办|会办|分办|参阅|代表建议|提案|A类|B类|C类|需(?:我厅|我局)?答复|承办)[^，。；\d]{0,8}$"
)


def subtotal(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A count of one sentence that is the sum of two or three named counts of another, and named itself."""
    found = [
        (n, m[1])
        for n in paper.numbers
        if n.unit == "件" and n.whole and (m := _SUBJECT.search(paper.text[max(0, n.start - 14) : n.start]))
    ]
    inside = {p.start for s in sums(paper.text, paper.numbers) for p in s.parts} | {
        s.total.start for s in sums(paper.text, paper.numbers)
    }
    for n, subject in found:
        for i, (a, first) in enumerate(found):
            for b, second in found[i + 1 :]:
                apart = (
                    "。" in paper.text[min(n.stop, b.stop) : max(n.start, a.start)]
                    or "；" in paper.text[a.stop : b.start]
                )
                same = first == second == subject and n not in (a, b) and a is not b
                if same and a.value + b.value == n.value and n.start not in inside and apart:
                    yield one(n.start, n.end, _other(n, chance))


def one_quantity_twice(paper: Paper, chance: Random) -> Iterator[Edit]:
    """The later of two mentions of one thing, named by the same words, in another paragraph."""
    seen: dict[str, Quantity] = {}
    for n in paper.numbers:
        label = re.search(r"[\u4e00-\u9fff]{4,10}$", paper.text[max(0, n.start - 10) : n.start])
        if not label or n.value < 3:
            continue
        key = label.group()[-4:] + n.scale + n.unit
        first = seen.get(key)
        if first and first.value == n.value and "\n" in paper.text[first.start : n.start]:
            yield one(n.start, n.end, _other(n, chance))
        seen.setdefault(key, n)


_LISTED = re.compile(
    r"([二三四五六七八九])(?=(?:个坚持|项机制|项举措|个一|项工作|个方面|个环节|个到位|项制度|步|张清单|本台账|个层面|条措施))"
)
_MEMBERS = re.compile(r"等(\d{1,2})(?=(?:家|个)(?:单位|部门|市|县|企业|处室))")


def counted_list(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A counted label whose list stands in brackets, quotes or 一是…二是 right after it."""
    for m in _LISTED.finditer(paper.text):
        n = ordinal(m[1])
        if _listed(paper.text, m.end()) == n:
            other = n + chance.choice([-1, 1]) if n > 2 else n + 1
            yield one(m.start(1), m.end(1), chinese(other))
    for m in _MEMBERS.finditer(paper.text):
        begin = max(paper.text.rfind(c, 0, m.start()) for c in "，。；：（由会同\n") + 1
        if len(paper.text[begin : m.start()].split("、")) == int(m[1]):
            yield one(m.start(1), m.end(1), str(int(m[1]) + chance.choice([-1, 1])))


def _listed(text: str, at: int) -> int:
    """How many things the list after ``at`` holds, 0 when none is seen."""
    stop = text.find("\n", at)
    rest = text[at : stop if stop >= 0 else len(text)]
    if m := re.match(r"[^，。；：（）]{0,12}（([^（）]+)）", rest):
        return len(m[1].split("、"))
    if m := re.match(r"[^，。；：]{0,12}[：，]即?((?:“[^”]+”、?)+|[^，。；：]+、[^，。；：]+)(?:[，。；])", rest):
        return len(re.findall(r"“[^”]+”", m[1])) or len(re.split(r"[、和]", m[1]))
    sentences = re.findall(r"([一二三四五六七八九])是", rest)
    whole = text[at : at + 1500]
    lines = re.findall(r"\n[\s　]*([一二三四五六七八九])是", whole)
    for found in (sentences, lines):
        if found and [ordinal(x) for x in found] == list(range(1, len(found) + 1)):
            return len(found)
    return 0


_ALL_DONE = re.compile(r"(?:已?全部(?:按期|如期|按时)?(?:办结|答复|办理完毕))")


def all_but_one(paper: Paper, chance: Random) -> Iterator[Edit]:
    """全部办结 and yet a case still open."""
    for m in _ALL_DONE.finditer(paper.text):
        end = paper.text.find("。", m.end())
        if end > 0 and "除" not in paper.text[max(0, m.start() - 40) : m.start()]:
            yield one(end, end, chance.choice(["，尚有1件正在办理", "，其余2件正在办理中", "，另有1件尚未办结"]))


def share_of_whole(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A part larger than its whole: 其中 named first."""
    for s in sums(paper.text, paper.numbers):
        p = s.parts[0]
        if "其中" in paper.text[s.total.stop : p.start]:
            yield one(p.start, p.end, p.written(s.total.value + chance.choice([Decimal(1), Decimal(7), Decimal(30)])))


FAULTS = (
    Fault("N01", "分项改动一处", "self", part),
    Fault("N02", "总数改动，分项未动", "self", total),
    Fault("N03", "主办、协办件数对调", "src", swapped_roles),
    Fault("N13", "派生小计与别处分项不符", "self", subtotal),
    Fault("N16", "列举个数与所列不符", "self", counted_list),
    Fault("N17", "同一数量前后两值", "self", one_quantity_twice),
    Fault("N18", "分项大于总数", "self", share_of_whole),
    Fault("N19", "全部办结与尚有未办结并存", "self", all_but_one),
    Fault("N20", "两处分项互相抵消，合计不变", "src", compensated),
)
