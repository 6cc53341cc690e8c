"""Zip containers (docx, xlsx, ofd) and their XML, opened with care: bombs, broken ones, passwords and DTDs are refused."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module without type stubs

from knowledge_base.errors import InputError

Element = Any
"""An lxml element; lxml has no types."""

XML_ERRORS = (etree.LxmlError, ValueError, LookupError)

_ANY_MEASURE = 2**31
"""Twips, EMU, counts: Word keeps them in 32 bits."""
_MAIN = re.compile(r"word/document\d*\.xml")
_MOST_BYTES = 300 * 2**20
_MOST_PARTS = 5_000
_RATIO = 200
"""A part of more than 10 MB that swells more than this is no office document (their XML shrinks 10 to 40 times)."""


class Container:
    """The parts of a zip by name. Raises InputError in one Chinese sentence from every method."""

    def __init__(self, data: bytes, name: str):
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as e:
            raise InputError(f"“{name}”已损坏，打不开，请重新导出或另存一份后再试。") from e
        infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise InputError(f"“{name}”设了密码，请去掉密码另存后再试。")
        if (
            len(infos) > _MOST_PARTS
            or sum(info.file_size for info in infos) > _MOST_BYTES
            or any(
                info.file_size > 10 * 2**20 and info.file_size > _RATIO * max(info.compress_size, 1) for info in infos
            )
        ):
            raise InputError(f"“{name}”解压后大得不正常，为安全起见没有打开，请确认来源后另存一份再试。")
        self.parts = frozenset(info.filename for info in infos)

    def bytes(self, part: str) -> bytes:
        """The part's content, read no further than the size it declares."""
        try:
            info = self._zip.getinfo(part)
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as e:
            raise InputError(f"“{self.name}”缺少内容或已损坏（{part}），请重新导出或另存一份后再试。") from e
        except Exception as e:  # zlib.error has no common base
            raise InputError(f"“{self.name}”已损坏（{part}），请重新导出或另存一份后再试。") from e
        return data

    def xml(self, part: str) -> Element:
        """The part's root element."""
        return parse_xml(self.bytes(part), self.name)


def parse_xml(data: bytes, name: str) -> Element:
    """The root of an XML text. Entities are not resolved, nothing is fetched, a DTD is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise InputError(f"“{name}”里的 XML 不完整或已损坏，请重新导出或另存一份后再试。") from e
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"“{name}”里含有不该出现的外部定义（DTD），为安全起见没有读入，请另存一份再试。")
    return root


def main_part(names: Iterable[str]) -> str:
    """The part of a Word file that holds its body: word/document.xml, in files of some services word/document2.xml."""
    found = sorted(n for n in names if _MAIN.fullmatch(n))
    return found[0] if found else "word/document.xml"


def number(said: str | None, default: int = 0) -> int:
    """A whole number as a file says it; ``default`` for what is none, or is one that no page can have."""
    try:
        value = float(said or default)
    except ValueError:
        return default
    return int(value) if abs(value) < _ANY_MEASURE else default


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
