"""A copy of a Word file with comments at the places of findings; its text and formatting stay as they are."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.text.run import Run

from assistant.export.replacing import replacing
from assistant.export.word import AUTHOR
from assistant.export.word_places import Read, letters_of, places
from assistant.export.wordml import writable
from knowledge_base.errors import DafuError, InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Note:
    """``text`` about the characters ``start`` to ``end``; about a place where ``start`` is ``end``."""

    start: int
    end: int
    text: str


def write_commented(path: Path, out: Path, notes: Sequence[Note], read: Read) -> int:
    """Copies ``path`` to ``out`` with a comment for each note, and gives how many have their place in the body.

    Raises InputError when ``path`` is no .docx, ``out`` is the file itself or can't be written, DafuError when the
    copy doesn't read as the file does.
    """
    if path.suffix.lower() != ".docx":
        raise InputError(f"批注稿只能由 .docx 文件生成，{path.name} 不是，请另存为 .docx 后再试。")
    if out.absolute().resolve() == path.absolute().resolve():
        raise InputError(f"批注稿不能写到原文件 {path}，请换一个文件名。")
    text = read(path)
    with replacing(out) as part:
        at = places(path, part, text, read)
        document = Document(str(path))
        spans = [(span, note) for note in notes if (span := _span(note, at))]
        _cut(document.element.body, sorted({p for (a, b), _ in spans for p in (a, b + 1)}))
        letters = letters_of(document.element.body)
        for (first, last), note in spans:
            runs = [Run(letters[p][0].getparent(), document) for p in (first, last)]  # pyright: ignore[reportArgumentType]
            document.add_comment(runs, writable(note.text), AUTHOR, "校")
        document.save(str(part))
        if read(part) != text:
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
