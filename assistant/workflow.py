"""From a proposal to a checked letter: the literal list of steps, the only place where drafting and checks meet."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal

from assistant import verdicts
from assistant.brought import contact_findings, opinions
from assistant.brought.earlier import promises_of
from assistant.case import Case, Letter
from assistant.checks import CheckContext, CheckReport
from assistant.checks import run as run_checks
from assistant.draft import Block, Draft, Run, State
from assistant.drafting import past, shared
from assistant.drafting.assigning import unused
from assistant.drafting.evidence import gather
from assistant.drafting.frame import Frame
from assistant.drafting.letter import assemble
from assistant.drafting.precedents import precedents
from assistant.drafting.writer import Brief, Evidence, PastPromise, Section, Writer
from assistant.figures import FigureSheet
from assistant.findings import Finding
from assistant.intake.parts import signed_on
from assistant.promises.kept import promised
from knowledge_base.documents import Document
from knowledge_base.errors import InputError
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
class Event:
    """Progress. ``text`` is new visible text of the section that answers ask number ``ask``, or what is being done."""

    kind: Literal["evidence", "text", "section", "checks"]
    ask: int = 0
    text: str = ""


OnEvent = Callable[[Event], None]
Stop = Callable[[], bool]


def draft_letter(
    case: Case,
    desk: Desk,
    *,
    beside: Sequence["Letter"] = (),
    on_event: OnEvent = lambda _: None,
    stop: Stop = lambda: False,
) -> Letter:
    """The letter for a case. Returns within a second of ``stop()`` turning true, with what is written so far and a
    draft in state ``interrupted``. 并案: an ask that a letter of ``beside`` answers too has that letter's text."""
    letter = Letter(case, FigureSheet(), beside=tuple(beside))
    for step in (gather_and_write, assemble_letter, check_letter):
        letter = step(letter, desk, on_event, stop)
    return letter


def gather_and_write(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Letter:
    """Each ask is written as soon as its own evidence is found, beside the others; one that was not begun when the person
    stopped says so."""
    case = letter.case

    def write(brief: Brief) -> Section:
        if stop():
            return _not_begun(brief.number)
        section = _written(brief, letter, desk, lambda text: on_event(Event("text", brief.number, text)), stop)
        section = replace(section, shared_with=shared.others(brief.ask, case.together))
        on_event(Event("section", brief.number, section.status))
        return section

    found: list[Evidence] = []
    with ThreadPoolExecutor(max_workers=max(1, desk.parallel)) as pool:
        sections: list[Future[Section]] = []
        for evidence in _evidence(letter, desk, on_event, stop):
            found.append(evidence)
            if not _is_follow_up(case):
                sections.append(pool.submit(write, _brief(letter, desk, found)))
        if _is_follow_up(case):  # which of its asks has a promise at all must be known before anything is written
            _refuse_without_promise(case, found)
            sections = [pool.submit(write, _brief(letter, desk, found[:n])) for n in range(1, len(found) + 1)]
        return replace(letter, evidence=tuple(found), sections=tuple(s.result() for s in sections))


def gather_evidence(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Letter:
    """The evidence alone."""
    return replace(letter, evidence=tuple(_evidence(letter, desk, on_event, stop)))


def _evidence(letter: Letter, desk: Desk, on_event: OnEvent, stop: Stop) -> Iterator[Evidence]:
    case, proposal = letter.case, letter.case.proposal
    own: dict[int, list[PastPromise]] = {}
    for ask_number, promise in promises_of(case.earlier, proposal) if case.earlier else ():
        own.setdefault(ask_number, []).append(promise)
    first = case.earlier.number if case.earlier else ""
    for number, ask in enumerate(proposal.asks, 1):
        if stop():
            yield Evidence(searched="（已停止，未检索）")
            continue
        on_event(Event("evidence", number, ask.core or ask.text))
        evidence = gather(number, ask, proposal, desk.profile, desk.kb, case.contributions, case.date, without=first)
        before = precedents(ask, desk.profile, desk.kb) if desk.kb else ()
        evidence = replace(evidence, precedents=before)
        made = promised(ask, proposal, desk.profile, evidence, own.get(number, ()), case.ledger, desk.kb)
        yield replace(evidence, promised=made)


def _is_follow_up(case: Case) -> bool:
    return case.earlier is not None and case.earlier.why == "follow-up"


def _refuse_without_promise(case: Case, found: Sequence[Evidence]) -> None:
    if case.earlier and not any(p.of_this_case for e in found for p in e.promised):
        raise InputError(f"原答复“{case.earlier.document}”里没有找到承诺事项，没有可以跟踪答复的内容。")


def _written(brief: Brief, letter: Letter, desk: Desk, on_text: Callable[[str], None], stop: Stop) -> Section:
    """A section in the way of its letter: a first answer, a second one, or what became of the first one's promises."""
    earlier = letter.case.earlier
    for other in letter.beside:
        for n, ask in enumerate(other.case.proposal.asks, 1):
            if shared.is_same_ask(ask, brief.ask):
                return shared.adopted(other.sections[n - 1], other.sheet, brief, letter.sheet)
    if earlier and earlier.why == "follow-up":
        return past.follow_up(brief, letter.sheet)
    section = desk.writer.write(brief, letter.sheet, on_text=on_text, stop=stop)
    return past.with_promises(section, brief, letter.sheet) if earlier else section


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
        openness=case.openness,
        earlier=case.earlier,
        contacts=case.contacts,
    )
    state = _worst(s.state for s in letter.sections) if letter.sections else "incomplete"
    return replace(letter, draft=draft.with_state(state))


def frame_of(letter: Letter, profile: Profile) -> Frame:
    """What the formulas of this letter are filled from."""
    case = letter.case
    return Frame(
        case.proposal, profile, letter.sheet, case.stage, case.contributions, case.number, case.date, case.earlier,
        case.openness,
    )  # fmt: skip


def with_class(letter: Letter, profile: Profile, mark: str) -> Letter:
    """The letter with the class that a person sets. Raises InputError for a mark that the office does not have, and for a
    letter that bears none (会办意见, 公开版)."""
    if not any(b.kind == "class-mark" for b in letter.finished.blocks):
        raise InputError("这份稿子不写办理结果类别。")
    block = frame_of(letter, profile).class_block(mark)
    assert block is not None, "a letter with a class mark has a place for it"
    blocks = tuple(block if b.kind == "class-mark" else b for b in letter.finished.blocks)
    return replace(letter, case=replace(letter.case, class_mark=mark), draft=replace(letter.finished, blocks=blocks))


def check_letter(letter: Letter, desk: Desk, on_event: OnEvent = lambda _: None, stop: Stop = lambda: False) -> Letter:  # noqa: ARG001  # one signature
    """The letter with its findings: after writing, after a person's edit, after a person's decision."""
    on_event(Event("checks"))
    report = check(letter.finished, letter.case, desk)
    more = (
        *_without_asks(letter),
        *_days(letter.case),
        *_unused(letter.case),
        *verdicts.warnings(letter, desk.profile),
        *opinions.contradictions(letter.finished, letter.evidence),
        *contact_findings.findings(letter.finished, letter.case.contacts, letter.case.proposal, letter.case.date),
        *past.warnings(letter.case.earlier, letter.finished, letter.evidence),
    )
    return replace(letter, report=replace(report, findings=(*more, *report.findings)))


def _without_asks(letter: Letter) -> Iterator[Finding]:
    """A letter that answers nothing must not pass for one."""
    if not letter.case.proposal.asks:
        at = next((at for at, b in letter.finished.placed if b.kind == "paragraph"), 0)
        message = "原件中没有识别出诉求，这封信没有答复任何内容，不能送审；请补写诉求后重新起草。"
        yield Finding("asks.none", "没有诉求", "error", message, at, at)


def _days(case: Case) -> Iterator[Finding]:
    """A letter is dated after its case was handed over and, as a rule, by the day on which it is due."""
    proposal, day = case.proposal, case.date
    if not day:
        return
    if proposal.assigned and day < proposal.assigned:
        message = f"成文日期{day}早于交办日期{proposal.assigned}，请核对。"
        yield Finding("case.days", "日期先后", "error", message, 0, 0)
    elif (made := signed_on(proposal.text)) and day < made:
        yield Finding("case.days", "日期先后", "error", f"成文日期{day}早于原件落款日期{made}，请核对。", 0, 0)
    if proposal.due and day > proposal.due:
        message = f"成文日期{day}超过要求办结日期{proposal.due}，请确认已办延期。"
        yield Finding("case.days", "日期先后", "warning", message, 0, 0)


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
            passed_over=_passed_over(draft, case),
        ),
    )


def _passed_over(draft: Draft, case: Case) -> frozenset[int]:
    """Asks of which the letter rightly says nothing: another unit's where the case is shared, those without a promise where
    only promises are followed up."""
    asks = list(enumerate(case.proposal.asks, 1))
    if case.earlier and case.earlier.why == "follow-up":
        return frozenset(n for n, _ in asks) - {b.ask for b in draft.blocks if b.ask is not None}
    return frozenset(n for n, ask in asks if case.role == "分办" and ask.duty == "outside")


def _sources(draft: Draft, kb: KnowledgeBase | None) -> dict[str, str]:
    paths = {f.source.document for f in draft.figures.values() if f.source.kind == "passage"}
    documents: list[Document | None] = [kb.document(path) for path in sorted(paths)] if kb else []
    return {d.path: d.text for d in documents if d is not None}


def _brief(letter: Letter, desk: Desk, found: Sequence[Evidence]) -> Brief:
    """What the writer gets for the ask whose evidence was found last."""
    case, number = letter.case, len(found)
    verdict = dict(case.verdicts).get(number, "")
    return Brief(number, case.proposal.asks[number - 1], case.proposal, desk.profile, case.role, found[-1], verdict)


def _not_begun(number: int) -> Section:
    run = Run("〔待补充：本项因停止起草而未写〕", "missing")
    return Section(number, "open", (Block("paragraph", (run,), ask=number),), state="interrupted")


def _worst(states: Iterator[State]) -> State:
    order: tuple[State, ...] = ("complete", "incomplete", "interrupted")
    return order[max((order.index(s) for s in states), default=0)]
