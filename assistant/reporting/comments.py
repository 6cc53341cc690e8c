"""The report as comments in a copy of the Word file itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.export.commented import Commented, Note, write_commented
from assistant.export.sources import describe
from assistant.export.word_places import Read
from assistant.findings import Finding
from assistant.reporting.checked import GROUP_WORDS, Checked, grounds
from assistant.reviewing.fixing import Edit


def write_comments(path: Path, checked: Checked, out: Path, read: Read, edits: Sequence[Edit] = ()) -> Commented:
    """Copies ``path`` to ``out`` with a comment for each finding that is open, and ``edits`` as tracked changes; gives
    how many there are of both. Raises as ``write_commented``."""
    notes = [Note(f.start, f.end, "\n".join(_lines(f))) for _, f in checked.open]
    return write_commented(path, out, notes, read, edits)


def _lines(f: Finding) -> Iterator[str]:
    yield f"【{GROUP_WORDS[f.severity]}】{f.message}"
    if f.detail:
        yield f.detail
    if f.source:
        yield f"来源：{describe(f.source)}"
    if authority := grounds(f)[1]:
        yield f"依据：{authority}"
