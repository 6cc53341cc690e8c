"""A model's paragraphs and the program's put together: nothing that the ledger says is lost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Block, Run
from assistant.drafting.assertions import share
from assistant.drafting.reports.kinds import ordinal
from assistant.drafting.reports.sentences import sentences

Runs = tuple[Run, ...]
Paragraph = Sequence[Runs]
"""Sentence by sentence."""
_HEAD = re.compile(r"^（[一二三四五六七八九十]+）(?P<name>[^。\n]{2,30})。")
LABEL = re.compile(r"^(?:[一二三四五六七八九十]是|（[一二三四五六七八九十]+）)[^，；：。]{2,14}。?$")
"""一是改进会办工作。 only names what follows."""
_SAYS = re.compile(r"[\u4e00-\u9fff]")
_LEAST = 6
"""Characters below which a sentence says nothing."""
_SAME = 0.5
"""Share of the words, by weight, that a sentence which takes another's place must hold."""
_MORE = 8
"""Characters that it must say more where the other asks for something."""
_NOTHING_NEW = 0.9
"""Share of a sentence's words that another holds which says it already."""


@dataclass(frozen=True)
class Merged:
    """``new``: sentences of the model that stand; ``kept``: those of the program that it had dropped."""

    blocks: tuple[Block, ...]
    new: int
    kept: int


def merged(begun: Sequence[Block], written: Sequence[Paragraph]) -> Merged:
    """Each paragraph of the model goes to the program's under the same heading, else to the one whose figures it tells,
    else it stands by itself. A sentence of the program stays unless one of the model's that nobody doubts holds all its
    figures, cases and most of its words."""
    cited = [r for b in begun for r in b.runs if r.kind == "citation" and len(r.text) > 3]
    layers = [_Layer(block) for block in begun]
    own: list[list[Runs]] = []
    for paragraph in written:
        told = [_recited(runs, cited) for runs in paragraph]
        layer = _layer(told, layers)
        if layer is None:
            own.append(told)
        else:
            layer.written += _without_head(told)
    headed = [x for x in layers if x.head]
    blocks = [Block("paragraph", runs) for layer in layers if (runs := layer.merged())]
    open_ = [b for b in blocks if all(r.kind == "missing" for r in b.runs)] if not headed else []
    numbered = len(headed)
    others: list[Block] = []
    for told in own:
        if headed and _HEAD.match(_text(told)):
            numbered += 1
            told = [_renumbered(told[0], numbered), *told[1:]]
        others.append(Block("paragraph", tuple(r for runs in told for r in runs)))
    new = sum(map(_stands, [runs for told in (*own, *(x.added() for x in layers)) for runs in told]))
    kept = sum(layer.kept for layer in layers)
    return Merged((*(b for b in blocks if b not in open_), *others, *open_), new, kept)


class _Layer:
    """A paragraph of the program, and what the model wrote to it."""

    def __init__(self, block: Block) -> None:
        listed = [s.runs for s in sentences([block])]
        m = _HEAD.match(block.text)
        self.head = m["name"] if m else ""
        self.first: Runs = listed[0] if m else ()
        self.said = listed[1:] if m else listed
        self.written: list[Runs] = []
        self.kept = 0

    @property
    def marks(self) -> set[str]:
        return {_mark(r) for runs in self.said for r in runs} - {""}

    def merged(self) -> Runs:
        asks = [runs for runs in self.said if all(r.kind == "missing" for r in runs)]
        said = [runs for runs in self.said if runs not in asks]
        written = self.added()
        stay = [runs for runs in said if not any(_holds(w, runs) for w in written)]
        again = {_even(_said(runs)) for runs in self.written}
        self.kept = sum(_even(_said(runs)) not in again for runs in stay)
        told = [*stay, *written]
        asked = any(r.kind == "missing" for runs in written for r in runs)
        return tuple(r for runs in (self.first, *told, *(() if asked else asks)) for r in runs)

    def added(self) -> list[Runs]:
        """What the model wrote that the program's sentences do not say already."""
        return [w for w in self.written if not any(_says_no_more(w, runs) for runs in self.said)]


def _layer(told: Sequence[Runs], layers: Sequence[_Layer]) -> _Layer | None:
    if m := _HEAD.match(_text(told)):
        return next((x for x in layers if x.head and (x.head in m["name"] or m["name"] in x.head)), None)
    marks = {_mark(r) for runs in told for r in runs} - {""}
    best = max(layers, key=lambda x: len(x.marks & marks), default=None)
    return best if best and best.marks & marks else None


def _without_head(told: Sequence[Runs]) -> list[Runs]:
    return list(told[1:] if _HEAD.match(_text(told[:1])) else told)


def _renumbered(runs: Runs, number: int) -> Runs:
    text = re.sub(r"^（[一二三四五六七八九十]+）", f"（{ordinal(number)}）", runs[0].text)
    return (replace(runs[0], text=text), *runs[1:])


def _holds(written: Runs, said: Runs) -> bool:
    """Whether the model's sentence may take the place of the program's."""
    if not _stands(written):
        return False
    marks = {_mark(r) for r in said} - {""}
    if not marks or not marks <= {_mark(r) for r in written} or share(_said(said), _said(written)) < _SAME:
        return False
    asks = any(r.kind == "missing" for r in said) and not any(r.kind == "missing" for r in written)
    return not asks or len(_said(written)) >= len(_said(said)) + _MORE


def _says_no_more(written: Runs, said: Runs) -> bool:
    if _even(_said(written)) == _even(_said(said)):
        return True
    within = {_mark(r) for r in written} <= {_mark(r) for r in said} | {""}
    return within and _stands(written) and share(_said(written), _said(said)) >= _NOTHING_NEW


def _stands(runs: Runs) -> bool:
    stands = all(r.kind != "unverified" for r in runs) and not LABEL.fullmatch(_said(runs))
    return stands and len(_SAYS.findall(_said(runs))) >= _LEAST


def _mark(run: Run) -> str:
    """What a sentence must not lose: its figures, and what it cites of the ledger."""
    return run.ref if run.kind == "figure" else run.text if run.kind == "citation" else ""


def _recited(runs: Runs, cited: Sequence[Run]) -> Runs:
    """With the program's citations where the model repeats their words."""
    return tuple(piece for run in runs for piece in (_cut(run, cited) if run.kind == "text" else (run,)))


def _cut(run: Run, cited: Sequence[Run]) -> Iterator[Run]:
    text = run.text
    while text:
        found = [(text.find(c.text), -len(c.text), c) for c in cited if c.text in text]
        if not found:
            yield replace(run, text=text)
            return
        at, _, one = min(found, key=lambda x: x[:2])
        if at:
            yield replace(run, text=text[:at])
        yield one
        text = text[at + len(one.text) :]


def _said(runs: Runs) -> str:
    return "".join(r.text for r in runs if r.kind != "missing")


def _text(told: Sequence[Runs]) -> str:
    return "".join(r.text for runs in told for r in runs)


def _even(text: str) -> str:
    return re.sub(r"[\s，。；：、（）]", "", text)
