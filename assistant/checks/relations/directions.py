"""Whether a change goes the way that its verb says: 由0.95%提高至0.86%; 比上年的40件增加到32件; 由30家翻一番到45家."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.checks.relations.growth import changes
from assistant.checks.relations.movements import is_base, moves
from assistant.checks.relations.quantities import Paper, Quantity

_UP = r"增加|增长|提高|上升|提升|扩大|扩展|扩充|攀升|递增|跃升|拓展|增|升|涨"
_DOWN = r"减少|下降|降低|压减|压缩|缩短|缩减|精简|压降|回落|下调|缩小|收窄|递减|降|减|缩"
_TO = r"(?:[到至为成]了?|了?到)"
_TURN = re.compile(
    rf"^(?P<gap>[^，；。：（）\d]{{0,10}}[，]?)(?P<verb>(?P<up>{_UP})|(?P<down>{_DOWN})){_TO}(?:20\d\d年|今年|目前|上年|去年)?(?:[底末初])?的?(?:约|近|每[^，。；：（）\d]{{1,3}})?$"
)
_FROM = re.compile(r"(?:由|从|比|较|上年|去年|同期|(?:19|20)\d\d年)[^，；。：（）]{0,16}$")
_DOUBLED = re.compile(r"^[^，；。]{0,8}[，]?(?:实现|达到)?了?翻(?:了)?(?P<times>一|两|三)?番")
_YEARS = re.compile(
    rf"(?P<now>20\d\d)年[^，。；]{{0,6}}[比较](?P<then>20\d\d)年[^，。；]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?$"
)
_NEAR = 6
_TIMES = {"": Decimal(2), "一": Decimal(2), "两": Decimal(4), "三": Decimal(8)}
_ENOUGH = Decimal("0.9")
"""Share of the doubled value from which 翻番 is said."""
_RANKED = re.compile(
    "排名|位次|名次|位居|名列|等级|级别|精度|分辨率|误差|效率|速度|标准|门槛|限[值额]|烈度|水质|星级|[类级等位]$"
)
"""What is better the smaller it is, so that 提高 may go down; money is what it is."""


@dataclass(frozen=True)
class Turn:
    """Two values of one thing, and the verb between or after them that says the contrary. ``said`` spans it in the text."""

    before: Quantity
    now: Quantity
    said: tuple[int, int]
    wrong: str
    right: Literal["提高", "下降", "翻番"]
    factor: Decimal = Decimal(0)


def turns(paper: Paper) -> Iterator[Turn]:
    """The changes that go the other way. A rank, a standard or a speed may be raised to a smaller number, so they are
    passed over."""
    for a, b in zip(paper.quantities, paper.quantities[1:], strict=False):
        if not _alike(a, b) or a.sentence != b.sentence:
            continue
        clause = paper.text[max(paper.text.rfind(c, 0, a.start) for c in "。；\n") + 1 : b.end]
        m = _TURN.match(paper.text[a.end : b.start])
        if (
            m
            and not a.changed
            and not (a.unit != "元" and _RANKED.search(clause))
            and (_FROM.search(a.label) or not m["gap"])
        ):
            if bool(m["up"]) != (b.value > a.value) and b.value != a.value:
                said = (a.end + m.start("verb"), a.end + m.end("verb"))
                yield Turn(a, b, said, m["verb"], "提高" if b.value > a.value else "下降")
            elif (d := _DOUBLED.match(paper.text[b.end :])) and b.value < a.value * _TIMES[d["times"] or ""] * _ENOUGH:
                yield Turn(a, b, (b.end + d.start(), b.end + d.end()), "翻番", "翻番", _TIMES[d["times"] or ""])
    yield from _of_steps(paper)
    yield from _of_years(paper)


def _of_years(paper: Paper) -> Iterator[Turn]:
    """2024年3.2亿元、2025年3.6亿元，2025年比2024年下降12.5%."""
    for q in paper.quantities:
        m = _YEARS.search(q.label)
        if m is None:
            continue
        near = [c for c in paper.quantities[: q.index] if c.paragraph == q.paragraph and q.index - c.index <= _NEAR]
        of = {y: [c for c in near if re.search(rf"{y}年(?:为|是|安排)?$", c.label)] for y in (m["now"], m["then"])}
        if all(len(found) == 1 for found in of.values()):
            now, before = of[m["now"]][0], of[m["then"]][0]
            if _alike(before, now) and now.value != before.value and bool(m["up"]) != (now.value > before.value):
                begin = q.start - len(q.label)
                verb = m["up"] or m["down"]
                right = "提高" if now.value > before.value else "下降"
                yield Turn(before, now, (begin + m.start(), begin + m.end()), verb, right)


def _of_steps(paper: Paper) -> Iterator[Turn]:
    """2460家，比上年的2050家减少410家: the right amount, the wrong way."""
    for change in changes(paper):
        q = change.stated
        verb = re.search(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?:约|近)?$", q.label)
        if verb is None or change.opposed or not change.sure or _RANKED.search(q.label):
            continue
        move = next((m for m in moves(paper, q) if m.sure and {m.now, m.before} == set(change.members)), None)
        if move is None or not is_base(paper, move.before) or not change.fits or move.now.value == move.before.value:
            continue
        if bool(verb["up"]) != (move.now.value > move.before.value):
            begin = q.start - len(q.label)
            said = (begin + verb.start(), begin + verb.end())
            yield Turn(move.before, move.now, said, verb[0], "提高" if move.now.value > move.before.value else "下降")


def _alike(a: Quantity, b: Quantity) -> bool:
    exact = not a.number.about and not b.number.about and a.number.high is None and b.number.high is None
    known = a.number.value is not None and b.number.value is not None
    return exact and known and a.unit == b.unit and a.unit not in ("位", "级", "类", "等", "星", "名")
