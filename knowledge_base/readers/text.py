"""Plain text, its encoding told from the bytes."""

import codecs
import re

from knowledge_base.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_GUESSES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_USUAL = 0.85
"""Share of usual characters (GB 2312's: about 7,000 in use, of 65,000 possible) below which bytes are no Chinese text."""


def decode(data: bytes, name: str) -> str:
    """The text of ``data``: UTF-8, UTF-16 in both byte orders, with or without a mark, GBK/GB 18030.

    Raises InputError when it is no text. ``name`` is for the message.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, errors="replace"))
    if not _CONTROLS.search(data):
        try:
            return _lines(data.decode("utf-8"))
        except UnicodeDecodeError as e:
            if e.start >= len(data) - 3:  # only the last character is cut off
                return _lines(data[: e.start].decode("utf-8"))
    best, score = "", 0.0
    for encoding in _GUESSES:
        text = _try(data, encoding)
        if (usual := usual_share(text)) > score:
            best, score = text, usual
    if score < _USUAL:
        raise InputError(
            f"“{name}”不是能认出编码的文本文件（UTF-8、GBK、UTF-16 都读不通），请另存为 UTF-8 文本后再试。"
        )
    return _lines(best)


def usual_share(text: str) -> float:
    """Share of the characters that a Chinese text usually has, 0 to 1."""
    if not text:
        return 0.0
    sample = text[:20_000]
    return sum(1 for c in sample if _usual(c)) / len(sample)


def _try(data: bytes, encoding: str) -> str:
    if encoding.startswith("utf-16"):
        data = data[: len(data) // 2 * 2]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        # A cut-off end is forgiven, and nothing else.
        return data[: e.start].decode(encoding) if e.start >= len(data) - 4 else ""


def _usual(c: str) -> bool:
    if c < "\x80":
        return c in "\t\n\r\f" or c >= " "
    try:
        return len(c.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return c in "—·〇﹝﹞"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
