"""Averages held against what they divide: 拨付3.68亿元，支持项目92个，平均每个项目400万元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.quantities import Paper, Quantity
from assistant.checks.relations.ratio import rounded
from assistant.checks.relations.saying import plain
from assistant.numerals.chinese import read

_EACH = re.compile(r"(?:平均)?每(?P<per>[^，。；：\d]{1,8}?)(?:平均|约|各)?$")
_MEAN = re.compile(
    r"(?P<per>人|户|亩|件|村|县|校|家|所|镇|乡|台|辆|场|班|园|店|桩|车|项|处|座|案|组|队|点)均(?P<said>[^，。；：\d]{0,6})$"
)
_SAID = re.compile(r"(?:约?为|约|达到?|近|仅|只|平均|可|获|有|投入|补助|资金|安排)+")
_TIMES = re.compile("年|月|周|日|天|季|次|期|届|餐|人每|晚|小时|分钟")
_LONG_TIMES = re.compile("年|月|日|天|季")
"""每年, 每月: a pace, told of a time of its own."""
_ALIKE = {
    "人": ("名", "人次"),
    "户": ("家",),
    "校": ("所",),
    "园": ("所", "家", "个"),
    "店": ("家",),
    "车": ("辆",),
    "案": ("件", "起"),
}
"""The measure words of what an average is taken of."""
_PIECES = (
    "个",
    "项",
    "件",
    "家",
    "处",
    "所",
    "支",
    "起",
    "条",
    "座",
    "户",
    "名",
    "位",
    "门",
    "堂",
    "款",
    "台",
    "套",
    "辆",
    "场",
    "宗",
)
_NOUN = 3
_YEARLY = re.compile(r"(?:年均|(?:平均)?每年(?:平均)?)(?P<said>[^，。；：\d]{0,6})$")
_MONTHLY = re.compile(r"(?:月均|(?:平均)?每月(?:平均)?)(?P<said>[^，。；：\d]{0,6})$")
_DAILY = re.compile(r"(?:日均|(?:平均)?每天(?:平均)?)(?P<said>[^，。；：\d]{0,6})$")
_DAYS = re.compile(r"(?<![\d第])(?P<n>\d{1,3})个?(?:工作日|天)(?![前以后内])")
_GROWN = re.compile("(?<!新)[增减降升]|净")
_YEARS = re.compile(
    r"(?P<from>(?:19|20)\d\d)年?(?:[—\-－–~～至到]|——)(?P<to>(?:19|20)\d\d)年|(?<![\d第十近前过去])(?P<n>[二两三四五六七八九十]|\d{1,2})年(?![前以期制级度计规行攻后左多的底末初年来内间])"
    r"|(?<![\d第十])(?P<span>[二两三四五六七八九十]|\d{1,2})年(?:来|间|以来|[之以]?内)|(?:[近前过]|过去|最近)(?P<near>[二两三四五六七八九十]|\d{1,2})年"
)
_MONTHS = re.compile(r"前(?P<n>\d{1,2}|[二两三四五六七八九十])个?月|1[—\-－–~～至到](?P<to>\d{1,2})月")
_PACES = ((_YEARLY, _YEARS), (_MONTHLY, _MONTHS), (_DAILY, _DAYS))
_SLACK = Decimal("0.005")
_ROUGH = Decimal("0.05")


@dataclass(frozen=True)
class Average:
    """``stated`` should be ``total`` divided by ``count``, ``right`` in its own unit; ``sure``: nothing else of the
    sentence can be meant."""

    stated: Quantity
    total: Quantity
    count: Quantity | None
    """What it is taken of; None where that is the time of the total, ``times`` years or months."""
    right: Decimal
    sure: bool
    times: int = 0
    holds: bool = False

    @property
    def told(self) -> str:
        return f"{self.total.text}÷{self.count.text if self.count else self.times}"


def averages(paper: Paper) -> Iterator[Average]:
    """Stated averages with the total and the number of their sentence that give them, else with the likeliest."""
    for q in paper.quantities:
        if q.number.kind not in ("count", "money") or not q.value:
            continue
        if paced := _paced(paper, q):
            yield paced
            continue
        m = _EACH.search(q.label) or _MEAN.search(q.label)
        if m is None or _graded(paper, q):
            continue
        before = [c for c in paper.counts if c.sentence == q.sentence and c.index < q.index and not c.changed]
        before = [c for c in before if not (_EACH.search(c.label) or _MEAN.search(c.label))]
        if _TIMES.match(m["per"]) and not any(c.unit == m["per"] for c in before):
            continue
        counts, said = _counts(paper, [c for c in before if c.value > 1], m["per"])
        said = _SAID.sub("", m.groupdict().get("said") or said)
        totals = [c for c in before if c.unit == q.unit and c.value > q.value and _same_matter(c, said)]
        pairs = [(t, n) for t in reversed(totals) for n in reversed(counts) if t is not n]
        if not pairs:
            continue
        if fitting := next(((t, n) for t, n in pairs if _fits(q, t.value / n.value)), None):
            yield Average(q, *fitting, q.number.value or Decimal(0), sure=True, holds=True)
            continue
        alone = len(pairs) == 1 and {pairs[0][0].index, pairs[0][1].index} <= {q.index - 1, q.index - 2, q.index - 3}
        scale = q.value / (q.number.value or Decimal(1))
        told = [(t, n, t.value / n.value / scale) for t, n in pairs]
        total, count, right = next((p for p in told if _slip(q, p[2])), told[0])
        if alone or _slip(q, right):
            yield Average(q, total, count, rounded(right, 2), alone)


def _paced(paper: Paper, q: Quantity) -> Average | None:
    """The average of a year or month of a time told with its total: 2022—2024年累计培训21.6万人次，年均7.2万人次."""
    m, times = next(((m, t) for p, t in _PACES if (m := p.search(q.label))), (None, _YEARS))
    if m is None or _GROWN.search(m["said"]) or not q.index:
        return None
    begin = max(paper.text.rfind(mark, 0, q.start) for mark in "。；\n") + 1
    spans = list(times.finditer(paper.text, begin, q.start))
    before = [c for c in paper.counts if begin <= c.start < q.start and not c.changed]
    totals = [c for c in before if c.unit == q.unit and c.value > q.value and spans and c.start > spans[-1].start()]
    n = _length(spans[-1]) if len({_length(m) for m in spans}) == 1 else 0  # 2019年至2024年六年间
    if n < 2 or not totals:
        return None
    if fitting := next((c for c in totals if _fits(q, c.value / n)), None):
        return Average(q, fitting, None, q.number.value or Decimal(0), sure=True, times=n, holds=True)
    total = totals[-1]
    if _between(paper, total, q) or not _same_matter(total, _SAID.sub("", m["said"])):
        return None
    right = total.value / n / (q.value / (q.number.value or Decimal(1)))
    return Average(q, total, None, rounded(right, 2), len(totals) == 1, n)


def _length(m: re.Match[str]) -> int:
    """How many years or months a time lasts."""
    found = m.groupdict()
    if found.get("from"):
        return int(found["to"]) - int(found["from"]) + 1
    n = found.get("n") or found.get("near") or found.get("span") or found.get("to") or ""
    return int(n) if n.isdecimal() else int(read(n) or 0)


def _between(paper: Paper, total: Quantity, q: Quantity) -> bool:
    """Whether something else is told between a total and its average, that the average may be of."""
    return len(re.findall("[，；：]", paper.text[total.end : q.start])) > 2


def _graded(paper: Paper, q: Quantity) -> bool:
    """Whether each class has a sum of its own: 一等奖3个、每个300万元，二等奖5个、每个200万元."""
    each = [c for c in paper.counts if c.sentence == q.sentence and c.unit == q.unit and _EACH.search(c.label)]
    return len(each) > 1


def _counts(paper: Paper, before: list[Quantity], per: str) -> tuple[list[Quantity], str]:
    """The numbers of what the average is taken of (92个 of 每个项目, 42万人次 of 人均), and what else is said of it."""
    piece, noun = (per[0], per[1:]) if per[0] in _PIECES else ("", per)
    for end in range(len(noun), 1, -1):
        pieces = [c for c in before if c.unit in (*_PIECES, noun)]
        followed = [c for c in pieces if paper.text.startswith(noun[:end], c.end)]
        if named := followed or [c for c in pieces if noun[:end] in c.label + c.tail[: end + 4]]:
            return named, noun[end:]
    alike = [
        c
        for c in before
        if c.unit in (per, piece)
        or c.unit in _ALIKE.get(per, ())
        or (c.unit in _PIECES and re.match(f"[^，。；：、\\d]{{0,4}}{re.escape(per)}", paper.text[c.end : c.end + 12]))
    ]
    named = [c for c in alike if c.unit == per or per in paper.text[c.end : c.end + len(per) + 4]]
    return named or [c for c in alike if not noun or (len(noun) <= _NOUN and not c.tail)], ""


def _same_matter(c: Quantity, said: str) -> bool:
    """Whether the average is of the total's own matter: 每亩投资 of 完成投资, but 户均补助 of no 贷款."""
    return not said or any(said[i : i + 2] in c.label + c.tail for i in range(max(1, len(said) - 1)))


def _fits(q: Quantity, value: Decimal) -> bool:
    scale = q.value / (q.number.value or Decimal(1))
    places = len(plain(q.number.value or Decimal(0)).partition(".")[2])
    step = Decimal(1).scaleb(-places) * scale
    slack = _ROUGH if q.number.about else _SLACK
    return abs(value - q.value) < step or abs(value - q.value) <= slack * value


def _slip(q: Quantity, right: Decimal) -> bool:
    """Whether one wrong digit makes the stated average of an exact one."""
    value = q.number.value or Decimal(0)
    places = len(plain(value).partition(".")[2])
    return right == rounded(right, places) and one_digit_off(f"{right:.{places}f}", f"{value:.{places}f}")
