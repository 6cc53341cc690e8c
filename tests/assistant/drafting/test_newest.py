"""Figures of our own papers: the newest ones only."""

from datetime import date

from assistant.drafting.newest import stale
from assistant.drafting.writer import Point
from knowledge_base.documents import Passage


def point(text: str, issued: date) -> Point:
    passage = Passage(f"{issued}.txt", "关于有关工作情况的通报", 0, len(text), text, kind="policy", issued=issued)
    return Point(passage, 0, len(text), 1.5)


PART = point("2025年1—9月受理余热项目申请62项，办结51项，办结率82.3%。", date(2025, 10, 9))
WHOLE = point("2025年，全省受理项目申请88项，办结80项，办结率90.9%。", date(2026, 1, 20))


def test_an_older_sentence_with_the_same_indicators_is_stale() -> None:
    assert stale(PART, [PART, WHOLE]) == WHOLE
    assert stale(WHOLE, [PART, WHOLE]) is None


def test_a_plan_and_another_matter_overtake_nothing() -> None:
    plan = point("2026年拟受理项目申请100项，办结90项。", date(2026, 2, 1))
    other = point("2026年1月建成机组12台，培训工人340人。", date(2026, 2, 1))
    assert stale(WHOLE, [plan, other]) is None
