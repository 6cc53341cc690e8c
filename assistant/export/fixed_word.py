"""A Word file with fixes in its runs: new text takes the formatting of what it replaces, all else stays as it is."""

import copy
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module without type stubs

from assistant.fixing import Edit
from knowledge_base.errors import InputError

Read = Callable[[Path], str]
"""A file's text as the checks read it."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_MARKS = (*range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE))
"""Private characters, one for each character of a Word file's text."""


def write_fixed_word(path: Path, part: Path, text: str, edits: Sequence[Edit], read: Read) -> tuple[Edit, ...]:
    """Writes ``path`` to ``part`` with those of the edits (they count in ``text``, which is ``read(path)``) that have their
    place in the body, and gives these. Where a character stands is found by reading a copy in which each is a private
    one. Raises InputError for a file that is too long for that."""
    shutil.copyfile(path, part)
    if not edits:
        return ()
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read(_BODY), etree.XMLParser(resolve_entities=False, no_network=True))
    marked = copy.deepcopy(root)
    if _mark(marked) > len(_MARKS):
        raise InputError(f"“{path.name}”太长，不能自动改正，请按校核结果手工修改。")
    _repack(path, part, marked)
    seen = read(part)
    letters = [(t, k) for t in root.iter(f"{_W}t") for k in range(len(t.text or ""))]
    at = _spread([_unmarked(c) for c in seen], text, letters) if len(seen) == len(text) else [-1] * len(text)
    placed = tuple(e for e in edits if _placeable(e, text, at))
    _change(letters, at, text, placed)
    if placed:
        _repack(path, part, root)
    else:
        shutil.copyfile(path, part)
    return placed


def _mark(root: Any) -> int:
    """Puts a private character in place of each one that isn't blank; gives how many characters there are."""
    count = 0
    for t in root.iter(f"{_W}t"):
        text = t.text or ""
        if count + len(text) <= len(_MARKS):
            t.text = "".join(c if c.isspace() else chr(_MARKS[count + k]) for k, c in enumerate(text))
        count += len(text)
    return count


def _unmarked(c: str) -> int:
    code = ord(c)
    return code - 0xF0000 if 0xF0000 <= code < 0xFFFFE else code - 0x100000 + 0xFFFE if code >= 0x100000 else -1


def _spread(at: list[int], text: str, letters: Sequence[tuple[Any, int]]) -> list[int]:
    """Places of blanks too: a blank stands right after the character before it."""
    for i in range(1, len(at)):
        after = at[i - 1] + 1
        if at[i] == -1 and 0 < after < len(letters) and text[i] != "\n":
            t, k = letters[after]
            if t.text[k] == text[i]:
                at[i] = after
    return at


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


def _repack(path: Path, part: Path, root: Any) -> None:
    """The archive again with another body, its other parts as they are."""
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(part, "w") as target:
        for item in source.infolist():
            data = body if item.filename == _BODY else source.read(item)
            target.writestr(item, data, compress_type=item.compress_type)
