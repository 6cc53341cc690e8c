"""A yearly report that counts the cases of another year than its title says."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.prose import sentence, unquoted
from assistant.checks.reported import told_instead
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER
from assistant.checks.timing import EARLIER, YEAR, opening, subject_year
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_CASES = re.compile(r"建议|提案|议案|办理|承办|代表|委员|“?两会”?")
_COUNTED = re.compile(r"共?(?:收到|接到|承办|办理|交办|办复|办结|答复)")
_COMPARED = re.compile(r"[比较与同增减降]|以来|历年")
_AWARDED = re.compile(r"(?:评为|评选为|授予|荣获|获得|获评|列为|命名为|列入|入选|被)\s*$")
"""The year is part of an award's name: 被评为2024年度先进单位."""
_CARRIED = re.compile(r"跟踪|结转|后续|滚动|转为|回头看")
_FIRST = 4
"""The first paragraphs tell what the year brought."""
_PLAN = re.compile(r"将|继续|争取|力争|计划|下一步|下步|今后|明年|谋划|推动|推进")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:  # noqa: ARG001  # one signature for all rules
    about = subject_year(draft)
    if about is None:
        yield Undecided("标题里没有年份，没有核对正文说的是哪一年。")
        return
    if told_instead(draft):
        return  # names.odd-year tells it at the title
    text = unquoted(visible(draft))
    bodies = [at for at, _ in of_kind(draft, "paragraph", "opening")]
    head = max(len(opening(draft)), bodies[_FIRST - 1] if len(bodies) >= _FIRST else len(text))
    for at, block in of_kind(draft, "paragraph", "opening", "closing", "heading"):
        for m in YEAR.finditer(text, at, at + len(block.text)):
            if int(m[1]) == about.year or re.match(r"\s*[—\-－~～至到]|\s*\d{1,2}月", text[m.end() : m.end() + 4]):
                continue
            if _AWARDED.search(text, max(at, m.start() - 4), m.start()):
                continue
            start, end = sentence(text, m.start())
            own = text[m.end() : min(end, m.end() + 30)]
            if EARLIER.search(text, start, m.start()) or _COMPARED.search(
                text[max(start, m.start() - 6) : m.end() + 1]
            ):
                continue
            if _CARRIED.search(text, start, end) or (int(m[1]) > about.year and _PLAN.search(text, start, end)):
                continue
            counted = _COUNTED.search(own) and _CASES.search(text, m.end(), end) and not re.search(r"\d{1,2}月", own)
            label = re.match(r"度?(?:省|市|县|人大|政协|代表|委员|重点)?[^，。；]{0,6}(?:建议|提案)", own)
            if (
                counted
                or label
                or (
                    m.start() < head
                    and (
                        _CASES.search(own)
                        or (
                            m.start() - start <= 2
                            and text[m.end() : m.end() + 1] in "，,"
                            and _CASES.search(text, m.end(), end)
                        )
                    )
                )
            ):
                yield Hit(
                    m.start(1), m.end(1), {"year": str(about.year)}, expected=str(about.year), verdict="contradicted"
                )


_REPORT = """关于2025年建议提案办理工作情况的报告
省政府办公厅：
现将我厅2025年建议提案办理工作情况报告如下：
一、总体情况
2025年，我厅共承办建议提案46件，比2024年增加5件。2024年承办的41件中有3件跟踪办理。
二、下一步工作
2026年，我厅将继续做好建议提案办理工作。
特此报告。
示例省工业和信息化厅
2025年12月5日"""
_GIVEN = {"kind": "report"}

RULE = Rule(
    id="names.other-year",
    name="与标题不符的年度",
    message="应为{year}年：标题是{year}年，这里写的是{quote}年。",
    reason="年度报告的正文要与标题说的是同一年，年份错多半是套用了上年的稿子。",
    authority="建议提案办理情况报告的通例",
    severity="warning",
    check=check,
    fires=(
        Example(_REPORT.replace("2025年，我厅", "2024年，我厅"), given=_GIVEN),
        Example(_REPORT.replace("2025年，我厅", "2024 年，我厅"), given=_GIVEN),
        Example(_REPORT.replace("我厅2025年建议", "我厅2023年建议"), given=_GIVEN),
        Example(_REPORT.replace("关于2025年", "关于2024年").replace("现将我厅2025年", "现将我厅2024年"), given=_GIVEN),
    ),
    quiet=(
        Example(_REPORT, given=_GIVEN),
        Example(LETTER, given=_GIVEN),
        Example(_REPORT.replace("46件，", "46件，我厅被评为2024年度办理工作先进单位，"), given=_GIVEN),
        Example(_REPORT.replace("二、下一步", "去年，即2024年，我厅承办建议提案41件。\n二、下一步"), given=_GIVEN),
    ),
    kinds=REPORTS,
)
