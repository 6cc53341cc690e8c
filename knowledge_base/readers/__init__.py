"""Files → Documents. One reader a format; the text is cleaned once, and is then final."""

from pathlib import Path

from knowledge_base.documents import Document
from knowledge_base.errors import InputError
from knowledge_base.metadata import describe
from knowledge_base.readers.cleaning import clean
from knowledge_base.readers.text import decode
from knowledge_base.secrecy import refuse_secret

SUFFIXES: frozenset[str] = frozenset({".txt", ".md"})


def read(path: Path, name: str | None = None) -> Document:
    """The document in ``path``; ``name`` is the path it is known by (default: ``path``).

    Raises SecretDocumentError for a classified paper, InputError for what cannot be read: one Chinese sentence each.
    """
    return describe(read_text(path), name or str(path))


def read_text(path: Path) -> str:
    """The cleaned text alone, as it is stored. Raises as ``read``."""
    text = clean(read_raw(path))
    if not text.strip():
        raise InputError(f"“{path.name}”里没有文字，请检查文件后再试。")
    return text


def read_raw(path: Path) -> str:
    """The text with its lines as the file has them: decoded, nothing joined or cleaned. Raises as ``read``."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"不支持“{path.name}”的格式，能读的有：{'、'.join(sorted(SUFFIXES))}。")
    try:
        data = path.read_bytes()
    except OSError as e:
        raise InputError(f"打不开“{path}”：{e.strerror or '读取失败'}，请检查路径和权限。") from e
    raw = decode(data, path.name)
    refuse_secret(raw, path.name)
    return raw
