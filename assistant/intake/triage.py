"""分办表: a pile of cases as a worksheet, one row for each ask, with the 处室 proposed and the days that count."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from assistant.intake.deadlines import due_date, return_by
from assistant.intake.documents import IntakeDocument
from assistant.proposal import Ask, Proposal
from knowledge_base.profiles import Profile

_COLUMNS = (
    ("序号", 6), ("文件", 22), ("件别", 6), ("编号", 12), ("届次", 20), ("题目", 36), ("提出人", 18), ("办理角色", 9), ("重点督办", 9),
    ("诉求序号", 8), ("诉求", 52), ("职责判断", 10), ("建议承办处室/单位", 20), ("理由", 34), ("退件建议", 34), ("退件最后期限", 14),
    ("办结期限", 14), ("期限依据", 24), ("需核实", 44),
)  # fmt: skip
_DUTY = {"own": "本单位职责", "mixed": "部分属本单位", "outside": "不属本单位", "unknown": "待人工确定"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_triage(documents: Sequence[IntakeDocument], profile: Profile, out: Path, today: date) -> None:
    """Writes the worksheet to ``out``. A file that could not be read, or is no proposal, has its row and its reason."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "分办表"
    sheet.append([name for name, _ in _COLUMNS])
    for row in _rows(documents, profile, today):
        sheet.append([_safe(cell) for cell in row])
    for n, (_, width) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)


def _rows(documents: Sequence[IntakeDocument], profile: Profile, today: date) -> Iterator[list[object]]:
    case = 0
    for document in documents:
        name = Path(document.path).name
        if document.error:
            yield _reason(name, document.error)
        for proposal in document.proposals:
            if proposal.kind == "none":
                yield _reason(name, proposal.notes[0] if proposal.notes else "未识别到建议或提案。")
                continue
            case += 1
            yield from _case(case, name, proposal, profile, today)


def _case(case: int, name: str, p: Proposal, profile: Profile, today: date) -> Iterator[list[object]]:
    due, back = due_date(p, profile), return_by(p, profile, today)
    advice = _return_advice(p, profile)
    people = "、".join(x.name for x in p.proposers[:5]) + (
        f"等{p.proposer_total}名" if p.proposer_total > len(p.proposers[:5]) else ""
    )
    role = profile.role_words.get(p.role, p.role)
    key = "是" if p.key_case else ""
    asks: Sequence[Ask | None] = p.asks or (None,)
    for n, ask in enumerate(asks, 1):
        yield [
            case, name, p.kind, p.number, p.session, p.title, people, role, key,
            n if ask else "", ask.text if ask else "（没有找到明确的诉求）", _DUTY[ask.duty] if ask else "", ask.unit if ask else "",
            ask.reason if ask else "", advice, back.day if advice and back.day else (back.why if advice else ""),
            due.day or "", due.why, "\n".join(p.notes) if n == 1 else "",
        ]  # fmt: skip


def _return_advice(p: Proposal, profile: Profile) -> str:
    """Whether to send the case back: all of it when no ask is ours and we lead, else which co-units to ask for."""
    outside = [a for a in p.asks if a.duty == "outside"]
    units = "、".join(dict.fromkeys(a.unit for a in outside if a.unit))
    if not outside:
        return ""
    if len(outside) == len(p.asks):
        return f"各项诉求均不属{profile.we}职责，建议退件，改由{units or '有关单位'}办理"
    share = "、".join(str(n) for n, a in enumerate(p.asks, 1) if a.duty == "outside")
    if p.role == "会办":
        return f"第{share}项不属{profile.we}职责，会办意见中不涉及"
    word = profile.role_words.get("会办", "会办")
    named = {p.lead_unit, *p.co_units}
    lacking = "、".join(dict.fromkeys(a.unit for a in outside if a.unit and not _among(a.unit, named)))
    if units and not lacking:
        return ""  # they are on the sheet already
    return f"第{share}项不属{profile.we}职责，建议申请增加{lacking or '有关单位'}为{word}单位"


def _among(unit: str, named: Iterable[str]) -> bool:
    """Whether a unit is named, with or without the name of its place (省财政厅, 示例省财政厅)."""
    return any(n and (n.endswith(unit) or unit.endswith(n)) for n in named)


def _reason(name: str, why: str) -> list[object]:
    row: list[object] = [""] * len(_COLUMNS)
    row[1], row[-1] = name, why
    return row


def _safe(value: object) -> object:
    """Text that a spreadsheet program would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA_STARTS):
        return "'" + value
    if isinstance(value, str):
        return "".join(c for c in value if c >= " " or c in "\n\t")
    return value
