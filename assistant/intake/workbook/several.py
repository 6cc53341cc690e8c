"""Rows that hold several cases: more than one number in the cell of the number (012、013; 12-13)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.intake.workbook.addresses import ranges
from assistant.intake.workbook.cases import Rows
from assistant.ledger import LedgerCase, Notice, Question

SEVERAL = "一格几个编号"
"""Stands for all such cells; a person answers 一格几个编号=按编号计."""
_EACH, _ROW = "按编号计", "一行一件"
_LISTED = re.compile(r"第?\d{1,6}号?(?:[、，,；;/和及]第?\d{1,6}号?)+")
_SPAN = re.compile(r"(\d{1,6})号?[-—–~～至](\d{1,6})号?")
_YEARS = range(1990, 2100)
_LONGEST = 20
_HABIT = 3
"""One number in so many with a dash is how the ledger writes its numbers (03-15), no span of them."""


def told_apart(rows: Rows, confirmed: Mapping[str, str]) -> Rows:
    """The rows with a case for each number where a person says so, or the total of the ledger does; else as they stand,
    with a question."""
    dashed = sum(bool(_SPAN.fullmatch(c.number)) for c in rows.cases)
    spans = dashed * _HABIT < len(rows.cases)
    numbers = {id(c): found for c in rows.cases if len(found := _numbers(c.number, spans=spans)) > 1}
    if not numbers:
        return rows
    listed = [c for c in rows.cases if id(c) in numbers]
    more = sum(len(n) - 1 for n in numbers.values())
    cells = ranges(rows.column("number"), [c.row for c in listed])
    total = next((q for q in rows.questions if q.about == "total"), None)
    answer = confirmed.get(SEVERAL, "")
    borne_out = total is not None and total.value == str(len(rows.cases) + more)
    agrees = any("与明细行数相符" in n.message and "合计" in n.message for n in rows.notices)
    told = f"{len(listed)}格里写了几个编号（如“{listed[0].number}”）"

    def noted(message: str) -> list[Notice]:
        return [*rows.notices, Notice(rows.sheet.name, cells, f"{told}，{message}")]

    if answer == _ROW or (not answer and agrees):
        return replace(rows, notices=noted("按一行一件计" + ("，与合计行相符" if agrees else "")))
    if answer == _EACH or borne_out:
        cases = [one for c in rows.cases for one in _each(c, numbers.get(id(c), ()))]
        questions = [q for q in rows.questions if not (borne_out and q is total)]
        why = "，与合计行相符" if borne_out else ""
        return replace(rows, cases=cases, questions=questions, notices=noted(f"按编号计，多{more}件{why}"))
    message = f"{told}，是几件合在一行吗？（现按一行一件计；答“{_EACH}”则多{more}件，或答“{_ROW}”）"
    return replace(rows, questions=[*rows.questions, Question("several", message, rows.sheet.name, cells, SEVERAL)])


def _each(case: LedgerCase, numbers: tuple[str, ...]) -> list[LedgerCase]:
    return [replace(case, number=number) for number in numbers] or [case]


def _numbers(text: str, *, spans: bool) -> tuple[str, ...]:
    if _LISTED.fullmatch(text):
        return tuple(re.findall(r"\d+", text))
    m = _SPAN.fullmatch(text) if spans else None
    if not m or len(m[1]) != len(m[2]) or int(m[1]) in _YEARS:
        return ()
    first, last = int(m[1]), int(m[2])
    return tuple(str(n).zfill(len(m[1])) for n in range(first, last + 1)) if first < last < first + _LONGEST else ()
