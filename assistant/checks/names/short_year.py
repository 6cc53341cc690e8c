"""A year written with two digits in running text."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import unquoted
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.timing import YEAR, signed, subject_year
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_MONTH = re.compile(r"(?<![\d.])['’]?(?P<year>[0-3]\d)年(?=\d{1,2}(?:月|[—\-－~至]\d{1,2}月))")
_BARE = re.compile(
    r"(?<![\d.\-—~～年近第过逾超余约前后满达长多每整有期限为的])(?<!历时|历经|运行|使用|从业|工作|服务|成立|连续|持续|经营|承包|坚守|累计|缴费|存续|投资|回收|扎根|任职|合作|未来|最长|实施|建设)"
    r"['’]?(?P<year>[0-3]\d)年(?!来|以上|以下|以内|以后|以前|之|期|历史|经验|龄|间|时间|左右|内|多|后|前|磨|老|如一日|的(?:历史|时间|努力|经验|发展|积累)|[。；）)]|左|一遇|[、和及](?!20\d\d年))"
)
_NEAR = 5
"""Without a month the two digits are a year only when they are about as late as the paper."""
_OLD = 30


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = unquoted(visible(draft))
    now = _now(draft, text)
    if not now:
        return
    dates = {at for at, _ in of_kind(draft, "date")}
    found = {m.start("year"): (m, _OLD) for m in _MONTH.finditer(text)}
    found |= {m.start("year"): (m, _NEAR) for m in _BARE.finditer(text) if m.start("year") not in found}
    for start, (m, reach) in sorted(found.items()):
        year = 2000 + int(m["year"])
        if abs(now - year) <= reach and text.rfind("\n", 0, start) + 1 not in dates:
            severity = "error" if reach == _OLD else "warning"
            yield Hit(start, start + 3, {"year": str(year)}, severity, f"{year}年", fix=f"{year}年")


def _now(draft: Draft, text: str) -> int:
    """The year of the paper: of its signing, its title, or the last one that it names."""
    day, about = signed(draft), subject_year(draft)
    return day.year if day else about.year if about else max(map(int, YEAR.findall(text)), default=0)


RULE = Rule(
    id="names.short-year",
    name="两位数的年份",
    message="应为{year}年：年份要写四位，这里写的是“{quote}”。",
    reason="年份用四位数字，不简写。",
    authority="GB/T 15835-2011 5.1",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "25年7月印发指引。下一步")),
        Example(LETTER.replace("2025年全省", "25年，全省")),
        Example(LETTER.replace("下一步", "我厅25年底完成改造，对24年承诺事项开展核查。下一步")),
    ),
    quiet=(
        Example(LETTER),
        Example(
            LETTER.replace("下一步", "企业成立26年，近25年来稳步发展，贷款期限25年，25年来坚持不懈，服务25年。下一步")
        ),
        Example(LETTER.replace("下一步", "2024—25年度。下一步")),
    ),
    kinds=ALL_KINDS,
)
