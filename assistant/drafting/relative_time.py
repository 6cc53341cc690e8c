"""What 今年, 上年 and 目前 of a paper mean, said by the year, so that they stay true in a letter of another day."""

import re

from knowledge_base.documents import Passage

WORDS = re.compile(r"截至目前|目前|本年度|今年|去年|上年|明年")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d) ?年(?!—)(?:第?[一二三四]季度|[上下]半年|\d{1,2}月)?")
"""关于2025年工作情况的通报, issued in 2026: what it tells is of 2025."""
_NAMED = re.compile(r"((?:19|20)\d\d) ?年")
_EVERY_YEAR = re.compile(r"(?:每年|每个?年度|逐年)[^。；]*$|其$")
_COMPARES = re.compile(r"[比较同由从]$")
_PERIOD = re.compile(
    r"(?:19|20)\d\d ?年\d{1,2}月(?!底|末|[—－–-])|(?P<period>(?:截至)?(?:19|20)\d\d ?年(?:底|末|[上下]半年|第?[一二三四]季度|1[—－–-]\d{1,2}月|\d{1,2}月[底末])?)"
)
_COMPARISON = re.compile(r"[比较同由从](?:(?:19|20)\d\d ?年|上年|去年)[^，。；]{0,8}")
_NAMES = re.compile(r"《[^《》]*》(?:（[^（）]*）)?")


def period_told(paper: Passage) -> str:
    """The time that the title says the paper is about (2025年, 2026年第一季度); empty when it says none."""
    told = _TITLE_YEAR.search(paper.title)
    return told.group() if told else ""


def period_above(before: str) -> str:
    """The time named last in front of a sentence, which holds for it too (截至2025年底, 2025年); empty when there is none, or when it
    is the month or day of an act, which ends with its own sentence."""
    last = [*_PERIOD.finditer(_COMPARISON.sub("", _NAMES.sub("", before)))][-1:]
    return last[0]["period"] if last and last[0]["period"] else ""


def year_told(paper: Passage) -> int:
    """The year that the paper is about by its title, else of its date; 0 when nothing tells."""
    told = _TITLE_YEAR.search(paper.title)
    return int(told[1]) if told else paper.issued.year if paper.issued else 0


def absolute(word: str, before: str, paper: Passage) -> str:
    """One of ``WORDS`` by its year; ``before`` is what stands in front of it in its paragraph. What something is compared with (比上年,
    比去年同期) is the year before the last one named; the rest counts from the day of the paper or the year it is about. Empty when
    the paper has no date, in a law and where every year is meant (每年报送上年度报告), or when 今年 may be the year it was issued in or the one it is about."""
    if paper.issued is None or paper.kind in ("law", "regulation") or _EVERY_YEAR.search(before):
        return ""
    year, month, about = paper.issued.year, paper.issued.month, year_told(paper)
    named = [int(y) for y in _NAMED.findall(_NAMES.sub("", before))]
    compared = bool(_COMPARES.search(before.rstrip()))
    match word:
        case "截至目前" | "目前":
            return f"截至{year}年{month}月"
        case "今年" if about != year:
            return ""
        case "今年":
            return f"{year}年"
        case "本年度":
            return f"{about}年"
        case "明年":
            return f"{year + 1}年"
        case "去年" if not (compared and named):
            return f"{year - 1}年"
        case _:
            return f"{(named[-1] if named else about) - 1}年"
