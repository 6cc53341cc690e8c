"""Whether a figure stands in a model's sentence as it does in its source: what it counts, of whom, for when, as a
bound or a plan.

A token proves where a number comes from; it does not prove that the words around it are those of its source. So the
place of each token is read the same way as the number's own place, and the two are compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.drafting.model_words import pattern
from assistant.numerals import find_numbers

_CLAUSE = re.compile(r"[，。；！？：:\n]")
_TOPIC = re.compile(r"对|针对|关于")
_SENTENCE = re.compile(r"[。！？\n]")
_RIGHT = re.compile(r"[，。；！？：:\n、（）()和及与]")
_YEAR = re.compile(r"((?:19|20)\d\d)(?=\s*年|\s*[—–-]\s*(?:20)?\d\d年)|(今年|本年度?|去年|上年度?|明年)")
_PART_OF_YEAR = re.compile(r"上半年|下半年|[一二三四]季度|(?<!\d)1?\d月")
_ENDS = {"一季度": "3月", "二季度": "6月", "上半年": "6月", "三季度": "9月", "四季度": "12月", "下半年": "12月"}
_RELATIVE = {"今": 0, "本": 0, "去": -1, "上": -1, "明": 1}
_SUBJECT = re.compile(
    r"(?<![\u4e00-\u9fff])?(?<![全各本我他外城跨])([\u4e00-\u9fff]{2}(?:(?<![上股夜超楼])市|县|州|区(?!域|别|间|块|分)))(?!级|场|直|政|民|委会|域|长|县|区)"
    r"|([省市县][\u4e00-\u9fff]{1,8}?(?:厅|局|委员会|委|办公室|总队)(?!员|托|派))"
)
_RATE = re.compile(
    r"(?:率|占比|比重|比例|比率|增速|增幅|同比|环比)(?:分别|已|约|为|达到?|超过|提高到|下降到|降至|升至|[增下降长]+)*$"
)
_NOISE = re.compile(
    r"[^\u4e00-\u9fffA-Za-z]+|[的了和与及等为在对是有共约近达年月日]|其中|累计|分别|全省|我厅|我省|达到|实现|目前|截至"
)
_FROM = re.compile(r"(?:已|再)?(?:由|从)(?:[^，]{0,6}的)?$")
_TO = re.compile(
    r"(?:进一步|再|已|分别)*(?:提高|提升|上升|增长|增加|扩大|拓展|下降|降低|减少|缩短|压缩|压减|延长|升|降|增|减)?(?:到|至|为)[^，\d]{0,6}?(?:的)?"
)
_FROM_NUMBER = re.compile(r"(?:已|再)?(?:由|从)[^由从，]{1,16}$")
_FORMER = re.compile(r"上年|去年|原来?|此前|之前|以前|年初|最初|当时|改造前")
"""What tells that a number is the one from before a change."""
_RIVAL = 0.34
"""By how much another figure's words must fit a place better before this one counts as misplaced there."""

SWAPPED = 0.75
"""Share of the words by which two figures differ that make one stand for the other."""
TURNED = 0.8
"""How alike the words on one side must be to another figure's."""


@dataclass(frozen=True)
class Place:
    """``left``/``right``: words at the number in its clause; ``before``: its sentence up to it; ``year`` is the one that its
    sentence names, 0 where it names none; ``unit`` as written."""

    left: str
    right: str
    clause: str
    before: str
    sentence: str
    context: str
    paper: str = ""
    """All of the text before the sentence, and in a source the paper's title: what may name the time."""
    year: int = 0
    issued: int = 0
    unit: str = ""
    planned: bool = False
    side: Literal["", "before", "after"] = ""
    """Of a change (由52%提高到61%), the side that the number is; then ``left`` is what changes."""
    basis: str = ""
    """The citation that must be named where a law or higher paper says it; empty for our own papers."""

    @property
    def words(self) -> frozenset[str]:
        return _pairs(self.left) | _pairs(self.right)


def place(text: str, start: int, end: int, *, unit: str = "", issued: int = 0) -> Place:
    """Where ``text[start:end]``, a number, stands. ``issued`` is the year that 今年 means."""
    first = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    after = _SENTENCE.search(text, end)
    last = after.start() if after else len(text)
    clause = max((m.end() for m in _CLAUSE.finditer(text, first, start)), default=first)
    stop = m.start() if (m := _CLAUSE.search(text, end)) else len(text)
    numbers = [n for n in find_numbers(text[clause:stop]) if n.needs_source]
    left_from = max([clause, *(clause + n.end for n in numbers if clause + n.end <= start)])
    next_number = min([stop, *(clause + n.start for n in numbers if clause + n.start >= end)])
    right = text[end:next_number]
    right = right[: m.start()] if (m := _RIGHT.search(right)) else right
    left, side = _changing(text[clause:start], text[left_from:start])
    if len(_pairs(left)) == 0 and not _pairs(right):
        left = text[first:start]
    before = text[first:start]
    return Place(
        left, right, text[clause:stop], before, text[first:last], text[max(0, first - 200) : first], text[:first],
        _year(before, issued) or _year(text[end:stop], issued), issued, unit,
        any(pattern("planned").search(said) for said in (before, text[end:stop], _topic_of(text, clause, stop, last))),
        side,
    )  # fmt: skip


def _changing(clause: str, left: str) -> tuple[str, Literal["", "before", "after"]]:
    """What changes, and the side of the change that the number after ``left``, the end of ``clause``, is."""
    if m := _FROM.search(left):
        return left[: m.start()], "before"
    if m := _TO.fullmatch(left):
        former = _FROM_NUMBER.search(clause.removesuffix(left))
        return (clause[: former.start()], "after") if former else (left, "")
    return left, ""


def _topic_of(text: str, clause: int, stop: int, last: int) -> str:
    """The clause after one that only says of what it is told: 对这4项，我厅将提前发布预通知."""
    if not _TOPIC.match(text, clause):
        return ""
    end = m.start() if (m := _CLAUSE.search(text, min(stop + 1, last), last)) else last
    return text[stop:end]


def misplaced(here: Place, home: Place, rivals: Iterable[Place], ours: Iterable[str], cited: Iterable[str]) -> str:
    """Why a figure whose place in its source is ``home`` may not stand ``here``; empty when it may. ``rivals`` are the places
    of the other figures, ``ours`` the names of this office and its own place, ``cited`` the citations of the paragraph."""
    own, rivals = _fit(here.words, home.words), list(rivals)
    best = max((r for r in rivals if r.words != home.words), key=lambda r: _fit(here.words, r.words), default=None)
    told = (home.left or home.clause).strip("，、：的 ")[-24:]
    if any(_in_place_of(here, home, r) for r in rivals):
        return f"这个数在资料中说的是“{told}”，不是这里所说的，请核对。"
    if best and _fit(here.words, best.words) - own >= _RIVAL:
        return f"这个数在资料中说的是“{told}”，不是这里所说的，请核对。"
    if own == 0 and _fit(_pairs(here.sentence), _pairs(home.context[-60:] + home.sentence)) < 0.2:
        return f"这个数在资料中说的是“{told}”，请核对。"
    rate = home.unit in ("%", "个百分点", "倍", "‰")
    if _RATE.search(here.left) and not rate:
        return f"这里说的是比率，所用的数在资料中说的是“{told}”，请核对。"
    if (
        rate
        and not re.search(r"率|占|比|增|降|升|提高|达标|幅|程度|度|%", here.left + here.right)
        and re.search(r"率|占|比", home.left[-6:])
    ):
        return f"这个数在资料中是比率（“{told}”），请核对。"
    if home.side and here.side and home.side != here.side:
        return f"这个数在资料中是变化{'前' if home.side == 'before' else '后'}的，这里写反了，请核对。"
    dated = f"{here.year}年" in home.before[-9:]  # 由2024年的52%
    if home.side == "before" and not (here.side or dated or _FORMER.search(here.before)):
        return f"这个数在资料中是变化前的（“{told}”），这里写成了现在的，请核对。"
    return _time(here, home) or _whose(here, home, ours) or _weakened(here, home) or _unattributed(home, cited)


def _in_place_of(here: Place, home: Place, rival: Place) -> bool:
    """Whether ``here`` has just the words by which another figure of the same unit differs from this one, or stands on the
    side of the words that is the other's: 国家级绿色工厂 for 省级绿色工厂, 甲个乙 for 乙甲个."""
    if rival.unit != home.unit:
        return False
    mine, others = home.words - rival.words, rival.words - home.words
    if mine and others and not mine & here.words and len(others & here.words) >= SWAPPED * len(others):
        return True
    sides = ((_pairs(p.left), _pairs(p.right)) for p in (here, home, rival))
    (left, right), (own_left, own_right), (other_left, other_right) = sides
    turned = own_right and not own_left and not right and not other_right
    if turned:
        return len(left & other_left) >= TURNED * max(len(left | other_left), 1)
    turned = own_left and not own_right and not left and not other_left
    return bool(turned) and len(right & other_right) >= TURNED * max(len(right | other_right), 1)


def alike(here: Place, home: Place) -> float:
    """How much of the words at the number in either place stands in both."""
    both = here.words | home.words
    return len(here.words & home.words) / len(both) if both else 0.0


def planned_part(found: Place) -> Place:
    """The place of a number in 下一步 or 承诺 of a 素材表: a plan, whatever its words."""
    return replace(found, planned=True)


def stays(found: Place) -> bool:
    """Whether the sentence's part with the number says that something is not to be done: that is so now, plan or not."""
    part = re.split(r"[；;]", found.before)[-1] + re.split(r"[；;]", found.sentence[len(found.before) :])[0]
    return bool(pattern("negation").search(part) or "不能" in part)


def _time(here: Place, home: Place) -> str:
    said = here.year or (_year(here.paper, 0) if home.year else 0)
    if said and home.year and said != home.year and str(said) not in home.before:
        return f"这个数在资料中是{home.year}年的，这里写在{said}年，请核对。"
    likely = (0, home.year, home.issued, home.issued - 1)
    if home.issued and not home.year and here.year not in likely and str(here.year) not in home.paper:
        return f"资料中没有说这个数是{here.year}年的，请核对。"
    heard = _months(home.paper + home.sentence)
    part = _PART_OF_YEAR.findall(here.before)
    if part and not _months("".join(part)) <= heard:
        return f"资料中没有说这个数是{part[-1]}的，请核对。"
    return ""


def _months(text: str) -> set[str]:
    """The parts of a year that a text names, a quarter or half by the month with which it ends."""
    return {_ENDS.get(m.group(), m.group()) for m in _PART_OF_YEAR.finditer(text)}


def _whose(here: Place, home: Place, ours: Iterable[str]) -> str:
    known = "\n".join(ours)
    heard = home.context + home.sentence
    for name in subjects(here.before):
        if name not in heard and name not in known:
            return f"资料中这个数不是“{name}”的，请核对。"
    said = here.context + here.sentence
    for name in subjects(home.before)[-1:]:
        if name not in said and name not in known and name in home.clause:
            return f"这个数在资料中是“{name}”的，这里没有写明，请核对。"
    return ""


def _weakened(here: Place, home: Place) -> str:
    for kind, word in (("floor", "下限"), ("ceiling", "上限")):
        bound = re.compile(pattern(kind).pattern)
        near = home.left[-5:]
        if (
            (m := bound.search(near))
            and len(m.group()) > 1
            and not (bound.search(here.left[-8:]) or bound.search(here.right[:4]))
        ):
            return f"资料中这个数带着“{m.group()}”，是{word}，请核对。"
    if home.planned and not here.planned and not re.search(r"要求|明确|提出|规定|部署|目标|⟦C", here.sentence):
        return "资料中这是打算或目标，这里写成了已经做到，请核对。"
    return ""


def _unattributed(home: Place, cited: Iterable[str]) -> str:
    if home.basis and home.basis not in set(cited):
        return "这是法律或上级文件里的数，要写明出自哪份文件。"
    return ""


def subjects(text: str) -> list[str]:
    """Places and offices named, in order."""
    return [m[1] or m[2] for m in _SUBJECT.finditer(text)]


def _year(text: str, issued: int) -> int:
    text = re.sub(r"《[^《》]*》(?:（[^（）]*号）)?", "", text)
    found = list(_YEAR.finditer(text))
    if not found:
        return 0
    if found[-1][1]:
        return int(found[-1][1])
    return issued + _RELATIVE[found[-1][2][0]] if issued else 0


def _fit(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    parts = _NOISE.sub("\0", text)
    return frozenset(parts[i : i + 2] for i in range(len(parts) - 1) if "\0" not in parts[i : i + 2])
