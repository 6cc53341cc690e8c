"""Layout checks on any Word file: silent on our own, right on one planted fault, one advice on a plain file."""

import re
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from export_drafts import profile, text

from assistant.checks import read_draft
from assistant.draft import Draft
from assistant.export import layout
from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.export.wordml import element, set_properties
from assistant.reviewing.review import letter_text

LETTER = Draft(
    "reply", "终稿",
    (
        text("number", "示工信函〔2026〕128号"),
        text("title", "关于省十四届人大五次会议第0156号建议的答复"),
        text("salutation", "张某某代表："),
        text("opening", "您提出的《关于推进中小企业数字化转型的建议》收悉。经研究，现答复如下："),
        text("heading", "一、关于加大改造支持的建议", level=1),
        text("heading", "（一）资金支持", level=2),
        text("paragraph", "我厅按照“应改尽改”的要求，2025年支持中小企业86家，培训2300人次，R&D投入持续增加。"),
        text("paragraph", "下一步，我厅将继续加大支持力度，推动政策落地见效，帮助中小企业加快数字化转型。"),
        text("table", "项目\t件数\n" + "\n".join(f"第{n}项\t{n}" for n in range(1, 20))),
        text("heading", "二、关于培育服务商的建议", level=1),
        text("paragraph", "我厅已建立服务商名录，按季度更新，面向全省中小企业公布，供企业自主选择。"),
        text("closing", "感谢您对工业和信息化工作的关心和支持。"),
        text("attachment", "附件：示例省中小企业数字化改造重点行业目录"),
        text("signature", "示例省工业和信息化厅"),
        text("date", "2026年3月2日"),
        text("note", "（联系人及电话：某某某，0000-00000000）"),
        text("copies", "抄送：省人大常委会代表工作机构，省政府办公厅。"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("layout")
    files = {}
    for head in ("none", "letter", "document"):
        files[head] = folder / f"{head}.docx"
        write_letter(LETTER, profile(), files[head], sources="none", layout=Layout(head))
    return files


def found(path: Path):
    return layout.check_file(path, read_draft(letter_text(path), "auto", "终稿"))


@pytest.mark.parametrize("head", ["none", "letter", "document"])
def test_our_own_files_have_no_finding(written, head):
    assert found(written[head]) == []


def starts(document, words):
    return next(p for p in document.paragraphs if p.text.startswith(words))


def every(document, *words):
    return [p for p in document.paragraphs if p.text.startswith(words)]


def fonts(paragraph, font, *slots):
    for run in paragraph.runs:
        for slot in slots:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn(f"w:{slot}"), font)


def put(paragraph, tag, **attributes):
    old = paragraph._p.get_or_add_pPr().find(qn(f"w:{tag}"))
    kept = {k.rsplit("}", 1)[-1]: v for k, v in old.attrib.items()} if old is not None else {}
    set_properties(paragraph, element(tag, **(kept | {k: str(v) for k, v in attributes.items()})))


def margin(side, mm):
    return lambda d: setattr(d.sections[0], f"{side}_margin", Mm(mm))


def style_font(style, font):
    def plant(document):
        found = next(s for s in document.styles if s.style_id == style)
        found.element.rPr.rFonts.set(qn("w:eastAsia"), font)

    return plant


def style_size(style, size):
    def plant(document):
        next(s for s in document.styles if s.style_id == style).font.size = Pt(size)

    return plant


def style_spacing(style, **attributes):
    def plant(document):
        spacing = next(s for s in document.styles if s.style_id == style).element.pPr.find(qn("w:spacing"))
        for name, value in attributes.items():
            spacing.set(qn(f"w:{name}"), str(value))

    return plant


def at(words, do):
    return lambda d: do(starts(d, words))


def theme_font(document):
    normal = next(s for s in document.styles if s.style_id == "DafuBody")
    normal.element.rPr.rFonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")


def grid(**attributes):
    def plant(document):
        properties = document.sections[0]._sectPr.find(qn("w:docGrid"))
        for name, value in attributes.items():
            properties.set(qn(f"w:{name}"), str(value))

    return plant


def no_page_field(document):
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        for run in list(footer.paragraphs[0]._p.iter(qn("w:r"))):
            run.getparent().remove(run)


def page_number(do):
    def plant(document):
        for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
            do(footer.paragraphs[0])

    return plant


def one_sided(document):
    document.sections[0].even_page_footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def number_without_dashes(paragraph):
    for t in paragraph._p.iter(qn("w:t")):
        t.text = (t.text or "").replace("—", "").strip()


def run_attribute(tag, value):
    def do(paragraph):
        for run in paragraph._p.iter(qn("w:r")):
            for found in run.iter(qn(f"w:{tag}")):
                found.set(qn("w:val"), str(value))

    return do


def latin_number(paragraph):
    for fonts_ in paragraph._p.iter(qn("w:rFonts")):
        fonts_.set(qn("w:ascii"), "Times New Roman")


def rule(part, do):
    def plant(document):
        section = document.sections[0]
        story = section.first_page_header if part == "head" else section.first_page_footer
        do(next(p for p in story.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None))

    return plant


def border(**attributes):
    def do(paragraph):
        found = paragraph._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
        for name, value in attributes.items():
            found.set(qn(f"w:{name}"), str(value))

    return do


def no_border(paragraph):
    paragraph._p.pPr.remove(paragraph._p.pPr.find(qn("w:pBdr")))


def narrow_document_rule(document):
    put(starts(document, "示工信函"), "ind", left=600, right=600)


def quotes_western(document):
    for run in starts(document, "我厅按照").runs:
        found = run._r.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("ascii", "hAnsi"):
            found.set(qn(f"w:{slot}"), "Times New Roman")
        found.set(qn("w:hint"), "default")


def wide_table(document):
    for column in document.tables[0]._tbl.tblGrid.gridCol_lst:
        column.set(qn("w:w"), "5600")


def no_repeated_head(document):
    properties = document.tables[0].rows[0]._tr.trPr
    properties.remove(properties.find(qn("w:tblHeader")))


def flush(paragraph):
    put(paragraph, "ind", firstLineChars=0, firstLine=0)


def date_flush(paragraph):
    put(paragraph, "ind", rightChars=0, right=0)


FAULTS = {
    "top margin": ("layout-margins", margin("top", 25.4)),
    "bottom margin": ("layout-margins", margin("bottom", 25.4)),
    "left margin": ("layout-margins", margin("left", 31.8)),
    "right margin": ("layout-margins", margin("right", 31.8)),
    "letter paper": ("layout-paper", lambda d: setattr(d.sections[0], "page_height", Mm(279))),
    "wide paper": ("layout-paper", lambda d: setattr(d.sections[0], "page_width", Mm(216))),
    "pitch 1.5 lines": ("layout-pitch", style_spacing("DafuBody", line=360, lineRule="auto")),
    "pitch 24 pt": ("layout-pitch", style_spacing("DafuBody", line=480)),
    "pitch of one paragraph": ("layout-pitch", at("下一步", lambda p: put(p, "spacing", line=400))),
    "grid pitch 312": ("layout-grid", grid(linePitch=312)),
    "body font 宋体": ("layout-font", style_font("DafuBody", "宋体")),
    "one paragraph 微软雅黑": ("layout-font", at("下一步", lambda p: fonts(p, "微软雅黑", "eastAsia"))),
    "title font 宋体 bold": ("layout-font", style_font("Title", "华文行楷")),
    "heading 1 in 仿宋": ("layout-font", style_font("Heading1", "仿宋_GB2312")),
    "heading 2 in 黑体": ("layout-font", style_font("Heading2", "黑体")),
    "theme font": ("layout-font", theme_font),
    "digits in Arial": ("layout-font", at("我厅按照", lambda p: fonts(p, "Arial", "ascii"))),
    "salutation font": ("layout-font", at("张某某", lambda p: fonts(p, "黑体", "eastAsia"))),
    "date font": ("layout-font", at("2026年", lambda p: fonts(p, "宋体", "eastAsia"))),
    "body 四号": ("layout-size", style_size("DafuBody", 14)),
    "one run 小三": ("layout-size", at("下一步", lambda p: setattr(p.runs[0].font, "size", Pt(15)))),
    "title 小二": ("layout-size", style_size("Title", 18)),
    "heading size": ("layout-size", style_size("Heading1", 18)),
    "copies size": ("layout-size", style_size("DafuCopies", 16)),
    "no first-line indent": ("layout-indent", at("下一步", flush)),
    "hanging body": ("layout-indent", at("我厅已", lambda p: put(p, "ind", leftChars=200, left=640))),
    "heading not indented": ("layout-indent", at("二、", flush)),
    "salutation indented": ("layout-indent", at("张某某", lambda p: put(p, "ind", firstLineChars=200, firstLine=640))),
    "title left": ("layout-align", at("关于省", lambda p: setattr(p, "alignment", WD_ALIGN_PARAGRAPH.LEFT))),
    "signature left": ("layout-align", at("示例省工业", lambda p: setattr(p, "alignment", WD_ALIGN_PARAGRAPH.LEFT))),
    "body centred": ("layout-align", at("下一步", lambda p: setattr(p, "alignment", WD_ALIGN_PARAGRAPH.CENTER))),
    "no page field": ("layout-page-number", no_page_field),
    "number not alternating": ("layout-page-number", one_sided),
    "number size": ("layout-page-number", page_number(run_attribute("sz", 21))),
    "number without dashes": ("layout-page-number", page_number(number_without_dashes)),
    "number in Times": ("layout-page-number", page_number(latin_number)),
    "no lower rule": ("layout-rules", rule("foot", no_border)),
    "black rule": ("layout-rules", rule("head", border(color="000000"))),
    "short rule": ("layout-rules", rule("head", lambda p: put(p, "ind", left=0, right=0))),
    "rules swapped": ("layout-rules", rule("foot", border(val="thickThinSmallGap"))),
    "lower rule too high": ("layout-rules", lambda d: setattr(d.sections[0], "footer_distance", Mm(28))),
    "quotes in a Western font": ("layout-quotes", quotes_western),
    "red text": ("layout-colour", at("下一步", lambda p: setattr(p.runs[0].font.color, "rgb", RGBColor(255, 0, 0)))),
    "bold body": ("layout-emphasis", at("下一步", lambda p: setattr(p.runs[0], "bold", True))),
    "spread characters": ("layout-squeeze", at("下一步", lambda p: p.runs[0]._r.get_or_add_rPr().append(element("spacing", val=30)))),
    "space after paragraphs": ("layout-spacing", style_spacing("DafuBody", after=200)),
    "salutation glued to the title": ("layout-distance", style_spacing("DafuSalutation", before=0, beforeLines=0)),
    "date at the edge": ("layout-signature", at("2026年", date_flush)),
    "table too wide": ("layout-table", wide_table),
    "head not repeated": ("layout-table", no_repeated_head),
    "headings as plain text": ("layout-outline", lambda d: [_plain(p) for p in every(d, "一、", "二、")]),
}  # fmt: skip


def _plain(paragraph):
    put(paragraph, "outlineLvl", val=9)


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(written, tmp_path, name):
    kind, plant = FAULTS[name]
    document = Document(str(written["letter"]))
    plant(document)
    document.save(str(tmp_path / "x.docx"))
    findings = found(tmp_path / "x.docx")
    assert {f.check for f in findings} == {kind}
    for f in findings:
        assert re.search(r"（[\d.]+|惯例", f.message)
        assert f.severity != "error"
        assert f.quote == "" or letter_text(tmp_path / "x.docx")[f.start : f.end] == f.quote


def test_at_least_forty_faults_are_planted():
    assert len(FAULTS) >= 40


def test_a_short_rule_in_the_head_of_a_document_is_found(written, tmp_path):
    document = Document(str(written["document"]))
    narrow_document_rule(document)
    document.save(str(tmp_path / "x.docx"))
    assert "layout-head-rule" in {f.check for f in found(tmp_path / "x.docx")}


def test_a_plain_file_gets_one_advice(tmp_path):
    document = Document()
    for block in LETTER.blocks:
        for line in block.text.split("\n"):
            document.add_paragraph(line)
    document.save(str(tmp_path / "plain.docx"))
    findings = found(tmp_path / "plain.docx")
    assert [(f.check, f.severity) for f in findings] == [("layout-plain", "advice")]


def test_usual_house_styles_are_no_fault(written, tmp_path):
    """28 pt fixed, digits in Times New Roman, stand-in fonts, blanks typed instead of an indent, an empty line."""
    document = Document(str(written["none"]))
    style_spacing("DafuBody", line=560)(document)
    for p in every(document, "下一步", "我厅已"):
        fonts(p, "Times New Roman", "ascii", "hAnsi")
        fonts(p, "仿宋", "eastAsia")
    typed = starts(document, "下一步")
    flush(typed)
    typed.runs[0].text = "　　" + typed.runs[0].text
    salutation = starts(document, "张某某")
    put(salutation, "spacing", before=0, beforeLines=0)
    salutation.insert_paragraph_before("")
    document.save(str(tmp_path / "x.docx"))
    assert found(tmp_path / "x.docx") == []
