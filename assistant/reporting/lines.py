"""The report as plain text: one line a finding, the gravest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.draft import PAPER_WORDS
from assistant.findings import SEVERITY_WORDS
from assistant.reporting.checked import Checked, by_gravity, place

_NOT_GIVEN = ("没有给出", "没有知识库")


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
    yield from _undecided(checked.reviewed.report.not_applicable)


def between(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the papers of a run say differently, as ``across`` gives it."""
    if found:
        yield "各份文稿之间："
    for f in found:
        where = "、".join(f"{p['path']}“{p['quote']}”" for p in f["places"])
        yield f"  [{SEVERITY_WORDS[f['severity']]}] {f['message']}（{where}）　{f['check']}"


def _undecided(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What could not be decided; what merely had nothing to go by is one line."""
    bare = [why for _, why in found if why.startswith(_NOT_GIVEN)]
    for check, why in found:
        if not why.startswith(_NOT_GIVEN):
            yield f"  没有核对：{why}　{check}"
    if bare:
        yield f"  没有核对：另有{len(bare)}项，因为没有给出原件（--proposal）、依据材料（--source）或知识库。"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
