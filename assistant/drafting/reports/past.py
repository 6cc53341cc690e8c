"""Past reports of ours: the same part as a model of manner, and a measure of what was handed back from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from assistant.drafting.reports.assembling import Report
from assistant.drafting.reports.sentences import sentences
from knowledge_base.documents import Document
from knowledge_base.profiles import Profile

COPIED = 20
"""Characters in a row that a past report has too, from which a sentence counts as handed back."""
_MANNERS = 2
_COMPARED = 6
_MOST_HEADINGS = 6
_HEADING = re.compile(r"^\s*[一二三四五六七八九十]+、\s*(?P<name>[^\n]{2,30})$", re.M)
_SUBHEADING = re.compile(r"^\s*（[一二三四五六七八九十]+）(?P<name>[^\n。，；]{2,16})(?:。|$)", re.M)


class Reports(Protocol):
    """The part of the knowledge base in which past reports are found."""

    def documents(self) -> list[Document]: ...
    def document(self, path: str) -> Document | None: ...


@dataclass(frozen=True)
class Manner:
    """The same part of a past report of ours."""

    title: str
    text: str


@dataclass(frozen=True)
class Copied:
    """A sentence of the draft that a past report has too, ``characters`` in a row of its ``length``."""

    heading: str
    sentence: str
    title: str
    characters: int
    length: int


def ours(kb: Reports | None, profile: Profile) -> Iterator[Document]:
    """The office's own reports with their text, the newest first."""
    if kb is None:
        return
    names = (profile.name, profile.short, *profile.aliases)
    found = [d for d in kb.documents() if d.kind == "report" and d.issuer in names]
    for d in sorted(found, key=lambda d: d.issued.toordinal() if d.issued else 0, reverse=True):
        if full := kb.document(d.path):
            yield full


def manners(kb: Reports | None, profile: Profile, heading: str) -> list[Manner]:
    """The newest first."""
    found: list[Manner] = []
    for d in ours(kb, profile):
        if text := _section(d.text, heading):
            found.append(Manner(d.title, text))
        if len(found) == _MANNERS:
            break
    return found


def subheadings(kb: Reports | None, profile: Profile, heading: str) -> list[str]:
    """The headings under which our newest past report that has any tells the part."""
    for manner in manners(kb, profile, heading):
        if found := [m["name"] for m in _SUBHEADING.finditer(manner.text)]:
            return found[:_MOST_HEADINGS]
    return []


def copying(report: Report, kb: Reports | None) -> list[Copied]:
    """What stands in the parts that are not code's and in a past report too, sentence by sentence."""
    past = [d for d, _ in zip(ours(kb, report.profile), range(_COMPARED), strict=False)]
    return [
        c for n, s in enumerate(report.sections, 1) if s.by != "code" for c in _copied_in(report, n, s.heading, past)
    ]


def copied(sentence: str, past: str) -> int:
    """The longest run of characters, blanks aside, that the past text has too."""
    one, two = re.sub(r"\s", "", sentence), re.sub(r"\s", "", past)
    return SequenceMatcher(None, one, two, autojunk=False).find_longest_match().size


def _copied_in(report: Report, number: int, heading: str, past: Sequence[Document]) -> Iterator[Copied]:
    written = [b for b in report.draft.blocks if b.ask == number]
    for s in sentences(written):
        text = "".join(r.text for r in s.runs if r.kind in ("text", "figure")).strip()
        worst = max(((copied(text, d.text), d.title) for d in past if len(text) >= COPIED), default=(0, ""))
        if worst[0] >= COPIED:
            yield Copied(heading, text, worst[1], worst[0], len(re.sub(r"\s", "", text)))


def _section(text: str, heading: str) -> str:
    """What stands under the heading that is most like ``heading``."""
    found = list(_HEADING.finditer(text))
    for m, after in zip(found, [*found[1:], None], strict=True):
        if SequenceMatcher(None, m["name"], heading, autojunk=False).ratio() >= 0.5:
            return text[m.end() : after.start() if after else len(text)].strip()
    return ""
