"""A 台账 file as a Ledger: every sheet that lists cases, with what was assumed and what has to be asked."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.intake.workbook.addresses import letter
from assistant.intake.workbook.answers import Answers
from assistant.intake.workbook.cases import Rows
from assistant.intake.workbook.columns import Header, corrected, find_header
from assistant.intake.workbook.lines import Fault
from assistant.intake.workbook.orders import suspicious
from assistant.intake.workbook.remarks import (
    about_header,
    about_rows,
    counted,
    faults,
    for_reference,
    unknown_words,
    withdrawn,
)
from assistant.intake.workbook.repeats import repeats
from assistant.intake.workbook.several import told_apart
from assistant.intake.workbook.sheets import RawSheet, open_book
from assistant.intake.workbook.values import shown
from assistant.intake.workbook.vocabulary import meaning, squeezed
from assistant.intake.workbook.years import by_name, in_years
from assistant.ledger import Ledger, Notice, Sheet
from knowledge_base.errors import InputError
from knowledge_base.secrecy import refuse_secret

_MOST_FAULTS = 8
_HEAD, _FOOT = 6, 3
"""Rows above and below the cases in which a mark of secrecy stands."""


def read_ledger(path: Path, confirmed: Mapping[str, str] | None = None) -> Ledger:
    """``confirmed`` answers earlier questions: a word of the ledger → what it means (牵头 → 主办), a column's address → what
    it holds (台账!K → 办理结果).

    Raises InputError for a file that is no readable ledger, and for cells that cannot be read right, naming them.
    """
    answers = Answers(confirmed or {})
    book = open_book(path)
    for sheet in book.sheets:
        for row in (*sheet.rows[:_HEAD], *sheet.rows[-_FOOT:]):
            refuse_secret("\n".join(shown(v) for v in row), path.name)
    notices = [Notice("", "", said) for said in book.said]
    read: list[Rows] = []
    for sheet, year in by_name(book):
        header = find_header(sheet.rows, sheet.merged, called=year != "this")
        if header is None:
            if any(shown(v) for row in sheet.rows for v in row):
                notices.append(Notice(sheet.name, "A1", "不是一行一件的台账（没有找到表头），没有读"))
            continue
        answered = _answered(sheet.name, answers)
        columns = {letter(i) for i in header.names}
        if strange := sorted(answered.keys() - columns):
            raise InputError(
                f"--confirm 里的{strange[0]}列不在“{path.name}”的表头里，有的列：{'、'.join(sorted(columns, key=lambda c: (len(c), c)))}。"
            )
        header = corrected(header, answered)
        spread = _spread(sheet, header)
        if spread:
            notices.append(Notice(sheet.name, "、".join(spread), "合并的单元格，内容按每一行都有来读"))
        rows = Rows(sheet, header, year, _kind_of(sheet, header), _role_of(sheet), answers).read()
        read.append(told_apart(counted(rows), answers))
    if not read:
        raise InputError(f"“{path.name}”里没有找到台账：表头里要有编号或标题，还要有类别、办理方式等列，请检查。")
    _refuse([(r.sheet, f) for r in read for f in (*r.faults, *faults(r))], path.name)
    years = in_years(read, answers)
    repeated = repeats(years.rows, answers)
    years.rows = repeated.rows
    sheets = [*{r.sheet.name: r for r in reversed(years.rows)}.values()][::-1]
    for rows in sheets:
        notices += [*about_header(rows), *rows.notices, *about_rows(rows), *suspicious(rows)]
    cases = tuple(c for r in years.rows for c in r.cases)
    if not any(c.year == "this" for c in cases):
        raise InputError(f"“{path.name}”只有表头，没有数据行，请填好后再试。")
    asked = [q for r in sheets for q in (*r.questions, *unknown_words(r), *withdrawn(r), *for_reference(r))]
    asked += [*repeated.questions, *years.questions]
    told = (*notices, *years.notices, *repeated.notices)
    return Ledger(str(path), cases, tuple(_sheet(r) for r in years.rows), told, tuple(asked), answers.idle)


def _answered(sheet: str, confirmed: Mapping[str, str]) -> dict[str, str]:
    """What a person said of this sheet's columns, by their letters."""
    found: dict[str, str] = {}
    for key in confirmed:
        m = re.fullmatch(rf"{re.escape(sheet)}!(?P<a>[A-Z]{{1,2}})" if sheet else r"!?(?P<a>[A-Z]{1,2})列?", key)
        if m:
            found[m["a"]] = confirmed[key].strip()
    return found


def _spread(sheet: RawSheet, header: Header) -> list[str]:
    """Gives every row of a merged cell in one column of the data its value; the ranges."""
    told: list[str] = []
    for (top, left), (bottom, right) in sheet.merged:
        if top > header.last and left == right and bottom > top and left < len(sheet.rows[top]):
            for row in sheet.rows[top + 1 : bottom + 1]:
                if left < len(row) and not shown(row[left]):
                    row[left] = sheet.rows[top][left]
            told.append(f"{letter(left)}{top + 1}:{letter(left)}{bottom + 1}")
    return told


def _kind_of(sheet: RawSheet, header: Header) -> str:
    """What the sheet holds, by its name or its columns' names, when it has no column for it."""
    said = sheet.name + "".join(header.names.values())
    for kind in ("建议", "提案"):
        if kind in sheet.name and not ("建议" in sheet.name and "提案" in sheet.name):
            return kind
    return "建议" if "建议" in said and "提案" not in said else "提案" if "提案" in said and "建议" not in said else ""


def _role_of(sheet: RawSheet) -> str:
    """The one role that the sheet's name says: 协办件."""
    found = {w for w in meaning("roles") if w in squeezed(sheet.name)}
    roles = {meaning("roles")[w] for w in found}
    return max(found, key=len).removesuffix("件") if len(roles) == 1 else ""


def _sheet(rows: Rows) -> Sheet:
    columns = dict(rows.header.fields) | {f: min(ticks) for f, ticks in rows.header.ticked.items()}
    return Sheet(
        name=rows.sheet.name,
        year=rows.year,
        header_rows=(rows.header.first + 1, rows.header.last + 1),
        columns={f: letter(i) for f, i in columns.items()},
        headers={f: rows.header.names[i] for f, i in columns.items()},
        cases=len(rows.cases),
        names={letter(i): n for i, n in sorted(rows.header.names.items())},
    )


def _refuse(faults: Sequence[tuple[RawSheet, Fault]], name: str) -> None:
    if not faults:
        return
    told = [f"{f'工作表“{s.name}”的 ' if s.name else ''}{f.cell} {f.message}" for s, f in faults[:_MOST_FAULTS]]
    more = f"；另有{len(faults) - _MOST_FAULTS}处" if len(faults) > _MOST_FAULTS else ""
    raise InputError(f"台账“{name}”有{len(faults)}处读不了：{'；'.join(told)}{more}。")
