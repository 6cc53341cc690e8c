"""Numbers that are told apart wholly: 按类别分，甲66件、乙45件、丙7件; 24件主办件中已答复18件、正在办理6件; 甲3家、乙8个，合计11个."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.saying import plain
from assistant.checks.relations.shares import side_by_side
from assistant.checks.relations.sums import sums
from assistant.checks.relations.words import compiled, relations

_DIVIDED = re.compile(
    r"(?:按[^，。；：]{1,10}(?:划分|分类|分|看)|从[^，。；：]{1,8}(?:看|分)|分[^，。；：]{1,8}看)[，：]$"
)
_AMONG = re.compile(r"^[^，。；：、（）\d]{0,12}中[，：]?")
_NAMED = re.compile(r"(?:^|[。；，\n])(?P<of>[^，。；：\d\n]{2,10})中[，：]?$")
_FILED = "(?:审查|同意|予以)*立案"
"""共收到1124件。经审查，立案982件，并案57件，转为社情民意85件."""
_OF_TOTAL = re.compile("占[^，。；]{0,4}总|占[^，。；]{0,6}[件量数]的")
"""The row is a part of all: 三个处室约占总量的48%."""
_STATE = re.compile(r"^(?:已经?|正在|尚?未|待|仍在)")
_CLOSING = re.compile(r"^(?:合计|共计|总计)$")
_OTHER = re.compile(r"占|其中|共|合计|总计|累计|率|[比较]|同期|上年|另|还")
_MORE = re.compile("另|其余|还有|剩余|余下")
_PIECES = frozenset({"家", "个", "处", "所", "座", "件", "项"})


@dataclass(frozen=True)
class Division:
    """``parts`` should make ``total``."""

    total: Quantity
    parts: tuple[Quantity, ...]

    @property
    def added(self) -> Decimal:
        return sum((p.value for p in self.parts), Decimal(0))


def divisions(paper: Paper) -> Iterator[Division]:
    """Divisions that don't add up by one wrong or transposed digit, and of which no other sum says anything."""
    told = {m.index for s in sums(paper) if not s.holds for m in s.members}
    held = {frozenset(p.index for p in s.parts) for s in sums(paper) if s.holds}
    for row in _rows(paper):
        own = frozenset(p.index for p in row)
        if own & told or own in held or compiled(relations().words.overlap).search(_around(paper, row)):
            continue
        added = sum((p.value for p in row), Decimal(0))
        totals = list(_totals(paper, row))
        if totals and all(t.value != added for t in totals):
            slipped = [t for t in totals if _slip(t, row, added)]
            yield from (Division(t, row) for t in slipped[:1])


def _around(paper: Paper, row: tuple[Quantity, ...]) -> str:
    return paper.text[max(0, row[0].start - 30) : row[-1].end + 24]


def _rows(paper: Paper) -> Iterator[tuple[Quantity, ...]]:
    """Two or more numbers of one unit told one after another, shares between them passed over."""
    row: list[Quantity] = []
    mark = ""
    for q in _own(paper):
        if row and q.number.kind == "percent" and q.label.startswith("占") and q.sentence == row[-1].sentence:
            continue
        if row and not (_next(paper, row[-1], q) and mark in ("", _mark(paper, row[-1], q))):
            if len(row) > 1:
                yield tuple(row)
            row, mark = [], ""
        if not q.exact or q.moved:
            row = []
            continue
        mark = _mark(paper, row[-1], q) if row else ""
        row.append(q)
    if len(row) > 1:
        yield tuple(row)


def _mark(paper: Paper, a: Quantity, b: Quantity) -> str:
    """What stands between two parts: items of one list are divided by one mark."""
    found = re.search("[、；，]", re.sub("，占[^，。；、]*", "", paper.text[a.end : b.start]))
    return found[0] if found else "、"


def _own(paper: Paper) -> list[Quantity]:
    """The numbers without the 两项 of 两项合计, which counts the parts."""
    return [q for q in paper.quantities if not re.match("合计|共计|总计", paper.text[q.end : q.end + 2])]


def _next(paper: Paper, a: Quantity, b: Quantity) -> bool:
    between = re.sub("，占[^，。；、]*", "", paper.text[a.end : b.start])
    alike = a.unit == b.unit or {a.unit, b.unit} <= _PIECES
    joined = re.fullmatch(r"(?:件)?[、，；和及与][^，。；、\d]{0,18}", between)
    return bool(alike and b.exact and a.sentence == b.sentence and joined and not _OTHER.search(between))


def _totals(paper: Paper, row: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """What the row divides, by the words before or after it."""
    first, last = row[0], row[-1]
    unit = first.unit
    alike = len({p.unit for p in row}) == 1
    before = [c for c in paper.counts if c.paragraph == first.paragraph and c.index < first.index and not c.moved]
    same = [c for c in before if c.unit == unit]
    opened = paper.text[: first.start].removesuffix(first.label)
    clause = opened[-24:]
    above = same[-1] if same else None
    after = next((q for q in _own(paper) if q.index > last.index), None)
    if after and after.sentence == last.sentence and _MORE.search(paper.text[last.end : after.start]):
        return
    if after and _CLOSING.match(after.label) and after.exact and after.sentence == last.sentence:
        if alike and after.unit != unit:
            return
        yield after
    elif not alike:
        return
    elif above and re.fullmatch(
        _AMONG.pattern.lstrip("^"), paper.text[above.end : first.start].removesuffix(_state(first))
    ):
        yield above
    elif len(row) > 2 and re.match(_FILED, first.label) and same and same[-1].sentence == first.sentence - 1:
        yield same[-1]
    elif _DIVIDED.search(clause) and not _OF_TOTAL.search(paper.text[last.end : last.end + 24]):
        known = {p.index for s in sums(paper) if s.holds for p in s.parts}
        yield from (c for c in same if c.index not in known)
    elif _shared_out(paper, last):
        yield from same
    elif m := _NAMED.search(opened[-16:]):
        yield from (c for c in before if c.unit == unit and _shared(m["of"], c.label))
    elif above and above.sentence == first.sentence and _told_apart(paper, row, above):
        yield above


def _shared_out(paper: Paper, last: Quantity) -> bool:
    """Whether the row's shares follow it and leave nothing out: 1980人次、1260人次、360人次，分别占55%、35%和10%."""
    first = paper.quantities[last.index + 1] if last.index + 1 < len(paper.quantities) else None
    if first is None or first.number.kind != "percent" or first.sentence != last.sentence:
        return False
    row = side_by_side(paper, first)
    led = re.fullmatch(
        "[^，。；]{0,4}，[^，。；]{0,6}(?:分别|依次|各)[^，。；]{0,6}", paper.text[last.end : first.start]
    )
    total = sum((q.number.value or Decimal(0) for q in row), Decimal(0))
    return bool(led) and row[0] is first and len(row) > 1 and abs(total - 100) <= Decimal("0.3")


def _told_apart(paper: Paper, row: tuple[Quantity, ...], above: Quantity) -> bool:
    """Whether the row is all of ``above``: by states (已办、正在办), or as parts after 其中 that exceed it."""
    if all(_STATE.match(p.label) for p in row):
        return True
    within = re.match("[，（：]其中", paper.text[above.end : row[0].start])
    return bool(within) and _parallel(row) and sum((p.value for p in row), Decimal(0)) > above.value


def _parallel(row: tuple[Quantity, ...]) -> bool:
    """Whether nothing is of two of the parts: of two, 公办、民办, not 民营企业、规上企业."""
    names = [p.label + p.tail for p in row]
    return len(row) > 2 or any(all(any(w in n for n in names) for w in group) for group in relations().wholes)


def _state(q: Quantity) -> str:
    """The label after 中: 已答复 of 主办件中已答复."""
    return q.label.rpartition("中")[2]


def _shared(name: str, label: str) -> bool:
    return any(name[i : i + 2] in label for i in range(len(name) - 1) if name[i : i + 2] not in ("提案", "建议"))


def _slip(total: Quantity, row: tuple[Quantity, ...], added: Decimal) -> bool:
    gap = total.value - added
    wanted = [(total.value, added), *((p.value, p.value + gap) for p in row)]
    scale = total.value / (total.number.value or Decimal(1))
    return any(new > 0 and one_digit_off(plain(old / scale), plain(new / scale)) for old, new in wanted)
