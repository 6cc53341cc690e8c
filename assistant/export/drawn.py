"""Lines drawn on the page (shapes of DrawingML, or of VML in older files): where most offices' red rules come from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge_base.readers.container import number

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU_PER_MM = 36000
_EMU_PER_PT = 12700
_MM = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "px": 25.4 / 96, "": 25.4 / 72}
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|mm|cm|in|px|)")
_FLAT_MM = 0.6
"""A line that rises more than this is no rule."""


@dataclass(frozen=True)
class Sheet:
    """What places are counted from, in mm: the paper, and its margins left, top, right, bottom."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class DrawnRule:
    """A horizontal line, in mm. ``x`` and ``y`` count from the left upper corner of the paper, None where they depend on
    the text beside it. ``compound`` is sng, dbl, thickThin or thinThick; ``color`` RRGGBB."""

    length: float
    x: float | None
    y: float | None
    color: str
    points: float
    compound: str = "sng"


def drawn_rules(part: Any, sheet: Sheet) -> Iterator[DrawnRule]:
    """Of the body, a header or a footer. A line of which the file keeps a second copy for older programs counts once."""
    for anchor in part.iter(f"{_WP}anchor"):
        if (rule := _anchored(anchor, sheet)) is not None:
            yield rule
    for line in part.iter(f"{_VML}line"):
        if not any(a.tag == f"{_MC}Fallback" for a in line.iterancestors()) and (rule := _vml(line, sheet)) is not None:
            yield rule


def _anchored(anchor: Any, sheet: Sheet) -> DrawnRule | None:
    shape = next((g for g in anchor.iter(f"{_A}prstGeom") if g.get("prst") in ("line", "straightConnector1")), None)
    extent = anchor.find(f"{_WP}extent")
    stroke = next(anchor.iter(f"{_A}ln"), None)
    if shape is None or extent is None or stroke is None:
        return None
    length, rise = (number(extent.get(k)) / _EMU_PER_MM for k in ("cx", "cy"))
    if rise > _FLAT_MM:
        return None
    color = next((c.get("val") or "" for c in stroke.iter(f"{_A}srgbClr")), "000000")
    x = _offset(anchor.find(f"{_WP}positionH"), sheet.width, sheet.left, sheet.right, length)
    y = _offset(anchor.find(f"{_WP}positionV"), sheet.height, sheet.top, sheet.bottom, rise)
    points = number(stroke.get("w"), 9525) / _EMU_PER_PT
    return DrawnRule(length, x, y, color.upper(), points, stroke.get("cmpd") or "sng")


def _offset(position: Any, whole: float, before: float, after: float, size: float) -> float | None:
    """From the edge of the paper; None for a place that goes by the text."""
    if position is None:
        return None
    frames = {
        "page": (0.0, whole), "margin": (before, whole - after), "column": (before, whole - after),
        "leftMargin": (0.0, before), "topMargin": (0.0, before), "rightMargin": (whole - after, whole),
        "bottomMargin": (whole - after, whole),
    }  # fmt: skip
    frame = frames.get(position.get("relativeFrom") or "")
    if frame is None:
        return None
    align, offset = position.find(f"{_WP}align"), position.find(f"{_WP}posOffset")
    if align is not None:
        start, end = frame
        places = {"left": start, "top": start, "right": end - size, "bottom": end - size}
        return places.get(align.text or "", (start + end - size) / 2)
    return frame[0] + number(offset.text) / _EMU_PER_MM if offset is not None else None


def _vml(line: Any, sheet: Sheet) -> DrawnRule | None:
    said: str = line.get("style") or ""
    style = {k.strip(): v.strip() for k, _, v in (pair.partition(":") for pair in said.split(";"))}
    ends = [[_mm(v) for v in (line.get(k) or "").split(",")] for k in ("from", "to")]
    if all(len(e) == 2 for e in ends):
        (x, y), (x2, y2) = ends
        length, rise = x2 - x, abs(y2 - y)
    else:
        x, y = _mm(style.get("margin-left", "")), _mm(style.get("margin-top", ""))
        length, rise = _mm(style.get("width", "")), _mm(style.get("height", ""))
    if rise > _FLAT_MM or length <= 0:
        return None
    stroke = line.find(f"{_VML}stroke")
    layers: list[Any] = [x for x in (stroke, line) if x is not None]
    color = next((c for s in layers for k in ("color", "strokecolor") if (c := s.get(k))), "#000000")
    weight = next((w for s in layers for k in ("weight", "strokeweight") if (w := s.get(k))), "0.75pt")
    compound = (stroke.get("linestyle") if stroke is not None else "") or "single"
    kind = {"single": "sng", "thinThin": "dbl", "thickThin": "thickThin", "thinThick": "thinThick"}.get(
        compound, compound
    )
    across = {"page": 0.0, "margin": sheet.left, "text": sheet.left}.get(
        style.get("mso-position-horizontal-relative", "text")
    )
    down = {"page": 0.0, "margin": sheet.top}.get(style.get("mso-position-vertical-relative", "text"))
    return DrawnRule(
        length, None if across is None else across + x, None if down is None else down + y,
        _hex(color), _mm(weight) / _MM["pt"], kind,
    )  # fmt: skip


def _mm(length: str) -> float:
    m = _LENGTH.match(length.strip())
    return float(m[1]) * _MM[m[2]] if m else 0.0


def _hex(color: str) -> str:
    """VML names colours too, and shortens them."""
    bare = color.split()[0].lstrip("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", bare):
        bare = "".join(c * 2 for c in bare)
    return {"red": "FF0000", "black": "000000"}.get(bare, bare.upper())


@dataclass(frozen=True)
class RedRule:
    """A rule as it is seen: one line, or two lines side by side. ``order`` is sng, dbl, thickThin or thinThick; ``top``
    and ``bottom`` are of its ink."""

    length: float
    x: float | None
    top: float | None
    bottom: float | None
    order: str
    colors: tuple[str, ...]


_NEAR_MM = 3.0


def together(rules: Iterable[DrawnRule]) -> Iterator[RedRule]:
    """Lines drawn close above each other are one double rule."""
    group: list[DrawnRule] = []
    for rule in sorted(rules, key=lambda r: -1.0 if r.y is None else r.y):
        apart = not group or rule.y is None or group[-1].y is None or rule.y - group[-1].y > _NEAR_MM
        if group and apart:
            yield _one(group)
            group = []
        group.append(rule)
    if group:
        yield _one(group)


def _one(group: list[DrawnRule]) -> RedRule:
    first, last = group[0], group[-1]
    order = first.compound
    if len(group) == 2:
        thick, thin = first.points, last.points
        order = "dbl" if thick == thin else "thickThin" if thick > thin else "thinThick"
    half = [r.points * _MM["pt"] / 2 for r in (first, last)]
    return RedRule(
        max(r.length for r in group), first.x,
        None if first.y is None else first.y - half[0], None if last.y is None else last.y + half[1],
        order, tuple(r.color for r in group),
    )  # fmt: skip
