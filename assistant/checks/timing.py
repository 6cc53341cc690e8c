"""What year a paper is about and what time its sentences speak of."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.checks.context import REPORTS
from assistant.checks.prose import clause, sentence, unquoted
from assistant.checks.view import blocks, of_kind, signing_date, title, visible
from assistant.draft import Draft

YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d) ?年(?!\d*版|代|级)")
PLANNED = re.compile(
    r"将|接下来|下一阶段|逐步|推动|拟|计划|预计|力争|争取|确保|有望|准备|届时|下一步|下步|目标|安排|以前|之前|[月日底末年]前|期限|有效|施行|实施|生效|起执行|应当|每年|每月|明年|今后|未来|直至|到期|截止|不晚于|不迟于"
    r"|要(?!求)|须|前完成|规划|为期|(?<!截)至\d|持续到|延[长期]到?|到20|到\d{1,2}月"
)
AIM = re.compile(
    r"将|接下来|下一阶段|逐步|拟|计划|预计|力争|争取|确保|有望|准备|下一步|下步|目标|明年|今后|未来|规划|推动"
)
"""Of the words above, those that make a plan of all that follows in the sentence."""
AHEAD = re.compile(r"[^，。；]{0,8}(?:下一步|下步|今后|打算|工作计划|工作安排|目标任务|工作目标|工作措施|努力方向)")
"""Headings under which what is to come is told."""
_WHOLE_YEAR = re.compile(r"同比|比上年|比20\d\d年|较上年|较20\d\d年|与(?:上年|20\d\d年)相比|全年|年均")
"""What is only known of a year that is over."""
EARLIER = re.compile(r"去年|上年|上一年|前年|往年|历年|当年|次年|翌年|前几年|过去")


_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_UNDER_TITLE = re.compile(
    r"[\s　]*(?:[（(]|[—\-－―]{1,3})?[\s　]*(20\d\d)年(\d{1,2})月(\d{1,2})日[\s　]*(?:[）)]|在[^（）()\n]{4,40}会[^（）()\n]{0,4}(?:[）)]|$)|$)"
)
"""（2025年8月28日在县人大常委会会议上）, or the day alone."""
_HEAD_LINES = 6


@dataclass(frozen=True)
class Year:
    """The year that a paper is about, and the words that say so."""

    year: int
    said: str


def subject_year(draft: Draft) -> Year | None:
    """The year in the title of a report; None where the title has none or several."""
    _, _, text = title(draft)
    found = set(re.findall(r"(?<!\d)(20\d\d)\s*(?=年)", text))
    return Year(int(found.pop()), "标题") if len(found) == 1 else None


def body_year(draft: Draft) -> Year | None:
    """The year that a report without one in its title is about: the first one of its body, when the paper was signed
    in that year or the next."""
    if draft.kind not in REPORTS or not (day := signed(draft)):
        return None
    for _, block in of_kind(draft, "opening", "paragraph"):
        if found := YEAR.search(block.text):
            year = int(found[1])
            return Year(year, "正文") if year in (day.year, day.year - 1) else None
    return None


def signed(draft: Draft) -> date | None:
    """The day of signing; where the paper has none, the day under its title (of a meeting paper, anywhere in its head)."""
    if found := signing_date(draft):
        return found
    head = [b.text for _, b in blocks(draft) if b.text.strip()]
    if draft.kind == "meeting-paper":
        m = _DAY.search("".join(head)[:160])
    else:
        under = [_UNDER_TITLE.match(text) for text in head[1:_HEAD_LINES]] if draft.kind in REPORTS else []
        m = next((found for found in under if found), None)
    try:
        return date(int(m[1]), int(m[2]), int(m[3])) if m else None
    except ValueError:
        return None


def written_in(draft: Draft) -> tuple[int, ...]:
    """The years in one of which a paper without a date was written, by the newest that it tells as done: that of a
    month (2025年5月), the year after a whole one (2024年末, 2024年比上年增长), either of both where it names just the year."""
    text = unquoted(visible(draft))
    months, whole, bare = set[int](), set[int](), set[int]()
    for m in YEAR.finditer(text):
        year, after = int(m[1]), text[m.end() : m.end() + 4]
        if PLANNED.search(text, *clause(text, m.start())) or re.match(r"\s*[—\-－~～至到]", after):
            continue
        begin, end = sentence(text, m.start())
        if re.match(r"\s*(?:\d{1,2}月|(?:第?一|上)(?:季度|半年)|初|春|以来)", after):
            months.add(year)
        elif re.match(r"\s*(?:底|末|全年|度)", after) or _WHOLE_YEAR.search(text, m.end(), end):
            whole.add(year)
        elif begin <= m.start():
            bare.add(year)
    newest = max((*months, *(y + 1 for y in whole)), default=0)
    last = max(bare, default=0)
    if last > newest or (last and last == newest and not months | whole):
        return last, last + 1
    return (newest,) if newest else ()


def opening(draft: Draft) -> str:
    """The text up to the first heading of the body, or its first 400 characters."""
    text = visible(draft)
    headings = [at for at, b in of_kind(draft, "heading") if b.level == 1]
    return text[: headings[0]] if headings else text[:400]
