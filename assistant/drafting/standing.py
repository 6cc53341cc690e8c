"""Who may be asserted, what may be cited, what may only be listed (design.md §2)."""

from typing import Literal

from assistant.drafting.matter import ask_words
from knowledge_base.documents import Document, Passage
from knowledge_base.profiles import Profile

Standing = Literal["own", "basis", "background"]
"""own: this office's paper, asserted with its date; basis: law or higher paper, cited with attribution; background:
other places, other offices, superseded, expired, internal: listed for the person, never in the text."""

_BASIS = ("law", "regulation", "policy")
_OWN = ("report", "reply", "opinion", "policy", "other")


def standing(paper: Passage | Document, profile: Profile, about: str = "") -> Standing:
    """``about`` is the text of the ask with the proposal's title: a paper for a limited scope (自贸试验区) is a basis
    only where they name it."""
    if paper.validity != "current" or paper.use == "internal" or not _our_place(paper, profile):
        return "background"
    if paper.kind in _OWN and is_ours(paper, profile):
        return "own"
    if paper.kind in _BASIS and not _individual(paper.title, profile) and not _elsewhere(paper.title, about):
        return "basis"
    if paper.kind == "report" and paper.place == profile.place and paper.issuer in profile.superiors:
        return "basis"
    return "background"


def is_ours(paper: Passage | Document, profile: Profile) -> bool:
    """By its issuer. A short name that other provinces share (省工信厅) counts only with our place or our 机关代字."""
    if paper.issuer == profile.name:
        return True
    if paper.issuer not in (profile.short, *profile.aliases):
        return False
    return paper.place == profile.place or paper.number.startswith(profile.code)


def _our_place(paper: Passage | Document, profile: Profile) -> bool:
    return paper.place in ("", profile.place, *profile.within)


def _individual(title: str, profile: Profile) -> bool:
    return title.rstrip("》）").endswith(ask_words().scope.individual) and profile.place not in title


def _elsewhere(title: str, about: str) -> bool:
    return any(scope in title and scope not in about for scope in ask_words().scope.limited)
