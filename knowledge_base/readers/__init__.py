"""Files → Documents. One reader a format; the text is cleaned once, and is then final."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.documents import Document
from knowledge_base.errors import InputError, of_system
from knowledge_base.metadata import describe
from knowledge_base.readers.cleaning import clean
from knowledge_base.readers.sniffing import SUFFIXES, Form, form_of
from knowledge_base.readers.text import decode
from knowledge_base.readers.views import View
from knowledge_base.secrecy import SecretDocumentError, refuse_secret

if TYPE_CHECKING:
    from knowledge_base.readers.markdown import MarkdownLine

__all__ = ["SUFFIXES", "SecretDocumentError", "read", "read_marked", "read_raw", "read_text"]

_MOST_BYTES = 300 * 2**20


def read(path: Path, name: str | None = None, view: View = "final") -> Document:
    """The document in ``path``; ``name`` is the path it is known by (default: ``path``); of a Word file's tracked changes
    the ``final`` text or the ``original`` one.

    Raises SecretDocumentError for a classified paper, InputError for what cannot be read: one Chinese sentence each.
    """
    return describe(read_text(path, view), name or str(path))


def read_text(path: Path, view: View = "final") -> str:
    """The cleaned text alone, as it is stored. Raises as ``read``."""
    text = clean(read_raw(path, view))
    if not text.strip():
        raise InputError(f"“{path.name}”里没有文字，请检查文件后再试。")
    return text


def read_raw(path: Path, view: View = "final") -> str:
    """The text with its lines as the file has them: decoded, nothing joined or cleaned; pages are parted by form feeds,
    table cells by tabs. Raises as ``read``."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"不支持“{path.name}”的格式，能读的有：{'、'.join(sorted(SUFFIXES))}。")
    data = _bytes(path)
    raw, margins = _read(data, form_of(data, suffix, path.name), suffix, path.name, view)
    refuse_secret(raw, path.name)
    refuse_secret(margins, path.name)
    return raw


def read_marked(path: Path, image: str = "") -> list[MarkdownLine]:
    """The lines of a .md file with the depth of its headings; ``image`` as in ``markdown_lines``. Raises as ``read``."""
    from knowledge_base.readers.markdown import markdown_lines

    data = _bytes(path)
    form_of(data, path.suffix.lower(), path.name)
    text = decode(data, path.name)
    refuse_secret(text, path.name)
    return markdown_lines(text, image)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"“{path.name}”超过 {_MOST_BYTES // 2**20} MB，太大了，请拆分后再试。")
        return path.read_bytes()
    except OSError as e:
        raise InputError(f"打不开“{path}”：{of_system(e)}，请检查路径后再试。") from e


def _read(data: bytes, form: Form, suffix: str, name: str, view: View) -> tuple[str, str]:
    """The raw text, and that of heads and feet (which count only for secrecy). The readers are loaded when needed."""
    if form == "old-word":
        from knowledge_base.readers.legacy import to_docx

        data, form = to_docx(data, suffix, name), "docx"
    if form == "docx":
        from knowledge_base.readers.word import read_docx

        return read_docx(data, name, view)
    return _read_plain(data, form, suffix, name), ""


def _read_plain(data: bytes, form: Form, suffix: str, name: str) -> str:
    match form:
        case "pdf":
            from knowledge_base.readers.pdf import read_pdf

            return read_pdf(data, name)
        case "image":
            from knowledge_base.readers.ocr import read_image

            return read_image(data, name)
        case "ofd":
            from knowledge_base.readers.ofd import read_ofd

            return read_ofd(data, name)
        case "sheet":
            from knowledge_base.readers.sheets import read_workbook

            return read_workbook(data, name)
        case "html":
            from knowledge_base.readers.markup import read_html

            return read_html(data, name)
        case _ if suffix == ".csv":
            from knowledge_base.readers.sheets import read_csv

            return read_csv(data, name)
        case _ if suffix == ".md":
            from knowledge_base.readers.markdown import read_markdown

            return read_markdown(decode(data, name))
        case _:
            return decode(data, name)
