from decimal import Decimal

from evals.quantities import growths, quantities, rates, rises, shares, sums


def numbers(text: str):
    return tuple(quantities(text))


def test_numbers_are_read_with_unit_and_scale_and_not_out_of_dates_or_document_numbers():
    found = numbers("示甲发〔2025〕12号，2025年3月4日投入3.5亿元，培训1,260人次，占12.5%。")
    assert [(n.digits, n.scale, n.unit) for n in found] == [
        ("3.5", "亿", "元"),
        ("1,260", "", "人次"),
        ("12.5", "", "%"),
    ]
    assert found[1].value == Decimal(1260)
    assert found[1].written(Decimal(1360)) == "1,360"


def test_a_total_with_its_parts_is_found_whatever_words_stand_between():
    text = "共收到172件，建议46件，其余提案126件。"
    (found,) = sums(text, numbers(text))
    assert found.total.digits == "172"
    assert [p.digits for p in found.parts] == ["46", "126"]


def test_an_increase_over_last_year_is_no_part():
    text = "共办理30件，比上年增加10件，另有20件转办。"
    assert list(sums(text, numbers(text))) == []


def test_a_rate_belongs_to_the_count_before_it_and_an_earlier_one_of_its_paragraph():
    text = "共办理80件。已解决60件，占75%。"
    (found,) = rates(text, numbers(text))
    assert (found.part.digits, found.whole.digits) == ("60", "80")


def test_growth_is_checked_against_the_year_before():
    text = "今年办理146件，较去年增加48件，增幅49%。"
    (found,) = growths(text, numbers(text))
    assert found.now is not None
    assert (found.percent.digits, found.more.digits, found.now.digits) == ("49", "48", "146")


def test_a_rise_from_one_value_to_another():
    text = "补助由每亩2400元提高到3000元，提高25%。"
    (found,) = rises(text, numbers(text))
    assert found.percent.digits == "25"


def test_shares_that_make_a_hundred_within_rounding():
    text = "分别占33.3%、33.3%、33.3%。"
    assert len(next(iter(shares(text, numbers(text))))) == 3
    assert list(shares("占60%、30%、5%。", numbers("占60%、30%、5%。"))) == []
