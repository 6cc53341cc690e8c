"""Numbers of a foreign draft set against the texts that were given with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.checks.against_ledger import held_against, source_of
from assistant.checks.basis import Basis, articles, bases, short_names
from assistant.checks.context import CheckContext
from assistant.checks.grounding import Grounded, ground, said
from assistant.draft import Draft
from assistant.figures import Source
from assistant.labels import clause_of, foreign_period, period_of
from assistant.numerals import Number, find_numbers

_NEAR = 24
"""Characters on each side of a number that say what it counts."""
_ALIKE = 0.5
"""Share of common character pairs from which two surroundings speak of the same thing."""
_CLEARLY = 0.2
"""How much better another number must fit before an equal value is held to be a coincidence."""
_OURS = re.compile(
    r"我[省市县区厅局委办部院]|本[省市县厅局]|全[省市]|[您贵]|你们|建议|提案|目前|截至|今年|去年|已|共|累计"
)
"""After a citation: the sentence goes on with our own doings, or with the proposal's words."""
_TOLD = re.compile(r"您|你们|贵[^州阳港]|(?:建议|提案)(?:中|里|提|指|反映)|来信|调研|调查|走访|问卷|反映|提到")
"""The sentence tells what the proposers found or wrote."""
_SAYS = re.compile(r"^[^，。；]{0,8}(?:规定|要求|明确|提出|指出|部署|确定|约定)|^[^，。；]{0,4}第[^，。；]{1,6}条")
"""After a citation: the sentence goes on with what the paper says."""


@dataclass(frozen=True)
class Verdict:
    start: int
    end: int
    verdict: Literal["supported", "contradicted", "unsupported"]
    expected: str = ""
    source: Source | None = None
    sure: bool = True
    cited: str = ""
    """The paper that the sentence cites and that doesn't hold the number."""
    matter: bool = False
    """Whether the sources speak of what the number counts."""


@dataclass(frozen=True)
class _Known:
    number: Number
    pairs: frozenset[str]
    source: Source


@dataclass(frozen=True)
class _Judged:
    verdict: Literal["supported", "contradicted", "unsupported"]
    known: _Known | None = None
    sure: bool = True
    cited: str = ""


def texts(context: CheckContext) -> dict[str, str]:
    """What counts as evidence: the sources given and the proposal."""
    return {**context.sources, **_proposal(context)}


def _proposal(context: CheckContext) -> dict[str, str]:
    return {"": context.proposal.text} if context.proposal and context.proposal.text else {}


def verdicts(draft: Draft, context: CheckContext) -> Iterator[Verdict]:
    """One verdict for each number of the body that needs a source. Values are compared with 万/亿 multiplied out.

    What a sentence says of a paper that the index holds is held against that paper, never against the proposal; then
    come the sources given, then the proposal. With none of them to go by, a number has no verdict. What the paper says of
    its cases is held against the ledger first."""
    booked = {(v.start, v.end): v for v in _from_ledger(draft, context)}
    asked = [k for path, text in _proposal(context).items() for k in _known(path, text)]
    short = short_names(draft.text)
    grounded = {(g.start, g.end): g for g in ground(draft, context.sources)} if context.sources else {}
    cited: dict[int, list[Basis]] = {}
    for statement, start, end, line in said(draft):
        number = statement.number
        if number.base() is None:
            continue
        if (start, end) in booked:
            yield booked[start, end]
            continue
        if context.lookup and line.start not in cited:
            cited[line.start] = list(bases(line.text, context, short))
        basis = _basis(line.text, number, cited.get(line.start, ()))
        found = _by_paper(line.text, number, basis) if basis else None
        g = grounded.get((start, end))
        if found is None and g and g.verdict != "unsupported":
            yield _from_sources(g)
            continue
        if basis and not found and _claims(line.text, number, basis, context):
            found = _Judged("unsupported", cited=basis.title)
        if not found and asked:
            fair = [k for k in asked if not basis or _equal(k.number, number)]
            found = _by_texts(line.text, number, fair)
        if found and (found.verdict != "unsupported" or found.cited or not g):
            yield _told(start, end, found)
        elif g:
            yield _from_sources(g)


def _from_ledger(draft: Draft, context: CheckContext) -> Iterator[Verdict]:
    for held in held_against(draft, context.ledger) if context.ledger else ():
        if held.verdict != "open" and held.entry and context.ledger:
            f, source = held.figure, source_of(held.entry, context.ledger)
            yield Verdict(
                f.start, f.end, held.verdict, held.entry.text if held.verdict == "contradicted" else "", source
            )


def _from_sources(g: Grounded) -> Verdict:
    s = g.source
    source = Source("passage", g.path, s.start, s.end, quote=s.quote.replace("\n", "")) if s else None
    return Verdict(g.start, g.end, g.verdict, g.expected, source, g.sure, matter=g.matter)


def _told(start: int, end: int, found: _Judged) -> Verdict:
    k = found.known
    says = k.number.text if k and found.verdict == "contradicted" else ""
    return Verdict(start, end, found.verdict, says, k.source if k else None, found.sure, found.cited)


def _basis(text: str, number: Number, cited: Sequence[Basis]) -> Basis | None:
    """The paper cited last before the number in its sentence."""
    start = max(text.rfind(c, 0, number.start) for c in "。\n") + 1
    return next((b for b in reversed(cited) if start <= b.start and b.end <= number.start), None)


def _claims(text: str, number: Number, basis: Basis, context: CheckContext) -> bool:
    """Whether the sentence says the number of the paper: in so many words, or as the proposal says it of it."""
    between = text[basis.end : number.start]
    if _OURS.search(between):
        return False
    if basis.article or _SAYS.search(between):
        return True
    told = re.findall(rf"《{re.escape(basis.title)}》[^。\n]*", context.proposal.text) if context.proposal else []
    return any(_equal(n, number) for sentence in told for n in find_numbers(sentence))


def _by_paper(text: str, number: Number, basis: Basis) -> _Judged | None:
    """What the cited paper says; None when it says nothing of the kind."""
    inside = [k for path, stored in basis.texts for k in _known(path, stored)]
    same, other = _best(_pairs(text, number), number, inside)
    if (
        other
        and other[0] >= _ALIKE
        and (same is None or other[0] > same[0] + _CLEARLY)
        and _when(text, number, other[1])
    ):
        return _Judged("contradicted", other[1])
    if basis.article and same is None and (named := _of_article(basis)):
        _, other = _best(_pairs(text, number), number, named)
        if other and other[0] >= _ALIKE / 2:
            return _Judged("contradicted", other[1])
    return _Judged("supported", same[1]) if same else None


def _of_article(basis: Basis) -> list[_Known]:
    """The numbers of the article named."""
    found: list[_Known] = []
    for path, stored in basis.texts:
        body = articles(stored).get(basis.article, "")
        at = stored.find(body) if body else 0
        found += [k for k in _known(path, stored) if body and at <= (k.source.start or 0) < at + len(body)]
    return found


def _by_texts(text: str, number: Number, known: list[_Known]) -> _Judged:
    same, other = _best(_pairs(text, number), number, known)
    if (
        other
        and other[0] >= _ALIKE
        and (same is None or other[0] > same[0] + _CLEARLY)
        and _when(text, number, other[1])
    ):
        return _Judged("contradicted", other[1])
    if same:
        return _Judged("supported", same[1])
    meant = _meant(text, number, known)
    return _Judged("contradicted", meant, sure=False) if meant else _Judged("unsupported")


def _meant(text: str, number: Number, known: list[_Known]) -> _Known | None:
    """The number that was most likely to be written: its digits are swapped here or one is another, or the sentence
    tells what the proposal says."""
    start = max(text.rfind(c, 0, number.start) for c in "。；\n") + 1
    told = bool(_TOLD.search(text, start, number.end))
    pairs = _pairs(text, number)
    for share, k in sorted(((_share(pairs, k.pairs), k) for k in known), key=lambda f: -f[0]):
        b, own = k.number.base(), number.base()
        if b and own and b[1] == own[1] and _when(text, number, k):
            from_proposal = told and k.source.kind == "proposal"
            if (share >= _ALIKE / 2 and from_proposal) or (share >= _ALIKE / 3 and _slip(number, k.number)):
                return k
    return None


def _slip(a: Number, b: Number) -> bool:
    """67 and 76, 1260 and 1280: what a hand does in copying."""
    one, two = (re.sub(r"[^\d]", "", n.text) for n in (a, b))
    if len(one) != len(two) or len(one) < 2 or a.unit != b.unit:
        return False
    return sorted(one) == sorted(two) or (len(one) > 2 and sum(x != y for x, y in zip(one, two, strict=True)) == 1)


def _best(
    pairs: frozenset[str], number: Number, known: list[_Known]
) -> tuple[tuple[float, _Known] | None, tuple[float, _Known] | None]:
    """Of the known numbers in the same unit, the one that fits best with the same value, and with another."""
    base = number.base()
    fits = [(_share(pairs, k.pairs), k) for k in known if base and (b := k.number.base()) and b[1] == base[1]]
    same = max((f for f in fits if _equal(f[1].number, number)), key=lambda f: f[0], default=None)
    other = max((f for f in fits if not _equal(f[1].number, number)), key=lambda f: f[0], default=None)
    return same, other


def _when(text: str, number: Number, known: _Known) -> bool:
    """Whether the number may be told for the same time as the known one."""
    clause = text[slice(*clause_of(text, number.start))]
    return not foreign_period(f"{period_of(text, number)}，{clause}", known.source.quote)


@lru_cache(maxsize=64)
def _known(path: str, text: str) -> tuple[_Known, ...]:
    """The numbers of a text that may stand behind a draft's; kept, because several rules and many drafts ask."""
    found: list[_Known] = []
    for n in find_numbers(text):
        if n.needs_source and n.value is not None:
            a, b = max(0, n.start - 40), min(len(text), n.end + 40)
            source = Source("passage" if path else "proposal", path, n.start, n.end, quote=text[a:b].replace("\n", ""))
            found.append(_Known(n, _pairs(text, n), source))
    return tuple(found)


def _equal(a: Number, b: Number) -> bool:
    return a.base() == b.base() and a.high == b.high


def _pairs(text: str, n: Number) -> frozenset[str]:
    """Pairs of neighbouring characters near the number within its sentence, other numbers' digits left out."""
    before = re.split(r"[。；\n]", text[max(0, n.start - _NEAR) : n.start])[-1]
    after = re.split(r"[。；，\n]", text[n.end : n.end + _NEAR // 2])[0]
    sides = (re.split(r"[、，]", before)[-1], after)
    bare = [re.sub(r"[\s\d.%，、“”（）《》]", "", s) for s in (*sides, before)]
    return frozenset(s[i : i + 2] for s in bare for i in range(len(s) - 1))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
