"""An office's own Word file filled at its bookmarks: around them nothing changes, text looks like its place."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from export_drafts import letter, opinion

from assistant.commands.versions import fill
from assistant.export.template import fill_template
from knowledge_base.errors import InputError
from knowledge_base.readers.word import read_docx

NAMES = ("发文字号", "类别", "标题", "主送", "正文", "附件", "署名", "日期", "附注", "抄送")


def mark(paragraph, name: str, number: int, last=None) -> None:
    """Puts a bookmark around a paragraph's text, or from it to the end of ``last``."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for x in (start, end):
        x.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.find(qn("w:pPr"))
    paragraph._p.insert(0 if properties is None else 1, start)
    (last or paragraph)._p.append(end)


def template(path: Path, names=NAMES, *, spread=False) -> Path:
    document = Document()
    document.add_paragraph("示例省工业和信息化厅（公函纸）")
    for n, name in enumerate(names):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(n)
        run = paragraph.add_run(f"【{name}】")
        run.font.size = Pt(10 + n)
        last = None
        if name == "正文" and spread:
            document.add_paragraph("样文第二段")
            last = document.add_paragraph("样文第三段")
        mark(paragraph, name, n, last)
    document.add_paragraph("地址：示例路1号")
    document.save(str(path))
    return path


@pytest.mark.parametrize("spread", [False, True])
def test_every_part_stands_at_its_bookmark_in_the_look_of_the_place(tmp_path, spread):
    out = tmp_path / "out.docx"
    assert fill_template(template(tmp_path / "t.docx", spread=spread), letter(), out) == ()
    lines = [x for x in read_docx(out.read_bytes(), "x")[0].split("\n") if x.strip()]
    wanted = [b.text for b in letter().blocks if b.kind not in ("class-mark", "table")]
    assert lines[0] == "示例省工业和信息化厅（公函纸）"
    assert lines[-1] == "地址：示例路1号"
    assert not [x for x in lines if "【" in x or "样文" in x]
    assert [x for x in lines if x in wanted] == wanted
    body = next(p for p in Document(str(out)).paragraphs if p.text.startswith("建议提到"))
    assert {r.font.size for r in body.runs} == {Pt(14)}
    assert body.paragraph_format.first_line_indent == Pt(4)


def test_headings_keep_their_font_and_show_in_the_navigation_and_tables_are_tables(tmp_path):
    fill_template(template(tmp_path / "t.docx"), letter(), tmp_path / "out.docx")
    document = Document(str(tmp_path / "out.docx"))
    heading = next(p for p in document.paragraphs if p.text.startswith("一、"))
    assert heading.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert heading._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert [c.text for c in document.tables[0].rows[1].cells] == ["智能工厂", "86家", "50万元"]
    marked = next(p for p in document.paragraphs if p.text.startswith("〔待补充"))
    assert marked.runs[0]._r.rPr.find(qn("w:highlight")) is not None


def test_no_other_part_of_the_file_changes(tmp_path):
    source = template(tmp_path / "t.docx")
    fill_template(source, opinion(), tmp_path / "out.docx")
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(tmp_path / "out.docx") as after:
        assert before.namelist() == after.namelist()
        for name in ("word/styles.xml", "word/settings.xml", "word/theme/theme1.xml"):
            assert before.read(name) == after.read(name)


def test_a_part_without_a_bookmark_is_said_and_what_a_letter_needs_is_asked_for(tmp_path, capsys):
    few = template(tmp_path / "t.docx", ("标题", "主送", "正文"))
    assert "署名" in fill_template(few, opinion(), tmp_path / "out.docx")
    (tmp_path / "稿.txt").write_text(opinion().text, encoding="utf-8")
    assert fill(few, tmp_path / "稿.txt", tmp_path / "cli.docx", tmp_path / "home") == 0
    assert "没有填入：" in capsys.readouterr().err
    with pytest.raises(InputError, match=r"没有名为正文的书签.*发文字号、类别"):
        fill_template(template(tmp_path / "u.docx", ("标题", "主送")), opinion(), tmp_path / "no.docx")
    assert not (tmp_path / "no.docx").exists()


@pytest.mark.parametrize("name", ["t.doc", "t.docx", "missing.docx"])
def test_what_is_no_template_is_refused_in_one_sentence(tmp_path, name):
    if name != "missing.docx":
        (tmp_path / name).write_bytes(b"no Word file")
    with pytest.raises(InputError, match=r"。$"):
        fill_template(tmp_path / name, opinion(), tmp_path / "out.docx")


def test_a_template_is_never_written_over(tmp_path):
    source = template(tmp_path / "t.docx")
    with pytest.raises(InputError, match="不能是模板"):
        fill_template(source, opinion(), source)


def two_of_a_name(path: Path) -> Path:
    """A template with 标题 twice in the body (one more in the header), as copying a line leaves it in other editors."""
    document = Document()
    for n, name in enumerate(("标题", "主送", "正文", "标题", "抄送", "附件", "附件正文")):
        mark(document.add_paragraph(f"【{name}】"), name, n)
    head = document.sections[0].header.paragraphs[0]
    head.add_run("【标题】")
    mark(head, "标题", 9)
    document.save(str(path))
    return path


def test_a_bookmark_that_stands_twice_is_filled_twice(tmp_path):
    assert "署名" in fill_template(two_of_a_name(tmp_path / "t.docx"), letter(), tmp_path / "out.docx")
    body, head = read_docx((tmp_path / "out.docx").read_bytes(), "x")
    title = letter().blocks[1].text
    assert (body.count(title), head.count(title), body.count("【标题】")) == (2, 1, 0)


@pytest.mark.parametrize("signed", ["示例省工业和信息化厅\n\n2026年5月18日\n\n", "示例省工业和信息化厅\n\n", ""])
def test_what_is_attached_and_the_copies_of_a_typed_draft_stay_out_of_the_body(tmp_path, signed):
    typed = tmp_path / "稿.md"
    annex = "## 附件1\n\n平台名单\n\n以下平台开放。\n\n| 平台 | 县 |\n|---|---|\n| 甲 | 东岭县 |\n" if signed else ""
    typed.write_text(
        "# 关于某件建议的答复\n\n某某某代表：\n\n您提出的建议收悉。现答复如下：\n\n一、关于平台\n\n已建成。\n\n"
        f"感谢您的关心。\n\n**附件：** 1. 平台名单\n\n{signed}抄送：省人大常委会，\n省政府办公厅。\n\n{annex}",
        encoding="utf-8",
    )
    assert fill(two_of_a_name(tmp_path / "t.docx"), typed, tmp_path / "out.docx", home=tmp_path) == 0
    paragraphs = [p.text for p in Document(str(tmp_path / "out.docx")).paragraphs if p.text]
    at = [next(n for n, p in enumerate(paragraphs) if p.startswith(x)) for x in ("感谢", "关于某件", "抄送", "省政府")]
    assert paragraphs[at[0] + 1].startswith("关于某件"), "the body ends where it ends"
    assert "附件：1.平台名单" in ["".join(p.split()) for p in paragraphs]
    if signed:
        assert paragraphs[-2:] == ["平台名单", "以下平台开放。"]
