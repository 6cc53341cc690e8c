"""Which paragraph of the returned file is which of the draft: same words first, wherever they stand now, then like ones,
then the pieces of what was split or joined."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_LIKE = 0.45
"""Share of common characters from which two paragraphs are versions of one."""
_BETWEEN = 0.1
"""Enough likeness where both stand between the same neighbours."""
_PIECE = 0.6
"""Share of a piece that must come from what it was split from."""
_CANDIDATES = 5
"""Paragraphs that are looked at closely for each: those that share most pairs of characters with it."""
_RUN = 2
"""Characters in a row that count as common: single ones are chance."""


@dataclass(frozen=True)
class Group:
    """Indices of paragraphs of the draft and of the file that are one thing; ``moved`` says that it now stands
    elsewhere among its neighbours."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def groups(old: Sequence[str], new: Sequence[str]) -> tuple[Group, ...]:
    """Every paragraph of both is in exactly one group; in the order of the file, what was removed where it stood.
    Blanks do not count."""
    a, b = (["".join(t.split()) for t in texts] for texts in (old, new))
    pairs = _same(a, b)
    pairs |= _alike(a, b, pairs)
    pairs |= _between(a, b, pairs)
    joined = {i: [i] for i in pairs}
    split = {i: [j] for i, j in pairs.items()}
    _add_pieces(a, b, pairs, joined, split)
    moved = _moved(pairs, a)
    made = [Group(tuple(joined[i]), tuple(split[i]), i in moved) for i in pairs]
    taken_old = {i for g in made for i in g.old}
    taken_new = {j for g in made for j in g.new}
    made += [Group((), (j,)) for j in range(len(b)) if j not in taken_new]
    made += [Group((i,), ()) for i in range(len(a)) if i not in taken_old]
    return tuple(sorted(made, key=lambda g: _place(g, pairs)))


def _place(group: Group, pairs: dict[int, int]) -> tuple[float, int]:
    """What was removed stands right after what its neighbour before became."""
    if group.new:
        return group.new[0], 0
    before = next((pairs[i] for i in range(group.old[0] - 1, -1, -1) if i in pairs), -1)
    return before + 0.5, group.old[0]


def _same(a: Sequence[str], b: Sequence[str]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for i, j, n in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        pairs |= {i + k: j + k for k in range(n) if a[i + k]}
    used = set(pairs.values())
    for i, text in enumerate(a):
        if i not in pairs and text:
            j = next((j for j, other in enumerate(b) if j not in used and other == text), None)
            if j is not None:
                pairs[i] = j
                used.add(j)
    return pairs


def _alike(a: Sequence[str], b: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """The likest first; between equals the ones whose neighbours are pairs."""
    used = set(pairs.values())
    left = {j: _bigrams(b[j]) for j in range(len(b)) if j not in used and b[j]}
    scored: list[tuple[float, int, int]] = []
    for i in (i for i in range(len(a)) if i not in pairs and a[i]):
        mine = _bigrams(a[i])
        shared = Counter({j: (mine & theirs).total() for j, theirs in left.items()})
        for j, _ in shared.most_common(_CANDIDATES):
            if (score := likeness(a[i], b[j])) >= _LIKE:
                beside = pairs.get(i - 1) == j - 1 or pairs.get(i + 1) == j + 1
                scored.append((score + 0.1 * beside, i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[k : k + 2] for k in range(max(1, len(text) - 1)))


def _between(a: Sequence[str], b: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """What is left between the same two neighbours on both sides: the likest, if only a little; a lone paragraph and a
    lone one in any case (written anew, filled in)."""
    found: dict[int, int] = {}
    for old, new in _gaps(len(a), len(b), pairs):
        old, new = [i for i in old if a[i]], [j for j in new if b[j]]
        scored = sorted(((likeness(a[i], b[j]), i, j) for i in old for j in new), reverse=True)
        for score, i, j in scored:
            if i not in found and j not in found.values() and (score >= _BETWEEN or len(old) == len(new) == 1):
                found[i] = j
    return found


def _gaps(old: int, new: int, pairs: dict[int, int]) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of unpaired paragraphs that stand between the same neighbours in both."""
    used = set(pairs.values())
    i = 0
    while i < old:
        if i in pairs:
            i += 1
            continue
        end = next((k for k in range(i, old) if k in pairs), old)
        before, after = pairs.get(i - 1, -1), pairs.get(end, new)
        free = list(range(before + 1, after))
        if free and not used & set(free):
            yield list(range(i, end)), free
        i = end


def _add_pieces(
    a: Sequence[str], b: Sequence[str], pairs: dict[int, int], joined: dict[int, list[int]], split: dict[int, list[int]]
) -> None:
    """Neighbours that hold the rest of a split paragraph go to it, and those that were joined to another go to that."""
    free_new = set(range(len(b))) - set(pairs.values())
    free_old = set(range(len(a))) - set(pairs)
    for i, j in sorted(pairs.items()):
        if a[i] == b[j]:
            continue
        for step in (1, -1):
            while (k := (split[i][-1] if step == 1 else split[i][0]) + step) in free_new:
                whole = "".join(b[x] for x in sorted([*split[i], k]))
                now = "".join(b[x] for x in split[i])
                if _common(a[i], whole) - _common(a[i], now) < _PIECE * len(b[k]) or not b[k]:
                    break
                split[i] = sorted([*split[i], k])
                free_new.discard(k)
            while (k := (joined[i][-1] if step == 1 else joined[i][0]) + step) in free_old:
                whole = "".join(a[x] for x in sorted([*joined[i], k]))
                now = "".join(a[x] for x in joined[i])
                if _common(whole, b[j]) - _common(now, b[j]) < _PIECE * len(a[k]) or not a[k]:
                    break
                joined[i] = sorted([*joined[i], k])
                free_old.discard(k)


def _moved(pairs: dict[int, int], a: Sequence[str]) -> set[int]:
    """The fewest characters that must have moved: all pairs but the heaviest that are in order in both."""
    order = sorted(pairs)
    best: list[tuple[int, list[int]]] = []
    ends: list[int] = []
    for i in order:
        j = pairs[i]
        before = max((best[k] for k in range(len(ends)) if ends[k] < j), default=(0, []), key=lambda x: x[0])
        at = bisect_left(ends, j)
        ends.insert(at, j)
        best.insert(at, (before[0] + max(len(a[i]), 1), [*before[1], i]))
    kept = set(max(best, key=lambda x: x[0])[1]) if best else set()
    return set(order) - kept


def likeness(a: str, b: str) -> float:
    """Share of the characters of both that stand in common runs, in order."""
    return 2 * _common(a, b) / (len(a) + len(b)) if a or b else 1.0


def _common(a: str, b: str) -> int:
    return sum(_runs(a, b))


def _runs(a: str, b: str) -> Iterator[int]:
    for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        if m.size >= min(_RUN, len(a), len(b)):
            yield m.size
