"""Whether a file that we wrote holds its draft's text and keeps the layout that was asked for."""

from collections.abc import Iterator
from pathlib import Path

from assistant.draft import Draft
from assistant.export import page as pages
from assistant.export.layout import Laid, faults
from assistant.export.wordml import writable
from assistant.export.written import ReadComment, ReadLetter, ReadParagraph, ReadRun, read_letter
from assistant.findings import Finding
from knowledge_base.profiles import House

__all__ = ["ReadComment", "ReadLetter", "ReadParagraph", "ReadRun", "check_layout", "read_letter"]


def check_layout(path: Path, draft: Draft, house: House | None = None) -> list[Finding]:
    """Offsets count in ``draft.text``; what concerns the whole page stands at 0. Raises InputError when ``path`` is no
    Word file."""
    letter = read_letter(path)
    return [*_text(letter, draft), *faults(Laid.of(letter, draft, pages.of_house(house or House()), own=True))]


def _text(letter: ReadLetter, draft: Draft) -> Iterator[Finding]:
    wanted = "".join(writable(draft.text).split())
    got = "".join(letter.text.split())
    if wanted == got:
        return
    at = next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got)))
    start = _unsqueezed(draft.text, at)
    quote = draft.text[start : start + 20]
    message = f"Word 文件的文字与稿件不一致，从“{quote or '文末'}”处起，文件中是“{got[at : at + 20] or '（没有了）'}”。"
    yield Finding(
        "layout-text", "Word 文字与稿件一致", "error", message, start, start + len(quote), quote,
        expected=wanted[at : at + 20],
    )  # fmt: skip


def _unsqueezed(text: str, at: int) -> int:
    """The offset in ``text`` of its ``at``-th character that is not blank."""
    places = [i for i, c in enumerate(text) if writable(c) and not c.isspace()]
    return places[at] if at < len(places) else len(text)
