"""Where in a Word file the characters stand that the checks read: found by reading a copy of private characters."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module without type stubs

from knowledge_base.errors import InputError
from knowledge_base.readers.container import main_part

Read = Callable[[Path], str]
"""A file's text as the checks read it."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = (*range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE))
"""Private characters, one for each character of a Word file's text."""


def places(path: Path, part: Path, text: str, read: Read) -> list[int]:
    """For each character of ``text``, which is ``read(path)``, its index among ``letters_of`` the body; -1 for what stands
    elsewhere (a line end, a footnote, an automatic number). ``part`` is written over. Raises InputError for a file
    that is too long."""
    marked = body(path)
    letters = letters_of(marked)
    original = [t.text[k] for t, k in letters]
    if len(letters) > len(_MARKS):
        raise InputError(f"“{path.name}”太长，不能自动处理，请按校核结果手工修改。")
    _mark(marked)
    repack(path, part, marked)
    seen = read(part)
    if len(seen) != len(text):
        return [-1] * len(text)
    return _spread([_unmarked(c) for c in seen], text, original)


def body(path: Path) -> Any:
    """The root of the file's body."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(
            archive.read(main_part(archive.namelist())), etree.XMLParser(resolve_entities=False, no_network=True)
        )


def letters_of(root: Any) -> list[tuple[Any, int]]:
    """Every character under ``root``: the element that holds it and its index there."""
    return [(t, k) for t in root.iter(f"{_W}t") for k in range(len(t.text or ""))]


def _mark(root: Any) -> None:
    """Puts a private character in place of each one that isn't blank."""
    count = 0
    for t in root.iter(f"{_W}t"):
        text = t.text or ""
        t.text = "".join(c if c.isspace() else chr(_MARKS[count + k]) for k, c in enumerate(text))
        count += len(text)


def _unmarked(c: str) -> int:
    code = ord(c)
    return code - 0xF0000 if 0xF0000 <= code < 0xFFFFE else code - 0x100000 + 0xFFFE if code >= 0x100000 else -1


def _spread(at: list[int], text: str, letters: Sequence[str]) -> list[int]:
    """Places of blanks too: a blank stands right after the character before it."""
    for i in range(1, len(at)):
        after = at[i - 1] + 1
        if at[i] == -1 and 0 < after < len(letters) and text[i] != "\n" and letters[after] == text[i]:
            at[i] = after
    return at


def repack(path: Path, part: Path, root: Any) -> None:
    """The archive again with another body, its other parts as they are."""
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(part, "w") as target:
        main = main_part(source.namelist())
        for item in source.infolist():
            data = body if item.filename == main else source.read(item)
            target.writestr(item, data, compress_type=item.compress_type)
