"""What a letter rests on is not younger than the letter."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.checks.citations.later_paper import RULE
from assistant.checks.context import CheckContext
from assistant.checks.rule import Hit
from assistant.draft import Block, Draft, Run
from assistant.figures import FigureSheet, Source
from knowledge_base import profiles


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ("2025年　月　日", True),
        ("2025年12月30日", True),
        ("2026年1月31日", False),
        ("2026年　月　日", False),
        ("〔待补充：成文日期〕", False),
    ],
)
def test_the_source_of_a_figure_must_be_there_by_the_day_or_year_of_the_letter(signed: str, found: bool) -> None:
    sheet = FigureSheet()
    source = Source("passage", "a.txt", 0, 3, "全年推送8条", title="关于印发《年度情况》的通报", issued="2026-01-20")
    one, two = (
        sheet.add(value=Decimal(n), unit="条", text=f"{n}条", source=replace(source, start=n), label="推送", period="")
        for n in (8, 9)
    )
    runs = (Run("全年推送"), Run("8条", "figure", one.id), Run("、"), Run("9条", "figure", two.id), Run("。"))
    draft = Draft("reply", "送审稿", (Block("paragraph", runs), Block("date", (Run(signed),))), sheet)
    context = CheckContext(profiles.load("省工业和信息化厅"))
    hits = [h for h in RULE.check(draft, context) if isinstance(h, Hit)]
    assert [draft.text[h.start : h.end] for h in hits] == ["8条"] * found, "told once a paper"
    if hits:
        assert hits[0].values == {"issued": "2026年1月", "paper": "关于印发〈年度情况〉的通报"}
