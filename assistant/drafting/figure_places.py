"""The figures of a sentence where they stand in their paragraph: which of them say something else there than in their
source, and which of several equal ones is meant."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.drafting.dossier import Dossier
from assistant.drafting.placing import Place, alike, misplaced, place
from assistant.figures import show
from assistant.marked import TOKEN, cite

_BETTER = 0.2
"""By how much an equal figure's words must fit a place better to be the one that is meant."""


@dataclass(frozen=True)
class Setting:
    """The paragraph ``before`` the sentence as it reads, the citations named in it (``cited``), and the names of this
    office and its own place (``ours``)."""

    before: str
    cited: Collection[str]
    ours: Collection[str]


def misplacements(sentence: str, setting: Setting, dossier: Dossier) -> Iterator[str]:
    """What is wrong with where the figures of the sentence, marked text, stand."""
    for id, here in _places(sentence, setting, dossier):
        if why := _wrong(id, here, setting, dossier):
            yield why


def rebound(sentence: str, setting: Setting, dossier: Dossier, among: Iterable[str]) -> str:
    """The sentence with a figure that its source has of something else replaced by the equal one, ``among`` those, whose
    source says this, or says it clearly better: what is read stays the same, what it rests on is put right."""
    sheet, meant = dossier.sheet, list(among)
    places = _places(sentence, setting, dossier)

    def fitting(m: re.Match[str]) -> str:
        if (id := m[1]) not in sheet:
            return m.group()
        _, here = next(places)
        least = -1.0 if _wrong(id, here, setting, dossier) else alike(here, dossier.homes[id]) + _BETTER
        equal = [o for o in meant if (sheet[o].value, sheet[o].unit) == (sheet[id].value, sheet[id].unit)]
        fits = {o: alike(here, dossier.homes[o]) for o in equal if not _wrong(o, here, setting, dossier)}
        best = max(fits, key=fits.__getitem__, default=id)
        return f"⟦{best}⟧" if fits.get(best, -1.0) > least else m.group()

    return TOKEN.sub(fitting, sentence)


def _places(sentence: str, setting: Setting, dossier: Dossier) -> Iterator[tuple[str, Place]]:
    text, spans, at = setting.before, list[tuple[str, int, int]](), 0
    for m in TOKEN.finditer(sentence):
        text += sentence[at : m.start()]
        figure = dossier.sheet.get(m[1])
        shown = show(figure) if figure else next((cite(c) for c in dossier.citations if c.id == m[1]), "")
        if figure:
            spans.append((figure.id, len(text), len(text) + len(shown)))
        text += shown
        at = m.end()
    text += sentence[at:]
    for id, start, end in spans:
        yield id, place(text, start, end, unit=dossier.sheet[id].unit)


def _wrong(id: str, here: Place, setting: Setting, dossier: Dossier) -> str:
    paper = dossier.sheet[id].source.document
    rivals = [p for o, p in dossier.homes.items() if o != id and dossier.sheet[o].source.document == paper]
    return misplaced(here, dossier.homes[id], rivals, setting.ours, setting.cited)
