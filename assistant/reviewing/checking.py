"""``dafu check``: files through the checks, their safe fixes into copies, the results into a report."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from assistant import interchange
from assistant.checks import Lookup
from assistant.commands.terminal import Advance
from assistant.export.fixed_file import write_fixed
from assistant.reporting.checked import Checked
from assistant.reporting.comments import write_comments
from assistant.reporting.html import html
from assistant.reporting.junit import junit
from assistant.reporting.lines import between, lines
from assistant.reviewing import fixing
from assistant.reviewing.across import across
from assistant.reviewing.review import Against, Reviewed, entry, letter_text, review, with_layout
from knowledge_base.errors import DafuError, InputError

__all__ = ["Against", "Result", "Task", "check_files", "found", "report"]

Form = Literal["text", "json", "html", "junit"]


@dataclass(frozen=True)
class Task:
    """``copies`` is where each file's fixed copy goes, empty when nothing is to be fixed; ``comments`` where the one
    file's copy with comments goes."""

    files: tuple[Path, ...]
    kind: str
    stage: str
    copies: tuple[Path, ...] = ()
    comments: Path | None = None

    @classmethod
    def parse(
        cls, files: Sequence[Path], *, kind: str, stage: str, form: str, fix: bool, out: Path | None,
        comments: Path | None,
    ) -> "Task":  # fmt: skip
        """Raises InputError before anything is read: an unknown form, a fix that has no place to go or would overwrite
        the file itself or another's copy."""
        if form not in get_args(Form):
            raise InputError(f"--format 不能是“{form}”，只能是：{'、'.join(get_args(Form))}。")
        if out and not fix and out.is_dir():
            raise InputError(f"--out 的 {out} 是文件夹，报告要写成一个文件，请换一个文件名。")
        if comments and (len(files) > 1 or comments.suffix.lower() != ".docx"):
            raise InputError("--comments 只能给一份 .docx 加批注，写成另一个 .docx 文件。")
        return cls(tuple(files), kind, stage, _copies(files, out) if fix else (), comments)


@dataclass(frozen=True)
class Result:
    """``entry`` is the file's JSON; ``told`` says what was written."""

    checked: Checked
    entry: dict[str, Any]
    told: str = ""


def check_files(task: Task, against: Against, kb: Lookup | None, progress: Advance) -> list[Result]:
    """One result a file, a failed one included."""
    results: list[Result] = []
    for n, path in enumerate(task.files):
        progress(n, len(task.files), path.name)
        try:
            results.append(_check(path, task, task.copies[n] if task.copies else None, against, kb))
        except DafuError as e:
            if len(task.files) == 1 and str(e).startswith("--"):
                raise
            results.append(Result(Checked(str(path), error=str(e)), {"path": str(path), "error": str(e)}))
    return results


def found(results: Sequence[Result]) -> dict[str, Any]:
    """The JSON of a run: its files, and what they say differently of one thing."""
    entries = [r.entry for r in results]
    return {"documents": entries, "across": across(entries)}


def report(results: Sequence[Result], form: str) -> str:
    """All results as one text of the given form."""
    checked = [r.checked for r in results]
    match cast(Form, form):
        case "json":
            return json.dumps(found(results), ensure_ascii=False, indent=2) + "\n"
        case "html":
            return html(checked)
        case "junit":
            return junit(checked)
        case _:
            apart = across([r.entry for r in results])
            return "".join(f"{line}\n" for part in (*map(lines, checked), between(apart)) for line in part)


def _check(path: Path, task: Task, copy: Path | None, against: Against, kb: Lookup | None) -> Result:
    reviewed = with_layout(path, review(letter_text(path), task.kind, task.stage, against, kb), against.profile)
    found = entry(path, reviewed)
    checked = Checked(str(path), reviewed)
    told: list[str] = []
    if copy:
        made = fixed(path, copy, reviewed, task.kind, task.stage, against, kb)
        found["fixed"] = {"path": str(copy), "made": [interchange.finding(f) for f in made]}
        told.append(f"改正 {len(made)} 处，已写入 {copy}")
    if task.comments:
        edits = tuple(_edits(reviewed, task.kind, task.stage, against, kb))
        made = write_comments(path, checked, task.comments, letter_text, edits)
        told.append(f"批注 {made.notes} 处、修订 {len(made.changes)} 处（可逐处接受或拒绝），已写入 {task.comments}")
    return Result(checked, found, "；".join(told))


def fixed(
    path: Path, out: Path, reviewed: Reviewed, kind: str, stage: str, against: Against, kb: Lookup | None
) -> tuple[fixing.Finding, ...]:
    """Writes a copy with the safe fixes; gives the findings that were fixed. Raises as ``write_fixed``."""
    edits = _edits(reviewed, kind, stage, against, kb)
    return tuple(edits[e] for e in write_fixed(path, out, tuple(edits), letter_text))


def _edits(
    reviewed: Reviewed, kind: str, stage: str, against: Against, kb: Lookup | None
) -> dict[fixing.Edit, fixing.Finding]:
    """The safe fixes and what they mend."""
    text = reviewed.draft.text
    done = fixing.fix(text, reviewed.report.findings, lambda t: review(t, kind, stage, against, kb).report.findings)
    return {fixing.edit(text, f): f for f in done.made}


def _copies(files: Sequence[Path], out: Path | None) -> tuple[Path, ...]:
    if out is None:
        raise InputError("--fix 要用 --out 指定改正后另存的文件（多份时为文件夹），原件不会改动。")
    into = len(files) > 1 or out.is_dir() or not out.suffix
    copies = tuple(out / f.name if into else out for f in files)
    originals = {f.absolute().resolve() for f in files}
    for file, copy in zip(files, copies, strict=True):
        if copy.absolute().resolve() in originals:
            raise InputError(f"--out 不能是原文件 {copy}：改正后的稿子要另存，请换一个文件名或文件夹。")
        if copy.suffix.lower() != file.suffix.lower():
            raise InputError(f"--out 的 {copy} 应与原文件同为 {file.suffix} 格式，请改后缀。")
    if len(set(copies)) < len(copies):
        raise InputError("几份文件同名，不能存到同一个文件夹，请分开改正。")
    return copies
