"""A number that is called approximate twice, or both a floor and exact."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_N = r"[\d０-９.,，]*[\d一二三四五六七八九十百千万亿两][万亿千百]?"
_UNIT = r"(?:(?!规模)[\u4e00-\u9fff%％㎡]){0,4}?"
_ABOUT = re.compile(
    rf"(?:大约|大概|约|(?<![附邻最临])近|将近|接近)(?:为|有|占|达)?{_N}{_UNIT}(?:左右|上下)"
    rf"|(?:大约|大概|约|近|将近|接近|超|超过|逾)(?:为|有|占|达)?{_N}(?:余|多)(?![年样元方次重层边功渠家名种项元]{{0,1}}(?:来|以来))"
    rf"|(?:至少|最少|不少于|不低于|超过|逾){_N}{_UNIT}(?:以上|及以上)|(?:最多|不超过|不足|不到|不高于){_N}{_UNIT}以下"
    rf"|{_N}(?:余|多)(?:[\u4e00-\u9fff]{{1,2}}?)(?:左右|上下)"
)
_DIGITS = re.compile(r"[\d０-９一二三四五六七八九十百千万亿两]")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _ABOUT.finditer(visible(draft)):
        if _DIGITS.search(m.group()):
            yield Hit(*m.span())


RULE = Rule(
    id="wording.doubled-estimate",
    name="重复的概数",
    message="概数只用一个词：“{quote}”说了两遍大约。",
    reason="“约、近、超”和“左右、余、多、以上”只能用一个。",
    authority="GB/T 15835-2011；公文用数的通例",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("1260人次", "约1260人次左右")),
        Example(LETTER.replace("1260人次", "近1300余人次")),
        Example(LETTER.replace("1260人次", "超1200多人次")),
        Example(LETTER.replace("1260人次", "至少1200人次以上")),
    ),
    quiet=(
        Example(LETTER.replace("1260人次", "约1260人次")),
        Example(LETTER.replace("1260人次", "1200余人次")),
        Example(LETTER.replace("1260人次", "1260人次以上，占比超过30%")),
        Example(LETTER.replace("1260人次", "近三年来1260人次，附近5家单位左右联动")),
    ),
    kinds=ALL_KINDS,
)
