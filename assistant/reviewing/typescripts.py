"""Drafts typed as Markdown or plain text: read as what they are, and written as Word, a whole folder in one run."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import interchange
from assistant.checks import read_draft
from assistant.commands.terminal import Advance
from assistant.draft import Block, Draft, Run
from assistant.export.forms import Form, target_of, write_form
from assistant.reviewing.review import letter_text
from knowledge_base.errors import DafuError, InputError
from knowledge_base.profiles import Profile
from knowledge_base.readers import read_marked
from knowledge_base.readers.markdown import MarkdownLine

_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．]|（\d{1,2}）)")
_PICTURE = "〔待补充：图片{alt}〕"
"""A picture is not put into the Word file: its place says so."""
SUFFIXES = (".md", ".txt")


def read_typescript(path: Path) -> Draft:
    """The draft of a .md or .txt file: headings by their numbers, or by Markdown's marks where they have none; rows of a
    table as one table; empty lines left out. Raises InputError as the readers do."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"“{path.name}”不是 .md 或 .txt 文件，不用再转成 Word。")
    lines = _lines(path)
    if not lines:
        raise InputError(f"“{path.name}”里没有文字，请检查文件后再试。")
    draft = read_draft("\n".join(line.text.strip(" 　") for line in lines))
    depths = [line.depth for line in lines]
    blocks = (_levelled(b, d - _top(depths)) for b, d in zip(draft.blocks, depths, strict=True))
    return replace(draft, blocks=tuple(with_tables(blocks)))


def _lines(path: Path) -> list[MarkdownLine]:
    if path.suffix.lower() == ".md":
        return read_marked(path, _PICTURE)
    text = letter_text(path).replace("\r\n", "\n")
    return [MarkdownLine(line) for line in text.split("\n") if line.strip()]


def _top(depths: Sequence[int]) -> int:
    """The depth of the title's mark: a lone first # is the title."""
    first = next((d for d in depths if d), 0)
    return first if depths.count(first) == 1 else first - 1


def _levelled(block: Block, depth: int) -> Block:
    """A heading that Markdown marks and no number tells."""
    if depth < 1 or block.kind not in ("paragraph", "heading") or _NUMBERED.match(block.text):
        return block
    return replace(block, kind="heading", level=min(depth, 4))


def with_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lines with tabs that follow each other are the rows of one table."""
    rows: list[Block] = []
    for block in blocks:
        if "\t" in block.text:
            rows.append(block)
            continue
        yield from _table(rows)
        rows = []
        yield block
    yield from _table(rows)


def _table(rows: Sequence[Block]) -> Iterator[Block]:
    if rows:
        yield Block("table", (Run("\n".join(r.text for r in rows)),), ask=rows[0].ask)


def write_typescripts(
    files: Sequence[Path], profile: Profile, out: Path, form: Form, progress: Advance
) -> list[dict[str, Any]]:
    """One entry a file, a failed one included. Files keep their names; where one of that name is there already, of this
    run or an earlier one, the new one is numbered and ``numbered`` says beside what. Nothing is written over."""
    entries: list[dict[str, Any]] = []
    for n, path in enumerate(files):
        progress(n, len(files), path.name)
        try:
            wanted = target_of(out / f"{path.stem}.docx", form)
            target = _free(wanted)
            draft = read_typescript(path)
            made = write_form(draft, profile, target, form, sources="none")
            entries.append(
                {
                    "path": str(path),
                    "output": str(target),
                    "numbered": "" if target == wanted else str(wanted),
                    "kind": draft.kind,
                    "findings": [interchange.finding(f) for f in made.findings],
                }
            )
        except DafuError as e:
            entries.append({"path": str(path), "error": str(e)})
    progress(len(files), len(files), "")
    return entries


def _free(target: Path) -> Path:
    n = 1
    chosen = target
    while chosen.exists():
        n += 1
        chosen = target.with_name(f"{target.stem}-{n}{target.suffix}")
    return chosen
