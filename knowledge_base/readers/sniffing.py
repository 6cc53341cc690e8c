"""What a file really is, by its first bytes; its name may lie."""

import re
from typing import Literal

from knowledge_base.errors import InputError
from knowledge_base.readers.container import Container, main_part

Form = Literal["text", "html", "pdf", "docx", "sheet", "ofd", "image", "old-word", "archive", "locked"]

_WORDS: dict[Form, str] = {
    "text": "纯文本",
    "html": "网页",
    "pdf": "PDF",
    "docx": "Word 文档（docx）",
    "sheet": "Excel 表格",
    "ofd": "OFD",
    "image": "图片",
    "old-word": "旧版 Word 文档（doc）",
    "archive": "压缩包",
}
_BY_SUFFIX: dict[str, tuple[Form, ...]] = {
    ".txt": ("text", "html"),
    ".md": ("text",),
    ".html": ("html", "text"),
    ".htm": ("html", "text"),
    ".csv": ("text",),
    ".docx": ("docx",),
    ".doc": ("old-word", "docx", "html"),
    ".wps": ("old-word", "docx"),
    ".rtf": ("old-word",),
    ".pdf": ("pdf",),
    ".xlsx": ("sheet",),
    ".xls": ("sheet", "html"),
    ".et": ("sheet",),
    ".ofd": ("ofd",),
    ".png": ("image",),
    ".jpg": ("image",),
    ".jpeg": ("image",),
    ".bmp": ("image",),
    ".tif": ("image",),
    ".tiff": ("image",),
    ".webp": ("image",),
}
SUFFIXES = frozenset(_BY_SUFFIX)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*", b"GIF8")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def form_of(data: bytes, suffix: str, name: str) -> Form:
    """The form of the file's content, when its suffix may hold that. Raises InputError when the two don't agree, for an
    empty file and for one with a password."""
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise InputError(f"“{name}”是空文件，请检查后重新导出。")
    form = _sniff(data, suffix, name)
    if form == "locked":
        raise InputError(f"“{name}”设了密码，请去掉密码另存后再试。")
    if form not in _BY_SUFFIX[suffix]:
        raise InputError(f"“{name}”的后缀是 {suffix}，内容却是{_WORDS[form]}，请改成正确的后缀或重新导出后再试。")
    return form


def _sniff(data: bytes, suffix: str, name: str) -> Form:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(Container(data, name).parts)
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(b"{\\rtf"):
        return "old-word"
    if re.match(
        rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|div)\b",
        data[:2048].removeprefix(b"\xef\xbb\xbf"),
        re.I | re.S,
    ):
        return "html"
    if suffix in (".docx", ".xlsx", ".ofd", ".pdf", ".doc", ".wps", ".xls", ".et") or _BY_SUFFIX[suffix] == ("image",):
        raise InputError(f"“{name}”已损坏或不是 {suffix} 文件，打不开，请重新导出或另存一份后再试。")
    return "text"


def _zipped(parts: frozenset[str]) -> Form:
    if main_part(parts) in parts:
        return "docx"
    if any(part.startswith(("xl/workbook", "xl/worksheets")) for part in parts):
        return "sheet"
    return "ofd" if "OFD.xml" in parts else "archive"


def _ole(data: bytes) -> Form:
    """Old Office files and locked new ones share a container; the names in its directory tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "locked"
    if "Workbook".encode("utf-16-le") in data or "Book\x00".encode("utf-16-le") in data:
        return "sheet"
    return "old-word"
