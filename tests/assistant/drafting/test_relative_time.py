"""上年, 今年 and what has no time of its own are told by the year that they meant in their paper."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.drafting.choosing import Chosen
from assistant.drafting.ours import work_runs
from assistant.drafting.quoting import Citations
from assistant.drafting.relative_time import WORDS, absolute, period_above
from assistant.drafting.sentences import sentences
from assistant.figures import FigureSheet
from knowledge_base import profiles
from knowledge_base.documents import Passage

OFFICE = profiles.load("省工业和信息化厅")


def paper(text: str, title: str = "关于第0091号建议的答复", issued: date | None = date(2026, 5, 6)) -> Passage:
    return Passage(
        "a.txt", title, 0, len(text), text, number="示工信函〔2026〕7号", kind="reply", issuer=OFFICE.name, issued=issued,
        place=OFFICE.place,
    )  # fmt: skip


def said(text: str, title: str = "关于第0091号建议的答复", *, last: bool = True) -> str:
    """How the last sentence of a paper stands in a letter."""
    p = paper(text, title)
    sentence = list(sentences(text))[-1 if last else 0]
    runs = work_runs(Chosen(p, sentence, 1.0), OFFICE, FigureSheet(), Citations(1))
    return "".join(r.text for r in runs)


def test_the_year_before_is_counted_from_the_year_named_not_from_the_papers_day() -> None:
    told = said("2025年，全省有装备企业126户，比上年增长18.2%。")
    assert told == "2025年，全省有装备企业126户，比2024年增长18.2%。"


def test_the_year_may_be_named_in_the_sentence_before() -> None:
    told = said("2025年，全省有装备企业126户。产值385亿元，比上年增长9.1%。")
    assert told == "2025年，产值385亿元，比2024年增长9.1%。"


def test_in_a_paper_of_this_year_on_nothing_else_last_year_is_the_year_before() -> None:
    assert said("去年新增装备企业12户。") == "2025年新增装备企业12户。"
    assert said("2025年底有企业80户，去年新增12户。") == "2025年底有企业80户，2025年新增12户。"


def test_this_year_in_a_report_of_january_on_the_year_before_is_not_guessed() -> None:
    p = paper("今年建成平台3个。", "关于2025年工作情况的报告", date(2026, 1, 12))
    assert absolute("今年", "", p) == ""
    assert said("今年建成平台3个。", "关于2025年工作情况的报告") == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025年底有平台9个。全年服务企业142家，建议已实施83项。", "2025年，全年服务企业142家，建议已实施83项。"),
        ("2025年有平台9个。我厅已发出提醒函7份。", "截至2026年5月，我厅已发出提醒函7份。"),
        ("截至2025年底有平台9个。入驻企业300家。", "截至2025年底，入驻企业300家。"),
        ("截至2025年底有平台9个。举办活动126场。", "2025年，举办活动126场。"),
        ("2025年3月印发办法。全省有平台9个。", "截至2026年5月，全省有平台9个。"),
        ("比2024年增长三成。全省有平台9个。", "截至2026年5月，全省有平台9个。"),
        ("全年服务企业142家。", ""),
    ],
)
def test_a_sentence_without_a_time_has_that_of_its_paragraph_or_the_papers_or_is_not_told(text: str, told: str) -> None:
    assert said(text) == told


def test_a_paper_without_a_date_tells_nothing_by_the_year() -> None:
    assert all(absolute(word, "", paper("x", issued=None)) == "" for word in ("今年", "上年", "目前"))


def test_what_a_law_says_of_every_year_stays_as_it_is() -> None:
    rule = replace(paper("企业应当报送上年度报告。"), kind="regulation")
    assert absolute("上年", "企业应当报送", rule) == ""
    assert absolute("上年", "各市每年3月底前报送", paper("x")) == ""


def test_the_words_and_periods_that_are_known() -> None:
    assert [m.group() for m in WORDS.finditer("截至目前，比上年和去年多，明年再增")] == [
        "截至目前",
        "上年",
        "去年",
        "明年",
    ]
    assert period_above("《2023年规划》提出目标。2025年1—9月新增8户，") == "2025年1—9月"
    assert period_above("没有时间。") == ""
