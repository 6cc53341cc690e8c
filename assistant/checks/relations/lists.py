"""Parts listed after a total without words of the trade: 4800万元，其中中央3700万元、省级300万元、市级800万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.quantities import Paper, Quantity, named_kind
from assistant.checks.relations.words import compiled, relations
from assistant.numerals.chinese import read

_INTRO = re.compile(
    r"[，。（：；]?(?:其中|包括|包含|含|由|分别(?:为|是|有)?|依次[为是]|按[^，。；：]{2,14}分|分[为成]?[一二三四五六七八九十\d]+[类项个][^，。；：\d]{0,4}(?=：)|从[^，。；：]{2,14}看|经[^，。；：]{1,6}(?=，)|中(?=，)|^：)[，：]?"
)
_CONTENT = re.compile(
    r"(?:(?:分类|分类别|按类别|从类别)看[，：]?|从[^，。；：]{0,6}(?:内容|类别|领域|类型|分布|分类)[^，。；：]{0,6}[，：]?|按[^，。；：]{1,10}(?:划分|分类|分)[，：]?|涉及[^，。；：\d]{0,4}(?:的)?(?=[^，。；：\d]{2,10}\d)|集中[在于][^，。；：]{0,10}(?:领域|方面|类|问题)[：，])"
)
_CLOSING = re.compile(
    r"^[^，。；]{0,2}(?:共计?|合计|总计|共有|总共)[^，。；]{0,4}$|^总[^，。；\d]{1,3}?(?:为|达到?)?$|^累计[^，。；]{0,4}$|^[^，。；]{1,8}[和与及、][^，。；]{1,8}(?:共计|合计|总计)$"
)
_AVERAGE = re.compile("[人户亩件]均|平均|标准|工资|价格|均价|可支配|指数|得分")
"""Words of numbers that are no sums, so that their classes are not added."""
_ONLY = re.compile("(?:只|仅)有?$|的有$")
"""走访86家企业，其中完成改造的有31家、上线系统的有22家: what some have, which others may have too."""
_OF = re.compile("占[^，。；]{0,6}$")
"""What a share is of is no part: 占全部31个省的87.1%."""
_REST = re.compile(r"(?:其余|剩余|余下|剩下|另外)的?$")
_BARE = re.compile(
    r"(?<![\d.,])(?P<total>\d[\d,]*)(?P<unit>[件个家户项名人场次份条所亩台套])[，（(：:、]?(?:其中|按[^，。；：]{2,10}分)[，：:]?(?P<label>[^，。；：\d]{0,40}?)(?:分别)?(?:为|是|有)?(?P<list>\d[\d,]*(?P=unit)?(?:[、和及]\d[\d,]*(?P=unit)?)*[、和及]\d[\d,]*)(?P=unit)"
)


@dataclass(frozen=True)
class Bare:
    """A total with bare numbers after it: 500件，其中200、150、100件. ``sure``: the words name no other parts."""

    start: int
    end: int
    total: int
    parts: tuple[int, ...]
    unit: str
    sure: bool


_MADE_OF = re.compile(
    r"(?P<n>[两三四五六七八])(?:级|地|市|县|区|校|院|所|家|类|项|种|批|方|季|个[^，。；\d]{1,5}?)(?:共|合计|总计|累计)?[^，。；\d]{0,10}$"
)
_CAME_TO = re.compile("(?:到|至|为|成)(?:每.)?$")
_LED = re.compile("(?:分别|依次)[为是达]?$")
_LONGEST = 30
"""Numbers that a list may hold."""
Listed = tuple[Quantity, tuple[Quantity, ...], bool]
"""A total, its parts, and whether they can lack none."""


def listed(paper: Paper) -> Iterator[Listed]:
    counts = paper.counts
    for at, total in enumerate(counts):
        if _AVERAGE.search(total.label):
            continue
        if not total.moved and total.unit and total.unit not in relations().words.averaged:
            yield from _judged(paper, total, list(_after(paper, total, counts[at + 1 : at + _LONGEST])))


def contents(paper: Paper) -> Iterator[Listed]:
    """What the cases are about, the total told elsewhere: 从内容看，产业45件、园区37件、其他8件."""
    done = 0
    for m in _CONTENT.finditer(paper.text):
        stop = re.search("[。\n]", paper.text[m.end() :])
        end = m.end() + stop.start() if stop else len(paper.text)
        inside = [q for q in paper.counts if m.end() <= q.start < end and q.unit == "件"]
        parts = [q for q in inside if q.label and not q.moved]
        plain = len({q.kind for q in parts}) == 1 and all(not q.parts for q in parts)
        overlap = compiled(relations().words.overlap).search(paper.text[m.start() : end + 12])
        least = 2 if m.group().startswith("按") else 3
        if m.start() < done or overlap or len(parts) < least or len(parts) < len(inside) or not plain:
            continue
        done = end
        yield from _content(paper, m, parts)


def _content(paper: Paper, m: re.Match[str], parts: list[Quantity]) -> Iterator[Listed]:
    """The list with the total that it makes, wherever that stands; else with the one nearest to what it makes, which is
    certain only where the list is complete and no other number may be its total."""
    others = [q for q in paper.counts if q.unit == "件" and not q.moved and q not in parts]
    added = _sum(parts)
    before = [q for q in others if q.index < parts[0].index]
    near = [q for q in before if q.paragraph == parts[0].paragraph]
    whole = [q for q in before if q.kind and not q.limits and not q.parts]
    total = next((q for q in [*reversed(near), *whole, *others] if q.value == added), None)
    if total:
        yield total, tuple(parts), True
        return
    complete = _shared(paper, parts) or "其他" in parts[-1].label or "其它" in parts[-1].label
    subject = re.search("(?P<role>[主分协会独][办阅])件(?:中|里)[，：]?$", paper.text[: m.start()])
    meant = [q for q in others if q.part("role") == subject["role"]] if subject else [*reversed(near), *whole]
    partial = "主要" in paper.text[m.start() - 4 : m.end()] and not complete
    slips = [q for q in meant if not partial and (complete or _slip(q, parts, added))]
    total = min(slips, key=lambda q: abs(q.value - added), default=None)
    if total and abs(total.value - added) * 5 <= total.value:
        yield total, tuple(parts), complete and len({q.value for q in meant if q.value > parts[0].value}) == 1


def remainders(paper: Paper) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """A total, what of it is told before and the rest: 发现136份，已修改89份。…其余47份."""
    counts = paper.counts
    for at, rest in enumerate(counts):
        if not _REST.search(rest.label):
            continue
        before = [
            q
            for q in counts[max(0, at - 6) : at]
            if q.unit == rest.unit and q.paragraph == rest.paragraph and not q.changed and not _AVERAGE.search(q.label)
        ]
        readings = [(before[i], (*before[i + 1 :], rest)) for i in range(len(before) - 2, -1, -1)]
        readings = [r for r in readings if r[0].value > max(p.value for p in r[1][:-1])]
        fitting = [r for r in readings if sum((p.value for p in r[1]), Decimal(0)) == r[0].value]
        if not readings and len(before) == 1:
            whole = [q for q in counts[:at] if q.kind and not q.limits and not q.division and q.unit == rest.unit]
            readings = [(q, (before[0], rest)) for q in whole if q.value > before[0].value and q is not before[0]]
            fitting = [r for r in readings if sum((p.value for p in r[1]), Decimal(0)) == r[0].value]
            readings = [r for r in readings if _slip(r[0], list(r[1]), r[1][0].value + r[1][1].value)]
        if (fitting or readings) and rest.sentence - (fitting or readings)[0][1][0].sentence <= 1:
            yield (fitting or readings)[0]


def bare_lists(text: str) -> Iterator[Bare]:
    """Words that name the parts must name as many, and may not name all; two totals side by side (甲1386户、乙94户，
    其中…) each have their own part."""
    for m in _BARE.finditer(text):
        parts = tuple(int(p.replace(",", "")) for p in re.findall(r"\d[\d,]*", m["list"]))
        unit, label = m["unit"], m["label"]
        named = len(re.split(r"[、和及]", label)) if label else 0
        beside = re.search(rf"\d{unit}[^。；\n]{{0,30}}$", text[max(0, m.start() - 40) : m.start()])
        if not beside and named in (0, len(parts)):
            total = int(m["total"].replace(",", ""))
            yield Bare(*m.span(), total, parts, unit, not label or sum(parts) > total or "分别" in m.group())


def _after(paper: Paper, total: Quantity, following: tuple[Quantity, ...]) -> Iterator[list[Quantity]]:
    """The numbers of the total's unit that an introducing word opens, up to the end of the bracket or clause, and up
    to the sentence's end. Of two totals side by side (甲1386户、乙94户，其中…) each has its own part."""
    text = paper.text
    if total.index and re.fullmatch(
        "[^，。；（）\n]*、[^，。；（）\n]*", text[paper.quantities[total.index - 1].end : total.start]
    ):
        return
    alike = [q for q in following if q.unit == total.unit and q.number.kind == total.number.kind]
    if apart := _told_apart(text, total, alike):
        yield apart
        return
    if not alike or alike[0].start - total.end > 100:
        return
    between = text[total.end : alike[0].start]
    intro = next(reversed(list(_INTRO.finditer(between))), None)
    if (
        "\n" in between
        or intro is None
        or re.search("[，。；]", between[intro.end() :])
        or not _one_matter(total, between[: intro.start()])
        or re.search("[。；][按从]", intro.group())
        or (intro.group().endswith("由") and len(alike) > 1 and _CAME_TO.search(alike[1].label))
    ):
        return
    for ends in ("[）。\n]",) if "（" in between[: intro.end()] else ("[。\n；]", "[。\n]"):
        stop = re.compile(ends).search(text, alike[0].start)
        end = stop.start() if stop else len(text)
        within = [q for q in alike if q.start < end and not q.moved]
        owners = {a.index for a, b in pairwise(within) if re.fullmatch("[市县区州旗盟省]", text[a.end : b.start])}
        yield [
            q
            for q in within
            if not _OF.search(q.label) and not _noted(text, alike[0].start, q) and q.index not in owners
        ]  # 其他14个市81个


def _told_apart(text: str, total: Quantity, following: list[Quantity]) -> list[Quantity]:
    """As many numbers right after a total as it says that it is made of: 县乡两级共投入2300万元，县级1500万元、乡级800万元."""
    m = _MADE_OF.search(text, max(0, total.start - 16), total.start)
    parts = following[: int(read(m["n"]) or 0)] if m else []
    ends = [total.end, *(q.end for q in parts)]
    between = [text[end : q.start] for end, q in zip(ends, parts, strict=False)]
    beside = all(re.fullmatch("[，、和与](?!其中)[^，。；：、（）\\d]{1,12}", said) for said in between)
    return parts if len(parts) > 1 and beside and text[ends[-1] : ends[-1] + 1] in ("。", "；", "\n") else []


def _noted(text: str, begin: int, q: Quantity) -> bool:
    """Whether a number stands in a bracket that says what a part holds: 86条（含新增9条）."""
    opened = text.rfind("（", begin, q.start)
    return opened >= 0 and "）" not in text[opened : q.start] and bool(re.match("含|其中|包括|另", text[opened + 1 :]))


def _one_matter(total: Quantity, between: str) -> bool:
    """Whether the list belongs to the total's sentence, or names the total's matter again: …文物812处。文物中，…"""
    matter = between.rpartition("。")[2]
    return "。" not in between or (len(matter) > 2 and matter[-4:] in total.label)


def _judged(paper: Paper, total: Quantity, lists: list[list[Quantity]]) -> Iterator[Listed]:
    """A list that adds up, one whose part exceeds the total, or one that a slip of the pen would make add up. Other
    lists may name some parts only."""
    readings: list[Listed] = []
    for parts in lists:
        kinds = {named_kind(_INTRO.split(q.label)[-1]) or named_kind(q.tail) for q in parts}
        divided = len(kinds) > 1 or (kinds - {""} and total.kind not in ("", *kinds))
        if not parts or divided or any(q.part("role") for q in parts):
            continue
        if any(_AVERAGE.search(q.label) or "每" in q.label or _ONLY.search(q.label) for q in parts):
            continue
        if compiled(relations().words.overlap).search(paper.text[max(0, total.start - 30) : parts[-1].end + 24]):
            continue
        added = _sum(parts)
        if added == total.value:
            readings.insert(0, (total, tuple(parts), True))
            continue
        above = (q for q in paper.counts if q.paragraph == total.paragraph and q.index < total.index)
        meant = next((q for q in above if q.value == added and q.unit == total.unit), None)
        if meant or _fewer(paper, total, parts) or "其中" in paper.text[parts[0].start : parts[-1].start]:
            readings += [(meant, tuple(parts), True)] if meant else []
            continue
        sure = _shared(paper, parts) or _exceeding(total, parts) or _others(parts) or _scaled(total, parts, added)
        sure = sure or _announced(paper, total, parts) or _whole(parts) or _parted(paper, total, parts)
        if not sure and all(p.label.endswith("的") for p in parts) and not _slip(total, parts, added):
            continue  # 反映用工难的32家、融资难的28家: one may be of both
        if len(parts) > 1 and (sure or _likely(total, parts, added)):
            readings.append((total, tuple(parts), sure))
    yield from readings[:1]


def _exceeding(total: Quantity, parts: list[Quantity]) -> bool:
    """Whether one part is more than the whole; one that is told as a matter of its own may be."""
    return parts[0].value > total.value or any(
        p.value > total.value and len(p.label) <= 10 and not re.search("累计|共|另|同时", p.label) for p in parts
    )


def _others(parts: list[Quantity]) -> bool:
    """Whether the list ends with what is left over, so that nothing is missing."""
    return len(parts) > 2 and bool(re.search("其他|其它|其余", parts[-1].label))


def _said(paper: Paper, total: Quantity, parts: list[Quantity]) -> tuple[str, list[str]]:
    """What the sentence says before the total, and the names of the parts."""
    begin = max(paper.text.rfind(mark, 0, total.start) for mark in "。；\n")
    return paper.text[begin + 1 : total.start], [re.sub("^其中|的$|^[，：]", "", q.label) for q in parts]


def _announced(paper: Paper, total: Quantity, parts: list[Quantity]) -> bool:
    """Whether the parts are what is named before the total, one by one: 支持甲、乙、丙建设中心11家，其中甲6家、乙3家、丙2家."""
    said, names = _said(paper, total, parts)
    named = re.escape("、".join(names))
    return len(parts) > 1 and bool(re.search(f"(?<!、){named}(?![、等])", re.sub("[和与及]", "、", said)))


def _fewer(paper: Paper, total: Quantity, parts: list[Quantity]) -> bool:
    """Whether more is named before the total than is told apart: 在甲、乙、丙等方面办实事46件，其中甲12件、乙9件."""
    said, names = _said(paper, total, parts)
    return all(n and n in said for n in names) and not _announced(paper, total, parts)


def _parted(paper: Paper, total: Quantity, parts: list[Quantity]) -> bool:
    """Whether the total is said to be divided, and not only its larger parts told: 74件，按内容分：…."""
    said = paper.text[total.end : parts[0].start]
    divided = re.match("[，（：]?(?:其中)?[，：]?(?:按[^，。；：]{2,14}分|分为)", said)
    return len(parts) > 1 and bool(divided) and not re.search("最|较[多高]|主要|前[三五]", said)


def _whole(parts: list[Quantity]) -> bool:
    """Whether the parts are by their names all there is: 地上、地下; 代表、委员."""
    names = [q.label + q.tail for q in parts]
    return any(
        len(parts) == len(group) and all(any(word in name for name in names) for word in group)
        for group in relations().wholes
    )


def _scaled(total: Quantity, parts: list[Quantity], added: Decimal) -> bool:
    """Whether 万 for 亿 in one of the numbers explains the difference."""
    gap = total.value - added
    return any(
        q.value * factor == (added if q is total else q.value + gap)
        for q in (total, *parts)
        for factor in (Decimal(10_000), Decimal("0.0001"))
    )


def _likely(total: Quantity, parts: list[Quantity], added: Decimal) -> bool:
    """Whether a list that doesn't add up was meant to: it misses by little, or by one digit."""
    gap = abs(added - total.value)
    short = len(parts) == 2 and added < total.value and not _whole(parts)
    if (
        (gap * 10 <= total.value and not short)
        or _swapped(total, parts, added)
        or (len(parts) > 2 and gap * 4 <= total.value)
    ):
        return True
    return gap * (3 if len(parts) > 2 else 7) <= total.value and _slip(total, parts, added)


def is_closing(q: Quantity) -> bool:
    """Whether a number ends a list as its total: 共76件."""
    return bool(_CLOSING.search(q.label)) and not q.moved


def closings(paper: Paper) -> Iterator[Listed]:
    """Parts with their total behind them: 会议期间71件，闭会以来5件，共76件."""
    for total in paper.counts:
        if not is_closing(total):
            continue
        before = [
            q for q in paper.counts if q.sentence == total.sentence and q.index < total.index and q.unit == total.unit
        ]
        role = total.part("role")
        before = [q for q in before if not q.moved and q.part("role") in ("", role or q.part("role"))]
        before = [q for q in before if not _in_bracket(paper.text, q, total)][-_LONGEST:]
        tails = [tuple(before[i:]) for i in range(len(before) - 2, -1, -1)]
        if "累计" in total.label:
            tails = [t for t in tails if len(t) > 2]
        led = next((i for i, q in enumerate(before) if _LED.search(paper.text[: q.start][-4:])), None)
        tails = [t for t in tails if led is None or t[0] is before[led]] or tails
        beside = bool(before) and before[-1].index == total.index - 1
        tails = [t for t in tails if _sum(t) == total.value or not any("各" in q.label for q in before)]
        near = [t for t in tails if _likely(total, list(t), _sum(t))]
        if (
            beside
            and tails
            and (
                _about(total, tails[-1])
                or (_alone(paper, total, tails[-1]) and _slip(total, list(tails[-1]), _sum(tails[-1])))
            )
        ):
            near.append(tails[-1])
        fitting = [t for t in tails if _sum(t) == total.value]
        if fitting:
            yield total, fitting[0], True
        elif near and "其中" not in paper.text[near[0][0].start : total.start]:
            yield total, min(near, key=lambda t: abs(_sum(t) - total.value)), False


def _in_bracket(text: str, q: Quantity, total: Quantity) -> bool:
    """Whether a number only explains, in a bracket, one that is told before: 交办提案45件（主办12件、协办33件），两者共79件."""
    opened = text.rfind("（", max(0, q.start - 60), q.start)
    if opened < 0 or re.search("[）。\n]", text[opened : q.start]):
        return False
    explains = bool(re.search(r"\d\s*[件项条家个名份]$", text[max(0, opened - 8) : opened]))
    return explains and 0 <= text.find("）", q.end) < total.start


def _alone(paper: Paper, total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether nothing but the list stands in the sentence before its total: 建议12件、提案15件，共27件."""
    said = paper.text[parts[0].end : total.start]
    return total.label.startswith(("共", "合计", "总")) and not re.search("[；：（）]|其中|累计", said)


def _about(total: Quantity, parts: Sequence[Quantity]) -> bool:
    return abs(_sum(parts) - total.value) * 5 <= total.value * 2


def _sum(parts: Sequence[Quantity]) -> Decimal:
    return sum((q.value for q in parts), Decimal(0))


def _shared(paper: Paper, parts: list[Quantity]) -> bool:
    """Whether each part has its share and the shares make about 100%."""
    shares = [
        n.number.value or Decimal(0)
        for p in parts
        for n in paper.quantities[p.index + 1 : p.index + 2]
        if n.number.kind == "percent" and n.sentence == p.sentence
    ]
    return len(shares) == len(parts) and abs(sum(shares, Decimal(0)) - 100) <= 1


def _slip(total: Quantity, parts: list[Quantity], added: Decimal) -> bool:
    """Whether one wrong or transposed digit explains the difference."""
    return any(one_digit_off(a, b) for a, b in _wanted(total, parts, added))


def _swapped(total: Quantity, parts: list[Quantity], added: Decimal) -> bool:
    """Whether two digits exchanged in one number explain the difference, which chance hardly does."""
    return any(a != b and sorted(a) == sorted(b) and one_digit_off(a, b) for a, b in _wanted(total, parts, added))


def _wanted(total: Quantity, parts: list[Quantity], added: Decimal) -> Iterator[tuple[str, str]]:
    """Each number with the value that would make the sum hold."""
    gap = total.value - added
    for q, value in ((total, added), *((p, p.value + gap) for p in parts)):
        if value > 0:
            yield f"{q.value.normalize():f}", f"{value.normalize():f}"
