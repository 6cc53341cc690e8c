"""Figures that only the source facts can correct, and figures written in a wrong form."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from evals.faults.fault import Change, Edit, Fault, one
from evals.faults.places import in_body, quoted, sentences
from evals.papers import Paper
from evals.quantities import Quantity, growths, rates, shares, sums

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = "零一二三四五六七八九"


def _lone(paper: Paper) -> Iterator[Quantity]:
    """Figures of the body that stand in no relation and that the sheet has."""
    bound = {n.start for s in sums(paper.text, paper.numbers) for n in (s.total, *s.parts)}
    bound |= {n.start for r in rates(paper.text, paper.numbers) for n in (r.percent, r.part, r.whole)}
    bound |= {n.start for g in growths(paper.text, paper.numbers) for n in (g.percent, g.more)}
    bound |= {n.start for group in shares(paper.text, paper.numbers) for n in group}
    known = {Decimal(x.replace(",", "")) for x in re.findall(r"\d[\d,]*(?:\.\d+)?", paper.about.sheet)}
    for n in paper.numbers:
        scaled = n.value * {"万": 10**4, "亿": 10**8}.get(n.scale, 1)
        held = known & {n.value, scaled, scaled / 10**4, scaled / 10**8}
        if n.start not in bound and held and in_body(paper, n.start) and not quoted(paper.text, n.start):
            yield n


def transposed(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for n in _lone(paper):
        d = n.digits.replace(",", "")
        if "." in d or len(d) < 2:
            continue
        for i in range(len(d) - 2, -1, -1):
            if d[i] != d[i + 1] and not (i == 0 and d[1] == "0"):
                yield one(n.start, n.end, d[:i] + d[i + 1] + d[i] + d[i + 2 :])
                break


def scale(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for n in _lone(paper):
        if n.scale and n.unit in ("元", "千瓦时"):
            yield one(n.end, n.end + 1, "万" if n.scale == "亿" else "亿")


def point_moved(paper: Paper, chance: Random) -> Iterator[Edit]:
    for n in _lone(paper):
        if n.places and n.unit not in ("%", "％", "个百分点"):
            moved = n.value / 10 if chance.random() < 0.5 else n.value * 10
            yield one(n.start, n.end, f"{moved.normalize():f}")


def digit(paper: Paper, chance: Random) -> Iterator[Edit]:
    """One digit another."""
    for n in _lone(paper):
        places = [i for i, c in enumerate(n.digits) if c.isdigit()]
        i = chance.choice(places[1:] or places)
        other = chance.choice([c for c in "123456789" if c != n.digits[i]])
        yield one(n.start + i, n.start + i + 1, other)


def tenfold(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A nought too many."""
    for n in _lone(paper):
        if n.whole and n.unit != "%" and n.value >= 10:
            yield one(n.start, n.end, n.written(n.value * 10))


def other_unit(paper: Paper, chance: Random) -> Iterator[Edit]:
    """Right number, wrong unit: 126户 → 126个项目 is another thing."""
    pairs = {
        "户": "人",
        "家": "人",
        "人次": "家",
        "公里": "亩",
        "个": "万元",
        "件": "人次",
        "台": "吨",
        "项": "户",
        "万元": "户",
    }
    for n in _lone(paper):
        if not n.scale and n.unit in pairs:
            yield one(n.end, n.end + len(n.unit), pairs[n.unit])
    _ = chance


def exchanged(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Two figures of one unit exchanged: each right, each in the other's place."""
    found = list(_lone(paper))
    for a, b in itertools.pairwise(found):
        if a.unit == b.unit and a.scale == b.scale and a.value != b.value:
            yield (Change(a.start, a.end, b.digits), Change(b.start, b.end, a.digits))


def other_year(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """The value under another year's label."""
    for n in _lone(paper):
        begin = max(paper.text.rfind(c, 0, n.start) for c in "。；\n") + 1
        years = list(re.finditer(r"(20\d\d)年(?!度)", paper.text[begin : n.start]))
        if years and years[-1][1] in paper.about.sheet and "《" not in paper.text[begin : n.start]:
            y = years[-1]
            yield one(begin + y.start(1), begin + y.end(1), str(int(y[1]) - 1))


def direction(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """增长 told as 下降, where the sheet has the rate."""
    for m in re.finditer(r"(?:比上年|同比|较上年|较去年)(增长|下降)(\d+(?:\.\d+)?)%", paper.text):
        if m[2] in paper.about.sheet and in_body(paper, m.start()):
            yield one(m.start(1), m.end(1), "下降" if m[1] == "增长" else "增长")


_INVENTED = (
    "全年累计投入资金{a}万元。", "带动社会投资{a}.{b}亿元。", "共服务企业{a}家次，解决问题{b}个。", "受益群众达到{a}人。",
    "新增就业岗位{a}个，平均工资提高{b}%。", "其中省级财政安排{a}万元。", "累计培训{a}人次。", "相关项目总投资{a}.{b}亿元，已完成{b}%。",
)  # fmt: skip


def invented(paper: Paper, chance: Random) -> Iterator[Edit]:
    known = set(re.findall(r"\d+", paper.about.sheet + paper.text))
    if not paper.about.sheet:
        return
    for _, end in sentences(paper):
        for _ in range(20):
            a, b = str(chance.randint(213, 9876)), str(chance.randint(11, 97))
            if a not in known and b not in known:
                yield one(end, end, chance.choice(_INVENTED).format(a=a, b=b))
                break


def wide(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for n in paper.numbers:
        if in_body(paper, n.start) and not quoted(paper.text, n.start):
            yield one(n.start, n.end, n.digits.translate(_WIDE))


def in_words(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A statistic in Chinese numerals where all others have Arabic ones."""
    for n in paper.numbers:
        if (
            n.whole
            and not n.digits.startswith("0")
            and n.unit not in ("%", "％")
            and 13 <= n.value < 1000
            and n.value % 10
            and in_body(paper, n.start)
        ):
            yield one(n.start, n.end, words(int(n.value)))


def words(n: int) -> str:
    """46 → 四十六, 305 → 三百零五."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def about_twice(paper: Paper, chance: Random) -> Iterator[Edit]:
    """约…左右, 大约…上下."""
    for n in paper.numbers:
        stands_alone = paper.text[n.stop : n.stop + 1] in "，。；、）"
        if (
            n.whole
            and n.value >= 30
            and n.unit in ("家", "户", "人", "人次", "个", "次", "项")
            and stands_alone
            and in_body(paper, n.start)
        ):
            before, after = chance.choice([("约", "左右"), ("大约", "上下")])
            yield (Change(n.start, n.start, before), Change(n.stop, n.stop, after))


def second_point(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """18.2% → 18..2% or 18.2%%."""
    for n in paper.numbers:
        if n.unit == "%" and in_body(paper, n.start):
            yield one(n.stop, n.stop, "%")
        elif n.places and in_body(paper, n.start):
            yield one(n.start + n.digits.index("."), n.start + n.digits.index("."), ".")


def year_range(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in re.finditer(r"(20\d\d)(年?[—\-－~至到])(20\d\d)(?=年)", paper.text):
        if m[1] != m[3]:
            yield one(m.start(), m.end(), m[3] + m[2] + m[1])


FAULTS = (
    Fault("N06", "单独数字前后数位颠倒", "src", transposed),
    Fault("N07", "万、亿写错", "src", scale),
    Fault("N09", "凭空多出一句带数字的话", "src", invented),
    Fault("N10", "小数点移位", "src", point_moved),
    Fault("N11", "全角数字", "self", wide),
    Fault("N12", "统计数用汉字", "self", in_words),
    Fault("N14", "年份范围颠倒", "self", year_range),
    Fault("N27", "错一个数字", "src", digit),
    Fault("N28", "多一个零", "src", tenfold),
    Fault("N29", "单位写错", "src", other_unit),
    Fault("N30", "两个数字互换位置", "src", exchanged),
    Fault("N31", "数字对、年份标签错", "src", other_year),
    Fault("N32", "增长写成下降", "src", direction),
    Fault("N33", "约数叠用", "self", about_twice),
    Fault("N34", "百分号、小数点重复", "self", second_point),
)
