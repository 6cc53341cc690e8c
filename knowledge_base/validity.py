"""Whether a paper still holds, by its own words. That a newer version replaces it is for the index to say."""

import re
from datetime import date

from knowledge_base.dates import DATE, from_match, parse
from knowledge_base.documents import Kind, Validity
from knowledge_base.titles import words

_DRAFT = re.compile("征求意见|草案|讨论稿|送审稿|修改稿|（代拟稿）|意见稿")
_UNTIL = re.compile(
    r"(?:有效期(?:限)?(?:截至|截止|为|到|至)?|执行期限?(?:为|至|到)|执行至|实施至|试行至|施行至|期限为)(?P<span>[^。；\n]{0,40})"
)
_YEARS = re.compile(
    r"(?:起(?:施行|实施|执行|试行|生效)|(?:发布|印发|公布)之日起|本[一-龥]{2,6})[，,]?(?:有效|试行|执行)期(?:限)?(?:为|是)?\s*(?P<n>[一二两三四五六七八九十\d]{1,2})\s*年"
)
_FROM = re.compile(r"自(?P<day>[^，。；\n]{4,20}?)(?:起|之日)")
_YEAR_END = re.compile(r"(?P<y>20\d\d)年(?:底|末)")
_PERIOD = re.compile(r"(?P<from>(?:19|20)\d\d)年?[—\-－–~～至到]{1,2}(?P<to>(?:19|20)\d\d)年")
_PLAN = re.compile("规划|计划|方案|行动|纲要|措施|政策|要点")
_OWN = re.compile(
    r"本(?:通知|意见|办法|规定|条例|方案|措施|政策|政策措施|细则|文件|公告|规划|计划|指南|若干措施)|此(?:文|件)|^\W*(?:自|有效期)"
)
_WHOLE = re.compile("^(?:上述|以上)(?:政策|规定|措施)")
_CLOSING = 0.85
"""Share of the text behind which 上述政策 means all of them."""
_NUM = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def validity(title: str, kind: Kind, text: str, issued: date | None, today: date) -> Validity:
    """``draft`` for a 征求意见稿; ``expired`` when the paper's own term, or the period in its title, ended before
    ``today``; else ``current``. Terms of single measures inside a paper don't end the paper."""
    if _DRAFT.search(title) and not title.endswith(("说明", "解读")):
        return "draft"
    if kind in ("report", "reply", "opinion", "proposal", "law"):
        return "current"
    last = _title_end(title) or _own_term(text, issued)
    return "expired" if last and last < today else "current"


def _title_end(title: str) -> date | None:
    """The end of the period that a plan's title names, or of the campaign that it belonged to."""
    if (found := _PERIOD.search(title)) and _PLAN.search(title):
        return date(int(found["to"]), 12, 31)
    for campaign in words()["ended_campaigns"]:
        name, _, year = campaign.partition("=")
        if name in title:
            return date(int(year), 12, 31)
    return None


def _own_term(text: str, issued: date | None) -> date | None:
    """The day to which the paper says that it holds (the latest, when several are given)."""
    days: list[date] = []
    at = 0
    for sentence in re.split(r"[。；\n]", text):
        at += len(sentence) + 1
        if not (_OWN.search(sentence) or (_WHOLE.match(sentence) and at > _CLOSING * len(text))):
            continue
        for found in _UNTIL.finditer(sentence):
            days += [day for m in DATE.finditer(found["span"]) if (day := from_match(m))]
            days += [date(int(m["y"]), 12, 31) for m in _YEAR_END.finditer(found["span"])]
        if found := _YEARS.search(sentence):
            start = _FROM.search(sentence)
            began = (start and parse(start["day"])) or issued
            if began:
                days.append(_after(began, _count(found["n"])))
    return max(days, default=None)


def _count(text: str) -> int:
    """Years in Arabic or Chinese numerals below a hundred: 5, 五, 十, 十五, 三十, 二十五."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_NUM.get(tens, 1) * 10 if ten else 0) + (_NUM.get(ones, 0) if ones else 0)


def _after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
