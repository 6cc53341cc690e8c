"""The written Word file, read as python-docx and as plain XML read it."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from export_drafts import letter, opinion, profile, sentence, text

from assistant.draft import Block, Draft, Run
from assistant.export.heads import Layout
from assistant.export.readback import check_layout, read_letter
from assistant.export.word import write_letter
from knowledge_base.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "reference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr",
}


def body_text(path: Path) -> str:
    """As a script without any library reads it: every tag out, every blank out."""
    xml = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
    return squeeze(re.sub(r"<[^>]+>", "", xml)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("draft", [opinion(), letter()], ids=["opinion", "letter"])
@pytest.mark.parametrize("sources", ["list", "comments", "none"])
@pytest.mark.parametrize("head", ["none", "letter", "document"])
def test_the_body_holds_the_drafts_text_in_one_piece(tmp_path, draft, sources, head):
    out = tmp_path / "x.docx"
    write_letter(draft, profile(), out, sources=sources, layout=Layout(head))
    assert squeeze(draft.text) in body_text(out)
    assert check_layout(out, draft) == []


@pytest.mark.parametrize("head", ["letter", "document"])
def test_every_property_stands_in_the_order_that_word_asks_for(tmp_path, head):
    from lxml import etree

    write_letter(letter(), profile(), tmp_path / "x.docx", layout=Layout(head, label="征求意见稿"))
    with zipfile.ZipFile(tmp_path / "x.docx") as z:
        for name in z.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            for parent in etree.fromstring(z.read(name)).iter(*(_W + tag for tag in _ORDER)):
                tag = parent.tag.removeprefix(_W)
                order = _ORDER[tag].split()
                names = [re.sub("(header|footer)R", "r", child.tag.removeprefix(_W)) for child in parent]
                places = [order.index(n) for n in names]
                assert places == sorted(places), f"{name} {tag}: {names}"


def test_fonts_stand_in_the_western_and_the_east_asian_slots(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    wanted = {"Title": ("方正小标宋简体", 22), "heading 1": ("黑体", 16), "heading 2": ("楷体_GB2312", 16),
              "公文正文": ("仿宋_GB2312", 16), "公文抄送": ("仿宋_GB2312", 14)}  # fmt: skip
    seen = set()
    for paragraph in read_letter(tmp_path / "x.docx").paragraphs:
        if paragraph.style in wanted:
            font, size = wanted[paragraph.style]
            seen.add(paragraph.style)
            for run in paragraph.runs:
                assert set(run.fonts.values()) == {font}
                assert run.size_pt == size
    assert seen == set(wanted)


def test_headings_are_real_ones_that_the_navigation_shows(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    headings = [p for p in Document(str(tmp_path / "x.docx")).paragraphs if p.style.name.startswith("Heading")]
    assert len(headings) == 12
    assert {p.outline for p in read_letter(tmp_path / "x.docx").paragraphs if p.style == "heading 2"} == {1}


def test_what_is_missing_or_unverified_is_highlighted_even_in_a_plain_run(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    runs = [r for p in read_letter(tmp_path / "x.docx").paragraphs for r in p.runs]
    assert all(r.highlight for r in runs if r.text.startswith(("〔待补充", "〔待核实")))
    assert not any(r.highlight for r in runs if not r.text.startswith("〔待"))
    assert any("经办人" in r.text and r.highlight for r in runs)


def test_a_table_block_becomes_a_real_table_with_its_figures(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    table = Document(str(tmp_path / "x.docx")).tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["项目", "数量", "奖补标准"], ["智能工厂", "86家", "50万元"], ["培训", "2300人次", "—"],
    ]  # fmt: skip


def test_the_list_names_document_number_date_quotation_and_place(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    lines = read_letter(tmp_path / "x.docx").sources
    row = next(line for line in lines if "：50万元\t" in line)
    for part in (
        "第4段",
        "《示例省工业和信息化厅2025年工作总结》",
        "示工信〔2026〕3号",
        "2026年1月15日",
        "一次性50万元奖补",
        "原文第1204",
    ):
        assert part in row
    assert any("人事处 王某 2026-03-02" in line for line in lines)


def test_the_list_keeps_to_the_clause_of_the_proposal_and_shows_no_personal_data(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    whole = body_text(tmp_path / "x.docx")
    assert "走访了86家企业" in whole
    assert "李某某" not in whole
    assert "13912345678" not in whole


def test_a_sentence_with_its_figures_is_one_row_and_the_same_paper_is_named_once(tmp_path):
    write_letter(sentence(), profile(), tmp_path / "x.docx")
    rows = [line.split("\t") for line in read_letter(tmp_path / "x.docx").sources[3:]]
    assert [r[1] for r in rows] == ["第1段：72场、7个", "第2段：《甲通知》"]
    assert rows[0][3] == "“举办培训72场，建成基地7个。”（原文第11—24字）"
    assert rows[1][2] == "同上"
    write_letter(sentence(), profile(), tmp_path / "c.docx", sources="comments")
    assert len(read_letter(tmp_path / "c.docx").comments) == 2


def test_comments_stand_at_figures_and_citations_and_the_clean_copy_has_none(tmp_path):
    write_letter(letter(), profile(), tmp_path / "c.docx", sources="comments")
    write_letter(letter(), profile(), tmp_path / "n.docx", sources="none")
    comments = read_letter(tmp_path / "c.docx").comments
    assert len(comments) == 26  # four sources in six paragraphs, two in cells
    assert any("50万元" in c.text and "示工信〔2026〕3号" in c.text for c in comments)
    clean = read_letter(tmp_path / "n.docx")
    assert not clean.comments
    assert not clean.sources
    assert "依据清单" not in body_text(tmp_path / "n.docx")


def test_a_draft_that_was_stopped_says_so_on_every_page_and_not_in_its_text(tmp_path):
    draft = letter().with_state("interrupted")
    write_letter(draft, profile(), tmp_path / "x.docx")
    section = Document(str(tmp_path / "x.docx")).sections[0]
    for header in (section.header, section.even_page_header, section.first_page_header):
        assert "未完成" in header.paragraphs[0].text
    assert squeeze(draft.text) in body_text(tmp_path / "x.docx")


def test_the_first_page_has_no_number_odd_pages_have_it_right_and_even_pages_left(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    document = Document(str(tmp_path / "x.docx"))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.different_first_page_header_footer
    assert section.first_page_footer.paragraphs[0].text == ""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        xml = footer._element.xml
        assert f'w:jc w:val="{side}"' in xml
        assert " PAGE " in xml
        assert "— " in footer.paragraphs[0].text


def test_the_date_begins_two_characters_right_of_the_signature(tmp_path):
    write_letter(letter(), profile(), tmp_path / "x.docx")
    places = {p.style.name: p._p.pPr.ind.get(_W + "rightChars") for p in Document(str(tmp_path / "x.docx")).paragraphs
              if p.style.name in ("公文署名", "公文成文日期")}  # fmt: skip
    assert places == {"公文署名": "200", "公文成文日期": "400"}  # 10 characters, 6 characters


@pytest.mark.parametrize(
    ("name", "sealed", "right"),
    [
        ("市工信局", False, ["700", "200"]),  # 4 characters; 7: the signature begins two left of the date
        ("市工信局", True, ["550", "400"]),  # its middle stands over that of the date
        ("示例市人力资源和社会保障局办公室外事处", True, ["0", "600"]),  # 19 characters: none beyond the edge
    ],
)
def test_signature_and_date_stand_as_sealed_and_unsealed_papers_want(tmp_path, name, sealed, right):
    draft = Draft("reply", "终稿", (text("signature", name), text("date", "2026年12月22日")))
    office = profile().model_copy(update={"sealed": sealed})
    write_letter(draft, office, tmp_path / "x.docx")
    found = [p._p.pPr.ind.get(_W + "rightChars", "0") for p in Document(str(tmp_path / "x.docx")).paragraphs]
    assert found == right


def test_characters_that_no_xml_can_hold_are_left_out(tmp_path):
    draft = Draft("reply", "送审稿", (Block("paragraph", (Run("甲\x00乙\x0b丙\ufffe"),)),))
    write_letter(draft, profile(), tmp_path / "x.docx")
    assert "甲乙丙" in body_text(tmp_path / "x.docx")
    assert check_layout(tmp_path / "x.docx", draft) == []


def test_the_file_names_its_office_and_no_template(tmp_path):
    write_letter(opinion(), profile(), tmp_path / "x.docx")
    core = Document(str(tmp_path / "x.docx")).core_properties
    assert core.title == "关于省十四届人大五次会议第0217号建议的会办意见"
    assert core.author == profile().name
    assert "python-docx" not in (core.comments + core.author)


def test_the_layout_checks_see_a_changed_word_a_font_a_size_and_a_margin(tmp_path):
    draft = letter()
    out = tmp_path / "x.docx"
    write_letter(draft, profile(), out)
    document = Document(str(out))
    body = next(p for p in document.paragraphs if p.text.startswith("您提出的"))
    body.runs[0].font.name = "Arial"  # only the Western slots
    body.runs[0].font.size = 12 * 12700
    document.sections[0].left_margin = 20 * 36000
    closing = next(p for p in document.paragraphs if p.text.startswith("感谢您"))
    closing.runs[0].text = closing.runs[0].text.replace("支持", "帮助")
    document.save(str(out))
    found = {f.check: f for f in check_layout(out, draft)}
    assert set(found) == {"layout-text", "layout-font", "layout-size", "layout-margins"}
    assert draft.text[found["layout-text"].start :].startswith("支持")
    assert found["layout-text"].severity == "error"
    assert found["layout-font"].quote.startswith("您提出的")
    assert "28 mm" in found["layout-margins"].message


def test_a_font_that_stands_in_for_the_official_one_is_no_fault(tmp_path):
    draft = Draft("reply", "送审稿", (text("paragraph", "正文。"),))
    write_letter(draft, profile(), tmp_path / "x.docx")
    with zipfile.ZipFile(tmp_path / "x.docx") as z, zipfile.ZipFile(tmp_path / "y.docx", "w") as y:
        for name in z.namelist():
            y.writestr(name, z.read(name).replace("仿宋_GB2312".encode(), "仿宋".encode()))
    assert check_layout(tmp_path / "y.docx", draft) == []


def test_a_file_that_is_no_word_document_is_said_in_one_sentence(tmp_path):
    (tmp_path / "x.docx").write_bytes(b"no")
    for path in (tmp_path / "x.docx", tmp_path / "missing.docx"):
        with pytest.raises(InputError, match=r"不是能打开的 Word 文件|不存在"):
            read_letter(path)


def test_a_letter_without_any_source_gets_no_list(tmp_path):
    write_letter(opinion(), profile(), tmp_path / "x.docx")
    assert len(Document(str(tmp_path / "x.docx")).sections) == 1


def test_a_figure_that_the_sheet_does_not_know_breaks_nothing(tmp_path):
    draft = replace(
        opinion(), blocks=(Block("paragraph", (Run("7家", "figure", "F9"), Run("《甲》", "citation", "C9"))),)
    )
    write_letter(draft, profile(), tmp_path / "x.docx", sources="comments")
    assert squeeze(draft.text) in body_text(tmp_path / "x.docx")


def test_the_first_rows_of_a_table_stand_on_one_page(tmp_path):
    rows = "\n".join(f"县{n}\t{n}户" for n in range(8))
    draft = Draft("report", "送审稿", (Block("title", (Run("报告"),)), Block("table", (Run(rows),))))
    write_letter(draft, profile(), tmp_path / "x.docx", sources="none")
    table = Document(str(tmp_path / "x.docx")).tables[0]
    kept = [all(c.paragraphs[0].paragraph_format.keep_with_next for c in row.cells) for row in table.rows]
    assert kept == [True, True, *[False] * 6]
