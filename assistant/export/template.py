"""The office's own Word file, filled with a draft at its bookmarks. What stands around them is left as it is; text takes
the look of the place where it is put."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from assistant.draft import Block, Draft, Run
from assistant.export import page as pages
from assistant.export.annexes import MARK, TITLE, annexes
from assistant.export.marks import with_marks
from assistant.export.page import Page, Style
from assistant.export.replacing import replacing
from assistant.export.tables import Cell, add_table
from assistant.export.wordml import element, set_properties, writable
from knowledge_base.errors import DafuError, InputError, of_system
from knowledge_base.readers.sniffing import form_of
from knowledge_base.readers.word import open_docx, read_docx

_NEEDED = ("标题", "主送", "正文")
_ANNEXES = "附件正文"
_HIGHLIGHT = {"missing": "yellow", "unverified": "cyan"}


@dataclass(frozen=True)
class _Mark:
    """A bookmark's ends."""

    start: Any
    end: Any


def fill_template(template: Path, draft: Draft, out: Path) -> tuple[str, ...]:
    """Writes ``template`` to ``out`` with the draft in it and gives the names of bookmarks that it lacks for what the
    draft has. Raises InputError for a file that is no safe .docx or lacks the bookmarks that every letter needs."""
    page = pages.load()
    if out.absolute().resolve() == template.absolute().resolve():
        raise InputError(f"--out 不能是模板 {template} 自己，请换一个文件名。")
    document = _open(template)
    marks = _marks(document)
    if lacking := [name for name in _NEEDED if name not in marks]:
        known = "、".join(page.bookmarks)
        raise InputError(
            f"模板“{template.name}”里没有名为{'、'.join(lacking)}的书签，请在 Word 或 WPS 里加上（可用的书签：{known}）。"
        )
    unfilled: list[str] = []
    put: list[Block] = []
    for name, blocks in _parts(draft, page):
        for mark in marks.get(name, ()):
            if _is_there(mark):  # and not among the sample text of another
                _Filler(document, page).fill(mark, blocks)
        if name in marks:
            put += (b for _, b in blocks)
        elif blocks:
            unfilled.append(name)
    with replacing(out) as part:
        document.save(str(part))
        _see_that_it_holds(part, out, put)
    return tuple(unfilled)


def _parts(draft: Draft, page: Page) -> Iterator[tuple[str, list[tuple[str, Block]]]]:
    """What goes to each bookmark, each block with its style where that is one of annexes, which have a bookmark of their
    own."""
    inside = annexes(draft)
    for name, kinds in page.bookmarks.items():
        if name == _ANNEXES:
            yield name, list(inside.values())
        else:
            yield name, [("", b) for n, b in enumerate(draft.blocks) if b.kind in kinds and n not in inside]


def _open(template: Path) -> WordDocument:
    try:
        data = template.read_bytes()
    except OSError as e:
        raise InputError(f"打不开模板 {template}：{of_system(e)}，请检查路径。") from e
    if template.suffix.lower() != ".docx" or form_of(data, ".docx", template.name) != "docx":
        raise InputError(f"模板“{template.name}”不是 .docx 文件，请用 Word 或 WPS 另存为 .docx 后再试。")
    open_docx(data, template.name)
    return Document(BytesIO(data))


def _marks(document: WordDocument) -> dict[str, list[_Mark]]:
    """All bookmarks of a name: text boxes are written twice in a file, and copies of a line take theirs along; also in
    heads and feet."""
    found: dict[str, list[_Mark]] = {}
    for story in _stories(document):
        ends = list(story.iter(qn("w:bookmarkEnd")))
        for start in story.iter(qn("w:bookmarkStart")):
            key = start.get(qn("w:id"))
            end = next((e for e in ends if e.get(qn("w:id")) == key), None)
            if end is None or _paragraph_of(start) is None or _paragraph_of(end) is None:
                continue
            ends.remove(end)
            found.setdefault(start.get(qn("w:name")) or "", []).append(_Mark(start, end))
    return found


def _stories(document: WordDocument) -> Iterator[Any]:
    yield document.element.body
    for part in document.part.related_parts.values():
        if part.partname.startswith(("/word/header", "/word/footer")) and isinstance(part, XmlPart):
            yield part.element


def _is_there(mark: _Mark) -> bool:
    root = mark.start.getroottree().getroot()
    return root.tag in (qn("w:document"), qn("w:hdr"), qn("w:ftr"))


def _paragraph_of(x: Any) -> Any:
    return next((a for a in x.iterancestors() if a.tag == qn("w:p")), None)


class _Filler:
    """Puts blocks at a bookmark of a document."""

    def __init__(self, document: WordDocument, page: Page) -> None:
        self._document = document
        self._page = page

    def fill(self, mark: _Mark, blocks: Sequence[tuple[str, Block]]) -> None:
        first = _paragraph_of(mark.start)
        look = self._look(mark)
        properties = copy.deepcopy(first.find(qn("w:pPr")))
        self._empty(mark)
        last: Any = first
        for n, (style, block) in enumerate(blocks):
            if block.kind == "table":
                last = self._table(block, last)
                continue
            if n:
                made = element("p")
                if properties is not None:
                    made.append(copy.deepcopy(properties))
                last.addnext(made)
                last = made
                self._write(made, block, look, None, style)
            else:
                self._write(first, block, look, mark.start, style)
        if last.tag == qn("w:tbl") and (last.getnext() is None or last.getnext().tag != qn("w:p")):
            last.addnext(element("p"))  # Word wants a paragraph after a table

    def _look(self, mark: _Mark) -> Any:
        """Properties of the run at the bookmark: in it, after it, before it."""
        paragraph = _paragraph_of(mark.start)
        runs = list(paragraph.iter(qn("w:r")))
        order = list(paragraph.iter())
        at = order.index(mark.start)
        following = [r for r in runs if order.index(r) > at]
        run = next(iter(following), runs[-1] if runs else None)
        found = run.find(qn("w:rPr")) if run is not None else paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if found is None:
            return element("rPr")
        look = copy.deepcopy(found)
        look.tag = qn("w:rPr")
        return look

    def _empty(self, mark: _Mark) -> None:
        """Takes away the sample text between the ends of the bookmark, in this paragraph and the next ones."""
        first, last = _paragraph_of(mark.start), _paragraph_of(mark.end)
        inside = False
        for x in list(first.iter()):
            if x is mark.start:
                inside = True
            elif x is mark.end:
                break
            elif inside and x.tag == qn("w:r"):
                x.getparent().remove(x)
        if last is None or last is first:
            return
        while (following := first.getnext()) is not None and following is not last:
            first.getparent().remove(following)
        for x in list(last.iter()):
            if x is mark.end:
                break
            if x.tag == qn("w:r"):
                x.getparent().remove(x)
        mark.start.addnext(mark.end)
        if not any(t.text for t in last.iter(qn("w:t"))) and last.find(f".//{qn('w:sectPr')}") is None:
            last.getparent().remove(last)

    def _write(self, paragraph: Any, block: Block, look: Any, after: Any, style: str) -> None:
        heading = block.kind == "heading"
        font = self._page.styles[style or self._page.style_of(block)] if style or heading else None
        runs = [self._run(r, look, font) for r in with_marks(block.runs)]
        if after is None:
            for run in runs:
                paragraph.append(run)
        else:
            for run in reversed(runs):
                after.addnext(run)
        properties = Paragraph(paragraph, self._document._body)
        if heading:
            set_properties(properties, element("outlineLvl", val=min(max(block.level, 1), 4) - 1))
        if style == MARK:
            set_properties(properties, element("pageBreakBefore"))
        if style:
            align = "center" if style == TITLE else "left"
            set_properties(properties, element("ind", firstLineChars=0, firstLine=0), element("jc", val=align))

    def _run(self, run: Run, look: Any, style: Style | None) -> Any:
        properties = copy.deepcopy(look)
        if style:
            self._set_font(properties, self._page.font_of(style))
        if color := _HIGHLIGHT.get(run.kind):
            for old in properties.findall(qn("w:highlight")):
                properties.remove(old)
            place = next((c for c in properties if c.tag in (qn("w:u"), qn("w:vertAlign"), qn("w:lang"))), None)
            mark = element("highlight", val=color)
            properties.append(mark) if place is None else place.addprevious(mark)
        text = element("t")
        text.text = writable(run.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return element("r", properties, text)

    def _set_font(self, properties: Any, font: str) -> None:
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = element("rFonts")
            properties.insert(0, fonts)
        fonts.set(qn("w:eastAsia"), font)
        fonts.set(qn("w:hint"), "eastAsia")

    def _table(self, block: Block, last: Any) -> Any:
        def say(paragraph: Paragraph, cell: Cell) -> None:
            for run in cell:
                made = paragraph.add_run(writable(run.text))
                if color := _HIGHLIGHT.get(run.kind):
                    made._r.get_or_add_rPr().append(element("highlight", val=color))

        table = add_table(self._document, self._page, block, say)._tbl
        self._rule(table)
        last.addnext(table)
        return table

    def _rule(self, table: Any) -> None:
        """The lines of our own table style, which the template does not have."""
        properties = table.tblPr
        for named in properties.findall(qn("w:tblStyle")):
            properties.remove(named)
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = element("tblBorders", *(element(s, val="single", sz=4, space=0, color="000000") for s in sides))
        properties.find(qn("w:tblLayout")).addprevious(borders)


def _see_that_it_holds(part: Path, out: Path, blocks: Sequence[Block]) -> None:
    text = "".join(read_docx(part.read_bytes(), out.name)[0].split())
    for words in _lines(blocks):
        if words not in text:
            raise DafuError(f"填好的文件里缺少“{words[:20]}”，未保存 {out}，请检查模板的书签。")


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for line in block.text.split("\n"):
            for cell in line.split("\t"):
                if words := "".join(writable(cell).split()):
                    yield words
