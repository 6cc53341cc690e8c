"""The suite ``drafting``: letters written for labelled proposals, scored by what can be counted.

A letter passes when no number stands in it without a source, every element is there, every ask has its section, and no
check finds an error. Letters come from a writer, or from recordings of an earlier run.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from assistant import record
from assistant.case import Case as DraftCase
from assistant.case import Letter
from assistant.draft import Draft
from assistant.drafting.writer import Contribution
from assistant.proposal import Proposal
from assistant.workflow import Desk, draft_letter
from evals import hashing
from evals.intake import Labelled
from evals.results import Alarm, Case, Hashes, Run
from knowledge_base.errors import DafuError

_NUMBER = re.compile(
    r"(?<![\d.〔第])\d[\d,]*(?:\.\d+)?(?:[万亿]?(?:元|件|家|个|项|户|人|次|公里|台|亩|条|名|吨|处|所|座|倍)|%|％)"
)
_OPEN = re.compile(r"〔待[核补][^〔〕]*(?:〔[^〔〕]*〕[^〔〕]*)*〕|《[^》]*》|[^\s，。；]{0,8}〔\d{4}〕\s*\d*\s*号")
_ELEMENTS = ("title", "salutation", "opening", "signature")
WRITTEN = "无来源的数字"
Faults = Callable[[Labelled, Letter], list[str]]
"""What else is wrong with a letter, in Chinese."""
Supplied = Callable[[Labelled, Proposal], tuple[Contribution, ...]]
"""What the 处室 supplied for a letter."""


def run(
    labelled: Sequence[Labelled], desk: Desk, recordings: Path | None = None, faults: Faults = lambda *_: [],
    *, strict: bool = True, supplied: Supplied = lambda *_: (),
) -> Run:  # fmt: skip
    """Drafts every proposal and scores the letters; each is kept as a recording in ``recordings`` when that is given. With
    ``strict`` an error that the checks find fails the letter; a bad model's letter may well have some."""
    cases: list[Case] = []
    for item in labelled:
        began = time.perf_counter()
        try:
            letter = _draft(item, desk, supplied)
        except DafuError as e:
            cases.append(_broken(item.gold.id, item.gold.file, str(e)))
            continue
        if recordings:
            recordings.mkdir(parents=True, exist_ok=True)
            kept = record.record(letter, writer=desk.writer.name, office=desk.profile.name)
            (recordings / f"{item.gold.id}.json").write_text(record.dump(kept), encoding="utf-8")
        ms = (time.perf_counter() - began) * 1000
        case = _case(item.gold.id, item.gold.file, letter, ms, faults(item, letter), strict=strict)
        cases.append(case)
    return _run(cases, hashing.of_files(x.path for x in labelled), desk.writer.name)


def replay(folder: Path) -> Run:
    """Scores the recordings of an earlier run again: no model, no index."""
    cases: list[Case] = []
    files = sorted(folder.glob("*.json"))
    writer = ""
    for path in files:
        try:
            saved = record.parse(path.read_text(encoding="utf-8"))
        except ValueError as e:
            cases.append(_broken(path.stem, path.name, str(e)[:300]))
            continue
        writer = saved.writer
        cases.append(_case(path.stem, path.name, record.restore(saved), 0.0))
    return _run(cases, hashing.of_files(files), writer)


def _draft(item: Labelled, desk: Desk, supplied: Supplied) -> Letter:
    from assistant import intake

    document = intake.read_files([item.path], desk.profile)[0]
    proposal = next(p for p in document.proposals if p.kind != "none")
    role = proposal.role if proposal.role in ("主办", "分办", "会办") else "主办"
    return draft_letter(DraftCase(proposal, role=role, contributions=supplied(item, proposal)), desk)


def _case(
    name: str, document: str, letter: Letter, ms: float, more: Sequence[str] = (), *, strict: bool = True
) -> Case:
    draft = letter.finished
    loose = unsourced(draft)
    kinds = {b.kind for b in draft.blocks}
    missing = [e for e in _ELEMENTS if e not in kinds]
    asks = [
        n for n, a in enumerate(letter.case.proposal.asks, 1) if letter.case.role == "主办" or a.duty != "outside"
    ]  # 会办意见 and letters on our own part leave to others what is not ours
    unanswered = [n for n in asks if not draft.section(n).strip()]
    errors = [f for f in letter.report.findings if f.severity == "error"] if letter.report else []
    told = [f"没有来源的数字：{'、'.join(loose)}"] if loose else []
    told += [f"缺要素：{'、'.join(missing)}"] if missing else []
    told += [f"没有答复的诉求：{unanswered}"] if unanswered else []
    told += more
    state = "interrupted" if draft.state == "interrupted" else "failed" if told or (errors and strict) else "passed"
    return Case(
        id=f"{name}|letter|0", suite="drafting", group=letter.case.role, document=document, name=letter.case.proposal.title, outcome=state,
        text=draft.text, note="；".join(told), score=1 - len(unanswered) / max(len(asks), 1), elsewhere=len(loose), milliseconds=ms,
        alarms=tuple(Alarm(check=f.check, severity=f.severity, message=f.message, quote=f.quote, start=f.start, end=f.end) for f in errors),
    )  # fmt: skip


def unsourced(draft: Draft) -> list[str]:
    """Numbers with a unit that are no figure, stand in no visible mark and in no title or 文号."""
    text = draft.text
    cover = [(a, b) for a, b, _ in draft.figure_spans()] + [m.span() for m in _OPEN.finditer(text)]
    return [m.group() for m in _NUMBER.finditer(text) if not any(a <= m.start() < b for a, b in cover)]


def _run(cases: Iterable[Case], data: str, writer: str) -> Run:
    found = tuple(cases)
    scored = [c for c in found if c.score is not None]
    measures = {
        WRITTEN: float(sum(c.elsewhere for c in scored)),
        "有落实段落的诉求": sum(c.score or 0 for c in scored) / max(len(scored), 1),
        "要素齐全、无错误的答复": sum(c.outcome == "passed" for c in scored) / max(len(scored), 1),
    }
    hashes = Hashes(data=data, rules=hashing.rules(), prompts=hashing.prompts(), model=writer)
    return Run(suite="drafting", hashes=hashes, seed=0, cases=found, measures=measures)


def _broken(name: str, document: str, why: str) -> Case:
    return Case(id=f"{name}|letter|0", suite="drafting", group="", document=document, outcome="errored", note=why)
