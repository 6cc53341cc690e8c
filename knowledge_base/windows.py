"""From the piece that answers to the passage that is shown: the piece with its neighbours, at most 800 characters."""

from collections.abc import Sequence

from knowledge_base.passages import LONGEST

Span = tuple[int, int, int, str]
"""(position, start, end, heading) of a piece."""


def grow(around: Sequence[Span], best: int, weights: dict[int, float] | None = None) -> tuple[int, int]:
    """Start and end of the widest run of whole pieces about position ``best`` that is at most ``LONGEST`` long.

    The better side by ``weights`` (position → how well the piece fits) goes first; pieces under the same headings
    come before those under others.
    """
    weights = weights or {}
    place = {span[0]: i for i, span in enumerate(around)}
    low = high = place[best]
    home = around[low][3].rsplit(" > ", 1)[0]

    def worth(i: int) -> float:
        _, _, _, heading = around[i]
        same = 2.0 if heading == around[place[best]][3] else 1.0 if heading.rsplit(" > ", 1)[0] == home else 0.0
        return same + 4 * weights.get(around[i][0], 0.0)

    while True:
        options = []
        if low > 0 and around[high][2] - around[low - 1][1] <= LONGEST:
            options.append((worth(low - 1), -1))
        if high + 1 < len(around) and around[high + 1][2] - around[low][1] <= LONGEST:
            options.append((worth(high + 1), 1))
        if not options:
            return around[low][1], around[high][2]
        if max(options)[1] < 0:
            low -= 1
        else:
            high += 1
