"""From a 台账 to a checked report: the literal list of steps, and the JSON of ``dafu report``."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant import interchange
from assistant.checks import CheckContext, CheckReport
from assistant.checks import run as run_checks
from assistant.drafting.reports import Report, draft_report, guess, kind_named
from assistant.drafting.reports.feedback import chosen
from assistant.drafting.reports.kinds import ReportKind
from assistant.drafting.reports.modelled import ModelParts
from assistant.drafting.reports.outline import planned, remarks
from assistant.drafting.reports.past import Copied, subheadings
from assistant.drafting.reports.teller import Teller
from assistant.drafting.reports.telling import candidates
from assistant.export.forms import Form, write_form
from assistant.export.sheets import Sheet, write_workbook
from assistant.export.word import Sources
from assistant.ledger import Ledger
from assistant.model import ChatModel, Stop
from assistant.tallies.interchange import to_json
from assistant.tallies.tally import Tally, plain
from knowledge_base.documents import Document
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

Outline = Sequence[tuple[str, str]]
_OFFERED = 12
"""Cases that are named when one was asked for that can't be told."""


def write_report(
    ledger: Ledger,
    profile: Profile,
    kind: str = "",
    *,
    as_of: datetime.date | None = None,
    only: Sequence[str] = (),
    bases: Mapping[str, str] | None = None,
    waits: bool = True,
    outline: Outline = (),
    cases: Sequence[str] = (),
    table: bool = False,
    kb: KnowledgeBase | None = None,
    model: ChatModel | None = None,
    on_part: Callable[[str, str], None] = lambda _, __: None,
    stop: Stop = lambda: False,
) -> tuple[Report, CheckReport]:
    """Kind "" is guessed from the ledger; ``bases`` are a person's choices of the bases of rates, None where nobody is
    asked, and without ``waits`` those that nobody chose are taken as if nobody were asked; ``outline`` (heading, what writes it) takes the place of the kind's own parts; with a ``model`` it writes the
    parts that are not code's; ``cases`` are rows' addresses (台账!5; 5 of a csv); ``table`` adds the table of cases as 附件. Raises InputError for a ledger whose figures do not add up."""
    if cases and not any(p.by == "cases" and (not only or p.id in only) for p in _plan(ledger, kind, outline).parts):
        raise InputError(f"要写的部分里没有典型案例，--case 的“{cases[0]}”用不上，请去掉它，或换一种报告。")
    report = draft(
        ledger, profile, kind, as_of=as_of, only=only, bases=bases, waits=waits, outline=outline, cases=cases, table=table, kb=kb,
        model=model,
        on_part=on_part, stop=stop,
    )  # fmt: skip
    return report, check(report, profile, kb)


def draft(
    ledger: Ledger,
    profile: Profile,
    kind: str = "",
    *,
    as_of: datetime.date | None = None,
    only: Iterable[str] = (),
    bases: Mapping[str, str] | None = None,
    waits: bool = True,
    outline: Outline = (),
    cases: Sequence[str] = (),
    table: bool = False,
    kb: KnowledgeBase | None = None,
    model: ChatModel | None = None,
    model_parts: Sequence[str] = (),
    on_part: Callable[[str, str], None] = lambda _, __: None,
    stop: Stop = lambda: False,
) -> Report:
    """As ``write_report``, not checked yet. ``model_parts`` are the parts that the model may write (empty: all)."""
    wanted = _plan(ledger, kind, outline)
    write = ModelParts(model, kb, candidates(ledger, kb), frozenset(model_parts), stop=stop) if model else None
    return draft_report(
        ledger, profile, wanted, as_of=as_of, only=tuple(only), kb=kb, bases=bases, waits=waits, write=write,
        cases=_placed(cases, ledger, kb), table=table, headings=lambda heading: subheadings(kb, profile, heading),
        on_part=on_part, stop=stop, notices=tuple(remarks(_kind(ledger, kind), wanted)) if outline else (),
    )  # fmt: skip


def _plan(ledger: Ledger, kind: str, outline: Outline) -> ReportKind:
    wanted = _kind(ledger, kind)
    return planned(wanted, outline) if outline else wanted


def _kind(ledger: Ledger, kind: str) -> ReportKind:
    return kind_named(kind) if kind else guess(ledger)


def check(report: Report, profile: Profile, kb: KnowledgeBase | None) -> CheckReport:
    paths = {f.source.document for f in report.draft.figures.values() if f.source.kind == "passage"}
    documents: list[Document | None] = [kb.document(path) for path in sorted(paths)] if kb else []
    sources = {d.path: d.text for d in documents if d is not None}
    return run_checks(
        report.draft,
        CheckContext(
            profile=profile, kind=report.draft.kind, stage=report.draft.stage, sources=sources, lookup=kb, own=True
        ),
    )


def export(
    report: Report, profile: Profile, out: Path, sources: Sources = "comments", form: Form = "bare", signer: str = ""
) -> list[Any]:
    """The Word file, and beside it NAME.figures.xlsx: each figure with its formula and cells. Gives what the file's
    layout lacks."""
    out.parent.mkdir(parents=True, exist_ok=True)
    printed = write_form(report.draft, profile, out, form, sources=sources, signer=signer)
    columns = (("数字", 14), ("名称", 44), ("算法", 40), ("时点", 22), ("单元格", 60))
    write_workbook([Sheet("数字附表", columns, map(_row, _annexed(report)))], out.with_suffix(".figures.xlsx"))
    return list(printed.findings)


def _placed(cases: Sequence[str], ledger: Ledger, kb: KnowledgeBase | None) -> list[str]:
    """The chosen cases by the addresses of their rows. Raises InputError for one that can't be told."""
    found = {c.place: c.case.called for c in candidates(ledger, kb)} if cases else {}
    places = [f"!{c}" if c.isdecimal() else c for c in cases]
    if strange := [c for c, place in zip(cases, places, strict=True) if place not in found]:
        listed = "、".join(f"{place}（{name}）" for place, name in list(found.items())[:_OFFERED])
        more = f"等{len(found)}件" if len(found) > _OFFERED else ""
        raise InputError(
            f"典型案例没有“{strange[0]}”这一件：只能选应由我们答复、已经办结的件，可选：{listed + more or '（一件也没有）'}。"
        )
    return places


def _annexed(report: Report) -> Iterator[Tally]:
    """The ledger's figures, a rate that the report tells followed by the counts of its base and the base's parts."""
    bound = set(report.bound.values())
    for figure in report.told.figures:
        yield figure
        yield from figure.parts if figure.id in bound else ()


def _row(f: Tally) -> tuple[str, ...]:
    if f.denominator:
        how = f"{f.numerator}÷{f.denominator}＝{plain(f.exact) if f.exact is not None else ''}%（分母：{f.base}）"
    else:
        how = "逐行计数" if f.unit in ("件", "项") else "去重计数"
        how += "，没有符合的，单元格为数过的各行" if not f.value and f.cells else ""
    return f.text, f.name, how, f.period, "、".join(f.cells)


def entry(
    report: Report,
    checked: CheckReport,
    layout: Iterable[Any] = (),
    copied: Iterable[Copied] = (),
    *,
    guessed: bool = False,
) -> dict[str, Any]:
    """The JSON of ``dafu report``: as ``reply``, with the report's sections, the ledger's questions and identities."""
    draft = report.draft
    ledger = to_json(report.ledger, report.told)
    return {
        "path": report.ledger.path,
        "report": {"kind": report.kind.kind, "name": report.kind.name, "guessed": guessed},
        "draft": interchange.draft_json(draft),
        "figures": interchange.figures(draft),
        "sections": [{"id": s.id, "heading": s.heading, "text": s.text, "status": s.status} for s in report.sections],
        "candidates": [
            {
                "row": c.case.row,
                "sheet": c.case.sheet,
                "number": c.case.number,
                "title": c.case.title,
                "why": list(c.why),
                "place": c.place,
                "told": c.place in report.chosen,
            }
            for c in report.candidates
        ],
        "identities": ledger["identities"],
        "notices": [*ledger["notices"], *map(asdict, report.notices)],
        "questions": [q | _taken(report, q) for q in ledger["questions"]],
        "copied": [asdict(c) for c in copied],
        "findings": [interchange.finding(f) for f in (*checked.findings, *layout)],
        "not_applicable": interchange.not_applicable(checked.not_applicable),
    }


def _taken(report: Report, question: Mapping[str, Any]) -> dict[str, str]:
    """Which base a rate was told over while its question is open."""
    if question["about"] != "rate":
        return {}
    teller = Teller(report.ledger, report.told, report.profile, report.draft.figures)
    rate = chosen(teller, question["value"])
    return {"used": rate.base if rate else ""}
