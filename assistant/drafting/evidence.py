"""Evidence for one ask: what this office may say, what it may cite, and what it may only look at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from assistant.drafting.assigning import is_about
from assistant.drafting.matter import Matter, matter
from assistant.drafting.newest import stale
from assistant.drafting.standing import is_ours, standing
from assistant.drafting.support import Support, Tie, nearest, support, tie
from assistant.drafting.writer import Contribution, Evidence, Point
from assistant.proposal import Ask, Proposal
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

DEPTH = 16
PIECES = 4
BACKGROUND = 3
NEAR = 5
"""Most passages that are looked at though nothing in them was found to bear on the ask: the labelled ones that the words
alone do not show stand among the first five."""
_OURS = 0.3
"""What it is worth in the order of evidence to be our own paper."""
_SURE = 0.75
"""Least score, by the words of the ask itself, of a passage that every search puts first, for that to count."""
PIECE, GLANCE = 800, 400
"""Most characters of a piece, and of one that is only looked at."""
_NO_INDEX = "没有知识库，未检索"


def gather(
    number: int,
    ask: Ask,
    proposal: Proposal,
    profile: Profile,
    kb: KnowledgeBase | None,
    contributions: Sequence[Contribution] = (),
    dated: date | None = None,
    *,
    without: str = "",
) -> Evidence:
    """Evidence for ask ``number`` (from 1), best first; without an index only what the 处室 supplied. ``usable`` is empty when nothing bears on what is asked: a
    passage that merely shares the field does not count. With ``dated``, the day of the letter, no later paper is taken; ``without`` is the 文号
    of the first letter on this case, which is no evidence for a second one."""
    supplied = tuple(c for c in contributions if is_about(c, number, ask, proposal))
    if kb is None:
        return Evidence(contributions=supplied, searched=_NO_INDEX)
    asked = matter(ask)
    about = f"{ask.text} {proposal.title}"
    queries = _queries(ask, proposal)
    found = [
        kb.search(
            q,
            DEPTH,
            usable=lambda p: (
                standing(p, profile, about) != "background"
                and _is_before(p, dated)
                and not (without and p.number == without)
            ),
        ).passages
        for q in queries
    ]
    usable = _fused(found)
    leading = [r[0] for r in found if r]
    judge = _Judge(asked, proposal, profile, kb)
    sure = len(leading) > 1 and leading[0].score >= _SURE
    judged: list[Support] = []
    for p in usable:
        leads = [_mostly_same(p, q) for q in leading]
        if s := judge(p, first=any(leads), undisputed=sure and all(leads)):
            judged.append(s)
    best = [_shortened(s) for s in _newest(_ordered(judged, usable, profile), profile)]
    return Evidence(
        usable=tuple(s.passage for s in best),
        background=_background(queries, about, judge, profile, kb),
        near=_near(asked, usable, judged),
        contributions=supplied,
        searched=_searched(asked, len(usable)),
        points=tuple(point for s in best for point in s.points),
    )


def _near(asked: Matter, ranked: Sequence[Passage], judged: Sequence[Support]) -> tuple[Passage, ...]:
    """The first of those that were not found to bear on the ask, each by the part that shares most words with it."""
    taken = [s.passage for s in judged]
    left = (p for p in ranked if not any(_mostly_same(p, t) for t in taken))
    return tuple(_part(p, *nearest(p.text, asked), GLANCE) for p in islice(left, NEAR))


def _is_before(paper: Passage, dated: date | None) -> bool:
    return dated is None or paper.issued is None or paper.issued <= dated


def _newest(ordered: Sequence[Support], profile: Profile) -> list[Support]:
    """The best pieces, without our own sentences that a newer paper of ours has overtaken, and with that one's piece."""
    best = list(ordered[:PIECES])
    ours = [p for s in ordered if is_ours(s.passage, profile) for p in s.points]
    overtaken: set[Point] = set()
    for point in (p for s in ordered[:PIECES] if is_ours(s.passage, profile) for p in s.points):
        if newer := stale(point, ours):
            overtaken.add(point)
            best += [s for s in ordered if newer in s.points and s not in best]
    kept = ((s, tuple(p for p in s.points if p not in overtaken)) for s in best)
    return [Support(s.passage, points) for s, points in kept if points]


def _queries(ask: Ask, proposal: Proposal) -> tuple[str, ...]:
    return tuple(dict.fromkeys((ask.text[:300], f"{ask.core or ask.text[:60]} {proposal.title}")))


def _fused(rankings: Iterable[Sequence[Passage]]) -> list[Passage]:
    """Passages of several searches by the sum of 1 / (20 + rank); overlapping ones once."""
    score: dict[tuple[str, int, int], float] = {}
    by: dict[tuple[str, int, int], Passage] = {}
    for ranking in rankings:
        for rank, p in enumerate(ranking):
            key = (p.document, p.start, p.end)
            score[key] = score.get(key, 0.0) + 1 / (20 + rank)
            by[key] = p
    kept: list[Passage] = []
    for key in sorted(score, key=lambda k: -score[k]):
        p = by[key]
        if not any(_mostly_same(k, p) for k in kept):
            kept.append(p)
    return kept


def _mostly_same(a: Passage, b: Passage) -> bool:
    if a.document != b.document:
        return False
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * min(a.end - a.start, b.end - b.start)


class _Judge:
    """Support of passages for one ask; each paper is read once."""

    def __init__(self, asked: Matter, proposal: Proposal, profile: Profile, kb: KnowledgeBase) -> None:
        self._asked, self._proposal, self._profile, self._kb = asked, proposal, profile, kb
        self._read: dict[str, tuple[str, Tie] | None] = {}

    def __call__(self, passage: Passage, *, first: bool = False, undisputed: bool = False) -> Support | None:
        path = passage.document
        if path not in self._read:
            document = self._kb.document(path)
            self._read[path] = document and (document.text, self._tie(passage))
        read = self._read[path]
        if not read:
            return None
        text, its_tie = read
        title = self._proposal.title
        return support(passage, text, self._asked, its_tie, title, first=first, undisputed=undisputed)

    def _tie(self, passage: Passage) -> Tie:
        """A paper of our own or of our own province is never of a foreign matter: a yearly report speaks of all we do."""
        found = tie(passage.title, self._proposal)
        near = is_ours(passage, self._profile) or passage.place == self._profile.place
        return "plain" if found == "foreign" and near else found


def _ordered(judged: Sequence[Support], ranked: Sequence[Passage], profile: Profile) -> list[Support]:
    place = {(p.document, p.start): i for i, p in enumerate(ranked)}

    def worth(s: Support) -> float:
        rank = place[s.passage.document, s.passage.start]
        return s.fit + 1.0 / (1 + rank) + (_OURS if is_ours(s.passage, profile) else 0.0)

    return sorted(judged, key=worth, reverse=True)


def _shortened(s: Support) -> Support:
    """The passage itself, or its part about the best sentence when it is longer than a piece may be."""
    p, best = s.passage, s.points[0]
    if len(p.text) <= PIECE:
        return s
    piece = _part(p, best.start, best.end, PIECE)
    off = piece.start - p.start
    points = (
        Point(piece, q.start - off, q.end - off, q.fit) for q in s.points if off <= q.start and q.end <= off + PIECE
    )
    return Support(piece, tuple(points))


def _part(p: Passage, start: int, end: int, length: int) -> Passage:
    """The passage, or ``length`` characters of it about ``text[start:end]``."""
    if len(p.text) <= length:
        return p
    first = max(0, min(start, start - (length - (end - start)) // 2))
    first = min(first, len(p.text) - length)
    return replace(p, start=p.start + first, end=p.start + first + length, text=p.text[first : first + length])


def _background(
    queries: Sequence[str], about: str, judge: _Judge, profile: Profile, kb: KnowledgeBase
) -> tuple[Passage, ...]:
    found = kb.search(queries[0], BACKGROUND * 2, usable=lambda p: standing(p, profile, about) == "background")
    return tuple(p for p in found.passages if judge(p))[:BACKGROUND]


def _searched(asked: Matter, compared: int) -> str:
    terms = "".join(f"“{t}”" for t in asked.key_terms(4))
    return f"已检索：{terms}，比对{compared}段材料"
