"""版记 as a Word file has it: a table at the end whose last words are 印发."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from assistant.export.page import mm
from knowledge_base.readers.container import number


@dataclass(frozen=True)
class ReadImprint:
    """Rules in eighths of a point, 0 for none; ``colors`` are RRGGBB, AUTO or empty."""

    width_mm: float
    rows: int
    top: int
    inside: int
    bottom: int
    colors: tuple[str, ...]


def read_imprint(body: Any) -> ReadImprint | None:
    for table in reversed(list(body.iter(qn("w:tbl")))):
        words = "".join(t.text or "" for t in table.iter(qn("w:t")))
        if words.rstrip("。 　").endswith("印发"):
            return _read(table)
    return None


def _read(table: Any) -> ReadImprint:
    rows = list(table.iter(qn("w:tr")))
    width = sum(number(c.get(qn("w:w"))) for c in table.iter(qn("w:gridCol")))
    inner = _border(table, rows[0], "insideH", "bottom") if len(rows) > 1 else (0, "")
    rules = (_border(table, rows[0], "top", "top"), inner, _border(table, rows[-1], "bottom", "bottom"))
    top, inside, bottom = (size for size, _ in rules)
    return ReadImprint(mm(width), len(rows), top, inside, bottom, tuple(color for size, color in rules if size))


def _border(table: Any, row: Any, of_table: str, of_cell: str) -> tuple[int, str]:
    """What the cells say holds before what the table says."""
    where = [c.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn(f'w:{of_cell}')}") for c in row.iter(qn("w:tc"))]
    where.append(table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}/{qn(f'w:{of_table}')}"))
    found = next((x for x in where if x is not None), None)
    if found is None or found.get(qn("w:val")) in ("nil", "none"):
        return 0, ""
    return number(found.get(qn("w:sz"))), (found.get(qn("w:color")) or "").upper()
