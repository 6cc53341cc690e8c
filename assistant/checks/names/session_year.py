"""A session that didn't meet in the year that the text is about."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.checks.assemblies import Mention, mentions, term, year_of
from assistant.checks.basis import chinese
from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.reported import told_instead
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER
from assistant.checks.tables import sessions
from assistant.checks.timing import EARLIER, YEAR, Year, body_year, opening, signed, subject_year, written_in
from assistant.checks.view import of_kind
from assistant.draft import Draft

_CASES = re.compile(r"[^，。；]{0,24}(?:期间，[^，。；]{0,12})?(?:建议|提案|议案)")
_OTHER_YEARS = re.compile(r"以来|跟踪|往届|历次|历届|“回头看”|滚动|结转|转入|遗留|续办")


_FIRST_MONTHS = 3


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:  # noqa: ARG001  # one signature for all rules
    day, instead = signed(draft), told_instead(draft)  # names.odd-year tells the slip at the title
    about = Year(instead, "正文") if instead else subject_year(draft) or _told(draft)
    head = len(opening(draft))
    told = () if day or about or _open_year(draft) else written_in(draft)
    unknown: set[str] = set()
    for m in mentions(draft):
        if m.place not in sessions().terms[m.body]:
            unknown.add(m.place or "没有写明的地方")
            continue
        year, said = _year(m, about, _case_year(draft, day) or _open_year(draft), m.start < head)
        if year and (hit := _against(m, year, said)):
            yield hit if day or about else replace(hit, severity="warning")
        elif not year and (hit := _untimely(m, told, in_head=m.start < head)):
            yield hit
        elif day and not year and (met := year_of(m)) and met > day.year:
            yield _hit(m, "jie_ci", f"更早的一次会议：这次会议{met}年才开", "")
    for place in sorted(unknown):
        yield Undecided(f"届次表（sessions.toml）里没有{place}，没有核对它的届次和年份。")


def _told(draft: Draft) -> Year | None:
    """The year that the body tells; None where all sessions and the date agree on another (names.odd-year says so)."""
    told, day = body_year(draft), signed(draft)
    met = {year_of(m) for m in mentions(draft)}
    return None if told and day and met == {day.year} != {told.year} else told


def _case_year(draft: Draft, day: date | None) -> int | None:
    """The year of the cases that a letter answers; in the first months they may be last year's."""
    return day.year if day and day.month > _FIRST_MONTHS and draft.kind in ("reply", "opinion") else None


def _open_year(draft: Draft) -> int | None:
    """The year of a letter whose day is still open: it may go out in the first months, so that it is a doubt only."""
    if draft.kind not in ("reply", "opinion") or signed(draft):
        return None
    years = {int(y) for _, b in of_kind(draft, "date", "number") for y in re.findall(r"20\d\d", b.text)}
    return years.pop() if len(years) == 1 else None


def _year(m: Mention, about: Year | None, day: int | None, in_head: bool) -> tuple[int | None, str]:
    """The year in which the session should have met, and where the text says so."""
    named = YEAR.findall(m.sentence)
    if named and not re.search(r"\d年[^，。]*[至到—]", m.sentence) and not EARLIER.search(m.sentence):
        near = m.sentence[m.sentence.rindex(named[-1]) :]
        if len(near) <= 60 and len(set(named)) == 1:
            return int(named[0]), f"{named[0]}年"
    if EARLIER.search(m.sentence) or _OTHER_YEARS.search(m.sentence + m.rest[:12]) or named:
        return None, ""
    if about and _CASES.match(m.rest):
        return about.year, f"{about.said}说{about.year}年"
    if day and in_head and _CASES.match(m.rest):
        return day, f"{day}年办理"
    return None, ""


def _untimely(m: Mention, years: tuple[int, ...], *, in_head: bool) -> Hit | None:
    """The session of its own case that met in none of the years in which a paper without a date may have been written."""
    if not years or not in_head or not _CASES.match(m.rest) or EARLIER.search(m.sentence) or YEAR.search(m.sentence):
        return None
    hits = [_against(m, year, f"{year}年办理") for year in years]
    return replace(hit, severity="warning") if all(hits) and (hit := hits[-1]) else None


def _against(m: Mention, year: int, said: str) -> Hit | None:
    known = term(m.body, m.place, year)
    if known is None:
        return None
    if m.jie != known.jie:
        previous = m.jie == known.jie - 1 and _carried_over(m, year)
        return (
            None if previous else _hit(m, "jie", f"{chinese(known.jie)}届：{m.place}{m.body}{said}", chinese(known.jie))
        )
    if known.ci and m.ci not in known.ci:
        right = "、".join(f"{chinese(c)}次" for c in known.ci)
        one = chinese(known.ci[-1]) if len(known.ci) == 1 else ""
        return _hit(m, "ci", f"{right}：{m.place}{m.body}{said}", one)
    if not known.ci and m.ci < known.least:
        return _hit(m, "ci", f"{chinese(known.least)}次以上：{m.place}{m.body}{said}", "")
    if not known.ci and m.ci > known.least and not year_of(m):
        hit = _hit(m, "ci", f"{chinese(known.least)}次：一般每年一次，届次表没有，{m.place}{m.body}{said}", "")
        return replace(hit, severity="warning" if m.body == "政协" else "advice")
    return None


def _carried_over(m: Mention, year: int) -> bool:
    """Whether the last session of the 届 before may still be handled in the year of renewal."""
    return year in sessions().renewals["years"] and m.ci >= 5


def _hit(m: Mention, which: str, right: str, fix: str) -> Hit:
    start, end = {"jie": m.jie_at, "ci": m.ci_at}.get(which, (m.jie_at[0], m.ci_at[1]))
    what = f"{chinese(m.jie)}届{chinese(m.ci)}次"
    source = "knowledge_base/facts/sessions.toml 届次表"
    return Hit(
        start, end, {"right": right, "what": what}, expected=fix or right.partition("：")[0], verdict="contradicted",
        detail=f"{source}：{right}，这里写的是{what}。",
    )  # fmt: skip


_OF_JILIN = (
    LETTER.replace("示例省", "吉林省").replace("2026", "2025").replace("省十四届人大五次会议", "省十四届人大四次会议")
)
_REPORT = """关于2024年建议提案办理工作情况的报告
省政府办公厅：
现将省十四届人大三次会议代表建议和省政协十三届二次会议提案办理情况报告如下：
一、总体情况
2024年，我厅共承办建议提案46件，全部办结。
特此报告。
吉林省工业和信息化厅
2024年12月5日"""
_UNDATED = (
    _OF_JILIN.replace("示工信函〔2025〕31号\n", "")
    .replace("2025年5月8日\n", "")
    .replace("四次会议", "三次会议")
    .replace("2025年全省", "2024年3月，全省")
)
"""Neither number nor date: what it tells as done says that it was written in 2024."""

RULE = Rule(
    id="names.session-year",
    name="与年份不符的届次",
    message="应为{right}，这里写的是{what}。",
    reason="届次要与年份对得上；人大和政协分别核对，会次以届次表为准，不能按年份推算。",
    authority="knowledge_base/facts/sessions.toml；各次会议公告",
    severity="error",
    check=check,
    fires=(
        Example(_OF_JILIN.replace("四次会议", "五次会议")),
        Example(_OF_JILIN.replace("十四届", "十三届")),
        Example(_REPORT.replace("人大三次", "人大二次"), given={"kind": "report"}),
        Example(_REPORT.replace("十三届二次", "十二届二次"), given={"kind": "report"}),
        Example(
            _OF_JILIN.replace("四次会议", "五次会议")
            .replace("〔2025〕31号", "〔2025〕　号")
            .replace("5月8日", "　月　日"),
            given={"stage": "送审稿"},
        ),
        Example(
            _REPORT.replace(
                "人大三次会议代表建议和省政协十三届二次会议提案办理",
                "人大三次会议、省政协十三届一次会议期间，交由我厅承办的建议提案办理",
            ),
            given={"kind": "report"},
        ),
        Example(LETTER.replace("下一步", "2025年全国政协十四届二次会议期间，下一步")),
        Example(_UNDATED.replace("三次", "四次")),
        Example(_UNDATED.replace("2024年3月", "2024年").replace("三次", "五次")),
        Example(
            _OF_JILIN.replace("吉林省", "新疆维吾尔自治区")
            .replace("省十四届人大四次", "自治区政协十三届四次")
            .replace("号建议", "号提案")
        ),
    ),
    quiet=(
        Example(
            _OF_JILIN.replace("〔2025〕31号", "〔2025〕　号").replace("5月8日", "　月　日"), given={"stage": "送审稿"}
        ),
        Example(LETTER),
        Example(_UNDATED),
        Example(_UNDATED.replace("2024年3月", "2024年").replace("三次", "四次")),
        Example(_OF_JILIN),
        Example(_REPORT, given={"kind": "report"}),
        Example(LETTER.replace("下一步", "2025年全国政协十四届三次会议期间，下一步")),
        Example(LETTER.replace("下一步", "党的二十届三中全会召开以来，下一步")),
    ),
    kinds=ALL_KINDS,
)
