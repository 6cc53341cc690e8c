"""The suite ``checks`` on one paper: the clean text, its decoys, its mutants."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.checks import CheckContext, read_draft, run
from assistant.findings import Finding
from evals.decoys import decoys
from evals.faults import FAULTS, Fault
from evals.judging import fresh, located, paragraph
from evals.mutants import PER_KIND, SEED, Mutant, plan, second_order
from evals.papers import Paper
from evals.results import Alarm, Case
from knowledge_base import profiles

OFFICE = "省工业和信息化厅"
_BY_ID = {f.id: f for f in FAULTS}


@dataclass(frozen=True)
class Options:
    """``kinds`` are prefixes of fault ids (N, N01); empty for all. ``auto`` lets the product guess the kind of paper
    instead of being told."""

    seed: int = SEED
    per_kind: int = PER_KIND
    kinds: tuple[str, ...] = ()
    decoys: bool = True
    second: bool = True
    auto: bool = False

    def faults(self) -> tuple[Fault, ...]:
        return tuple(f for f in FAULTS if not self.kinds or any(f.id.startswith(k) for k in self.kinds))


Work = tuple[str, Callable[[], Case]]


def cases(paper: Paper, options: Options) -> Iterator[Work]:
    """Every case of a paper as its id and what runs it."""
    yield f"{paper.name}|clean", lambda: _clean(paper, options)
    if options.decoys and paper.about.plant:
        for n, decoy in enumerate(decoys(paper, options.seed)):
            name = f"{paper.name}|decoy-{decoy.kind}|{n}"
            yield name, lambda decoy=decoy, name=name: _decoy(paper, decoy.kind, decoy.text, decoy.span, name, options)
    for mutant in plan(paper, options.faults(), options.seed, options.per_kind):
        yield mutant.id, lambda mutant=mutant: _planted(paper, mutant, options)
    if options.second:
        for mutant in second_order(paper, options.faults(), options.seed):
            yield mutant.id, lambda mutant=mutant: _planted(paper, mutant, options)


def _clean(paper: Paper, options: Options) -> Case:
    findings, ms = examine(paper, paper.text, options)
    wrong = [f for f in findings if not _really(paper, f)]
    return Case(
        id=f"{paper.name}|clean", suite="checks", group="clean", document=paper.name, name="干净文稿",
        outcome="failed" if wrong else "passed", characters=len(paper.text),
        alarms=tuple(_alarm(f, paper.text) for f in wrong), milliseconds=ms,
    )  # fmt: skip


def _really(paper: Paper, f: Finding) -> bool:
    """Whether a finding tells of a defect that the paper is known to have."""
    return any(d in f.quote or (f.quote and f.quote in d) for d in paper.about.defects)


def _decoy(paper: Paper, kind: str, text: str, span: tuple[int, int], name: str, options: Options) -> Case:
    findings, ms = examine(paper, text, options)
    wrong = fresh(findings, _clean_findings(paper, options, False), [])
    return Case(
        id=name, suite="checks", group="decoy", document=paper.name, name=kind, outcome="failed" if wrong else "passed",
        after=text[span[0] : span[1]], text=text, spans=(span,), paragraph=paragraph(text, span[0]),
        alarms=tuple(_alarm(f, text) for f in wrong), milliseconds=ms,
    )  # fmt: skip


def _planted(paper: Paper, mutant: Mutant, options: Options) -> Case:
    with_sheet = mutant.needs == "src"
    findings, ms = examine(paper, mutant.text, options, with_sheet)
    clean = _clean_findings(paper, options, with_sheet)
    origins = [s for group in mutant.origins for s in group]
    new = fresh(findings, clean, origins)
    hits = [[f for f in new if located(f, mutant.text, spans)] for spans in mutant.spans]
    spans = tuple(s for group in mutant.spans for s in group)
    beside = [f for f in new if not any(f in group for group in hits)]
    first = _BY_ID[mutant.kinds[0]]
    return Case(
        id=mutant.id, suite="checks", group="+".join(mutant.kinds), document=paper.name, needs=mutant.needs,
        name="；".join(_BY_ID[k].name for k in mutant.kinds) if len(mutant.kinds) > 1 else first.name,
        outcome="passed" if all(hits) else "failed", before=mutant.before, after=mutant.after, text=mutant.text,
        spans=spans, paragraph=paragraph(mutant.text, spans[0][0]),
        alarms=tuple(_alarm(f, mutant.text) for group in hits for f in group), elsewhere=len(beside), milliseconds=ms,
    )  # fmt: skip


def examine(paper: Paper, text: str, options: Options, with_sheet: bool = False) -> tuple[tuple[Finding, ...], float]:
    """What the product says of a text, as ``dafu check`` would without an index, and how long it took."""
    began = time.perf_counter()
    draft = read_draft(text, "auto" if options.auto else paper.about.kind, paper.about.stage)
    context = CheckContext(
        profile=profiles.load(paper.about.office or OFFICE),
        kind=draft.kind,
        stage=paper.about.stage,
        sources={"事实表": paper.about.sheet} if with_sheet else {},
    )
    report = run(draft, context)
    return report.findings, (time.perf_counter() - began) * 1000


def warm() -> None:
    """Loads rules and tables, so that the first case's time is not theirs."""
    draft = read_draft("关于示例工作的报告\n省政府办公厅：\n　　现将有关情况报告如下。\n", "report")
    run(draft, CheckContext(profiles.load(OFFICE), kind="report"))


@cache
def _clean_findings(paper: Paper, options: Options, with_sheet: bool) -> tuple[Finding, ...]:
    return examine(paper, paper.text, options, with_sheet)[0]


def _alarm(f: Finding, text: str) -> Alarm:
    return Alarm(
        check=f.check, severity=f.severity, message=f.message, quote=f.quote, start=f.start, end=f.end,
        paragraph=paragraph(text, f.start),
    )  # fmt: skip


def errored(paper: Paper, name: str, why: str) -> Case:
    """A case whose run broke down."""
    parts = name.split("|")
    return Case(id=name, suite="checks", group=parts[1], document=paper.name, outcome="errored", note=why)


def without_text(found: Sequence[Case]) -> tuple[Case, ...]:
    """Passed cases without their texts, which would make the file ten times as large."""
    return tuple(
        c
        if c.outcome != "passed"
        else c.model_copy(
            update={
                "text": "",
                "paragraph": "",
                "alarms": tuple(a.model_copy(update={"paragraph": ""}) for a in c.alarms),
            }
        )
        for c in found
    )
