"""The filled 素材表: what the 处室 say on each ask, read from Excel or Word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from assistant.drafting.writer import Contribution
from assistant.figures import Source
from assistant.materials_form import form, write_form
from knowledge_base.errors import InputError

__all__ = ["read_materials", "write_form"]

_SAID = ("situation", "done", "next", "promise")
_LABELLED = re.compile(r"^([^：:]{2,12})[：:]\s*(.*)$")


@dataclass(frozen=True)
class _Cell:
    text: str
    place: str
    """``B3`` in a sheet, ``表1第3行第2列`` in a Word table."""


@dataclass(frozen=True)
class _Table:
    rows: tuple[tuple[_Cell, ...], ...]
    around: tuple[str, ...]
    """Text outside the table, where 处室, person and date may stand once for all rows."""


def read_materials(paths: Iterable[Path | str]) -> list[Contribution]:
    """Every filled row of the files, in order.

    A row without an ask or with nothing said is skipped. Raises InputError, in Chinese, for a file of another kind, an
    unreadable one, and one without the form's columns.
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
        for i, cell in enumerate(row):
            if (key := _key(cell.text)) and key not in columns:
                columns[key] = i
        if "ask" in columns and any(k in columns for k in _SAID):
            yield at, columns
            return


def _key(text: str) -> str:
    bare = re.sub(r"\s+|[（(].*[）)]$", "", text)
    for key, names in form().columns.items():
        if any(bare == re.sub(r"[（(].*[）)]$", "", n) for n in names):
            return key
    return ""


def _rows(path: Path, table: _Table, at: int, columns: dict[str, int]) -> Iterator[Contribution]:
    general = _general(table, at)
    for row in table.rows[at + 1 :]:
        said = {k: row[i].text.strip() if i < len(row) else "" for k, i in columns.items()}
        if not said["ask"] or not any(said.get(k) for k in _SAID):
            continue
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
        yield Contribution(
            ask=said["ask"], situation=said.get("situation", ""), done=said.get("done", ""), next=said.get("next", ""),
            promise=said.get("promise", ""), due=said.get("due", ""), source=source,
            figures_as_of=said.get("figures_as_of", ""),
        )  # fmt: skip


def _general(table: _Table, at: int) -> dict[str, str]:
    """处室, person and date given once, as ``填报人：王某`` outside the table or above its header."""
    lines = [*table.around, *(c.text for row in table.rows[:at] for c in row), *(c.text for c in _tail(table))]
    found: dict[str, str] = {}
    for line in lines:
        for piece in re.split(r"[\s　]{2,}|\n", line):
            m = _LABELLED.match(piece.strip())
            if m and (key := _key(m.group(1))) in ("unit", "person", "date") and m.group(2).strip():
                found.setdefault(key, m.group(2).strip())
    return found


def _tail(table: _Table) -> tuple[_Cell, ...]:
    return tuple(c for row in table.rows[-2:] for c in row if _LABELLED.match(c.text.strip()))


def _xlsx_tables(path: Path) -> Iterator[_Table]:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = tuple(tuple(_Cell(_written(c.value), c.coordinate) for c in row) for row in sheet.iter_rows())
            yield _Table(rows, ())


def _docx_tables(path: Path) -> Iterator[_Table]:
    import docx

    document = docx.Document(str(path))
    around = tuple(p.text for p in document.paragraphs if p.text.strip())
    for n, table in enumerate(document.tables, 1):
        rows = tuple(
            tuple(_Cell(cell.text, f"表{n}第{r}行第{c}列") for c, cell in enumerate(row.cells, 1))
            for r, row in enumerate(table.rows, 1)
        )
        yield _Table(rows, around)


def _written(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
