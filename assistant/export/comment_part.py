"""The comments part of a Word file, and what names it: added or lengthened without touching any other part."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module without type stubs

from assistant.export.wordml import writable
from knowledge_base.readers.container import main_part, number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENT_TYPES = "[Content_Types].xml"
AUTHOR, INITIALS = "校核", "校"


class CommentPart:
    """Comments to be added to the file at ``path``, whose body is ``body``."""

    def __init__(self, path: Path, body: Any) -> None:
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._body = main_part(archive.namelist())
            self._rels_part = f"word/_rels/{self._body.removeprefix('word/')}.rels"
            named = self._rels_part in archive.namelist()
            self._rels = _parse(archive.read(self._rels_part)) if named else None
            if self._rels is None:
                self._rels = etree.Element(f"{_RELATIONSHIPS}Relationships", nsmap={None: _RELATIONSHIPS[1:-1]})
            known = next((r for r in self._rels if r.get("Type") == _COMMENTS_TYPE), None)
            self._known = known is not None
            target = known.get("Target") if known is not None else "comments.xml"
            self._part = target.lstrip("/") if target.startswith("/") else f"word/{target}"
            self._root = _parse(archive.read(self._part)) if self._known else etree.Element(f"{_W}comments", nsmap={"w": _W[1:-1]})  # fmt: skip
        told = (*self._root.iter(f"{_W}comment"), *body.iter(f"{_W}commentRangeStart", f"{_W}commentReference"))
        ids = [number(c.get(f"{_W}id")) for c in told]
        self._next = max(ids, default=-1) + 1

    def add(self, text: str) -> str:
        """The id of a new comment, one paragraph a line of ``text``."""
        made = etree.SubElement(self._root, f"{_W}comment")
        key = str(self._next)
        self._next += 1
        for name, value in (("id", key), ("author", AUTHOR), ("date", now()), ("initials", INITIALS)):
            made.set(f"{_W}{name}", value)
        for line in writable(text).split("\n"):
            written = etree.SubElement(etree.SubElement(etree.SubElement(made, f"{_W}p"), f"{_W}r"), f"{_W}t")
            written.text = line
            written.set(_SPACE, "preserve")
        return key

    def save(self, part: Path, body: Any) -> None:
        """Writes the file again to ``part`` with ``body`` and the comments; every other part is copied byte for byte."""
        changed = {self._body: _bytes(body), self._part: _bytes(self._root)}
        with zipfile.ZipFile(self._path) as source, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as target:
            if not self._known:
                changed |= self._named(source.read(_CONTENT_TYPES))
            for item in source.infolist():
                data = changed.pop(item.filename, None)
                kept = source.read(item) if data is None else data
                target.writestr(item, kept, compress_type=item.compress_type)
            for name, data in changed.items():
                target.writestr(name, data)

    def _named(self, content_types: bytes) -> dict[str, bytes]:
        assert self._rels is not None
        taken = {r.get("Id") for r in self._rels}
        key = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(
            self._rels, f"{_RELATIONSHIPS}Relationship", Id=key, Type=_COMMENTS_TYPE, Target="comments.xml"
        )
        types = _parse(content_types)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{self._part}", ContentType=_CONTENT)
        return {self._rels_part: _bytes(self._rels), _CONTENT_TYPES: _bytes(types)}


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def mark(first: Any, last: Any, key: str) -> None:
    """Puts the comment ``key`` on what stands from ``first`` to ``last``: runs, or what holds them. After a content
    control that begins with a paragraph the next paragraph has the mark."""
    start = etree.Element(f"{_W}commentRangeStart", {f"{_W}id": key})
    end = etree.Element(f"{_W}commentRangeEnd", {f"{_W}id": key})
    reference = etree.Element(f"{_W}r")
    etree.SubElement(reference, f"{_W}commentReference", {f"{_W}id": key})
    if next(last.iterancestors(f"{_W}p"), None) is not None:
        _in_paragraph(first).addprevious(start)
        _put_after(_in_paragraph(last), end, reference)
        return
    held = next(last.iter(f"{_W}p"))
    if (following := _free(held, "following::w:p")) is not None:
        _in_paragraph(first).addprevious(start)
        properties = following.find(f"{_W}pPr")
        at = 0 if properties is None else following.index(properties) + 1
        following[at:at] = [end, reference]
    else:
        before = _free(held, "preceding::w:p")
        (held if before is None else before).extend((start, end, reference))


def _put_after(place: Any, *marks: Any) -> None:
    for x in marks:
        place.addnext(x)
        place = x


def _free(paragraph: Any, axis: str) -> Any:
    """The nearest paragraph in the body, or in its cell, with which no content control begins."""
    names = {"w": _W[1:-1]}
    found = paragraph.xpath(f"{axis}[not(ancestor::w:txbxContent)]", namespaces=names)
    nearest = found if axis.startswith("following") else reversed(found)
    return next((p for p in nearest if not _begins_control(p)), None)


def _begins_control(paragraph: Any) -> bool:
    return any(next(c.iter(f"{_W}p")) is paragraph for c in paragraph.iterancestors(f"{_W}sdt"))


def _in_paragraph(run: Any) -> Any:
    """The run, or what of its paragraph holds it (a link, a tracked change); a control around paragraphs itself."""
    while run.getparent().tag != f"{_W}p":
        if run.tag == f"{_W}sdt" and next(run.iterancestors(f"{_W}p"), None) is None:
            return run
        run = run.getparent()
    return run


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
