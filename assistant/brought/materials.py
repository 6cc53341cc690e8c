"""The filled 素材表: what the 处室 say on each ask, read from Excel or Word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.brought.materials_cells import day_of, examine, is_ditto
from assistant.brought.materials_form import form, write_form
from assistant.drafting.writer import Contribution
from assistant.figures import Source
from knowledge_base.errors import InputError

__all__ = ["read_materials", "write_form"]

_WANTED = ("done", "next", "unit", "person", "date")
"""Columns that a row may not leave empty without the person being told."""
_WHO = ("unit", "person", "date")
_SAID = ("situation", "done", "next", "promise")
_LONGEST_HEADING = 16
_CASE = re.compile(r"第?[A-Za-z]{0,4}\d+号(?:人大代表|代表|政协|委员)?(?:建议|提案)")
_TIME = re.compile(
    r"(?:计划|拟|力争|确保)?(?:在|于|到)?[\d〇零一二三四五六七八九十年月日上中下旬半第季度个内今明底末前初之以工作]{2,}(?:前|底|内)?(?:全部|全面)?(?:完成|办结|落实|解决|到位)?"
)
_LABELLED = re.compile(r"^([^：:]{2,12})[：:]\s*(.*)$")


@dataclass(frozen=True)
class _Cell:
    text: str
    place: str
    """``B3`` in a sheet, ``表1第3行第2列`` in a Word table."""


@dataclass(frozen=True)
class _Table:
    rows: tuple[tuple[_Cell, ...], ...]
    name: str
    """``工作表“2026”`` of a workbook; a Word table is named in the places of its cells."""
    around: tuple[str, ...]
    """Text outside the table, where 处室, person and date may stand once for all rows."""


def read_materials(paths: Iterable[Path | str]) -> list[Contribution]:
    """Every row of the files on which something is said, in order; a row may lack its ask. What a sheet has beyond that
    is told in the ``note`` of its first row.

    Raises InputError, in Chinese, for a file of another kind, an unreadable one, and one without the form's columns.
    """
    return [c for path in paths for c in _read(Path(path))]


def _read(path: Path) -> list[Contribution]:
    readers = {".xlsx": _xlsx_tables, ".docx": _docx_tables}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"素材表“{path.name}”不是 .xlsx 或 .docx 文件，请另存后再试。")
    if not path.is_file():
        raise InputError(f"找不到素材表“{path}”，请检查路径。")
    try:
        tables = list(reader(path))
    except Exception as e:  # whatever the parser meets, the person has to bring another file
        raise InputError(f"素材表“{path.name}”打不开，可能已损坏或加密，请重新保存后再试。") from e
    with_columns = [(t, at, columns) for t in tables for at, columns in _header(t)]
    if not with_columns:
        need = "、".join(form().columns[k][0] for k in ("ask", "situation", "done", "next"))
        raise InputError(f"素材表“{path.name}”里没有找到表头（需要有“{need}”等栏），请用空表重新填写。")
    return [c for t, at, columns in with_columns for c in _rows(path, t, at, columns)]


def _header(table: _Table) -> Iterator[tuple[int, dict[str, int]]]:
    """The first row that names the ask and something said on it, with key → column."""
    for at, row in enumerate(table.rows[:12]):
        columns: dict[str, int] = {}
        for known in (_key, _hinted):  # the printed words first, so that a loose match never takes their place
            for i, cell in enumerate(row):
                if i not in columns.values() and (key := known(cell.text)) and key not in columns:
                    columns[key] = i
        if "ask" in columns and any(k in columns for k in _SAID):
            yield at, columns
            return


def _key(text: str) -> str:
    bare = _bare(text)
    for key, names in form().columns.items():
        if any(bare == re.sub(r"[（(].*[）)]$", "", n) for n in names):
            return key
    return ""


def _hinted(text: str) -> str:
    """The meaning of a heading of an office's own by the words in it."""
    bare = _bare(text)
    if len(bare) > _LONGEST_HEADING or bare in form().unused:
        return ""
    return next((key for key, words in form().hints.items() if any(w in bare for w in words)), "")


def _bare(text: str) -> str:
    return re.sub(r"\s+|[（(].*[）)]$|[：:]$", "", text)


def _rows(path: Path, table: _Table, at: int, columns: dict[str, int]) -> Iterator[Contribution]:
    general = _general(table, at)
    note = _strange(path, table.rows[at], columns)
    serial = _is_serial(table, at, columns)
    above: dict[str, str] = {}
    for row in table.rows[at + 1 :]:
        read = {k: _filled(row[i].text) if i < len(row) else "" for k, i in columns.items()}
        if not any(read.get(k) for k in _SAID):
            continue
        read |= {k: above.get(k, "") for k in _WHO if is_ditto(read.get(k, ""))}
        above = read
        said, doubts = _examined(path, table, row, columns, read, general)
        who = " ".join(filter(None, (said.get(k) or general.get(k, "") for k in ("unit", "person", "date"))))
        places = tuple(row[columns[k]].place for k in _SAID if k in columns and said.get(k))
        quote = "；".join(said[k] for k in _SAID if said.get(k))
        source = Source(
            "person",
            document=path.name,
            quote=quote,
            cells=places,
            title=f"素材表 {path.name}",
            person=who or path.stem,
        )
        promise, due = _promised(said.get("promise", ""), said.get("due", ""))
        yield Contribution(
            ask=said["ask"], situation=said.get("situation", ""), done=said.get("done", ""), next=said.get("next", ""),
            promise=promise, due=due, source=source, figures_as_of=said.get("figures_as_of", ""),
            case=("" if serial else said.get("case", "")) or general.get("case", ""), note=note,
            lacks=tuple(_left_empty(table.rows[at], row, columns, general)), doubts=doubts,
        )  # fmt: skip
        note = ""


def _examined(
    path: Path,
    table: _Table,
    row: tuple[_Cell, ...],
    columns: dict[str, int],
    read: dict[str, str],
    general: dict[str, str],
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What of a row can be used, and a Chinese sentence on each cell of which something can't."""
    filled = day_of(read.get("date") or general.get("date", ""))
    said: dict[str, str] = {}
    doubts: list[str] = []
    for key, text in read.items():
        if key in ("ask", "case", *_WHO[:2]):
            said[key] = text
            continue
        cell = examine(key, text, filled=filled, today=date.today(), as_of=read.get("figures_as_of", ""))
        said[key] = cell.text
        if cell.told:
            doubts.append(
                f"素材表“{path.name}”{table.name}{row[columns[key]].place}：{'；'.join(cell.told)}，请处室核对补正。"
            )
    return said, tuple(doubts)


def _left_empty(
    header: tuple[_Cell, ...], row: tuple[_Cell, ...], columns: dict[str, int], general: dict[str, str]
) -> Iterator[str]:
    """Headings of the wanted columns where the row has nothing; 无 is an answer."""
    for key in _WANTED:
        i = columns.get(key)
        if i is not None and not general.get(key) and not (i < len(row) and row[i].text.strip()):
            yield _bare(header[i].text)


def _filled(text: str) -> str:
    """What a cell says; nothing when it only says that there is nothing."""
    text = text.strip()
    return "" if text.rstrip("。.") in form().blank else text


def _promised(said: str, due: str) -> tuple[str, str]:
    """What is promised and by when, out of ``能承诺，2026年9月30日前完成``, ``是`` and ``不能承诺，需省级财政支持``: an answer
    to 能否承诺 is no text of a letter, and what is not promised has no time there."""
    answers = form().answers
    if no := _answer(said, answers["no"]):
        return "", "" if no else due
    yes = _answer(said, answers["yes"])
    rest = said[len(yes) :].strip(" ，,；;。：:、") if yes else said
    if rest and _TIME.fullmatch(rest):
        return "", due or rest
    return rest, due


def _answer(said: str, words: Iterable[str]) -> str:
    """The word of ``words`` that alone makes the first clause."""
    first = re.split(r"[，,；;。：:、\s]", said.strip(), maxsplit=1)[0]
    return first if first in words else ""


def _strange(path: Path, header: tuple[_Cell, ...], columns: dict[str, int]) -> str:
    """One sentence on the columns that mean nothing to us."""
    names = [c.text.strip() for i, c in enumerate(header) if c.text.strip() and i not in columns.values()]
    unknown = dict.fromkeys(n for n in names if _bare(n) not in form().unused)
    listed = "、".join(f"“{n}”" for n in unknown)
    return (
        f"素材表“{path.name}”的{listed}栏不知道是什么内容，没有采用；需要采用的请改用空表上的栏目名称。"
        if unknown
        else ""
    )


def _is_serial(table: _Table, at: int, columns: dict[str, int]) -> bool:
    """Whether a column headed 编号 only counts the rows."""
    if "case" not in columns:
        return False
    i = columns["case"]
    values = [v for row in table.rows[at + 1 :] if i < len(row) and (v := row[i].text.strip())]
    return values == [str(n) for n in range(1, len(values) + 1)]


def _general(table: _Table, at: int) -> dict[str, str]:
    """处室, person and date given once, as ``填报人：王某`` outside the table or above its header."""
    lines = [*table.around, *(c.text for row in table.rows[:at] for c in row), *(c.text for c in _tail(table))]
    found: dict[str, str] = {}
    if case := next((m.group() for line in lines if (m := _CASE.search(line))), ""):
        found["case"] = case
    for line in lines:
        for piece in re.split(r"[\s　]{2,}|\n", line):
            m = _LABELLED.match(piece.strip())
            if m and (key := _key(m.group(1))) in ("unit", "person", "date", "case") and m.group(2).strip():
                found.setdefault(key, m.group(2).strip())
    return found


def _tail(table: _Table) -> tuple[_Cell, ...]:
    return tuple(c for row in table.rows[-2:] for c in row if _LABELLED.match(c.text.strip()))


def _xlsx_tables(path: Path) -> Iterator[_Table]:
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    book = load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            merged = _merged(sheet)
            rows = tuple(
                tuple(
                    _Cell(_written(merged.get((r, n), cell.value)), f"{get_column_letter(n)}{r}")
                    for n, cell in enumerate(row, 1)
                )
                for r, row in enumerate(sheet.iter_rows(), 1)
            )
            yield _Table(rows, f"工作表“{sheet.title}”", ())


def _merged(sheet: Any) -> dict[tuple[int, int], object]:
    """(row, column) → value for the lower cells of those merged downwards: one ask for several rows."""
    return {
        (r, area.min_col): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for r in range(area.min_row + 1, area.max_row + 1)
    }


def _docx_tables(path: Path) -> Iterator[_Table]:
    import docx

    document = docx.Document(str(path))
    around = tuple(p.text for p in document.paragraphs if p.text.strip())
    for n, table in enumerate(document.tables, 1):
        rows = tuple(
            tuple(_Cell(cell.text, f"表{n}第{r}行第{c}列") for c, cell in enumerate(row.cells, 1))
            for r, row in enumerate(table.rows, 1)
        )
        yield _Table(rows, "", around)


def _written(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
