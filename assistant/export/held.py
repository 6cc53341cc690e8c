"""Text of a Word file that is not simply typed: results that Word computes again (page, date, reference, 表 number) and
content controls of plain text, and the first paragraph of a control around paragraphs. A tracked change or a comment's mark inside is lost there, or the text is, when
the file is opened: LibreOffice reads such a place as a single string, and Word computes it anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPED = ("HYPERLINK", "TOC")
"""Fields whose results stand in the file like other text."""
_CHOSEN = tuple(f"{_W}{name}" for name in ("docPartObj", "date", "dropDownList", "comboBox"))
"""Controls whose paragraph is kept as paragraphs are."""


@dataclass
class _Field:
    begin: Any
    instruction: str = ""
    runs: list[Any] = field(default_factory=list[Any])


def held(root: Any) -> dict[Any, tuple[Any, Any]]:
    """For each run that is held so, the first and the last element of what holds it, the outermost."""
    found = computed(root)
    for control in reversed(list(root.iter(f"{_W}sdt"))):
        found |= dict.fromkeys(_plain(control), (control, control))
    return found


def computed(root: Any) -> dict[Any, tuple[Any, Any]]:
    """The runs with what Word computes, as ``held``."""
    found = _in_fields(root)
    for simple in reversed(list(root.iter(f"{_W}fldSimple"))):
        if _computed(simple.get(f"{_W}instr", "")):
            found |= dict.fromkeys(simple.iter(f"{_W}r"), (simple, simple))
    return found


def _in_fields(root: Any) -> dict[Any, tuple[Any, Any]]:
    found: dict[Any, tuple[Any, Any]] = {}
    open_: list[_Field] = []
    for x in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
        kind = x.get(f"{_W}fldCharType")
        if kind == "begin":
            open_.append(_Field(x.getparent()))
        elif kind == "end" and open_:
            done = open_.pop()
            if _computed(done.instruction):
                found |= dict.fromkeys(done.runs, (done.begin, x.getparent()))
        elif x.tag == f"{_W}instrText" and open_:
            open_[-1].instruction += x.text or ""
        elif x.tag == f"{_W}t":
            for f in open_:
                f.runs.append(x.getparent())
    return found


def _computed(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() not in _TYPED


def _plain(control: Any) -> Iterable[Any]:
    """The runs of a control of plain text within a line; of one around paragraphs those of its first."""
    properties = control.find(f"{_W}sdtPr")
    kinds = () if properties is None else tuple(c.tag for c in properties)
    if control.getparent().tag == f"{_W}p":
        return control.iter(f"{_W}r") if f"{_W}text" in kinds else ()
    first = next(control.iter(f"{_W}p"), None)
    return () if first is None or any(k in _CHOSEN for k in kinds) else first.iter(f"{_W}r")
