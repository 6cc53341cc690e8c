"""The report put together: frame and 总体情况 by code, cases from the ledger, the rest by the writer or left open."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Block, Draft, Run, Stage, State
from assistant.drafting.binding import marked, missing
from assistant.drafting.reports import telling
from assistant.drafting.reports.annex import with_table
from assistant.drafting.reports.begun import begun
from assistant.drafting.reports.kinds import ReportKind, ReportPart, cases_called, ordinal
from assistant.drafting.reports.overview import overview, sessions, tracked
from assistant.drafting.reports.teller import Teller
from assistant.figures import FigureSheet
from assistant.intake.workbook.orders import disarmed
from assistant.ledger import Ledger, Notice
from assistant.tallies import Tallies, identities, tallies
from assistant.tallies.choosing import answered
from assistant.tallies.groups import Groups
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

_STOPPED = (Block("paragraph", (missing("本部分因停止起草而未写"),)),)
_STOPPING = ("role", "kind", "state", "total", "year", "copied", "duplicate", "withdrawn", "several")
"""Questions on which the number of cases hangs."""
_HOW = "请改台账，或在“台账里的叫法”里填、用 --confirm 叫法=意思 说明。"


@dataclass(frozen=True)
class Written:
    """What a writer made of a part; without ``blocks`` it stays as the ledger begins it. ``note`` tells the reader how it
    went."""

    blocks: tuple[Block, ...]
    note: str = ""


WritePart = Callable[[ReportPart, Teller, tuple[Block, ...]], Written | None]
"""Writes one of the parts that are a person's, given as the ledger begins it; None where it is not to."""


@dataclass(frozen=True)
class Section:
    """``status`` is ``answered`` when nothing of it is open, else ``open``; ``made`` is the body as it was drafted, before
    anybody edited it; ``by`` says who drafts it, ``modelled`` whether a model did."""

    id: str
    heading: str
    text: str
    status: str
    by: str = "writer"
    made: tuple[Block, ...] = ()
    modelled: bool = False


@dataclass(frozen=True)
class Report:
    kind: ReportKind
    ledger: Ledger
    told: Tallies
    draft: Draft
    sections: tuple[Section, ...]
    candidates: tuple[telling.Candidate, ...]
    profile: Profile
    bound: Mapping[str, str]
    """Figure id → tally id."""
    chosen: tuple[str, ...] = ()
    """The cases told, as addresses of their rows."""
    notices: tuple[Notice, ...] = ()
    """What was assumed beside the reading of the ledger: of the plan, of whose cases they are."""


def draft_report(
    ledger: Ledger,
    profile: Profile,
    kind: ReportKind,
    *,
    as_of: datetime.date | None = None,
    only: tuple[str, ...] = (),
    stage: Stage = "送审稿",
    kb: telling.Replies | None = None,
    bases: Mapping[str, str] | None = None,
    waits: bool = True,
    write: WritePart | None = None,
    cases: Sequence[str] = (),
    table: bool = False,
    headings: Callable[[str], Sequence[str]] = lambda _: (),
    on_part: Callable[[str, str], None] = lambda _, __: None,
    stop: Callable[[], bool] = lambda: False,
    notices: Sequence[Notice] = (),
) -> Report:
    """``only`` are ids of the parts wanted (empty: all); ``bases`` and ``waits`` as in a Teller; ``cases`` are the candidates that a
    person chose to have told (empty: the best); ``table`` adds the table of cases as 附件; ``headings`` gives, by a part's heading, those under which past reports
    tell it. ``on_part`` is told each part's heading and text; after ``stop`` the
    parts not yet written stay open and the draft is ``interrupted``. Raises InputError when the ledger's figures do not add up, with
    the cells to look at, and for an unknown part."""
    ledger = _only_about(ledger, kind)
    _refuse_broken(ledger, as_of)
    if unknown := set(only) - {p.id for p in kind.parts}:
        listed = "、".join(f"{p.id}（{p.heading}）" for p in kind.parts)
        raise InputError(f"--section 没有“{sorted(unknown)[0]}”这一部分，{kind.name}有：{listed}。")
    told = tallies(ledger, as_of)
    told = told if waits else answered(told, bases or {})
    sheet = FigureSheet()
    speaker = _filled(Teller(ledger, told, profile, sheet), kind.we)
    teller = Teller(ledger, told, profile, sheet, speaker, kind.division, bases, waits)
    found = telling.candidates(ledger, kb)
    chosen = [c for c in found if c.place in cases] if cases else [c for c in found if c.fit][: telling.MOST]
    parts = [p for p in kind.parts if (not only or p.id in only) and _has(p, ledger)]
    if not parts:
        named = "、".join(p.heading for p in kind.parts if p.id in only)
        raise InputError(f"台账里没有往年结转、跟踪的件，“{named}”没有可写的，请补上跟踪表，或去掉 --section。")
    blocks: list[Block] = list(_head(teller, kind, stage))
    sections: list[Section] = []
    notes: list[Notice] = []
    stopped = False
    for number, part in enumerate(parts, 1):
        stopped = stopped or stop()
        body: tuple[Block, ...] = ()
        modelled = False
        for one in (part, *part.also):
            begun_ = _STOPPED if stopped else _part(one, teller, chosen, headings)
            written = write(one, teller, begun_) if write and one.by == "writer" and not stopped else None
            body += (written.blocks if written else ()) or begun_
            modelled = modelled or bool(written and written.blocks)
            if written and written.note:
                notes.append(Notice("", "", f"“{one.heading}”：{written.note}"))
        body = tuple(replace(b, ask=number) for b in body)
        blocks += [Block("heading", (Run(f"{ordinal(number)}、{part.heading}"),), level=1), *body]
        text = "\n".join(b.text for b in body)
        status = "open" if any(r.kind == "missing" for b in body for r in b.runs) else "answered"
        sections.append(Section(part.id, part.heading, text, status, part.by, body, modelled))
        on_part(part.heading, text)
    blocks += _tail(teller, kind, stage)
    state: State = "interrupted" if stopped or stop() else "complete"
    draft = Draft(kind.paper, stage, tuple(blocks), sheet, tuple(teller.citations), state)
    draft = with_table(draft, teller) if table else draft
    offered = (*chosen, *(c for c in found[: 4 * telling.MOST] if c not in chosen))
    told_of = tuple(c.place for c in chosen)
    return Report(
        kind,
        ledger,
        told,
        draft,
        tuple(sections),
        offered,
        profile,
        teller.bound,
        told_of,
        (*notices, *_whose(teller, kind), *notes),
    )


def _whose(teller: Teller, kind: ReportKind) -> Iterator[Notice]:
    """A government's report made of what looks like one office's ledger."""
    if kind.we and not teller.groups.units:
        yield Notice(
            "", "", f"{kind.name}写的是“{teller.we}”的件，台账里看不出有几个承办单位，像是一个单位的台账，请核对"
        )


def _has(part: ReportPart, ledger: Ledger) -> bool:
    """An optional part is written where the ledger has something for it."""
    return not part.optional or part.by != "tracked" or bool(ledger.of("tracked"))


def _only_about(ledger: Ledger, kind: ReportKind) -> Ledger:
    """The ledger with the cases that the kind of report is on."""
    if not kind.about:
        return ledger
    cases = tuple(c for c in ledger.cases if c.kind in ("", kind.about))
    if not any(c.year == "this" for c in cases):
        raise InputError(f"{kind.name}只写{kind.about}，台账里没有{kind.about}，请换一种报告或检查“类别”列。")
    return replace(ledger, cases=cases)


def _refuse_broken(ledger: Ledger, as_of: datetime.date | None) -> None:
    asked = [q for q in ledger.questions if q.about in _STOPPING]
    if asked:
        told = "；".join(f"{f'{q.sheet}!' if q.sheet else ''}{q.cell} {q.message}" for q in asked[:6])
        raise InputError(f"台账里有{len(asked)}处要先问清才能出报告：{told.rstrip('。？')}。{_HOW}")
    for identity in identities(Groups(ledger, "this", as_of)):
        if identity.binding and not identity.holds:
            where = f"，请看 {'、'.join(identity.cells[:8])}" if identity.cells else ""
            raise InputError(f"台账的数加不起来，没有出报告：{identity.sum}，应当{identity.name}{where}。")


def _filled(teller: Teller, template: str) -> str:
    profile = teller.profile
    session = disarmed(sessions(teller.ledger, "建议") or sessions(teller.ledger, "提案"))
    year = teller.told.year or "〔待补充：年份〕"
    return template.format(
        year=year, we=teller.we, name=profile.name, level=profile.level, place=profile.place,
        session=session or f"{year}年", cases=cases_called(teller.groups.kinds), government_office=profile.government_office,
    )  # fmt: skip


def _head(teller: Teller, kind: ReportKind, stage: Stage) -> Iterator[Block]:
    profile = teller.profile
    yield Block("title", marked(_filled(teller, kind.title)))
    if kind.paper == "report" and stage == "送审稿" and not kind.signer:
        yield Block("number", (Run(f"{profile.code.removesuffix('函')}〔{_year(teller)}〕　号"),))
    yield Block("salutation", (Run(f"{_filled(teller, kind.addressee)}："),))
    yield Block("opening", marked(_filled(teller, kind.opening)))


def _tail(teller: Teller, kind: ReportKind, stage: Stage) -> Iterator[Block]:
    if kind.closing:
        yield Block("closing", (Run(kind.closing),))
    yield Block("signature", (Run(_filled(teller, kind.signer) or teller.profile.name),))
    if stage == "送审稿":
        yield Block("date", (Run(f"{_year(teller)}年　月　日"),))
    else:
        yield Block("date", (missing("成文日期"),))


def _year(teller: Teller) -> int:
    """The year in which the report is signed: of the day it is as of, else of its cases."""
    return teller.told.as_of.year if teller.told.as_of else teller.told.year or datetime.date.today().year


def _part(
    part: ReportPart,
    teller: Teller,
    chosen: list[telling.Candidate],
    headings: Callable[[str], Sequence[str]],
) -> tuple[Block, ...]:
    if part.by == "code":
        return tuple(Block("paragraph", runs) for runs in overview(teller))
    if part.by == "tracked":
        return tuple(Block("paragraph", runs) for runs in tracked(teller))
    if part.by == "cases" and chosen:
        return tuple(telling.tell(chosen, teller))
    return begun(part, teller, headings(part.heading))
