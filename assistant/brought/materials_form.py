"""The columns of the 素材表, and the empty form that the 处室 fill in."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.proposal import Proposal
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

_UNFIT = re.compile(r'[\\/:*?"<>|\s]')


class Form(BaseModel):
    """``knowledge_base/facts/materials.toml``: meaning → how its column is headed, the printed heading first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    note: str
    blank: frozenset[str]
    unused: frozenset[str]
    columns: dict[str, tuple[str, ...]]
    hints: dict[str, tuple[str, ...]]
    """By meaning: words by which a heading of an office's own is known, the first meaning that fits."""
    answers: dict[str, tuple[str, ...]]


@cache
def form() -> Form:
    path = files("knowledge_base") / "facts" / "materials.toml"
    return Form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


UNASSIGNED = "待定处室"
"""In the place of a 处室 where nobody could be proposed."""
FORMATS = (".xlsx", ".docx")


def forms(files: Sequence[Path], office: str, folder: Path, form: str) -> list[dict[str, Any]]:
    """The forms for every proposal of the files: an entry a file, ``forms`` with path, 处室 and numbers of the asks, or
    ``error``. Raises InputError when ``form`` is none of xlsx, docx, both, and when ``folder`` is a file."""
    from assistant import intake
    from knowledge_base import profiles

    if form not in ("xlsx", "docx", "both"):
        raise InputError(f"--format 不能是“{form}”，只能是 xlsx、docx 或 both。")
    if folder.is_file() or folder.suffix.lower() in FORMATS:
        raise InputError(f"--out 的 {folder} 应是文件夹：每个处室一份表。")
    profile = profiles.load(office)
    entries: list[dict[str, Any]] = []
    for document in intake.read_files(files, profile):
        found = [p for p in document.proposals if p.kind != "none"]
        error = document.error or ("" if found else "未识别到建议或提案，没有写素材表；请检查文件内容。")
        written: list[dict[str, Any]] = []
        try:
            for proposal in found:
                formats = FORMATS if form == "both" else (f".{form}",)
                written += [_told(p, proposal, profile) for p in write_forms(proposal, profile, folder, formats)]
        except InputError as e:
            error = str(e)
        entries.append({"path": str(document.path)} | ({"error": error} if error else {"forms": written}))
    return entries


def _told(path: Path, proposal: Proposal, profile: Profile) -> dict[str, Any]:
    unit = path.stem.rpartition(" ")[2]
    numbers = [
        n
        for n, a in enumerate(proposal.asks, 1)
        if a.duty != "outside" and (_division(a.unit, profile) or UNASSIGNED) == unit
    ]
    return {"path": str(path), "proposal": proposal.number, "unit": unit, "asks": numbers}


def write_forms(proposal: Proposal, profile: Profile, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """The empty forms of one proposal: for each 处室 one with its own asks, in each of the formats. Asks that are another
    organ's stay out. Raises InputError rather than write over a form that is there, which may be filled."""
    divisions: dict[str, list[int]] = {}
    for n, ask in enumerate(proposal.asks, 1):
        if ask.duty != "outside":
            divisions.setdefault(_division(ask.unit, profile) or UNASSIGNED, []).append(n)
    name = _UNFIT.sub("", f"{proposal.kind}{proposal.number}") or "未编号"
    planned = [(folder / f"素材表 {name} {unit}{f}", numbers) for unit, numbers in divisions.items() for f in formats]
    if there := next((p for p, _ in planned if p.exists()), None):
        raise InputError(f"{there} 已经有了，可能已填；请先移走，或换一个 --out 文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    return [write_form(proposal, profile, path, numbers) for path, numbers in planned]


def write_form(proposal: Proposal, profile: Profile, out: Path, only: Sequence[int] | None = None) -> Path:
    """The empty form for one proposal: a row an ask (of those numbered in ``only``) with the 处室 proposed for it. ``out``
    ends .xlsx or .docx."""
    columns = form().columns
    keys = tuple(k for k in columns if k != "case")  # the case stands in the line above
    rows = [
        [
            ""
            if k not in ("ask", "unit")
            else f"{n}. {ask.core or ask.text}"
            if k == "ask"
            else _division(ask.unit, profile)
            for k in keys
        ]
        for n, ask in enumerate(proposal.asks, 1)
        if only is None or n in only
    ]
    header = [columns[k][0] for k in keys]
    head = f"{form().title}：{proposal.session}{proposal.number}{proposal.kind}《{proposal.title}》"
    if out.suffix.lower() == ".docx":
        _write_docx(out, head, form().note, header, rows)
    elif out.suffix.lower() == ".xlsx":
        _write_xlsx(out, head, form().note, header, rows)
    else:
        raise InputError(f"素材表只能写成 .xlsx 或 .docx，“{out.name}”不行，请改文件名。")
    return out


def _division(unit: str, profile: Profile) -> str:
    return unit if unit in {d.name for d in profile.divisions} else ""


def _write_xlsx(out: Path, head: str, note: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "素材表"
    for n, text in enumerate((head, note), 1):
        sheet.append([text])
        sheet.merge_cells(start_row=n, end_row=n, start_column=1, end_column=len(header))
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    thin = Side(style="thin")
    for cells in sheet.iter_rows(min_row=3):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(thin, thin, thin, thin)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for i, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(i)].width = 36 if i in (1, 2, 4, 5) else max(12, 2 * len(name))
    sheet.freeze_panes = "A4"
    book.save(out)


def _write_docx(out: Path, head: str, note: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(head)
    document.add_paragraph(note)
    table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, header, strict=True):
        cell.text = name
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(out))
