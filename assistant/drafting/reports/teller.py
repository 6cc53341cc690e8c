"""Turns sentences with marks of figures into runs that carry the figures and their cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.draft import Citation, Run
from assistant.drafting.binding import marked
from assistant.figures import FigureSheet, Source
from assistant.intake.workbook.orders import disarmed
from assistant.ledger import ANSWERED_BY_US, Ledger, LedgerCase
from assistant.tallies.groups import Groups
from assistant.tallies.sheet import Tallies
from assistant.tallies.tally import Cells, Selection, Tally
from knowledge_base.profiles import Profile

_TOKEN = re.compile(r"⟦([^⟦⟧]+)⟧")
_WE = re.compile(r"[我本](?:厅|局|委(?!员)|办(?!理|公|事|法|结|学|案|复)|院|单位|部门)")


@dataclass(frozen=True)
class Teller:
    """Turns sentences with ⟦figure id⟧ and ⟦citation id|words⟧ into runs that carry the figures and their cells."""

    ledger: Ledger
    told: Tallies
    profile: Profile
    sheet: FigureSheet
    speaker: str = ""
    """How the organ that reports calls itself; "" as this office does."""
    division: str = "处室"
    """What its parts are called: 处室 of an office, 单位 of a government."""
    bases: Mapping[str, str] | None = None
    """The bases that a person chose for rates (``rate.face`` → 主办件); a rate without one waits for it. None: nobody is
    there to ask, and the base is taken that the profile lists first, else the one that the ledger's own marks point to."""
    waits: bool = True
    """Whether a rate that is missing among the ``bases`` waits; False on the command line."""
    bound: dict[str, str] = field(default_factory=dict)
    """Id of each figure that was put into a sentence → id of its tally."""
    citations: list[Citation] = field(default_factory=list)
    """What the words rest on that were taken from the ledger, or from replies."""

    @cached_property
    def groups(self) -> Groups:
        return Groups(self.ledger, "this", self.told.as_of)

    @property
    def we(self) -> str:
        return self.speaker or self.profile.we

    def named(self, runs: Iterable[Run], name: str) -> tuple[Run, ...]:
        """The words of an office's own paper as another organ says them: 我厅 by its name."""
        if self.we == self.profile.we or not name:
            return tuple(runs)
        return tuple(replace(r, text=_WE.sub(name, r.text)) if r.kind in ("text", "citation") else r for r in runs)

    @property
    def who(self) -> str:
        """Who proposed: 代表, 委员, or both."""
        kinds = self.groups.kinds
        return "代表委员" if len(kinds) != 1 else "代表" if kinds[0] == "建议" else "委员"

    @cached_property
    def lead_words(self) -> str:
        """The ledger's words for the roles that answer: 主办、独办."""
        return "、".join(self.groups.role_word(r) for r in self.groups.roles if r in ANSWERED_BY_US)

    def runs(self, sentence: str) -> tuple[Run, ...]:
        found: list[Run] = []
        at = 0
        for m in _TOKEN.finditer(sentence):
            found += marked(sentence[at : m.start()])
            found.append(self._run(m[1]))
            at = m.end()
        return (*found, *marked(sentence[at:]))

    def _run(self, token: str) -> Run:
        id_, _, words = token.partition("|")
        if words:
            return Run(words, "citation", id_)
        tally = self.told.find(id_)
        assert tally is not None, id_
        return self.figure(tally)

    def words(self, text: str, of: Selection) -> str:
        """A token for words that the ledger's cells say, for a sentence."""
        return f"⟦{self.cited(text, Cells(self.ledger).of(of))}|{disarmed(text)}⟧"

    def cited(self, quote: str, cells: tuple[str, ...]) -> str:
        """The id of a citation of the ledger."""
        return self.rests_on(Source("ledger", self.ledger.path, quote=quote, cells=cells))

    def rests_on(self, source: Source) -> str:
        """The id of a citation of any source."""
        id_ = f"C{len(self.citations) + 1}"
        self.citations.append(Citation(id_, source))
        return id_

    def case(self, case: LedgerCase, *columns: str, text: str = "") -> str:
        """A token for the name of a case; ``columns`` are the fields for which it is named."""
        return self.words(text or case.called, Selection("", (case,), ("number", "kind", *columns)))

    def figure(self, tally: Tally) -> Run:
        """The tally as a run that carries its figure."""
        figure = self.sheet.add(
            value=tally.value, unit=tally.unit, text=tally.text, source=_source(tally, self.ledger),
            label=tally.name.replace("·", ""), period=tally.period,
        )  # fmt: skip
        self.bound[figure.id] = tally.id
        return Run(tally.text, "figure", figure.id)

    def value(self, id_: str) -> int:
        tally = self.told.find(id_)
        return int(tally.value) if tally else 0

    def first(self, prefix: str) -> Tally | None:
        """The figure with this id, or the first of those that begin with it and a slash."""
        return next((f for f in self.told.figures if f.id == prefix or f.id.startswith(f"{prefix}/")), None)


def _source(tally: Tally, ledger: Ledger) -> Source:
    parts = f"{tally.numerator}÷{tally.denominator}" if tally.denominator else ""
    base = f"（分母：{tally.base}）" if tally.base else ""
    quote = f"{tally.name.split('（分母')[0]} {parts + '＝' if parts else ''}{tally.text}{base}"
    return Source("ledger", ledger.path, quote=quote, cells=tally.cells)
