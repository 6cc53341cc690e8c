"""The 承诺台账: written after a run of letters, filled in by the office, read by the next letter and the next report."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from knowledge_base.errors import InputError

LEDGER = "承诺台账.xlsx"
OPEN = "未到期核实"
"""The state in which a promise is entered; a person changes it."""
COLUMNS = (
    ("序号", 6), ("建议提案编号", 14), ("题目", 36), ("诉求", 6), ("承诺事项", 60), ("时限", 18), ("金额", 14), ("承办处室", 18),
    ("依据", 30), ("状态", 14), ("落实情况", 30),
)  # fmt: skip
_READ = {
    "case": ("建议提案编号", "编号", "建议编号", "提案编号", "案号"),
    "title": ("题目", "标题", "案由"),
    "ask": ("诉求",),
    "text": ("承诺事项", "承诺内容", "事项"),
    "due": ("时限", "完成时限", "承诺时限", "完成时间"),
    "unit": ("承办处室", "处室", "责任处室", "责任单位"),
    "state": ("状态", "办理状态", "落实状态", "是否落实", "进度"),
    "outcome": ("落实情况", "办理进展", "进展情况", "进展", "完成情况"),
}
_KEPT = ("已完成", "已兑现", "已落实", "已办结", "完成", "兑现", "落实", "办结", "是")
_FAILED = ("未完成", "未兑现", "未落实", "未办结", "逾期", "超期", "无法", "不能", "取消", "否")
_OVERDUE = ("逾期", "超期", "无法", "不能", "取消")
"""Of _FAILED those that are so whatever the deadline."""
_OPEN = ("未到期", "正在", "推进", "进行", "持续", "部分", "在办", "启动", "计划", "长期", "%", "％")
_HEADER_WITHIN = 12
_DUE = re.compile(
    r"(?P<y>20\d\d)(?:年|[-./])(?:(?P<m>\d{1,2})(?:月|[-./])?(?:(?P<d>\d{1,2})日?)?|(?P<q>[一二三四1-4])季度|(?P<half>上半年))?"
)


@dataclass(frozen=True)
class Entered:
    """A row: a promise as it was entered, and what a person says became of it. ``cells`` are those of state and outcome."""

    case: str
    title: str
    ask: str
    text: str
    due: str
    unit: str
    state: Literal["kept", "failed", "open"]
    outcome: str
    document: str
    cells: tuple[str, ...]
    word: str = ""
    """The state as the table says it."""

    def state_at(self, day: date) -> Literal["kept", "failed", "open"]:
        """What is not done yet has not failed before its deadline is over."""
        due = due_day(self.due)
        waits = self.state == "failed" and not any(w in self.word for w in _OVERDUE)
        return "open" if waits and due and due >= day else self.state


def due_day(text: str) -> date | None:
    """The last day of a deadline that names its year: 2026-09-30, 2026年9月底前, 2026年三季度, 2026年底."""
    m = _DUE.search(text.replace(" ", ""))
    if m is None:
        return None
    year, quarter = (
        int(m["y"]),
        {"一": 1, "二": 2, "三": 3, "四": 4}.get(m["q"] or "", int(m["q"]) if (m["q"] or "").isdecimal() else 0),
    )
    month = int(m["m"]) if m["m"] else quarter * 3 or (6 if m["half"] else 12)
    try:
        return date(year, month, int(m["d"])) if m["d"] else date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def write_ledger(entries: Sequence[dict[str, Any]], out: Path) -> None:
    """The 承诺台账 of a run: a row a promise, from the entries of ``dafu reply``. Raises InputError when ``out`` cannot be
    written."""
    from assistant.export.sheets import Sheet, write_workbook

    rows = [(entry["proposal"], p) for entry in entries if "error" not in entry for p in entry["commitments"]]
    sheet = Sheet(
        "承诺台账",
        COLUMNS,
        (
            (n, proposal["number"], proposal["title"], p["ask"], p["text"], p["due"], p["money"], p["unit"],
             _named(p["source"]), OPEN, "")
            for n, (proposal, p) in enumerate(rows, 1)
        ),
    )  # fmt: skip
    write_workbook((sheet,), out)


def read_ledger(path: Path) -> tuple[Entered, ...]:
    """Its rows in order. Raises InputError, in Chinese, for another kind of file and one without the columns."""
    from openpyxl import load_workbook

    if path.suffix.lower() != ".xlsx":
        raise InputError(f"承诺台账“{path.name}”不是 .xlsx 文件，请另存后再试。")
    if not path.is_file():
        raise InputError(f"找不到承诺台账“{path}”，请检查路径。")
    try:
        book = load_workbook(path, data_only=True)
    except Exception as e:  # whatever the parser meets, the person has to bring another file
        raise InputError(f"承诺台账“{path.name}”打不开，可能已损坏或加密，请重新保存后再试。") from e
    tables = [t for sheet in book.worksheets if (t := _table(sheet))]
    if not tables:
        raise InputError(
            f"承诺台账“{path.name}”里没有找到表头（需要有“承诺事项”“状态”两栏），请用本程序写出的台账填写。"
        )
    return tuple(e for columns, rows in tables for e in _entered(path.name, columns, rows))


def _table(sheet: Any) -> tuple[dict[str, int], list[tuple[int, list[str]]]] | None:
    """The columns by meaning and the rows under the header with their numbers; None where there is no header."""
    rows = [["" if c.value is None else str(c.value).strip() for c in row] for row in sheet.iter_rows()]
    for at, header in enumerate(rows[:_HEADER_WITHIN], 1):
        columns = {key: header.index(n) for key, names in _READ.items() for n in reversed(names) if n in header}
        if {"text", "state"} <= columns.keys():
            return columns, list(enumerate(rows[at:], at + 1))
    return None


def _entered(document: str, columns: dict[str, int], rows: list[tuple[int, list[str]]]) -> Iterator[Entered]:
    for n, row in rows:
        said = {key: row[i] for key, i in columns.items()}
        if said["text"]:
            cells = tuple(f"{_letter(columns[k])}{n}" for k in ("state", "outcome") if k in columns)
            yield Entered(
                *(said.get(k, "") for k in ("case", "title", "ask", "text", "due", "unit")),
                state=_state(said["state"], f"“{document}”的 {cells[0]}"),
                outcome=said.get("outcome", ""),
                document=document,
                cells=cells,
                word=said["state"],
            )


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column + 1)


def _state(text: str, where: str) -> Literal["kept", "failed", "open"]:
    """Raises InputError for a word that is none of a state's."""
    if not text or "未到期" in text:
        return "open"
    if text.startswith(_FAILED) or any(w in text for w in ("未完成", "未兑现", "未落实", "逾期")):
        return "failed"
    if any(w in text for w in _OPEN) or text.endswith("中"):
        return "open"
    if text.startswith(_KEPT):
        return "kept"
    raise InputError(f"承诺台账{where}状态写的是“{text}”，看不出落实没有，请改成已完成、未完成、逾期或{OPEN}。")


def _named(source: dict[str, Any] | None) -> str:
    if source is None:
        return "没有出处，请处室确认"
    return source.get("person") or source.get("title") or source.get("document", "")
