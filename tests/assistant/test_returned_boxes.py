"""Text boxes in a letter that comes back: what a leader writes into one is told as added, and only once; a line of the
letter that another program has put into one is still that line."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from test_returning import DRAFT

from assistant.export.word import write_letter
from assistant.returning.comparing import compare
from assistant.returning.file import read_returned
from knowledge_base import profiles

_SPACES = (
    f'{nsdecls("w", "wp", "a")} xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def box(text: str, *, old_programs: bool = True) -> str:
    """A run with a text box as Word writes it: drawn, and again for programs that know only VML."""
    content = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    )
    vml = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = f"<mc:AlternateContent>{drawn}<mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>"
    return f"<w:r {_SPACES}>{both if old_programs else vml}</w:r>"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    write_letter(DRAFT, profiles.load("省工业和信息化厅"), tmp_path / "x.docx", sources="none")
    return tmp_path / "x.docx"


def paragraph(document, beginning: str):
    return next(p for p in document.paragraphs if p.text.startswith(beginning))


@pytest.mark.parametrize("old_programs", [True, False])
def test_what_is_written_into_a_box_is_added_where_the_box_hangs(paper, old_programs):
    document = Document(str(paper))
    at = paragraph(document, "我厅把食品加工")
    at._p.append(parse_xml(box("全年支持120家。", old_programs=old_programs)))
    document.save(str(paper))
    (change,) = compare(DRAFT, read_returned(paper).units).changes
    assert (change.kind, change.new, change.numbers, change.place.ask) == ("added", "全年支持120家。", ("120家",), 1)


def test_a_line_of_the_letter_that_now_stands_in_a_box_is_unchanged(paper):
    document = Document(str(paper))
    copies = paragraph(document, "抄送")
    paragraph(document, "（联系人")._p.append(parse_xml(box(copies.text)))
    copies._p.getparent().remove(copies._p)
    document.save(str(paper))
    assert compare(DRAFT, read_returned(paper).units).changes == ()


def test_a_box_in_a_cell_is_read_once(paper):
    document = Document(str(paper))
    document.tables[0].rows[1].cells[1].paragraphs[0]._p.append(parse_xml(box("核")))
    document.save(str(paper))
    (change,) = compare(DRAFT, read_returned(paper).units).changes
    assert (change.kind, change.new.count("核")) == ("changed", 1)
