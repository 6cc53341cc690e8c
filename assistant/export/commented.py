"""A copy of a Word file with comments at the places of findings and safe fixes as tracked changes; everything else, every
other part of the file included, stays as it is."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.export.comment_part import CommentPart, mark
from assistant.export.replacing import replacing
from assistant.export.tracked import boundaries, first_free, track, trackable
from assistant.export.word_places import Read, body, letters_of, places
from assistant.fixing import Edit, apply
from knowledge_base.errors import DafuError, InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Note:
    """``text`` about the characters ``start`` to ``end``; about a place where ``start`` is ``end``."""

    start: int
    end: int
    text: str


def write_commented(path: Path, out: Path, notes: Sequence[Note], read: Read, edits: Sequence[Edit] = ()) -> int:
    """Copies ``path`` to ``out`` with a comment for each note, and gives how many have their place in the body. Those of
    ``edits`` that stay within a paragraph go in as tracked changes.

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
        root = body(path)
        letters = letters_of(root)
        made = [e for e in edits if trackable(e, text, at, letters)]
        spans = [(span, note) for note in notes if (span := _span(note, at))]
        cuts = {p for (a, b), _ in spans for p in (a, b + 1)} | {p for e in made for p in boundaries(e, text, at)}
        _cut(root, sorted(cuts))
        runs = [t.getparent() for t, _ in letters_of(root)]
        comments = CommentPart(path)
        key = first_free(root)
        for e in made:
            key = track(e, text, at, runs, key)
        for (first, last), note in spans:
            mark(runs[first], runs[last], comments.add(note.text))
        if spans or made:
            comments.save(part, root)
        else:
            part.write_bytes(path.read_bytes())
        if read(part) != apply(text, made):
            raise DafuError(f"批注稿的文字与原文件不一致，未保存 {out}，请用网页或 Excel 的校核报告。")
    return len(spans)


def _span(note: Note, at: Sequence[int]) -> tuple[int, int] | None:
    """The first and last character of a note that stand in the body; beside it for a note about a place."""
    inside = [p for p in at[note.start : note.end] if p >= 0]
    if not inside:
        before = (p for p in reversed(at[: note.start]) if p >= 0)
        after = (p for p in at[note.start :] if p >= 0)
        inside = [p for p in (next(before, next(after, -1)),) if p >= 0]
    return (min(inside), max(inside)) if inside else None


def _cut(root: Any, boundaries: Sequence[int]) -> None:
    """Divides runs so that one begins at each of these characters."""
    letters = letters_of(root)
    for p in reversed(boundaries):
        if p < len(letters):
            _divide(*letters[p])


def _divide(t: Any, k: int) -> None:
    run = t.getparent()
    if run.tag != f"{_W}r" or (k == 0 and all(x.tag == f"{_W}rPr" for x in t.itersiblings(preceding=True))):
        return
    rest = copy.deepcopy(run)
    index = run.index(t)
    for n, child in enumerate(list(rest)):
        if child.tag != f"{_W}rPr" and (n < index or (n == index and k == len(t.text))):
            rest.remove(child)
        elif n == index:
            _write(child, t.text[k:])
    for n, child in enumerate(list(run)):
        if n > index or (n == index and k == 0):
            run.remove(child)
        elif n == index:
            _write(child, t.text[:k])
    run.addnext(rest)


def _write(t: Any, text: str) -> None:
    t.text = text
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
