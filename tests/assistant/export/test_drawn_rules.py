"""Lines drawn on the page: where they stand, whichever way they were drawn; rules of a 版记."""

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from export_drafts import letter, profile
from lxml import etree

from assistant.checks import read_draft
from assistant.export import layout
from assistant.export.drawn import DrawnRule, Sheet, drawn_rules, together
from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.export.written import read_letter
from assistant.reviewing.review import letter_text

SHEET = Sheet(210, 297, 28, 37, 26, 35)


def vml(more: str) -> list[DrawnRule]:
    return list(drawn_rules(etree.fromstring(f'<x xmlns:v="urn:schemas-microsoft-com:vml">{more}</x>'), SHEET))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('<v:line from="0,0" to="442.2pt,0" strokecolor="red" strokeweight="1pt"/>', (156, 28, None, "FF0000", 1, "sng")),
        (
            ('<v:line style="margin-left:20mm;margin-top:277mm;width:170mm;height:0;mso-position-horizontal-relative:page;'
            'mso-position-vertical-relative:page"><v:stroke color="#f00" weight="4.5pt" linestyle="thinThick"/></v:line>'),
            (170, 20, 277, "FF0000", 4.5, "thinThick"),
        ),
        ('<v:line from="0,0" to="0,90pt" strokecolor="red"/>', None),
    ],
)  # fmt: skip
def test_a_line_of_vml_is_measured(line, rule):
    found = [(round(r.length), r.x, r.y, r.color, round(r.points, 1), r.compound) for r in vml(line)]
    assert found == ([rule] if rule else [])


def test_two_lines_close_together_are_one_double_rule():
    lines = [DrawnRule(170, 20, y, "FF0000", w) for y, w in ((47, 3.0), (48.5, 1.0), (277, 1.0), (278.5, 3.0))]
    assert [r.order for r in together(lines)] == ["thickThin", "thinThick"]


@pytest.fixture
def document(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx", sources="none", layout=Layout("document", "某某某"))
    return tmp_path / "x.docx"


def border(table, side, **values):
    found = table._tbl.tblPr.find(f"{qn('w:tblBorders')}/{qn(f'w:{side}')}")
    for name, value in values.items():
        found.set(qn(f"w:{name}"), str(value))


def narrow(table):
    table._tbl.tblGrid.gridCol_lst[0].set(qn("w:w"), "7000")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: border(t, "top", sz=4),
        lambda t: border(t, "bottom", val="nil"),
        lambda t: border(t, "insideH", sz=8),
        lambda t: border(t, "top", color="FF0000"),
        narrow,
    ],
    ids=["thin first rule", "no last rule", "thick middle rule", "red rule", "narrow"],
)
def test_a_fault_of_the_imprints_rules_is_found(document, spoil):
    opened = Document(str(document))
    spoil(opened.tables[-1])
    opened.save(str(document))
    found = layout.check_file(document, read_draft(letter_text(document), "auto", "终稿"))
    assert {f.check for f in found} == {"layout-imprint"}


def test_borders_of_the_cells_hold_before_the_tables(document):
    opened = Document(str(document))
    for row in opened.tables[-1].rows:
        properties = row.cells[0]._tc.get_or_add_tcPr()
        borders = OxmlElement("w:tcBorders")
        top = OxmlElement("w:top")
        top.set(qn("w:val"), "single")
        top.set(qn("w:sz"), "12")
        borders.append(top)
        properties.append(borders)
    opened.save(str(document))
    imprint = read_letter(document).imprint
    assert imprint is not None
    assert (imprint.top, imprint.bottom) == (12, 8)
