"""A copy of a Word file with comments at the places of findings and safe fixes as tracked changes; everything else, every
other part of the file included, stays as it is."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module without type stubs

from assistant.export.comment_part import CommentPart, mark
from assistant.export.held import held
from assistant.export.replacing import replacing
from assistant.export.tracked import boundaries, first_free, track, trackable
from assistant.export.word_places import Read, body, letters_of, places
from assistant.reviewing.fixing import Edit, apply
from knowledge_base.errors import DafuError, InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Note:
    """``text`` about the characters ``start`` to ``end``; about a place where ``start`` is ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Commented:
    """How many notes have their place in the body, and which edits went in as tracked changes."""

    notes: int
    changes: tuple[Edit, ...]


def write_commented(
    path: Path, out: Path, notes: Sequence[Note], read: Read, edits: Sequence[Edit] = ()
) -> Commented:  # fmt: skip
    """Copies ``path`` to ``out`` with a comment for each note; those of ``edits`` that stay within a paragraph go in as
    tracked changes.

    Raises InputError when ``path`` is no .docx, ``out`` is the file itself or can't be written, DafuError when the
    copy doesn't read as the file does with these edits accepted.
    """
    if path.suffix.lower() != ".docx":
        raise InputError(f"批注稿只能由 .docx 文件生成，{path.name} 不是，请另存为 .docx 后再试。")
    if out.absolute().resolve() == path.absolute().resolve():
        raise InputError(f"批注稿不能写到原文件 {path}，请换一个文件名。")
    text = read(path)
    with replacing(out) as part:
        at = places(path, part, text, read)

        def attempt(notes: Sequence[Note], edits: Sequence[Edit]) -> Commented | None:
            made = _write_copy(path, part, text, at, notes, edits)
            return made if read(part) == apply(text, made.changes) else None

        made = attempt(notes, edits)
        if made is None:  # an edit that the reader sees otherwise: a blank at the end of a cell, say
            made = attempt(notes, [e for e in edits if attempt((), [e])])
        if made is None:
            raise DafuError(f"批注稿的文字与原文件不一致，未保存 {out}，请用网页或 Excel 的校核报告。")
    return made


def _write_copy(
    path: Path, part: Path, text: str, at: Sequence[int], notes: Sequence[Note], edits: Sequence[Edit]
) -> Commented:
    root = body(path)
    letters = letters_of(root)
    fixed = held(root)
    made = tuple(e for e in edits if trackable(e, text, at, letters, fixed))
    spans = [(span, note) for note in notes if (span := _span(note, at))]
    sides = [ends for ends, _ in spans] + [boundaries(e, text, at) for e in made]
    _cut(root, (a for a, _ in sides if a is not None), (b for _, b in sides if b is not None))
    runs = [t.getparent() for t, _ in letters_of(root)]
    comments = CommentPart(path, root)
    key = first_free(root)
    for e in made:
        key = track(e, text, at, runs, key)
    whole = held(root)
    for (first, last), note in spans:
        mark(
            whole.get(runs[first], (runs[first],))[0], whole.get(runs[last], (runs[last],))[-1], comments.add(note.text)
        )
    if spans or made:
        comments.save(part, root)
    else:
        part.write_bytes(path.read_bytes())
    return Commented(len(spans), made)


def _span(note: Note, at: Sequence[int]) -> tuple[int, int] | None:
    """The first and last character of a note that stand in the body; beside it for a note about a place."""
    inside = [p for p in at[note.start : note.end] if p >= 0]
    if not inside:
        before = (p for p in reversed(at[: note.start]) if p >= 0)
        after = (p for p in at[note.start :] if p >= 0)
        inside = [p for p in (next(before, next(after, -1)),) if p >= 0]
    return (min(inside), max(inside)) if inside else None


def _cut(root: Any, starts: Iterable[int], ends: Iterable[int]) -> None:
    """Divides runs so that one begins right before each character of ``starts`` and one ends right after each of
    ``ends``: a line break or a footnote's mark between two characters stays with the piece that nobody changes."""
    letters = letters_of(root)
    places = [(p, 0) for p in starts] + [(p, 1) for p in ends]
    for p, after in sorted(set(places), reverse=True):
        t, k = letters[p]
        _divide(t, k + after)


def _divide(t: Any, k: int) -> None:
    """The run of ``t`` ends before its ``k``-th character; what follows is a run of its own."""
    run = t.getparent()
    if run.tag != f"{_W}r":
        return
    at = run.index(t)
    before = [c for c in run[:at] if c.tag != f"{_W}rPr"]
    following = list(run[at + 1 :])
    if (k == 0 and not before) or (k == len(t.text) and not following):
        return
    rest = etree.Element(run.tag, run.attrib, run.nsmap)
    if (properties := run.find(f"{_W}rPr")) is not None:
        rest.append(copy.deepcopy(properties))
    if k < len(t.text):
        second = copy.deepcopy(t)
        second.tail = None
        _write(second, t.text[k:])
        rest.append(second)
    for child in following:
        rest.append(child)
    if k:
        _write(t, t.text[:k])
    else:
        run.remove(t)
    run.addnext(rest)


def _write(t: Any, text: str) -> None:
    t.text = text
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
