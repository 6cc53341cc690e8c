"""Letters for many files in one run: each in its form, a summary table, one bad file not stopping the rest."""

import itertools
import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from assistant import intake, letter_interchange
from assistant.brought.papers import Papers, brought_to
from assistant.case import Case, Letter
from assistant.draft import Stage
from assistant.drafting.assigning import shared_out
from assistant.drafting.letter import addressed_to
from assistant.drafting.writer import Contribution, Role
from assistant.export.evidence import AskRow, write_evidence
from assistant.export.forms import Form, form_named, refuse_closed, target_of, write_form
from assistant.export.public import public_copy
from assistant.export.replacing import replacing
from assistant.export.summary import SummaryRow, write_summary
from assistant.promises.commitment_ledger import LEDGER, write_ledger
from assistant.proposal import Proposal
from assistant.workflow import Desk, check_letter, draft_letter, frame_of
from knowledge_base.errors import DafuError, InputError
from knowledge_base.profiles import Openness, Profile

Sources = Literal["list", "comments", "none"]
Progress = Callable[[int, int, str], None]
SUMMARY = "汇总表.xlsx"
_UNFIT = re.compile(r'[\\/:*?"<>|\s]')
_TYPED_NUMBER = re.compile(r"[^\d\s]{0,16}?(?:[〔\[（(【﹝](?:19|20)\d\d年?[〕\]）)】﹞])?第?\d{1,5}号?")
_OTHER_FILES = (".pdf", ".doc", ".wps", ".txt", ".md", ".html", ".xlsx", ".json")


@dataclass(frozen=True)
class Options:
    """What the person chose for the whole run; ``role`` None leaves it to each sheet."""

    role: Role | None = None
    stage: Stage = "送审稿"
    number: str = ""
    dated: date | None = None
    class_mark: str = ""
    openness: Openness | Literal[""] = ""
    sources: Sources = "list"
    form: Form = "bare"

    @classmethod
    def parse(
        cls,
        *,
        role: str | None,
        stage: str,
        number: str,
        dated: str,
        class_mark: str,
        sources: str,
        form: str = "bare",
        openness: str = "",
    ) -> "Options":
        """From words as typed. Raises InputError, which lists what may stand there."""
        try:
            day = date.fromisoformat(dated) if dated else None
        except ValueError as e:
            raise InputError(f"成文日期 {dated} 写法不对，应为 2026-05-20 这样的形式。") from e
        if number and not _TYPED_NUMBER.fullmatch(number.strip()):
            raise InputError(f"发文字号“{number}”写法不对，应写序号（如 12）或全文号（如 示工信函〔2026〕12号）。")
        if stage == "终稿" and not (number and day):
            raise InputError("终稿须有发文字号和成文日期，请用 --number 和 --date 给出；尚未定稿请用 --stage 送审稿。")
        return cls(
            _one_of(role, get_args(Role), "--role") if role else None,
            _one_of(stage, get_args(Stage), "--stage"),
            number,
            day,
            class_mark,
            _one_of(openness, get_args(Openness), "--openness") if openness else "",
            _one_of(sources, get_args(Sources), "--sources"),
            form_named(form),
        )


def draft_files(
    files: Sequence[Path],
    desk: Desk,
    options: Options,
    *,
    papers: Papers | None = None,
    out: Path | None = None,
    progress: Progress = lambda *_: None,
) -> list[dict[str, Any]]:
    """One entry a proposal, as design.md §5 has it, or ``{"path", "error"}``. With ``out`` a folder: NAME.docx,
    NAME.evidence.xlsx, NAME.json for each and a summary table; with ``out`` a .docx that one letter."""
    one_file = out is not None and out.suffix.lower() == target_of(out, options.form).suffix
    if out is not None and not one_file and (out.suffix.lower() in _OTHER_FILES or out.is_file()):
        raise InputError(f"--out 的 {out} 不对：一件写成 .docx 文件，多件写成文件夹。")
    papers = papers or Papers()
    contributions = _contributions(papers.materials)
    cases = _with_materials([x for f in files for x in _cases(f, desk, options)], contributions)
    cases = _with_papers(cases, papers, desk.profile)
    if one_file and len(cases) != 1:
        raise InputError(f"{out} 只能放一件答复，而这里有 {len(cases)} 件，请把 --out 写成文件夹。")
    names = _names(cases)
    entries: list[dict[str, Any]] = []
    beside: list[Letter] = []
    for n, (file, case) in enumerate(cases):
        progress(n, len(cases), file.name)
        target = None if out is None else out if one_file else out / f"{names[n]}.docx"
        entries.append(
            _entry(file, case, desk, options, target, keep_json=not one_file, beside=beside, wishes=papers.wishes)
        )
        if not papers.together:
            beside.clear()
    progress(len(cases), len(cases), "")
    if out is not None and not one_file:
        out.mkdir(parents=True, exist_ok=True)
        write_summary([_summary(e) for e in entries], out / SUMMARY)
        if any(e.get("commitments") for e in entries):
            write_ledger(entries, out / LEDGER)
    return entries


def _contributions(files: Sequence[Path]) -> tuple[Contribution, ...]:
    if not files:
        return ()
    from assistant.brought.materials import read_materials

    return tuple(read_materials(files))


def _with_papers(
    cases: Sequence[tuple[Path, Case | str]], papers: Papers, profile: Profile
) -> list[tuple[Path, Case | str]]:
    """Each case with what was brought for it. Raises InputError for what can only be for one case of several."""
    if (option := papers.for_one) and len(cases) != 1:
        raise InputError(f"{option} 一次只能办一件，而这里有 {len(cases)} 件；请一件一件起草。")
    group = [c.proposal for _, c in cases if isinstance(c, Case)]
    made: list[tuple[Path, Case | str]] = []
    for file, case in cases:
        if isinstance(case, Case):
            others = tuple(p for p in group if papers.together and p is not case.proposal)
            case = replace(brought_to(case, papers, profile, group), together=others)
        made.append((file, case))
    return made


def role_of(proposal: Proposal) -> Role:
    """Our role as the sheet says, 主办 when it says nothing. Raises InputError for 参阅: no answer is due."""
    if proposal.role == "参阅":
        raise InputError("本件为参阅件，按规定不需要答复。")
    return proposal.role if proposal.role in get_args(Role) else "主办"  # pyright: ignore[reportReturnType]  # tested


def _with_materials(
    cases: Sequence[tuple[Path, Case | str]], contributions: Sequence[Contribution]
) -> list[tuple[Path, Case | str]]:
    """Each case with the rows that are for it."""
    shares = iter(shared_out(contributions, [c.proposal for _, c in cases if isinstance(c, Case)]))
    return [(f, c if isinstance(c, str) else replace(c, contributions=next(shares))) for f, c in cases]


def _cases(file: Path, desk: Desk, options: Options) -> Iterator[tuple[Path, Case | str]]:
    """The cases of a file, or the sentence that says why there is none."""
    try:
        document = intake.read_files([file], desk.profile)[0]
    except Exception as e:  # one file's surprise must not cost the others their letters
        logging.getLogger("dafu").exception("%s", file)
        yield file, _surprise(e)
        return
    if document.error:
        yield file, document.error
        return
    for proposal in document.proposals:
        if proposal.kind == "none":
            yield file, proposal.notes[0]
            continue
        try:
            role = options.role or role_of(proposal)
        except InputError as e:
            yield file, str(e)
            continue
        case = Case(
            proposal, role, options.stage, (), options.number, options.dated, options.class_mark, options.openness
        )
        yield file, case


def _entry(
    file: Path,
    case: Case | str,
    desk: Desk,
    options: Options,
    target: Path | None,
    *,
    keep_json: bool,
    beside: list[Letter],
    wishes: Sequence[str] = (),
) -> dict[str, Any]:
    """``beside`` are the letters of the run so far; this one joins them."""
    if isinstance(case, str):
        return {"path": str(file), "error": case}
    try:
        letter = draft_letter(case, desk, beside=beside)
        letter, revisions = _revised(letter, wishes, desk)
        beside.append(letter)
        copies: list[dict[str, str]] = []
        if target:
            target = target_of(target, options.form)
            letter = export(letter, desk, target, options.sources, options.form)
            copies = [{"to": to, "output": str(p)} for to, p in write_copies(letter, desk, target, options.form)]
        entry = {"path": str(file)} | letter_interchange.letter(
            letter, intake.proposal_json(case.proposal), desk.profile
        )
        entry |= {
            "output": str(target or ""),
            "copies": copies,
            "revisions": revisions,
            "signer": desk.profile.signer_of(case.proposal.kind, case.role, key_case=case.proposal.key_case),
            "deliver_to": delivery(case, desk.profile),
        }
        if target and keep_json:
            with replacing(target.with_suffix(".json")) as unfinished:
                unfinished.write_text(json.dumps(entry, ensure_ascii=False, indent=2), encoding="utf-8")
        return entry
    except DafuError as e:
        return {"path": str(file), "error": str(e)}
    except Exception as e:  # one file's surprise must not cost the other nineteen their letters
        logging.getLogger("dafu").exception("%s", file)
        return {"path": str(file), "error": _surprise(e)}


def _revised(letter: Letter, wishes: Sequence[str], desk: Desk) -> tuple[Letter, list[dict[str, Any]]]:
    """Raises InputError where the writer has no model."""
    if not wishes:
        return letter, []
    from assistant.drafting.model_writer import ModelWriter
    from assistant.revising import to_json, wished

    if not isinstance(desk.writer, ModelWriter):
        raise InputError(
            "--revise 要用大模型改写：请设置 DAFU_CHAT_BASE_URL 与 DAFU_CHAT_MODEL，并去掉 --writer offline。"
        )
    letter, done = wished(letter, wishes, desk.writer.model, desk.profile, desk.kb)
    return check_letter(letter, desk), [to_json(revision, taken=taken) for revision, taken in done]


def export(letter: Letter, desk: Desk, target: Path, sources: Sources = "list", form: Form = "bare") -> Letter:
    """Writes the file in its form and the evidence list beside it, reads it back and adds what its layout lacks. The
    letter of a published form is the published copy. Raises InputError for one that its proposer wants closed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if form == "public":
        if letter.case.proposal.may_publish is False:
            raise InputError(f"“{letter.case.proposal.title}”的提出人不同意公开，不能生成公开版。")
        refuse_closed(letter.finished, desk.profile)
        letter = replace(letter, draft=public_copy(letter.finished, desk.profile.public_names))
    printed = write_form(letter.finished, desk.profile, target, form, sources=sources)
    write_evidence(letter.finished, _ask_rows(letter), target.with_suffix(".evidence.xlsx"))
    report = letter.report
    return replace(letter, report=replace(report, findings=(*report.findings, *printed.findings))) if report else letter


def write_copies(letter: Letter, desk: Desk, target: Path, form: Form = "bare") -> list[tuple[str, Path]]:
    """联名 where the office's rule is a letter each: a clean file for every signer beside ``target``, with who gets it."""
    case = letter.case
    people = case.proposal.proposers
    if case.role == "会办" or desk.profile.joint.answer != "each" or len(people) < 2 or form == "public":
        return []
    frame = frame_of(letter, desk.profile)
    made: list[tuple[str, Path]] = []
    for person in people:
        path = target.with_name(f"{target.stem}（{_UNFIT.sub('', person.name)}）{target.suffix}")
        write_form(addressed_to(letter.finished, person, frame, case.role), desk.profile, path, form, sources="none")
        made.append((person.name, path))
    return made


def delivery(case: Case, profile: Profile) -> list[str]:
    """Who gets the letter by the office's rule for 联名: each signer, or the lead alone (who passes it on where the rule
    is ``forward``); a 会办意见 goes to the lead unit."""
    if case.role == "会办":
        return [case.proposal.lead_unit or "主办单位"]
    people = [p.name for p in case.proposal.proposers]
    if len(people) < 2 or profile.joint.answer == "each":
        return people
    lead = next((p.name for p in case.proposal.proposers if p.lead), people[0])
    return [f"{lead}（请转达其他联名人）"] if profile.joint.answer == "forward" else [lead]


def _surprise(error: Exception) -> str:
    return (
        f"处理时出现未预料的错误（{type(error).__name__}: {error}），本件未完成，其余不受影响；"
        "详情在数据文件夹的 errors.log 中。"
    )


def _ask_rows(letter: Letter) -> list[AskRow]:
    asks = zip(letter.case.proposal.asks, letter.sections, letter.evidence, strict=True)
    return [
        AskRow(n, ask.text, section.status, ask.unit, found.usable, found.near, found.background)
        for n, (ask, section, found) in enumerate(asks, 1)
    ]


def _summary(entry: dict[str, Any]) -> SummaryRow:
    if "error" in entry:
        return SummaryRow(entry["path"], error=entry["error"])
    proposal = entry["proposal"]
    return SummaryRow(
        file=entry["path"],
        kind=proposal["kind"],
        number=proposal["number"],
        title=proposal["title"],
        role=entry["role"],
        statuses=tuple(a["status"] for a in entry["asks"]),
        findings=tuple(f["severity"] for f in entry["findings"]),
        signer=entry["signer"],
        deliver_to="、".join(entry["deliver_to"]),
        output=entry["output"],
    )


def _names(cases: Sequence[tuple[Path, Case | str]]) -> list[str]:
    """File stems, numbered where one file holds several cases or two files share a stem; never one name twice."""
    count = Counter(file.stem for file, _ in cases)
    taken = {stem for stem, n in count.items() if n == 1}
    names: list[str] = []
    for file, _ in cases:
        name = file.stem
        if count[name] > 1:
            name = next(n for i in itertools.count(1) if (n := f"{file.stem}-{i}") not in taken)
            taken.add(name)
        names.append(name)
    return names


def _one_of(word: str, allowed: tuple[Any, ...], option: str) -> Any:
    if word not in allowed:
        raise InputError(f"{option} 不能是“{word}”，只能是：{'、'.join(allowed)}。")
    return word
