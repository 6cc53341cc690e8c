"""The letter that was already sent on a case, read from its file, with the promises that it makes."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.checks.commitments import commitments
from assistant.checks.reading import read_draft
from assistant.drafting.past import Earlier, Occasion
from assistant.drafting.writer import PastPromise
from assistant.figures import Source
from assistant.proposal import Ask, Proposal
from assistant.reviewing.review import letter_text
from knowledge_base.errors import InputError
from knowledge_base.metadata import describe

_ALIKE = 0.3
"""Share of a heading's character pairs that must stand in the ask it names."""


def read_earlier(path: Path, why: Occasion) -> Earlier:
    """Raises InputError, in Chinese, for a file that is no letter of reply or can't be read."""
    option = "--again" if why == "again" else "--follow-up"
    if not path.is_file():
        raise InputError(f"找不到原答复“{path}”，请检查 {option} 的路径。")
    text = letter_text(path)
    draft = read_draft(text)
    if draft.kind not in ("reply", "web-copy"):
        raise InputError(f"“{path.name}”不像答复函，不能作为 {option} 的原答复；请给出已经发出的答复。")
    described = describe(text, path.name)
    number = described.number if re.search(r"〕\s*\d", described.number) else ""
    day = described.issued
    written = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return Earlier(why, path.name, draft.text, number, written, day.isoformat() if day else "")


def promises_of(earlier: Earlier, proposal: Proposal) -> Iterator[tuple[int, PastPromise]]:
    """Each promise of the first letter with the number of the ask on which it was made."""
    draft = read_draft(earlier.text, "reply")
    headings = [(at, b.text) for at, b in draft.placed if b.kind == "heading" and b.level == 1]
    for c in commitments(draft):
        above = [(n, text) for n, (at, text) in enumerate(headings, 1) if at <= c.start]
        ordinal, heading = above[-1] if above else (0, "")
        number = _ask_of(heading or c.quote, ordinal, proposal.asks, exact=len(headings) == len(proposal.asks))
        source = Source(
            "passage",
            earlier.document,
            c.start,
            c.end,
            c.quote.strip(),
            title=f"原答复 {earlier.document}",
            number=earlier.number,
            issued=earlier.issued,
        )
        yield number, PastPromise(c.quote.strip(), source, c.due, of_this_case=True)


def _ask_of(words: str, ordinal: int, asks: tuple[Ask, ...], *, exact: bool) -> int:
    """The ask that a heading (or a sentence) names; by its place where the letter has a section an ask."""
    if len(asks) == 1:
        return 1
    mine = _pairs(words)
    shares = [len(mine & _pairs(a.text)) / max(len(mine), 1) for a in asks]
    best = max(range(len(asks)), key=shares.__getitem__)
    if shares[best] >= _ALIKE:
        return best + 1
    return ordinal if exact and ordinal else best + 1


def _pairs(text: str) -> frozenset[str]:
    text = re.sub(r"关于|建议|问题|[^\u4e00-\u9fff]", " ", text)
    return frozenset(w[i : i + 2] for w in text.split() for i in range(len(w) - 1))
