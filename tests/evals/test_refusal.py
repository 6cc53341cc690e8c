"""Fitting the weights of refusal on some questions and judging others by them."""

from evals.refusal import Case, Rates, cross_validated, fit, rates, refuses
from knowledge_base import answerable

NOTHING_NAMED = Case({}, answerable=True)
OTHER_PLACE = Case({"place": 1.0}, answerable=False)
LAY_WORDS = Case({"unsaid": 0.9}, answerable=True)


def test_a_ground_that_only_speaks_against_unanswerable_questions_refuses_them():
    weights = fit([NOTHING_NAMED, OTHER_PLACE, LAY_WORDS])
    assert refuses(OTHER_PLACE, weights)
    assert not refuses(NOTHING_NAMED, weights)


def test_a_ground_that_misleads_is_fitted_so_low_that_it_refuses_nothing_alone():
    misled = [Case({"unsaid": 1.0}, answerable=True)] * 3 + [Case({"unsaid": 1.0}, answerable=False)]
    assert not refuses(misled[0], fit(misled))


def test_a_case_is_judged_by_weights_that_it_had_no_part_in():
    odd = Case({"place": 1.0}, answerable=True)
    assert cross_validated([odd, NOTHING_NAMED, OTHER_PLACE, OTHER_PLACE], 2) == Rates(refused=0.5, wrongly=0.5)


def test_rates_without_unanswerable_questions_are_zero_not_an_error():
    assert rates([NOTHING_NAMED], answerable.WEIGHTS) == Rates(0.0, 0.0)
