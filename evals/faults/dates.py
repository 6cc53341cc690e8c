"""Dates that can't be or don't fit."""

import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import in_body, quoted, trimmed, without
from evals.papers import Paper

_DONE = (
    r"(?:召开|印发|出台|完成|组织|举办|开展|赴|发布|上线|投入|建成|办结|答复|收到|汇报|座谈|调研|交办|受领|签订|启动)"
)


def _signed(paper: Paper) -> tuple[int, int, int] | None:
    line = paper.outline.date
    found = [int(x) for x in re.findall(r"\d+", line.text)] if line else []
    return (found[0], found[1], found[2]) if len(found) == 3 else None


def leading_zero(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if line := paper.outline.date:
        for m in re.finditer(r"(?<=[年月])(\d)(?=[月日])", line.text):
            yield one(line.start + m.start(), line.start + m.end(), f"0{m[1]}")


def after_signing(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A thing that is told as done, in a month after the signing."""
    if not (signed := _signed(paper)) or signed[1] > 11:
        return
    for m in re.finditer(
        rf"(?<!\d)(?P<y>20\d\d年|今年)?(?<!\d)(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日|初|中旬|末|底|下旬|上旬)?(?=[^。；]{{0,40}}{_DONE})",
        paper.text,
    ):
        year = signed[0] if not m["y"] or m["y"] == "今年" else int(m["y"][:4])
        clause = paper.text[
            max(paper.text.rfind(c, 0, m.start()) for c in "。；\n") + 1 : paper.text.find("。", m.end())
        ]
        if (
            year == signed[0]
            and int(m["m"]) <= signed[1]
            and in_body(paper, m.start())
            and not re.search(r"将|拟|计划|力争|打算|前|上年|去年|20\d\d年底", clause)
        ):
            yield one(m.start("m"), m.end("m"), "12")


def impossible(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in re.finditer(r"(?<!\d)(\d{1,2})月(\d{1,2})日", paper.text):
        if not quoted(paper.text, m.start()):
            new = chance.choice(["2月30日", "4月31日", "6月31日", "13月5日", "11月31日", "9月31日"])
            yield trimmed(m.start(), m.end(), m.group(), new)


def body_year(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """The year that the title names is another in the body's first figures."""
    title = paper.outline.title
    named = re.search(r"20\d\d", title.text) if title else None
    if not named:
        return
    for m in list(re.finditer(rf"{named.group()}(?=年(?!度|初|底|末|[\d—\-]|\d*月)，)", paper.text)):
        if in_body(paper, m.start()):
            yield one(m.start(), m.end(), str(int(named.group()) - 1))


def no_date(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if paper.outline.date:
        yield without(paper, paper.outline.date)


def dots(paper: Paper, chance: Random) -> Iterator[Edit]:
    if (line := paper.outline.date) and (signed := _signed(paper)):
        mark = chance.choice([".", "-", "/"])
        yield one(line.start, line.end, mark.join(map(str, signed)))


def short_year(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if line := paper.outline.date:
        yield one(line.start, line.start + 2, "")
    for m in re.finditer(r"(?<![\d—\-－至~])20(?=2\d年)", paper.text):
        if in_body(paper, m.start()) and not quoted(paper.text, m.start()):
            yield one(m.start(), m.end(), "")


def half_date(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """The day of the signing left out."""
    if line := paper.outline.date:
        at = line.text.index("月") + 1
        yield one(line.start + at, line.end, "")


def past_plan(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A plan whose time is over when the letter is signed."""
    if not (signed := _signed(paper)):
        return
    for m in re.finditer(r"(20\d\d)(?=年(?:底|末|\d{1,2}月(?:底|末)?)前)", paper.text):
        begin = max(paper.text.rfind(c, 0, m.start()) for c in "。；\n") + 1
        clause = paper.text[begin : paper.text.find("。", m.end())]
        if (
            int(m[1]) >= signed[0]
            and re.search(r"下一步|将|拟|计划|力争|再", clause)
            and not quoted(paper.text, m.start())
        ):
            yield one(m.start(), m.end(), str(signed[0] - chance.choice([1, 2])))


def chinese_date(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Day of signing in Chinese numerals, as before 2012."""
    if (line := paper.outline.date) and (signed := _signed(paper)):
        year = "".join("〇一二三四五六七八九"[int(c)] for c in str(signed[0]))
        from evals.faults.lone import words

        yield one(line.start, line.end, f"{year}年{words(signed[1])}月{words(signed[2])}日")


def as_of_later(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """截至 a day that lies after the signing."""
    if not (signed := _signed(paper)):
        return
    for m in re.finditer(r"截至(20\d\d)(?=年)", paper.text):
        yield one(m.start(1), m.end(1), str(signed[0] + 1))


FAULTS = (
    Fault("D01", "成文日期补零", "self", leading_zero),
    Fault("D02", "已办之事晚于成文日期", "self", after_signing),
    Fault("D03", "日历上没有的日期", "self", impossible),
    Fault("D04", "正文年度与标题不符", "self", body_year),
    Fault("D05", "缺成文日期", "self", no_date, ("report", "reply", "opinion"), final=True),
    Fault("D06", "成文日期用点、横线", "self", dots),
    Fault("D07", "年份写两位", "self", short_year),
    Fault("D08", "成文日期缺日", "self", half_date, final=True),
    Fault("D09", "计划时限早于成文", "self", past_plan),
    Fault("D10", "成文日期用汉字", "self", chinese_date),
    Fault("D11", "截至的时点晚于成文", "self", as_of_later),
)
