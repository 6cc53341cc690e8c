"""From a proposal to a checked letter: the literal list of steps, the only place where drafting and checks meet."""

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal

from assistant import verdicts
from assistant.checks import CheckContext, CheckReport
from assistant.checks import run as run_checks
from assistant.draft import Block, Draft, Run, Stage, State
from assistant.drafting.assigning import unused
from assistant.drafting.evidence import gather
from assistant.drafting.letter import assemble
from assistant.drafting.precedents import precedents
from assistant.drafting.writer import Brief, Contribution, Evidence, Role, Section, Writer
from assistant.figures import FigureSheet
from assistant.findings import Finding
from assistant.proposal import Proposal
from knowledge_base.documents import Document
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase


@dataclass(frozen=True)
class Desk:
    """What a run needs that outlives one letter. ``parallel`` is how many sections are written at once."""

    profile: Profile
    kb: KnowledgeBase | None
    writer: Writer
    parallel: int = 4


@dataclass(frozen=True)
class Case:
    """What the person brings: the proposal, and what only they can decide."""

    proposal: Proposal
    role: Role = "主办"
    stage: Stage = "送审稿"
    contributions: tuple[Contribution, ...] = ()
    number: str = ""
    date: datetime.date | None = None
    class_mark: str = ""


@dataclass(frozen=True)
class Event:
    """Progress. ``text`` is new visible text of the section that answers ask number ``ask``, or what is being done."""

    kind: Literal["evidence", "text", "section", "checks"]
    ask: int = 0
    text: str = ""


@dataclass(frozen=True)
class Letter:
    """What came out; ``evidence`` and ``sections`` go by ask. Fields fill up step by step."""

    case: Case
    sheet: FigureSheet
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[Section, ...] = ()
    draft: Draft | None = None
    report: CheckReport | None = None

    @property
    def finished(self) -> Draft:
        assert self.draft is not None, "assemble_letter has not run"
        return self.draft


OnEvent = Callable[[Event], None]
Stop = Callable[[], bool]


def draft_letter(case: Case, desk: Desk, *, on_event: OnEvent = lambda _: None, stop: Stop = lambda: False) -> Letter:
    """The letter for a case. Returns within a second of ``stop()`` turning true, with what is written so far and a
    draft in state ``interrupted``."""
    letter = Letter(case, FigureSheet())
    for step in (gather_evidence, write_sections, assemble_letter, check_letter):
        letter = step(letter, desk, on_event, stop)
    return letter


def gather_evidence(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Letter:
    proposal = letter.case.proposal
    found: list[Evidence] = []
    for number, ask in enumerate(proposal.asks, 1):
        if stop():
            found.append(Evidence(searched="（已停止，未检索）"))
            continue
        on_event(Event("evidence", number, ask.core or ask.text))
        evidence = gather(number, ask, proposal, desk.profile, desk.kb, letter.case.contributions, letter.case.date)
        before = precedents(ask, desk.profile, desk.kb) if desk.kb else ()
        found.append(replace(evidence, precedents=before))
    return replace(letter, evidence=tuple(found))


def write_sections(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Letter:
    """Sections are written side by side; a section that was not begun when the person stopped says so."""

    def write(brief: Brief) -> Section:
        if stop():
            return _not_begun(brief.number)
        section = desk.writer.write(
            brief, letter.sheet, on_text=lambda text: on_event(Event("text", brief.number, text)), stop=stop
        )
        on_event(Event("section", brief.number, section.status))
        return section

    with ThreadPoolExecutor(max_workers=max(1, desk.parallel)) as pool:
        return replace(letter, sections=tuple(pool.map(write, _briefs(letter, desk))))


def assemble_letter(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Letter:  # noqa: ARG001  # one signature
    case = letter.case
    draft = assemble(
        case.proposal,
        desk.profile,
        letter.sections,
        letter.sheet,
        role=case.role,
        stage=case.stage,
        contributions=case.contributions,
        number=case.number,
        date=case.date,
        class_mark=case.class_mark,
    )
    return replace(letter, draft=draft.with_state(_worst(s.state for s in letter.sections)))


def check_letter(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Letter:  # noqa: ARG001  # one signature
    on_event(Event("checks"))
    report = check(letter.finished, letter.case, desk)
    doubts = verdicts.warnings(letter, desk.profile)
    return replace(letter, report=replace(report, findings=(*_unused(letter.case), *doubts, *report.findings)))


def _unused(case: Case) -> Iterator[Finding]:
    """What of the 素材表 did not get into the letter."""
    for message in unused(case.contributions, case.proposal):
        yield Finding("materials.unused", "没有采用的素材", "warning", message, 0, 0)


def check(draft: Draft, case: Case, desk: Desk) -> CheckReport:
    """The checks on our own draft: after writing, and again after a person's edit."""
    return run_checks(
        draft,
        CheckContext(
            proposal=case.proposal,
            profile=desk.profile,
            kind=draft.kind,
            stage=case.stage,
            role=case.role,
            sources=_sources(draft, desk.kb),
            lookup=desk.kb,
            own=True,
        ),
    )


def _sources(draft: Draft, kb: KnowledgeBase | None) -> dict[str, str]:
    paths = {f.source.document for f in draft.figures.values() if f.source.kind == "passage"}
    documents: list[Document | None] = [kb.document(path) for path in sorted(paths)] if kb else []
    return {d.path: d.text for d in documents if d is not None}


def _briefs(letter: Letter, desk: Desk) -> Iterator[Brief]:
    case = letter.case
    for number, (ask, evidence) in enumerate(zip(case.proposal.asks, letter.evidence, strict=True), 1):
        yield Brief(number, ask, case.proposal, desk.profile, case.role, evidence)


def _not_begun(number: int) -> Section:
    run = Run("〔待补充：本项因停止起草而未写〕", "missing")
    return Section(number, "open", (Block("paragraph", (run,), ask=number),), state="interrupted")


def _worst(states: Iterator[State]) -> State:
    order: tuple[State, ...] = ("complete", "incomplete", "interrupted")
    return order[max((order.index(s) for s in states), default=0)]
