"""Safe fixes as tracked changes: Word's 接受 gives the fixed text, 拒绝 the text as it was."""

import copy
from collections.abc import Container, Sequence
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module without type stubs

from assistant.export.comment_part import AUTHOR, now
from assistant.export.wordml import writable
from assistant.reviewing.fixing import Edit

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHANGES = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


def trackable(
    e: Edit, text: str, at: Sequence[int], letters: Sequence[tuple[Any, int]], held: Container[Any] = ()
) -> bool:
    """Whether an edit stays within one paragraph of plain runs: no end of a line, nobody's tracked change, none of the
    runs that are ``held``."""
    if "\n" in e.new or "\n" in text[e.start : e.end]:
        return False
    places = [at[i] for i in range(e.start, e.end)] or [at[_beside(e, text, at)]]
    if any(p < 0 for p in places) or places != list(range(places[0], places[0] + len(places))):
        return False
    runs = [letters[p][0].getparent() for p in places]
    if any(r.tag != f"{_W}r" or r in held or any(a.tag in _CHANGES for a in r.iterancestors()) for r in runs):
        return False
    return len({next(r.iterancestors(f"{_W}p")) for r in runs}) == 1


def boundaries(e: Edit, text: str, at: Sequence[int]) -> tuple[int | None, int | None]:
    """The letter before which a run has to begin and the one after which a run has to end for the edit."""
    if e.start < e.end:
        return at[e.start], at[e.end - 1]
    beside = _beside(e, text, at)
    return (None, at[beside]) if beside < e.start else (at[beside], None)


def track(e: Edit, text: str, at: Sequence[int], runs: Sequence[Any], key: int) -> int:
    """Writes the edit into the body, whose letters stand in ``runs``; gives the next free id."""
    if e.start < e.end:
        old = list(dict.fromkeys(runs[at[i]] for i in range(e.start, e.end)))
        for run in old:
            key = _delete(run, key)
        pattern, after, before = old[0], old[-1].getparent(), False
    else:
        beside = _beside(e, text, at)
        pattern = after = runs[at[beside]]
        before = beside >= e.start
    if not e.new:
        return key
    inserted = etree.Element(f"{_W}ins")
    _sign(inserted, key)
    run = etree.SubElement(inserted, f"{_W}r")
    if (properties := pattern.find(f"{_W}rPr")) is not None:
        run.append(copy.deepcopy(properties))
    written = etree.SubElement(run, f"{_W}t")
    written.text = writable(e.new)
    written.set(_SPACE, "preserve")
    (after.addprevious if before else after.addnext)(inserted)
    return key + 1


def first_free(root: Any) -> int:
    """The least id that no tracked change or bookmark of the body has."""
    ids = (x.get(f"{_W}id") for x in root.iter() if isinstance(x.tag, str))
    return max((int(i) for i in ids if i and i.lstrip("-").isdigit()), default=0) + 1


def _beside(e: Edit, text: str, at: Sequence[int]) -> int:
    """The character whose formatting an insertion takes: the one before it, at a line's beginning the one after."""
    before = e.start - 1
    return before if before >= 0 and text[before] != "\n" and at[before] >= 0 else min(e.start, len(text) - 1)


def _delete(run: Any, key: int) -> int:
    parent = run.getparent()
    deleted = etree.Element(f"{_W}del")
    _sign(deleted, key)
    parent.replace(run, deleted)
    deleted.append(run)
    for t in run.iter(f"{_W}t"):
        t.tag = f"{_W}delText"
        t.set(_SPACE, "preserve")
    return key + 1


def _sign(change: Any, key: int) -> None:
    for name, value in (("id", str(key)), ("author", AUTHOR), ("date", now())):
        change.set(f"{_W}{name}", value)
