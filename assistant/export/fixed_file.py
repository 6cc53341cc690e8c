"""A copy of a file with fixes in it, everything else as it was: a text's encoding and line ends, Word's formatting."""

from collections.abc import Sequence
from pathlib import Path

from assistant.export.fixed_text import write_fixed_text
from assistant.export.fixed_word import write_fixed_word
from assistant.export.replacing import replacing
from assistant.export.word_places import Read
from assistant.reviewing.fixing import Edit, apply
from knowledge_base.errors import DafuError, InputError


def write_fixed(path: Path, out: Path, edits: Sequence[Edit], read: Read) -> tuple[Edit, ...]:
    """Copies ``path`` to ``out`` with ``edits`` (which count in ``read(path)``) and gives those that went in: one that
    can't be placed in the file (in a footnote, in an automatic number) is left out. Without any, the copy is exact.

    Raises InputError when ``out`` is the file itself or can't be written, DafuError when the copy doesn't read as it
    should; then ``out`` is as it was.
    """
    if out.absolute().resolve() == path.absolute().resolve():
        raise InputError(f"--out 不能是原文件 {path}：改正后的稿子要另存，请换一个文件名。")
    text = read(path)
    with replacing(out) as part:
        if path.suffix.lower() == ".docx":
            placed = write_fixed_word(path, part, text, edits, read)
        else:
            placed = write_fixed_text(path, part, text, edits)
        if placed and read(part) != apply(text, placed):
            raise DafuError(f"改正后的文件与应有的文字不一致，未保存 {out}，请按校核结果手工修改。")
    return placed
