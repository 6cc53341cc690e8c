"""The two numbers of a change, wherever the sentence tells them: 由5天压缩到4天; 比上年的101件; 与二次会议的720件相比;
今年3.6亿元，去年为3亿元; 增长50%，由16万平方米扩大到24万平方米; 提高3个百分点，上年为9%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.sums import sums

_THEN = r"(?:上年|去年|前年|上一?年度|上一年|上期|上季度?|上月|上半年|上届|上一轮|上次|年初|同期|(?:19|20)\d\d年|[一二三两四五\d]年前|[^，。；：\d]{0,4}[改之]前)"
_FROM = re.compile(r"(?:由|从)[^，。；：（）]{0,20}$")
_TO = re.compile(
    r"(?:到|至|为|成|达)了?(?:(?:(?:19|20)\d\d年|上年|去年|今年|[上下]半年|目前|现在)[底末初]?的?)?(?:每[月年天日周户人亩件支台次]|[人户亩]均|平均|约)?$"
)
_AGAINST = re.compile(
    r"(?:(?<![占同环评对无相])比(?![例重率值分较拟武赛选照作如])|较(?![为大多好高低强快少长深重差远早晚])|相较于?|相比于?|对照)[^，。；：（）]{0,24}$"
)
_BESIDE = re.compile(r"(?:与|同|跟|和)[^，。；：（）]{0,24}$")
_COMPARED = re.compile(r"^[^，。；：\d]{0,6}(?:相比|比较|相较|对比|比(?=，))")
_OVER = re.compile(r"(?:超出|高出|高于|多于|低于|少于|超过)[^，。；：（）\d]{2,16}$")
_BACK = re.compile(rf"^(?:而|其中)?{_THEN}(?:同期|全年|[底末初])?(?:的?[^，。；：\d]{{0,8}})?(?:仅?为|是|仅有?|只有)$")
_AFTERWARDS = re.compile(
    rf"[，（；](?:比|较|而)?[^，。；：\d]{{0,8}}{_THEN}(?:同期)?[^，。；：]{{0,8}}(?:仅?为|是|的|[底末])"
)
_REACHED = re.compile(
    r"^(?:总[数量])?(?:达到?|增至|增加到|升至|降至|减至|为)(?:了)?$|^(?:今年|本年|本届|目前|现|实际)[^，。；：\d]{0,8}$"
)
_OWN_TIME = re.compile(r"(?:(?<!同)比|较|与)(?P<time>(?:19|20)\d\d年|[^，。；：\d]{2,8}?)[^，。；：]{0,6}$")
_OWN_PART = re.compile(r"其中|今年|本年|(?<!比)(?<!较)(?:19|20)\d\d年[^，。；：比较]*$")
_MULTIPLE = re.compile("(?:是|为|达到?|相当于|约为)[^，。；：]{0,16}$")
_FAR = 4
"""Times by which hardly anything changes from one year to the next."""


@dataclass(frozen=True)
class Move:
    """``now`` and ``before``: the values of one thing at two times. ``sure``: nothing else can be meant."""

    now: Quantity
    before: Quantity
    sure: bool


def moves(paper: Paper, q: Quantity) -> Iterator[Move]:
    """What a stated change may be the change of, the likeliest first."""
    yield from _told_after(paper, q)
    at = _last_value(paper, q)
    if at is None or _of_another_time(paper, q, at):
        return
    last, above = at, paper.quantities[at.index - 1] if at.index else None
    if above and _alike(above, last) and paper.text[last.end : q.start] == "的" and _MULTIPLE.search(last.label):
        yield Move(above, last, sure=above.sentence == last.sentence)
    elif above and _from_to(paper, above, last):
        yield Move(last, above, sure=True)
    elif above and _alike(above, last) and above.sentence == last.sentence and is_base(paper, above):
        yield Move(last, above, sure=True)  # 相比改造前的18%，漏损率降至9.5%
    elif is_base(paper, last):
        yield from _compared(paper, q, last)
    elif above and _BACK.search(last.label) and _alike(above, last) and above.sentence == last.sentence:
        yield Move(above, last, sure=True)


def _of_another_time(paper: Paper, q: Quantity, at: Quantity) -> bool:
    """Whether a change is told against a time of its own, whose value the sentence leaves out: …，比2015年提高11个百分点."""
    if _OWN_PART.search(q.label):
        return True
    m = _OWN_TIME.search(q.label)
    begin = max(paper.text.rfind(mark, 0, at.start) for mark in "。；\n") + 1
    if m is None:
        return False
    said = paper.text[begin : q.start - len(q.label)]
    return m["time"] not in said and not (
        m["time"][0] in "上去同" and re.search("[上去]年|同期|(?:19|20)\\d\\d年", said)
    )


def is_base(paper: Paper, q: Quantity) -> bool:
    """Whether a number is what another one is set against: 比上年的101件, 与2023年的80件相比, 超出任务2750万亩."""
    if _is_step(q):
        return False
    said = _said(paper, q)
    if _AGAINST.search(said) or _OVER.search(said):
        return True
    return bool(_BESIDE.search(said) and _COMPARED.match(paper.text[q.end : q.end + 16]))


def _said(paper: Paper, q: Quantity) -> str:
    """The label, the time in it too: 比三年前的 of 比三年前的14万人."""
    above = paper.quantities[q.index - 1] if q.index else None
    if above and above.number.kind == "period" and q.label[:1] in "前来间" and above.end + len(q.label) == q.start:
        return above.label + above.text + q.label
    begin = q.start - len(q.label)
    if paper.text[begin - 1 : begin] == "”" and (opened := paper.text.rfind("“", max(0, begin - 14), begin)) >= 0:
        return paper.text[max(0, opened - 6) : q.start]  # 相较于“十三五”末的85%
    return q.label


def _from_to(paper: Paper, old: Quantity, new: Quantity) -> bool:
    """由甲增加到乙, by whatever verb."""
    if not _alike(old, new) or old.sentence != new.sentence or not _FROM.search(old.label):
        return False
    between = paper.text[old.end : new.start]
    return len(between) <= 24 and not re.search("[；。]", between) and bool(_TO.search(between.removesuffix("的")))


def _alike(a: Quantity, b: Quantity) -> bool:
    known = a.number.value is not None and b.number.value is not None and not a.number.about and not b.number.about
    return known and a.unit == b.unit and a.number.kind == b.number.kind


def _told_after(paper: Paper, q: Quantity) -> Iterator[Move]:
    """面积增长50%，由16万平方米扩大到24万平方米; 采用率12%，提高3个百分点，二次会议为9%."""
    following = list(paper.quantities[q.index + 1 : q.index + 3])
    if not following or following[0].sentence != q.sentence:
        return
    base, new = following[0], following[-1]
    between = paper.text[q.end : base.start]
    if new is not base and _from_to(paper, base, new) and re.match("[，（](?:由|从)", between):
        yield Move(new, base, sure=True)
        return
    now = paper.quantities[q.index - 1] if q.index else None
    if now is None or now.sentence != q.sentence or not _alike(now, base) or not _AFTERWARDS.fullmatch(between):
        return
    if now.changed or not now.value < base.value * _FAR or not base.value < now.value * _FAR:
        return  # another matter's number: 人均消费1250元，增长8%，比2024年的2778亿元
    yield Move(now, base, sure=True)


def _last_value(paper: Paper, q: Quantity) -> Quantity | None:
    """The number before a change, the change's other measures passed over: 增加48件，增长6.7%."""
    for at in range(q.index - 1, max(q.index - 4, -1), -1):
        c = paper.quantities[at]
        between = paper.text[c.end : paper.quantities[at + 1].start]
        if c.sentence != q.sentence or len(between) > 20 or re.search("[。；]", between):
            return None
        if not _is_step(c):
            return c
    return None


def _is_step(c: Quantity) -> bool:
    """Whether a number says how much has changed, and not what it has come to: 缩短15天, 新增900个."""
    return (c.changed and not _TO.search(c.label)) or c.label.endswith("新增")


def _compared(paper: Paper, q: Quantity, base: Quantity) -> Iterator[Move]:
    """This year's number for last year's: told right after, or before in the sentence, else farther off."""
    after = paper.quantities[q.index + 1] if q.index + 1 < len(paper.quantities) else None
    if after and after.sentence == q.sentence and _alike(after, base) and _REACHED.search(after.label):
        yield Move(after, base, sure=True)
    above = [c for c in reversed(paper.quantities[: base.index]) if _alike(c, base) and not _is_step(c) and c.value > 0]
    above = [c for c in above if not is_base(paper, c)]
    same = [c for c in above if c.sentence == base.sentence]
    totals = [s.total for s in sums(paper) if s.total in same and s.holds and all(p in same for p in s.parts)]
    parts = [p for s in sums(paper) if s.total in totals and s.holds for p in s.parts]
    alone = [c for c in same if c not in parts]
    for c in [*totals, *(c for c in same if c not in totals)]:
        yield Move(c, base, sure=len(alone) == 1 and c is alone[0])
    if not same:
        near = [c for c in above if c.paragraph == base.paragraph]
        whole = [c for c in above if c.kind == ALL and not c.limits and not c.division]
        if re.search("总[量数]", q.label):
            near.sort(key=lambda c: c.value, reverse=True)
        for c in [*near, *whole]:
            yield Move(c, base, sure=False)


def changed_by(move: Move) -> Decimal:
    return abs(move.now.value - move.before.value)
