"""The report as plain text: one line a finding, the gravest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.draft import PAPER_WORDS
from assistant.findings import SEVERITY_WORDS
from assistant.reporting.checked import Checked, by_gravity, place


def lines(checked: Checked) -> Iterator[str]:
    """Nothing for a file that could not be read: its error is told elsewhere."""
    if checked.reviewed is None:
        return
    draft = checked.reviewed.draft
    yield f"{checked.path}（{PAPER_WORDS[draft.kind]}）：{checked.tally}"
    for _, f in by_gravity(checked):
        quote = "" if not f.quote or f.quote in f.message else f"（{_short(f.quote)}）"
        expected = "" if not f.expected or f.expected in f.message else f" 应为：{_short(f.expected)}"
        yield f"  [{SEVERITY_WORDS[f.severity]}] {place(draft, f)}　{f.message}{quote}{expected}　{f.check}"
        if f.detail:
            yield f"      {' '.join(f.detail.split())}"


def between(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the papers of a run say differently, as ``across`` gives it."""
    if found:
        yield "各份文稿之间："
    for f in found:
        where = "、".join(f"{p['path']}“{p['quote']}”" for p in f["places"])
        yield f"  [{SEVERITY_WORDS[f['severity']]}] {f['message']}（{where}）　{f['check']}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
