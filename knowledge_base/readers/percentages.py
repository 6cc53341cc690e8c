"""Which cells of a workbook are shown as percentages: the value 0.49 is read by a person as 49%."""

import re
from decimal import Decimal

from knowledge_base.readers.container import Container, Element, local

_BUILT_IN = {"9", "10"}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")


def percentage_cells(data: bytes, name: str) -> dict[str, set[tuple[int, int]]]:
    """Zero-based (row, column) of the cells with a percentage format, by sheet name; empty for anything but xlsx."""
    if not data.startswith(b"PK"):
        return {}
    parts = Container(data, name)
    if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts.parts:
        return {}
    styles = _percentage_styles(parts.xml("xl/styles.xml"))
    if not styles:
        return {}
    targets = {rel.get("Id"): rel.get("Target") or "" for rel in parts.xml("xl/_rels/workbook.xml.rels")}
    found = {}
    for sheet in parts.xml("xl/workbook.xml").iter():
        if local(sheet) == "sheet":
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in parts.parts:
                found[sheet.get("name")] = _cells(parts.xml(part), styles)
    return found


def _percentage_styles(root: Element) -> set[str]:
    """The indexes of the cell styles whose number format shows a percentage."""
    formats = _BUILT_IN | {
        e.get("numFmtId") for e in root.iter() if local(e) == "numFmt" and "%" in (e.get("formatCode") or "")
    }
    styles = next((e for e in root.iter() if local(e) == "cellXfs"), [])
    return {str(i) for i, style in enumerate(styles) if style.get("numFmtId") in formats}


def _cells(root: Element, styles: set[str]) -> set[tuple[int, int]]:
    cells = set()
    for cell in root.iter():
        if local(cell) == "c" and cell.get("s") in styles and (at := _REFERENCE.fullmatch(cell.get("r") or "")):
            column = 0
            for letter in at[1]:
                column = column * 26 + ord(letter) - 64
            cells.add((int(at[2]) - 1, column - 1))
    return cells


def as_percentage(value: float) -> str:
    """``0.49`` → ``49%``, ``0.3925`` → ``39.25%``: no digit is rounded away but binary noise."""
    shown = (Decimal(repr(value)) * 100).quantize(Decimal("0.000001")).normalize()
    return f"{shown:f}%"
