"""Whether a finding tells of a planted fault."""

from collections.abc import Iterable, Sequence

from assistant.findings import Finding

Span = tuple[int, int]


def fresh(findings: Iterable[Finding], clean: Sequence[Finding], origins: Sequence[Span]) -> list[Finding]:
    """Findings that the clean text did not have. One of a rule that already fired over the changed place is not new."""
    known: dict[tuple[str, str], int] = {}
    for f in clean:
        known[(f.check, f.quote)] = known.get((f.check, f.quote), 0) + 1
    touched = {f.check for f in clean if f.end > f.start and any(f.start < b and f.end > a for a, b in origins)}
    found: list[Finding] = []
    for f in findings:
        if known.get((f.check, f.quote), 0):
            known[(f.check, f.quote)] -= 1
        elif f.check not in touched:
            found.append(f)
    return found


def located(finding: Finding, text: str, spans: Sequence[Span]) -> bool:
    """Whether it overlaps a changed span, or stands in the paragraph where text was taken out (beside it, when the
    whole paragraph is gone)."""
    for start, end in spans:
        if end > start:
            if finding.start < end and max(finding.end, finding.start + 1) > start:
                return True
        else:
            begin, stop = _around(text, start)
            if finding.start <= stop and finding.end >= begin:
                return True
    return False


def _around(text: str, at: int) -> Span:
    """The paragraph at a place; with both neighbours when the place is between two paragraphs."""
    begin = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    if at == begin or at == len(text):
        begin = text.rfind("\n", 0, len(text[:at].rstrip())) + 1
        while stop < len(text) and not text[at:stop].strip():
            following = text.find("\n", stop + 1)
            stop = len(text) if following < 0 else following
    return begin, stop


def paragraph(text: str, at: int) -> str:
    """The line in which a place stands, for a person to read."""
    begin = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    return text[begin : len(text) if stop < 0 else stop].strip()
