"""Any draft on file, ours or a colleague's, through the same checks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from assistant import intake, interchange
from assistant.checks import CheckContext, CheckReport, Lookup, PaperKind, read_draft, run
from assistant.checks.booked import Booked
from assistant.checks.commitments import commitments
from assistant.checks.evidence import Verdict, verdicts
from assistant.checks.running import switched_off
from assistant.checks.view import full_width
from assistant.draft import Draft, Stage
from assistant.export import layout
from assistant.export.readback import read_letter
from assistant.intake.workbook import read_ledger
from assistant.proposal import Proposal
from assistant.tallies import tallies
from assistant.tallies.booking import booked
from knowledge_base import profiles
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile
from knowledge_base.readers import read, read_raw

_LAYOUT = (*(rule.id for rule in layout.RULES), "layout-plain")
_AS_WRITTEN = (".txt", ".md", ".csv", ".docx", ".xlsx")


@dataclass(frozen=True)
class Against:
    """What a draft is held against: the proposal it answers, texts that count as evidence (path → text), and a 台账 for
    what it says of its cases in numbers."""

    profile: Profile
    proposal: Proposal | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    ledger: Booked | None = None

    @classmethod
    def read(cls, proposal: Path | None, sources: Sequence[Path], office: str, ledger: Path | None = None) -> "Against":
        """Raises InputError for a file that can't be read or that holds no proposal, SetupError for the office."""
        profile = profiles.load(office)
        book = read_ledger(ledger) if ledger else None
        return cls(
            profile,
            _proposal(proposal, profile) if proposal else None,
            _texts(sources),
            booked(str(ledger), book, tallies(book)) if book else None,
        )


@dataclass(frozen=True)
class Reviewed:
    """A checked draft; ``figures`` has a verdict for each number that could be held against something."""

    draft: Draft
    report: CheckReport
    figures: tuple[Verdict, ...] = ()


def check_file(path: Path, kind: str, stage: str, against: Against, kb: Lookup | None) -> dict[str, Any]:
    """The entry of ``dafu check`` for one file. ``kind`` ``auto`` guesses. Raises InputError."""
    return entry(path, with_layout(path, review(letter_text(path), kind, stage, against, kb), against.profile))


def review(text: str, kind: str, stage: str, against: Against, kb: Lookup | None) -> Reviewed:
    """A text through every check. Raises InputError for a ``kind`` or ``stage`` that there is not."""
    if kind not in ("auto", *get_args(PaperKind)):
        raise InputError(f"--kind 不能是“{kind}”，只能是：{'、'.join(get_args(PaperKind))}。")
    if stage not in get_args(Stage):
        raise InputError(f"--stage 不能是“{stage}”，只能是：{'、'.join(get_args(Stage))}。")
    draft = read_draft(text, kind, stage)  # pyright: ignore[reportArgumentType]  # tested above
    context = CheckContext(
        profile=against.profile,
        proposal=against.proposal,
        kind=draft.kind,
        stage=draft.stage,
        role=against.proposal.role if against.proposal else "",
        sources=against.sources,
        ledger=against.ledger,
        lookup=kb,
    )
    found = tuple(verdicts(draft, context)) if against.proposal or against.sources or against.ledger else ()
    return Reviewed(draft, run(draft, context), found)


def with_layout(path: Path, reviewed: Reviewed, profile: Profile) -> Reviewed:
    """With the findings about the layout of a Word file; other files have none. What the office switched off is told."""
    if path.suffix.lower() != ".docx":
        return reviewed
    report = reviewed.report
    off = {r: reason for r in _LAYOUT if (reason := switched_off(r, profile))}
    found = [f for f in layout.check_file(path, reviewed.draft, profile.house) if f.check not in off]
    unmet = (
        (x.rule, f"单位配置 switched_off 中的“{x.rule}”不是任何版式规则的编号或开头，没有停用什么。")
        for x in profile.switched_off
        if x.rule.startswith("layout") and not any(r.startswith(x.rule.rstrip("*")) for r in _LAYOUT)
    )
    undecided = (*report.not_applicable, *((r, f"本单位停用：{reason}") for r, reason in off.items()), *unmet)
    return replace(reviewed, report=replace(report, findings=(*report.findings, *found), not_applicable=undecided))


def entry(path: Path, reviewed: Reviewed) -> dict[str, Any]:
    """The JSON of one checked file."""
    text = reviewed.draft.text
    return {
        "path": str(path),
        "kind": reviewed.draft.kind,
        "text": text,
        "figures": [
            {
                "start": v.start,
                "end": v.end,
                "quote": text[v.start : v.end],
                "verdict": v.verdict,
                "expected": v.expected,
                "source": interchange.source(v.source) if v.source else None,
            }
            for v in reviewed.figures
        ],
        "findings": [interchange.finding(f) for f in reviewed.report.findings],
        "not_applicable": interchange.not_applicable(reviewed.report.not_applicable),
        "commitments": [asdict(c) for c in commitments(reviewed.draft)],
    }


def letter_text(path: Path) -> str:
    """A draft's text; the 依据清单 that we put behind our own letters is not part of it. Raises InputError for a Word file
    without any."""
    if path.suffix.lower() == ".docx" and path.exists():
        letter = read_letter(path)
        if letter.sources:
            return letter.text
        text = read_raw(path)
        if not text.strip():
            raise InputError(f"“{path.name}”里没有文字，请检查文件后再试。")
        return text
    return read_raw(path)


def _proposal(path: Path, profile: Profile) -> Proposal:
    document = intake.read_files([path], profile)[0]
    if document.error:
        raise InputError(document.error)
    found = [p for p in document.proposals if p.kind != "none"]
    if len(found) != 1:
        raise InputError(f"--proposal 的文件 {path} 里有 {len(found)} 件建议或提案，应当正好一件。")
    return found[0]


def _texts(paths: Sequence[Path]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in paths:
        if not path.exists():
            raise InputError(f"找不到作为依据的文件 {path}，请检查路径。")
        texts[str(path)] = _source_text(path)
    return texts


def _source_text(path: Path) -> str:
    """A source's text. Blanks and tabs part the facts of a sheet, so only what a page broke is cleaned."""
    if path.suffix.lower() in _AS_WRITTEN:
        raw = read_raw(path).replace("\r\n", "\n").replace("\r", "\n")
        if raw.strip() and not full_width(raw.split("\n")):
            return raw
    return read(path).text
