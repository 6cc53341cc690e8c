"""An office's own layout: written as it wants, checked against it, never called the national standard; layout rules that
it switched off."""

import pytest
from docx import Document
from docx.oxml.ns import qn
from export_drafts import letter, opinion, profile
from pydantic import ValidationError

from assistant.checks import read_draft
from assistant.export import layout
from assistant.export.page import load, of_house
from assistant.export.readback import check_layout, read_letter
from assistant.export.word import write_letter
from assistant.reviewing.review import Against, letter_text, review, with_layout
from knowledge_base.profiles import House, SwitchedOff

HOUSE = House(line_pt=28, bold_levels=(3,), western_font="Times New Roman")


@pytest.fixture
def written(tmp_path):
    office = profile().model_copy(update={"house": HOUSE})
    write_letter(letter(), office, tmp_path / "x.docx", sources="none")
    return tmp_path / "x.docx"


def test_the_file_is_set_as_the_office_wants(written):
    read = read_letter(written)
    assert read.line_pitch_twips == 560
    body = next(p for p in read.paragraphs if p.text.startswith("建议提到"))
    assert body.line_pt == 28
    assert {(r.fonts["ascii"], r.fonts["eastAsia"]) for r in body.runs} == {("Times New Roman", "仿宋_GB2312")}
    bold = {s.name for s in Document(str(written)).styles if s.element.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None}
    assert bold == {"Heading 3"}


def test_marks_that_both_scripts_have_stay_full_width(written):
    for p in read_letter(written).paragraphs:
        assert all(r.east_asian for r in p.runs if any(c in "“”…—" for c in r.text))


def test_it_has_no_fault_by_the_offices_own_measure_and_by_the_standard_its_pitch_is_usual(written):
    assert check_layout(written, letter(), HOUSE) == []
    draft = read_draft(letter_text(written), "auto", "终稿")
    assert layout.check_file(written, draft) == []
    assert any("行距" in f.message for f in check_layout(written, letter()))


def test_the_custom_is_never_called_the_standard():
    assert "本单位惯例" in of_house(HOUSE).grid.clause
    assert "5.2.3" not in of_house(HOUSE).grid.clause
    assert of_house(House()) == load()
    with pytest.raises(ValidationError, match="26 至 30 磅"):
        House(line_pt=40)


@pytest.mark.parametrize("rule", ["layout-margins", "layout"])
def test_layout_rules_that_the_office_switched_off_say_so(tmp_path, rule):
    office = profile().model_copy(update={"switched_off": (SwitchedOff(rule=rule, reason="用自己的模板"),)})
    write_letter(opinion(), office, tmp_path / "x.docx", sources="none")
    document = Document(str(tmp_path / "x.docx"))
    document.sections[0].left_margin = 20 * 36000
    document.save(str(tmp_path / "x.docx"))
    read = review(letter_text(tmp_path / "x.docx"), "auto", "送审稿", Against(office), None)
    found = with_layout(tmp_path / "x.docx", read, office).report
    assert not [f for f in found.findings if f.check == "layout-margins"]
    assert ("layout-margins", "本单位停用：用自己的模板") in found.not_applicable
    assert not [why for _, why in found.not_applicable if "不是任何规则" in why]
