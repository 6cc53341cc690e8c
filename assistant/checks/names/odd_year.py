"""One year of a yearly report that its title, its first sentence, its sessions and its date do not bear out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.assemblies import mentions, year_of
from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.reported import told_instead
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.timing import signed
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_DATED = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})?\s*月")
_NUMBERED = re.compile(r"〔(20\d\d)〕")
_TOLD = re.compile(r"\s*(?P<year>20\d\d)\s*年(?:度|以来)?[，,](?=[^。]{0,80}(?:建议|提案|代表|委员|办理|承办))")
_ANNOUNCED = re.compile(
    r"将[^，。；\d]{0,12}(?P<year>20\d\d)\s*年(?:度|以来)?(?=[^，。；]{0,30}(?:建议|提案|办理|承办))"
)
_SINCE = re.compile(r"次(?:全体)?会议以来")
_PLAN = re.compile("计划|方案|要点|安排|预案|规划")
"""The title of a paper on what is to come, which is signed the year before."""
_NEW_YEAR = 3
"""A report given in the first months is about the year before."""


@dataclass(frozen=True)
class _At:
    """A year and where it stands."""

    year: int
    start: int


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:  # noqa: ARG001  # one signature for all rules
    title, told, date = _title(draft), _told(draft), _date(draft)
    instead = told_instead(draft)
    if date is None:
        if title and instead:
            yield _hit(title, instead, "正文说的都是这一年")
        else:
            yield Undecided("没有成文日期，没有核对标题、正文和成文日期的年份是不是一致。")
        return
    if title and title.year > date.year and told and told.year == title.year:
        yield _hit(date, title.year, "标题和正文都是这一年")
    elif title and told and title.year != told.year and told.year == date.year and _numbered(draft, told.year):
        yield _hit(title, told.year, "正文和成文日期都是这一年")
    elif title and title.year != date.year and _half(draft, title):
        yield _hit(title, date.year, f"报告{date.year}年写成，说的是当年上半年")
    elif title and instead:
        yield _hit(title, instead, "正文说的都是这一年")
    elif told and not title and (right := _of_sessions(draft, date.year)) and told.year != right:
        yield _hit(told, right, "届次和成文日期都是这一年说的")


def _hit(at: _At, right: int, why: str) -> Hit:
    values = {"right": str(right), "why": why}
    return Hit(at.start, at.start + 4, values, expected=str(right), verdict="contradicted")


def _title(draft: Draft) -> _At | None:
    titles = of_kind(draft, "title")
    if any(_PLAN.search(b.text) for _, b in titles):
        return None
    found = [_At(int(m[1]), at + m.start()) for at, b in titles for m in _YEAR.finditer(b.text)]
    return found[0] if len({f.year for f in found}) == 1 else None


def _told(draft: Draft) -> _At | None:
    """The year that the first paragraph to name one begins with, or says that it reports on."""
    text = visible(draft)
    for at, block in of_kind(draft, "opening", "paragraph"):
        end = at + len(block.text)
        if m := _TOLD.match(text, at, end) or _ANNOUNCED.search(text, at, end):
            return _At(int(m["year"]), m.start("year"))
        if _YEAR.search(text, at, end):
            return None
    return None


def _date(draft: Draft) -> _At | None:
    """The year of the date, its day open or not; of a meeting paper, that of the meeting in its head."""
    for at, block in of_kind(draft, "date"):
        if m := _DATED.search(block.text):
            return _At(int(m[1]), at + m.start())
    day = signed(draft)
    return _At(day.year, draft.text.find(str(day.year))) if day else None


def _numbered(draft: Draft, year: int) -> bool:
    """Whether the 文号, where there is one, is of the year too."""
    m = _NUMBERED.search("".join(b.text for _, b in of_kind(draft, "number", "note")))
    return m is None or int(m[1]) == year


def _half(draft: Draft, title: _At) -> bool:
    return bool(re.match(r"\d{4}\s*年度?上半年", draft.text[title.start : title.start + 12]))


def _of_sessions(draft: Draft, year: int) -> int:
    """The year that a report without one in its title is about, by its sessions; 0 where they don't say."""
    titles = [(at, at + len(b.text)) for at, b in of_kind(draft, "title")]
    if any(_SINCE.search(draft.text, a, b) for a, b in titles):
        day = signed(draft)
        return year - 1 if day and day.month <= _NEW_YEAR else 0
    met = {year_of(m) for m in mentions(draft) if any(a <= m.start < b for a, b in titles)}
    return year if met == {year} else 0


_REPORT = """关于2025年建议提案办理工作情况的报告
示工信〔2025〕31号
省政府办公厅：
现将有关情况报告如下：
一、总体情况
2025年，我厅共承办建议提案46件，全部办结。
特此报告。
示例省工业和信息化厅
2025年12月5日"""
_SESSION = (
    _REPORT.replace("2025年建议提案", "省十四届人大四次会议代表建议")
    .replace("示例省", "吉林省")
    .replace("建议提案46件", "代表建议46件")
)
_SINCE_LAST = """关于十三届四次会议以来提案工作情况的报告
（2026年1月12日在政协示例省第十三届委员会第五次会议上）
各位委员：
现在，我报告十三届四次会议以来的提案工作，请予审议。
一、基本情况
2025年，广大政协委员共提交提案312件，立案285件。
各位委员，让我们锐意进取、扎实工作！"""
_OF_LAST_YEAR = """示例省工业和信息化厅2025年度代表建议和政协提案办理情况
2025年，我厅共承办建议提案96件，比2024年增加6件。
一、主要做法
2025年3月，召开交办会。截至2025年底，全部办结。
二、下一步工作
2026年，我厅将继续提高办理质量。
示例省工业和信息化厅
2026年1月16日"""
_UNSAID = (
    _REPORT.replace("示例省", "吉林省")
    .replace("现将有关", "按照《2025年建议提案办理工作方案》，现将有关")
    .replace("2025年，我厅共承办建议提案46件，", "我厅共承办省十四届人大四次会议建议46件，比2024年的40件多6件，")
)
"""Its body never begins with its year."""
_GIVEN = {"kind": "report"}

RULE = Rule(
    id="names.odd-year",
    name="与全文对不上的年份",
    message="应为{right}年：{why}，这里写的是{quote}年。",
    reason="标题、正文、届次、文号和成文日期说的是同一年，只有一处不同，多半是那一处套用了旧稿。",
    authority="建议提案办理情况报告的通例",
    severity="warning",
    check=check,
    fires=(
        Example(_REPORT.replace("关于2025年", "关于2024年"), given=_GIVEN),
        Example(_REPORT.replace("2025年12月5日", "2024年12月　日"), given=_GIVEN),
        Example(_REPORT.replace("关于2025年", "关于2024年上半年").replace("2025年，我", "今年以来，我"), given=_GIVEN),
        Example(_SESSION.replace("2025年，我厅", "2024年，我厅"), given=_GIVEN),
        Example(_SINCE_LAST.replace("2025年，", "2024年，"), given={"kind": "meeting-paper"}),
        Example(
            _OF_LAST_YEAR.replace("示例省工业和信息化厅2025年度", "示例省工业和信息化厅2024年度"),
            given={"kind": "web-copy"},
        ),
        Example(
            _OF_LAST_YEAR.replace("示例省工业和信息化厅2025年度", "示例省工业和信息化厅2027年度"),
            given={"kind": "web-copy"},
        ),
        Example(
            _REPORT.replace("现将有关", "现将我厅2025年办理建议提案有关").replace("2025年12月5日", "2024年12月　日"),
            given=_GIVEN,
        ),
        Example(_UNSAID.replace("关于2025年", "关于2024年"), given=_GIVEN),
        Example(
            _UNSAID.replace("关于2025年", "关于2024年").replace("2025年12月5日", "2025年　月　日"),
            given={**_GIVEN, "stage": "送审稿"},
        ),
    ),
    quiet=(
        Example(_REPORT, given=_GIVEN),
        Example(_UNSAID, given=_GIVEN),
        Example(_UNSAID.replace("关于2025年", "关于2024年").replace("情况的报告", "“回头看”情况的报告"), given=_GIVEN),
        Example(
            _UNSAID.replace("关于2025年", "关于2024年")
            .replace("《2025年建议", "《2024年建议")
            .replace("四次会议建议46件，比2024年", "三次会议建议46件，比2023年"),
            given=_GIVEN,
        ),
        Example(_OF_LAST_YEAR, given={"kind": "web-copy"}),
        Example(_OF_LAST_YEAR.replace("2025年，我厅共", "我厅共"), given={"kind": "web-copy"}),
        Example(_SESSION, given=_GIVEN),
        Example(_REPORT.replace("情况的报告", "计划的报告").replace("2025年12月5日", "2024年12月　日"), given=_GIVEN),
        Example(_SINCE_LAST, given={"kind": "meeting-paper"}),
        Example(_REPORT.replace("2025年12月5日", "2026年1月15日"), given=_GIVEN),
        Example(_REPORT.replace("〔2025〕", "〔2026〕").replace("2025年12月5日", "2026年2月5日"), given=_GIVEN),
    ),
    kinds=REPORTS,
)
