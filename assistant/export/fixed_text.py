"""A plain text file with fixes in it: its encoding, line ends and marks stay as they are."""

import codecs
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from assistant.reviewing.fixing import Edit, apply
from knowledge_base.errors import InputError
from knowledge_base.readers.text import decode

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_MARKUP = re.compile(r"[\s|*#>_`+-]")
"""What Markdown adds to a line and the reader takes away, more or less."""


def write_fixed_text(path: Path, part: Path, text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Writes ``path`` to ``part`` with those of the edits (they count in ``text``) that have their place in the file,
    and gives these. Raises InputError for an encoding that can't be written back."""
    data = path.read_bytes()
    plain = decode(data, path.name)
    if not edits:
        part.write_bytes(data)
        return ()
    bom = next((b for b in _BOMS if data.startswith(b)), b"")
    for encoding in _ENCODINGS:
        try:
            raw = data.removeprefix(bom).decode(encoding)
        except UnicodeDecodeError:
            continue
        if raw.replace("\r\n", "\n").replace("\r", "\n") == plain:
            break
    else:
        raise InputError(f"“{path.name}”的编码无法原样写回，请另存为 UTF-8 文本后再试。")
    at = _places(text, raw)
    placed: list[tuple[Edit, Edit]] = []
    for e in edits:
        if (there := _moved(e, at, text, raw)) is not None:
            placed.append((e, there))
    end = "\r\n" if "\r\n" in raw else "\n"
    fixed = apply(raw, [Edit(t.start, t.end, t.new.replace("\n", end)) for _, t in placed])
    part.write_bytes(bom + fixed.encode(encoding))
    return tuple(e for e, _ in placed)


def _places(text: str, raw: str) -> list[int]:
    """For each character of ``text`` and for its end the place in ``raw``; -1 for what doesn't stand there."""
    at = [-1] * len(text) + [len(raw)]
    lines, raw_lines = text.split("\n"), raw.replace("\r\n", "\n").split("\n")
    starts = [0]
    for line in raw.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    bare, raw_bare = ([_MARKUP.sub("", line) for line in some] for some in (lines, raw_lines))
    for _, a, b, c, d in SequenceMatcher(None, bare, raw_bare, autojunk=False).get_opcodes():
        if b - a == d - c:
            for i, j in zip(range(a, b), range(c, d), strict=True):
                _line_places(at, begins[i], lines[i], starts[j], raw_lines[j], last=i == len(lines) - 1)
    return at


def _line_places(at: list[int], begin: int, line: str, start: int, raw: str, *, last: bool) -> None:
    if line == raw:
        matches = [(0, 0, len(line))]
    else:
        matches = SequenceMatcher(None, line, raw, autojunk=False).get_matching_blocks()
    for i, j, n in matches:
        for k in range(n):
            at[begin + i + k] = start + j + k
    if not last:
        at[begin + len(line)] = start + len(raw)


def _moved(e: Edit, at: list[int], text: str, raw: str) -> Edit | None:
    """The edit in ``raw``; None where its characters don't stand there side by side."""
    span = at[e.start : e.end + 1]
    if -1 in span[:-1] or (e.start == e.end and span[0] == -1):
        return None
    start = span[0]
    end = span[-2] + 1 if e.start < e.end else start
    if raw[end - 1 : end + 1] == "\r\n" and e.start < e.end and span[-2] == end - 1:
        end += 1
    beside = raw[start:end].replace("\r\n", "\n") == text[e.start : e.end]
    return Edit(start, end, e.new) if beside else None
