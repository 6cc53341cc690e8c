"""The forms that go with the letters of a folder of proposals: one set a proposal, filled in as far as the sheet says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant import intake
from assistant.batch import delivery, role_of
from assistant.case import Case
from assistant.drafting.frame import Frame
from assistant.export.enclosures import Delivery, EnclosureForm, enclosure_forms, write_enclosure
from assistant.figures import FigureSheet
from assistant.proposal import Proposal
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

_BODY = {"建议": "人大代表建议", "提案": "政协提案"}
_CHANNEL = {"建议": "人大代表工作机构", "提案": "政协提案工作机构"}


def write_enclosures(files: Sequence[Path], profile: Profile, folder: Path) -> list[dict[str, Any]]:
    """An entry a file: the forms written, or ``error``. Raises InputError when ``folder`` is a file."""
    if folder.is_file() or folder.suffix.lower() == ".docx":
        raise InputError(f"--out 的 {folder} 应是文件夹：每件有几份表。")
    entries: list[dict[str, Any]] = []
    for document in intake.read_files(files, profile):
        found = [p for p in document.proposals if p.kind != "none"]
        if document.error or not found:
            said = document.error or "未识别到建议或提案，没有写表；请检查文件内容。"
            entries.append({"path": document.path, "error": said})
            continue
        try:
            stem = Path(document.path).stem
            names = [stem if len(found) == 1 else f"{stem}-{n}" for n in range(1, len(found) + 1)]
            written = [
                p for proposal, name in zip(found, names, strict=True) for p in _set(proposal, profile, folder, name)
            ]
            entries.append({"path": document.path, "forms": written})
        except InputError as e:
            entries.append({"path": document.path, "error": str(e)})
    return entries


def _set(proposal: Proposal, profile: Profile, folder: Path, name: str) -> list[str]:
    case = Case(proposal, role_of(proposal))
    values = _values(proposal, profile)
    written: list[str] = []
    for form in enclosure_forms():
        if case.role in form.roles:
            out = folder / f"{name}.{form.file}.docx"
            write_enclosure(form, values, _deliveries(form, case, profile), profile, out)
            written.append(str(out))
    return written


def _values(proposal: Proposal, profile: Profile) -> dict[str, str]:
    lead = next((p.name for p in proposal.proposers if p.lead), "") or "、".join(p.name for p in proposal.proposers[:1])
    total = proposal.proposer_total or len(proposal.proposers)
    return {
        "kind": _BODY[proposal.kind], "channel": _CHANNEL[proposal.kind], "number": proposal.number,
        "session": proposal.session, "title": proposal.title, "office": profile.name,
        "name": f"{lead}（等{total}名）" if total > 1 else lead,
        "asks": "\n".join(f"{n}．{a.core or a.text}" for n, a in enumerate(proposal.asks, 1)),
    }  # fmt: skip


def _deliveries(form: EnclosureForm, case: Case, profile: Profile) -> list[Delivery]:
    if form.each != "all":
        return []
    answer = "会办意见" if case.role == "会办" else "答复函"
    people = delivery(case, profile)
    made = [
        Delivery(to, f"{answer}、征询意见表" if not n and case.role != "会办" else answer)
        for n, to in enumerate(people)
    ]
    copies = Frame(case.proposal, profile, FigureSheet(), case.stage).copies() if case.role != "会办" else None
    if copies:
        made += [
            Delivery(to, f"{answer}（抄送）") for to in copies.text.removeprefix("抄送：").rstrip("。").split("，")
        ]
    return made
