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
        repaired = apply(text, [edit(text, f) for f in made])
        new = _new(before, check(repaired))
        if not new:
            return Fixed(repaired, made, tuple(f for f in offered if f not in made))
        spoilt = _beside(text, repaired, made, new) or _alone(text, made, before, check) or made
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
    """The least change that the fix asks for; a line that is deleted takes its line end with it."""
    start, end, new = finding.start, finding.end, finding.fix or ""
    if not new and start < end:
        whole = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n")
        if whole and end < len(text):
            return Edit(start, end + 1, "")
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


def _new(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    known = {_key(f) for f in before}
    return [f for f in after if _key(f) not in known and f.severity != "advice"]


def _beside(text: str, repaired: str, made: Iterable[Finding], new: Iterable[Finding]) -> tuple[Finding, ...]:
    """The fixes that share a line with something newly found."""
    lines: dict[int, list[Finding]] = {}
    shift = 0
    for f in made:
        e = edit(text, f)
        lines.setdefault(repaired.count("\n", 0, e.start + shift), []).append(f)
        shift += len(e.new) - (e.end - e.start)
    spoilt: list[Finding] = []
    for found in new:
        first, last = (repaired.count("\n", 0, at) for at in (found.start, found.end))
        spoilt += [f for line in range(first, last + 1) for f in lines.get(line, ())]
    return tuple(spoilt)


def _alone(text: str, made: Iterable[Finding], before: Sequence[Finding], check: Check) -> tuple[Finding, ...]:
    """The fixes that bring up something new, wherever it stands, even when made alone."""
    return tuple(f for f in made if _new(before, check(apply(text, [edit(text, f)]))))


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.quote, finding.message
