"""Figures: shown one way, computed again from their source, bound only when there is no doubt."""

from decimal import Decimal

import pytest

from assistant.drafting.binding import bound
from assistant.figures import Figure, FigureSheet, Problem, Source, bind, recompute, show, states
from assistant.numerals import Number, find_numbers

TEXT = "截至2025年底，全省培训企业管理人员1260人次，发放技术改造贷款3.5亿元。"


def figure(
    text: str = "1260人次",
    value: str = "1260",
    unit: str = "人次",
    label: str = "全省培训企业管理人员",
    **source: object,
) -> Figure:
    at = TEXT.index(text) if text in TEXT else 0
    where = {"document": "报告.txt", "start": at, "end": at + len(text), "quote": TEXT} | source
    return Figure("F1", Decimal(value), unit, text, Source("passage", **where), label, "2025年底")  # pyright: ignore[reportArgumentType]


def number(text: str) -> Number:
    return next(n for n in find_numbers(text) if n.needs_source)


def test_a_passage_s_figure_is_shown_as_written():
    assert show(figure()) == "1260人次"


def test_a_text_that_disagrees_with_the_value_is_not_shown():
    assert show(figure(text="1620人次")) == "1260人次"


@pytest.mark.parametrize(
    ("value", "unit", "label", "shown"),
    [
        ("48.25", "%", "办结率", "48.3%"),
        ("48.24", "%", "办结率", "48.2%"),
        ("100.0", "%", "办结率", "100%"),
        ("172", "件", "承办", "172件"),
        ("-3.25", "%", "承办件同比", "下降3.3%"),
        ("49", "%", "承办件增幅", "增长49%"),
    ],
)
def test_a_computed_figure_is_rounded_half_up_once(value: str, unit: str, label: str, shown: str):
    assert show(Figure("F1", Decimal(value), unit, "", Source("ledger", cells=("A1",)), label)) == shown


def test_a_figure_is_found_again_in_its_source():
    assert recompute(figure(), {"报告.txt": TEXT}) == figure()


def test_a_source_that_changed_contradicts_the_figure():
    problem = recompute(figure(), {"报告.txt": TEXT.replace("1260", "1620")})
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.expected) == ("contradicted", "1620人次")


def test_another_way_of_writing_the_same_amount_is_no_contradiction():
    assert not isinstance(recompute(figure("3.5亿元", "35000", "万元", "贷款"), {"报告.txt": TEXT}), Problem)


def test_a_person_s_figure_needs_a_name():
    nameless = Figure("F1", Decimal(5), "家", "5家", Source("person"))
    assert isinstance(recompute(nameless, {}), Problem)
    assert recompute(Figure("F1", Decimal(5), "家", "5家", Source("person", person="节能处 王某")), {})


@pytest.mark.parametrize("text", ["9月底", "1—11月", "4月", "5—10万元", "第二季度", "30日", "2.5—3亿元", "十二月底"])
@pytest.mark.parametrize("kind", ["person", "passage"])
def test_a_period_or_a_range_is_found_again_in_its_own_words(text: str, kind: str):
    whole = f"其余合同{text}完成修改。"
    runs = bound(
        whole,
        sheet := FigureSheet(),
        lambda s, e: Source(kind, "表.xlsx", s, e, whole, person="王某"),  # pyright: ignore[reportArgumentType]
    )
    for run in runs:
        if run.kind == "figure":
            assert recompute(sheet[run.ref], {"表.xlsx": whole}) == sheet[run.ref]
            assert states(run.text, sheet[run.ref])
            assert show(sheet[run.ref]) == run.text


def test_another_month_or_another_end_of_a_range_is_not_the_same():
    for text, other in (("9月底", "19月底"), ("9月底", "6月底"), ("5—10万元", "5—12万元"), ("1—11月", "1—10月")):
        n = find_numbers(text)[0]
        f = Figure("F1", n.value or Decimal(9), n.unit, text, Source("person", person="王某"))
        assert states(text, f)
        assert not states(other, f)


def sheet(*figures: Figure) -> FigureSheet:
    return FigureSheet(figures)


def test_a_number_is_bound_to_the_only_figure_it_can_mean():
    assert bind(number("1260人次"), "全年培训企业管理人员1260人次", sheet(figure())) == figure()


def test_the_same_amount_in_another_unit_is_bound():
    loan = figure("3.5亿元", "3.5", "亿元", "发放技术改造贷款")
    assert bind(number("35000万元"), "发放技术改造贷款35000万元", sheet(loan)) == loan


@pytest.mark.parametrize(
    "clause",
    ["新建厂房1260人次", "2023年培训企业管理人员1260人次", "云河市培训企业管理人员1260人次", "1260人次"],
)
def test_a_number_of_another_subject_period_or_place_is_not_bound(clause: str):
    assert bind(number("1260人次"), clause, sheet(figure())) is None


def test_a_number_that_two_figures_could_mean_is_not_bound():
    from dataclasses import replace

    twin = replace(figure(label="培训企业管理人员和技术骨干"), id="F2")
    assert bind(number("1260人次"), "培训企业管理人员1260人次", sheet(figure(), twin)) is None


def test_a_number_with_another_value_or_unit_is_not_bound():
    for text in ("1261人次", "1260家", "1260万人次"):
        assert bind(number(text), f"培训企业管理人员{text}", sheet(figure())) is None


def test_lead_and_co_handled_are_not_mixed_up():
    lead = Figure("F1", Decimal(17), "件", "17件", Source("ledger", cells=("B2",)), "人大代表建议·主办")
    assert bind(number("17件"), "人大代表建议主办17件", sheet(lead)) == lead
    assert bind(number("17件"), "人大代表建议协办17件", sheet(lead)) is None
