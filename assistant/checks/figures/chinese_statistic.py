"""A statistic in Chinese numerals."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import Paper, Quantity, read_paper
from assistant.checks.relations.saying import plain
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft
from assistant.numerals import Number
from assistant.numerals.chinese import read
from assistant.numerals.vocabulary import vocabulary

_ARTICLE = re.compile(r"(?m)^第[一二三四五六七八九十百]+条")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]{1,}")
_BOUND = re.compile("以上|以下|左右|以内|上下")
"""After a round share: no statistic but a bound, which may be written in characters (百分之九十以上)."""
_KINDS = frozenset({"count", "money", "percent", "percentage-point", "period"})
_CASES = re.compile(r"主办|协办|会办|分办|参阅|独办|承办|建议|提案|办结|答复|满意|[A-D]类")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    if len(_ARTICLE.findall(paper.text)) > 2:
        return  # a law: its numbers are written in characters
    for q in paper.quantities:
        m = _CHINESE.match(q.text)
        share = q.text.startswith(("百分之", "千分之"))
        if q.number.kind not in _KINDS or not (m or share) or re.search("[几余多数]", q.text):
            continue
        if (q.number.structural and q.value <= 10) or (q.number.kind == "period" and "月" not in q.text):
            continue
        if share and q.value % 10 == 0 and _BOUND.match(paper.text, q.end):
            continue
        if _quoted(paper, q) or not _statistic(paper, q, m.group() if m else q.text):
            continue
        right = _arabic(q, m.group() if m and not share else "")
        yield _hit(paper, draft.text, q.start, q.end, right)
    for n in paper.numbers:
        unit = _unit().match(paper.text, n.end)
        value = read(n.text) if n.kind == "idiom" and len(n.text) > 1 and not n.in_title else None
        if unit and value is not None and value > 10 and n.text[-1] not in "十百千万亿" and not _quoted(paper, n):
            yield _hit(paper, draft.text, n.start, unit.end(), f"{plain(value)}{unit.group()}")


def _hit(paper: Paper, source: str, first: int, last: int, right: str) -> Hit:
    start, end = paper.joined.span(first, last)
    whole = bool(right) and source[start:end] == paper.text[first:last]
    return Hit(start, end, {"right": right or "阿拉伯数字"}, expected=right, fix=right if whole else None)


@cache
def _unit() -> re.Pattern[str]:
    """Units that Chinese numerals rarely take, so that the numeral alone was no quantity: 张, 支."""
    return re.compile(vocabulary().unit)


def _statistic(paper: Paper, q: Quantity, digits: str) -> bool:
    """Whether it counts like its Arabic neighbours: of ten or more, or cases in the words of the trade."""
    if q.number.kind == "period":
        return q.value > 12
    if q.number.kind != "count" or (len(digits.strip("万亿")) > 1 and (q.number.value or 0) >= 10):
        return (
            q.number.kind != "count"
            or (len(digits) > 1 and q.value != 10 and digits[0] not in "百千万")
            or q.unit == "件"
        )
    neighbours = [n for n in paper.counts if n.sentence == q.sentence and n.unit == q.unit and n.text[0].isdecimal()]
    return q.unit == "件" and "两" not in digits and bool(neighbours) and bool(_CASES.search(q.label + q.tail[:6]))


def _quoted(paper: Paper, q: Quantity | Number) -> bool:
    line = paper.text.rfind("\n", 0, q.start) + 1
    before = paper.text[line : q.start]
    return before.count("“") > before.count("”")


def _arabic(q: Quantity, digits: str) -> str:
    """The number in digits where it is written without 万 or 亿 between the digits."""
    value = q.number.value
    if value is None:
        return ""
    if not digits:
        return f"{plain(value)}{q.number.unit}"
    return f"{plain(value)}{q.text[len(digits) :]}" if not set(digits) & set("万亿") else ""


RULE = Rule(
    id="figures.chinese-statistic",
    name="用汉字书写的统计数字",
    message="应写作“{right}”：统计数字用阿拉伯数字，原文“{quote}”。",
    reason="计量、统计用阿拉伯数字；概数、固定词语和法条除外。",
    authority="GB/T 15835-2011 4.1",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "共承办建议四十六件。下一步")),
        Example(LETTER.replace("下一步", "其中主办17件、协办二十九件、参阅三件。下一步")),
        Example(LETTER.replace("下一步", "产值增长百分之十二。下一步")),
        Example(LETTER.replace("下一步", "覆盖率为百分之八十五点五以上。下一步")),
        Example(LETTER.replace("下一步", "培训企业一百二十六家。下一步")),
        Example(LETTER.replace("下一步", "发放牌照八十七张，认定集群十五个。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "召开三次会议，提出两条意见，走访十余家企业，落实“五十条”措施。下一步")),
        Example(LETTER.replace("下一步", "合格率保持在百分之九十以上。下一步")),
        Example(LETTER.replace("下一步", "坚持十个方面并举，一件一件抓落实，三年行动计划顺利实施。下一步")),
        Example("示例省某条例\n第一条　为了规范，制定本条例。\n第二条　处五十万元以下罚款。\n第三条　三十日内备案。\n第四条　占百分之二十。"),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
