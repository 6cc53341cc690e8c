"""What a number counts and for when, from the words around it."""

from assistant.labels import clause_of, foreign_period, foreign_place, label_of, likeness, period_of
from assistant.numerals import find_numbers

TEXT = "截至2025年底，全省专精特新中小企业达到1120家，同比增长12.4%。2024年为996家。"


def number(text: str):
    return next(n for n in find_numbers(TEXT) if n.text == text)


def test_a_label_is_the_clause_without_its_numbers():
    assert label_of(TEXT, number("1120家")) == "全省专精特新中小企业达到"


def test_the_period_is_the_one_named_last_in_the_sentence():
    assert period_of(TEXT, number("1120家")) == "2025年底"
    assert period_of(TEXT, number("996家")) == "2024年"


def test_clauses_end_at_commas_and_stops():
    a, b = clause_of(TEXT, number("12.4%").start)
    assert TEXT[a:b] == "同比增长12.4%。"


def test_every_part_of_a_computed_label_must_be_named():
    assert likeness("人大代表建议·主办", "人大代表建议主办17件") == 1
    assert likeness("人大代表建议·主办", "人大代表建议协办17件") == 0


def test_other_periods_and_places_are_foreign():
    assert foreign_period("2023年培训", "2025年培训")
    assert not foreign_period("2025年培训", "2025年底")
    assert foreign_place("云河市培训", "全省培训")
    assert not foreign_place("我省培训", "全省培训")
