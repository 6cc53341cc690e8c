"""A Word file with fixes in its runs: new text takes the formatting of what it replaces, all else stays as it is."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.export.held import computed
from assistant.export.word_places import Read, body, letters_of, places, repack
from assistant.reviewing.fixing import Edit

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write_fixed_word(path: Path, part: Path, text: str, edits: Sequence[Edit], read: Read) -> tuple[Edit, ...]:
    """Writes ``path`` to ``part`` with those of the edits (they count in ``text``, which is ``read(path)``) that have their
    place in the body, and gives these; what Word computes again (a date, a number of a 表) would not stay fixed. Raises as ``places``."""
    shutil.copyfile(path, part)
    if not edits:
        return ()
    at = places(path, part, text, read)
    root = body(path)
    letters = letters_of(root)
    recomputed = computed(root)
    fixed = {n for n, (t, _) in enumerate(letters) if t.getparent() in recomputed}
    placed = tuple(e for e in edits if _placeable(e, text, at) and fixed.isdisjoint(_touched(e, at)))
    _change(letters, at, text, placed)
    if placed:
        repack(path, part, root)
    else:
        shutil.copyfile(path, part)
    return placed


def _touched(e: Edit, at: list[int]) -> list[int]:
    """The places an edit rewrites; of an insertion those beside it, for it goes into one of them."""
    return at[e.start : e.end] or at[max(0, e.start - 1) : e.start + 1]


def _placeable(e: Edit, text: str, at: list[int]) -> bool:
    if "\n" in e.new:
        return False
    if e.start == e.end:
        return any(0 <= i < len(at) and at[i] >= 0 for i in (e.start - 1, e.start))
    inside = [i for i in range(e.start, e.end) if text[i] != "\n"]
    if len(inside) < e.end - e.start and (e.new or not _whole_lines(e, text)):
        return False
    return bool(inside) and all(at[i] >= 0 for i in inside)


def _whole_lines(e: Edit, text: str) -> bool:
    before = e.start == 0 or text[e.start - 1] == "\n"
    after = e.end == len(text) or text[e.end] == "\n"
    return (before and text[e.end - 1] == "\n") or (after and text[e.start] == "\n") or (before and after)


def _change(letters: Sequence[tuple[Any, int]], at: list[int], text: str, edits: Sequence[Edit]) -> None:
    """New text takes the formatting of the first character it replaces, or of the one it follows."""
    new: dict[int, str] = {}
    for e in edits:
        inside = [at[i] for i in range(e.start, e.end) if text[i] != "\n"]
        for n, place in enumerate(inside):
            new[place] = "" if n else e.new
        if not inside:
            follows = e.start > 0 and text[e.start - 1] != "\n" and at[e.start - 1] >= 0
            place = at[e.start - 1] if follows else at[e.start]
            t, k = letters[place]
            own = new.setdefault(place, t.text[k])
            new[place] = own + e.new if follows else e.new + own
    touched: dict[Any, list[str]] = {}
    for place, words in new.items():
        t, k = letters[place]
        touched.setdefault(t, list(t.text))[k] = words
    for t, characters in touched.items():
        t.text = "".join(characters)
        if t.text != t.text.strip():
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for p in {next(t.iterancestors(f"{_W}p")) for t, characters in touched.items() if not any(characters)}:
        _drop_if_empty(p)


def _drop_if_empty(p: Any) -> None:
    kept = {f"{_W}{name}" for name in ("drawing", "pict", "object", "sectPr", "fldChar")}
    alone = p.getparent().tag == f"{_W}tc" and len(p.getparent().findall(f"{_W}p")) == 1
    if not alone and not any(t.text for t in p.iter(f"{_W}t")) and not any(x.tag in kept for x in p.iter()):
        p.getparent().remove(p)
