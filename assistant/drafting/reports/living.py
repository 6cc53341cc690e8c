"""The report as a living document: the ledger changes, the figures change with it, and what a person wrote stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.draft import Block, Citation, Draft, Run
from assistant.drafting.reports.assembling import Report, Section
from assistant.drafting.reports.sentences import Sentence, blocks_of, sentences, successors
from assistant.drafting.reports.teller import Teller
from assistant.edits import edit_section
from assistant.marked import unverified
from knowledge_base.errors import InputError


@dataclass(frozen=True)
class Moved:
    """A sentence that is not as it was. ``before`` or ``after`` is "" where one came or went; ``kept`` says that a person
    wrote it: it stands as written, and ``after`` is what the ledger would say now."""

    heading: str
    before: str
    after: str
    kept: bool = False


def edited(report: Report, part: str, text: str) -> Report:
    """The report with a person's ``text`` (one line a paragraph) as the part. Figures whose characters stand stay bound;
    a number that is typed over one becomes 〔待核实〕 and names the old one. Raises InputError for an unknown part."""
    number = _number(report, part)
    if not text.strip():
        raise InputError("这一部分没有内容：要删去整个部分，请在提纲里删去它的标题。")
    return with_draft(report, edit_section(report.draft, number, text))


def with_draft(report: Report, draft: Draft) -> Report:
    """The sections' texts follow the draft."""
    told = tuple(replace(s, text=_text(draft, n), status=_status(draft, n)) for n, s in enumerate(report.sections, 1))
    return replace(report, draft=draft, sections=told)


def renewed(old: Report, fresh: Report, *, again: frozenset[str] = frozenset()) -> tuple[Report, tuple[Moved, ...]]:
    """``fresh``, drafted from the changed ledger, with what a person wrote in ``old``, and the sentences that moved.

    Parts in ``again`` are taken as fresh. A sentence that nobody touched is replaced by its successor; one that a person
    wrote is kept, the figures that are still bound in it take their new values. A part written by a model is kept."""
    keeping = _Keeping(old, fresh)
    draft = fresh.draft
    moved: list[Moved] = []
    for number, section in enumerate(fresh.sections, 1):
        if section.id not in {s.id for s in old.sections}:
            continue
        before = body(old.draft, _number(old, section.id))
        if section.id not in again:
            merged, kept = keeping.merge(section, before)
            draft = _with_body(draft, number, merged)
            moved += kept
        moved += changes(section.heading, before, body(draft, number))
    draft = replace(draft, citations=tuple(keeping.citations), state=fresh.draft.state)
    return with_draft(replace(fresh, draft=draft), draft), tuple(moved)


def body(draft: Draft, number: int) -> tuple[Block, ...]:
    """The blocks of a part without its heading."""
    return tuple(b for b in draft.blocks if b.ask == number)


def changes(heading: str, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Moved]:
    old, new = [s.text for s in sentences(before)], [s.text for s in sentences(after)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for n in range(max(i2 - i1, j2 - j1)):
                gone, come = old[i1:i2][n : n + 1], new[j1:j2][n : n + 1]
                yield Moved(heading, "".join(gone).strip(), "".join(come).strip())


@dataclass
class _Keeping:
    """Carries sentences of the old report over to the fresh one's sheet of figures and list of citations."""

    old: Report
    fresh: Report

    def __post_init__(self) -> None:
        self.citations: list[Citation] = list(self.fresh.draft.citations)
        self.teller = Teller(self.fresh.ledger, self.fresh.told, self.fresh.profile, self.fresh.draft.figures, bound=dict(self.fresh.bound))  # fmt: skip

    def merge(self, section: Section, mine: Sequence[Block]) -> tuple[tuple[Block, ...], list[Moved]]:
        was = next(s for s in self.old.sections if s.id == section.id)
        if was.modelled and section.made != was.made:
            return tuple(replace(b, runs=self._runs(b.runs)) for b in mine), []
        base, hand, new = sentences(was.made), sentences(mine), sentences(section.made)
        place, first = successors([s.shape(self.old.bound) for s in base], [s.shape(self.fresh.bound) for s in new])
        merged: list[Sentence] = [new[j] for j in first]
        kept: list[Moved] = []
        opcodes = SequenceMatcher(None, [s.text for s in base], [s.text for s in hand], autojunk=False).get_opcodes()
        for tag, i1, i2, j1, j2 in opcodes:
            now = [new[j] for i in range(i1, i2) for j in place[i]]
            if tag == "equal":
                merged += now
                continue
            merged += [replace(s, runs=self._runs(s.runs)) for s in hand[j1:j2]]
            said, would = "".join(s.text for s in base[i1:i2]), "".join(s.text for s in now)
            if said != would:
                kept.append(Moved(section.heading, "".join(s.text for s in hand[j1:j2]), would, kept=True))
        return blocks_of(merged), kept

    def _runs(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        return tuple(self._run(r) for r in runs)

    def _run(self, run: Run) -> Run:
        if run.kind == "citation":
            return replace(run, ref=self._citation(run.ref))
        if run.kind == "figure":
            return self._figure(run)
        if run.kind == "unverified" and (tally := self.fresh.told.find(self.old.bound.get(run.ref, ""))):
            note = f"台账现为“{tally.text}”，这里是人写的，请核实。"
            return replace(run, ref=self.teller.figure(tally).ref, note=note)
        return run

    def _figure(self, run: Run) -> Run:
        figure = self.old.draft.figures[run.ref]
        if (id_ := self.old.bound.get(run.ref)) is None:
            same = self.teller.sheet.add(
                value=figure.value, unit=figure.unit, text=figure.text, source=figure.source, label=figure.label,
                period=figure.period,
            )  # fmt: skip
            return replace(run, ref=same.id)
        if tally := self.fresh.told.find(id_):
            return self.teller.figure(tally)
        return unverified(run.text, f"台账里已经没有“{figure.label}”这个数，请核实。")

    def _citation(self, id_: str) -> str:
        source = next(c.source for c in self.old.draft.citations if c.id == id_)
        if same := next((c for c in self.citations if c.source == source), None):
            return same.id
        taken = {c.id for c in self.citations}
        new = next(f"C{n}" for n in range(1, len(taken) + 2) if f"C{n}" not in taken)
        self.citations.append(Citation(new, source))
        return new


def _with_body(draft: Draft, number: int, blocks: Sequence[Block]) -> Draft:
    at = next(i for i, b in enumerate(draft.blocks) if b.ask == number)
    rest = [b for b in draft.blocks if b.ask != number]
    made = tuple(replace(b, ask=number) for b in blocks)
    return replace(draft, blocks=(*rest[:at], *made, *rest[at:]))


def _number(report: Report, part: str) -> int:
    found = next((n for n, s in enumerate(report.sections, 1) if s.id == part), None)
    if found is None:
        raise InputError(f"报告里没有“{part}”这一部分。")
    return found


def _text(draft: Draft, number: int) -> str:
    return "\n".join(b.text for b in body(draft, number))


def _status(draft: Draft, number: int) -> str:
    return "open" if any(r.kind == "missing" for b in body(draft, number) for r in b.runs) else "answered"
