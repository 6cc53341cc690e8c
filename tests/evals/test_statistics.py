import pytest

from evals.statistics import bootstrap, kappa, mcnemar, percentile, wilson


def test_wilson_interval_of_known_shares():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-3)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)
    assert wilson(0, 0) == (0, 1)


def test_mcnemar_is_exact_and_two_sided():
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 10) == pytest.approx(2 / 2**10)


def test_the_bootstrap_by_document_is_the_same_twice():
    documents = [(1.0, 10), (0.0, 10), (-2.0, 10), (3.0, 10)]
    assert bootstrap(documents) == bootstrap(documents)
    low, high = bootstrap(documents)
    assert low <= 0.05 <= high
    assert bootstrap([]) == (0, 0)


def test_kappa_takes_chance_away():
    assert kappa([("yes", "yes"), ("no", "no")]) == 1
    assert kappa([("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")]) == 0


def test_percentile_by_nearest_rank():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([], 0.5) == 0
