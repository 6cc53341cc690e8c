"""A rate that changes: both sides carry its name, also when it was named a clause earlier, and neither side is the other."""

import pytest

from assistant.drafting.placing import Place, misplaced, place

SOURCE = "2025年，全省电池回收率由48%提高到57%，客户留存率由70%提高到85%。"
LATER = "2025年，全省电池回收率由2024年的48%提高到57%。"


def at(text: str, number: str) -> Place:
    start = text.index(number)
    return place(text, start, start + len(number), unit="%", issued=2025)


def wrong(said: str, source: str = SOURCE) -> list[str]:
    numbers = [n for n in ("48%", "57%", "70%", "85%") if n in source]
    homes = {n: at(source, n) for n in numbers}
    found = (
        misplaced(at(said, n), homes[n], [h for o, h in homes.items() if o != n], (), ()) for n in numbers if n in said
    )
    return [why for why in found if why]


@pytest.mark.parametrize(
    "said",
    [
        "2025年，全省电池回收率由48%提高到57%。",
        "电池回收率有了提高，2025年由48%提高到57%。",
        "2025年电池回收率提高了，从48%到57%。",
        "全省电池回收率，2025年已由48%提高到57%。",
        "电池回收率提高较快，2025年达到57%。",
        "电池回收率由48%提高到57%，客户留存率由70%提高到85%。",
    ],
)
def test_the_name_may_stand_a_clause_earlier(said: str) -> None:
    assert wrong(said) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2025年，全省电池回收率提高到85%。", "客户留存率"),
        ("2025年，电池回收率有了提高，由70%提高到85%。", "客户留存率"),
        ("2025年，客户留存率由48%提高到57%。", "电池回收率"),
        ("2025年，全省电池回收率由57%提高到48%。", "写反了"),
        ("2025年，全省电池回收率达到48%。", "变化前"),
    ],
)
def test_the_other_rate_and_the_other_side_are_told(said: str, why: str) -> None:
    assert why in "".join(wrong(said))


def test_the_former_value_may_be_told_for_its_year() -> None:
    assert wrong("2024年，全省电池回收率为48%。", LATER) == []
    assert wrong("全省电池回收率此前为48%。") == []
