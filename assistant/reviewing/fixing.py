"""Safe fixes: where a rule knows the one right answer, put it in, and see that nothing else changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.findings import SEVERITY_WORDS, Finding

Check = Callable[[str], Sequence[Finding]]
"""The findings of a text."""
_ORDER = tuple(SEVERITY_WORDS)


@dataclass(frozen=True)
class Edit:
    """``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Fixed:
    """``made`` are the findings whose fix is in ``text``; ``withheld`` those whose fix would have clashed with a graver
    one or brought up something new."""

    text: str
    made: tuple[Finding, ...] = ()
    withheld: tuple[Finding, ...] = ()


def fix(text: str, findings: Iterable[Finding], check: Check) -> Fixed:
    """``text`` with every safe fix in it. The result is checked again: a fix beside which something new is found is
    taken back, until nothing new is found."""
    before = tuple(findings)
    offered = [f for f in before if f.fix is not None]
    made = choose(text, before)
    while made:
        edits = [edit(text, f) for f in made]
        repaired = apply(text, edits)
        new = _new(before, made, edits, check(repaired))
        if not new:
            return Fixed(repaired, made, tuple(f for f in offered if f not in made))
        spoilt = _beside(repaired, made, edits, new) or _alone(text, made, before, check) or made
        made = tuple(f for f in made if f not in spoilt)
    return Fixed(text, (), tuple(offered))


def choose(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings whose fix can go in together, in the order of the text: of two at one place the graver."""
    chosen: list[tuple[Edit, Finding]] = []
    fixable = [f for f in findings if f.fix is not None and f.fix != f.quote and text[f.start : f.end] == f.quote]
    for f in sorted(fixable, key=lambda f: (_ORDER.index(f.severity), f.start, f.end)):
        e = edit(text, f)
        if all(not _clash(e, other) for other, _ in chosen):
            chosen.append((e, f))
    return tuple(f for _, f in sorted(chosen, key=lambda pair: pair[0].start))


def edit(text: str, finding: Finding) -> Edit:
    """The least change that the fix asks for; a line that is deleted takes its line end with it, and one of two
    blank lines around it."""
    start, end, new = finding.start, finding.end, finding.fix or ""
    if not new and start < end:
        whole = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n")
        if whole and end < len(text):
            spaced = text[:start].endswith("\n\n") and text[end : end + 2] == "\n\n"
            return Edit(start, end + 1 + spaced, "")  # of the blank lines around it one goes too
        return Edit(start - 1 if whole and start else start, end, "")
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(start, end, new)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with the edits, which must not overlap."""
    for e in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: e.start] + e.new + text[e.end :]
    return text


def _clash(a: Edit, b: Edit) -> bool:
    return (a.start < b.end and b.start < a.end) or a.start == b.start


def _new(
    before: Iterable[Finding], made: Sequence[Finding], edits: Sequence[Edit], after: Iterable[Finding]
) -> list[Finding]:
    """What is found only since the edits: an old finding that they shifted or reworded is known by its rule and place."""
    rest = [f for f in before if f not in made]
    keys = {(f.check, f.quote, f.message) for f in rest}
    new = [f for f in after if f.severity != "advice" and (f.check, f.quote, f.message) not in keys]
    places = [(f, _back(f.start, edits), _back(f.end, edits)) for f in new]
    return [f for f, a, b in places if not any(o.check == f.check and o.start <= b and a <= o.end for o in rest)]


def _back(at: int, edits: Sequence[Edit]) -> int:
    """The place in the old text of an offset in the new one. ``edits`` are in the order of the text."""
    shift = 0
    for e in edits:
        if e.start + shift >= at:
            break
        if at < e.start + shift + len(e.new):
            return e.end
        shift += len(e.new) - (e.end - e.start)
    return at - shift


def _beside(
    repaired: str, made: Sequence[Finding], edits: Sequence[Edit], new: Iterable[Finding]
) -> tuple[Finding, ...]:
    """The fixes that share a line with something newly found."""
    lines: dict[int, list[Finding]] = {}
    shift = 0
    for f, e in zip(made, edits, strict=True):
        lines.setdefault(repaired.count("\n", 0, e.start + shift), []).append(f)
        shift += len(e.new) - (e.end - e.start)
    spoilt: list[Finding] = []
    for found in new:
        first, last = (repaired.count("\n", 0, at) for at in (found.start, found.end))
        spoilt += [f for line in range(first, last + 1) for f in lines.get(line, ())]
    return tuple(spoilt)


def _alone(text: str, made: Iterable[Finding], before: Sequence[Finding], check: Check) -> tuple[Finding, ...]:
    """The fixes that bring up something new, wherever it stands, even when made alone."""
    single = ((f, [edit(text, f)]) for f in made)
    return tuple(f for f, edits in single if _new(before, [f], edits, check(apply(text, edits))))
