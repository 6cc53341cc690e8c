"""Small statistics: intervals and paired tests, in plain Python so that two runs give equal numbers."""

from collections.abc import Sequence
from math import comb, sqrt
from random import Random


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """95% interval of a share; (0, 1) for nothing."""
    if not n:
        return 0.0, 1.0
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank; 0 for nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p for cases that only one of two runs got right."""
    n = only_first + only_second
    if not n:
        return 1.0
    tail = sum(comb(n, k) for k in range(min(only_first, only_second) + 1)) / 2**n
    return min(1.0, 2 * tail)


def bootstrap(differences: Sequence[tuple[float, int]], rounds: int = 2000, seed: int = 7) -> tuple[float, float]:
    """95% interval of a difference of shares, resampled by document: each entry is one document's (sum of differences,
    number of cases)."""
    if not differences:
        return 0.0, 0.0
    chance = Random(seed)
    means: list[float] = []
    for _ in range(rounds):
        drawn = chance.choices(differences, k=len(differences))
        cases = sum(n for _, n in drawn)
        means.append(sum(d for d, _ in drawn) / cases if cases else 0.0)
    means.sort()
    return means[int(rounds * 0.025)], means[int(rounds * 0.975) - 1]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two raters; 1 when they agree wholly."""
    if not pairs:
        return 0.0
    n = len(pairs)
    same = sum(a == b for a, b in pairs) / n
    labels = {x for pair in pairs for x in pair}
    by_chance = sum((sum(a == x for a, _ in pairs) / n) * (sum(b == x for _, b in pairs) / n) for x in labels)
    return 1.0 if by_chance == 1 else (same - by_chance) / (1 - by_chance)
