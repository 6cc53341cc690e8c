"""One test file a format, made here; and files that are not what their name says."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from knowledge_base.errors import InputError
from knowledge_base.readers import SUFFIXES, read, read_raw, read_text
from knowledge_base.readers.pdf import is_garbled

FONT = "STSong-Light"
SENTENCE = "2025年，我厅共承办省人大代表建议和省政协提案172件，其中人大代表建议46件，政协提案126件，截至6月末已全部按时限办结并上传网络平台。"


def _word(path: Path) -> Path:
    word = Word()
    word.sections[0].header.paragraphs[0].text = "页眉不算正文"
    for text in (
        "关于支持中小企业发展的通知",
        "示工信发〔2024〕12号",
        "各市工业和信息化局：",
        "现就有关事项通知如下。",
    ):
        word.add_paragraph(text)
    for text in ("加强融资支持", "优化服务"):
        word.add_paragraph(text, style="List Number")
    word.add_paragraph("表1　资金安排表")
    word.add_paragraph("单位：万元")
    table = word.add_table(3, 3)
    for row, values in zip(
        table.rows, [("项目", "2023年", "2024年"), ("贴息", "1200", "1500"), ("奖补", "", "800")], strict=True
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    word.add_paragraph("示例省工业和信息化厅")
    word.add_paragraph("2024年3月5日")
    word.save(str(path))
    return path


def _pdf(path: Path) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
    plain = ParagraphStyle("plain", parent=body, firstLineIndent=0)
    title = ParagraphStyle("title", parent=plain, fontSize=20, leading=30, alignment=1)
    right = ParagraphStyle("right", parent=plain, alignment=2)
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=12, wordWrap="CJK")
    story: list = [
        Paragraph("示例省工业和信息化厅", title),
        Paragraph("关于2025年建议提案办理工作情况的报告", title),
        Paragraph("省政府办公厅：", plain),
    ]
    for heading in ("一、总体情况", "二、主要做法", "三、下步打算"):
        story += [Paragraph(heading, body), *[Paragraph(SENTENCE, body) for _ in range(6)]]
    rows = [("类别", "主办", "协办"), ("人大代表建议", "17", "29"), ("政协提案", "47", "79")]
    table = Table([[Paragraph(value, cell) for value in row] for row in rows])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)]))
    story += [
        Paragraph("表1 办理情况统计表", title),
        table,
        Spacer(1, 20),
        Paragraph("示例省工业和信息化厅", right),
        Paragraph("2025年7月9日", right),
    ]

    def furniture(page, document) -> None:
        page.setFont(FONT, 12)
        page.drawString(70, 800, "示例省工业和信息化厅文件")
        page.drawCentredString(297, 30, f"— {document.page} —")

    SimpleDocTemplate(str(path)).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path


def test_word_paragraphs_numbers_and_tables_are_read_in_order(tmp_path: Path) -> None:
    document = read(_word(tmp_path / "甲.docx"), "通知/甲.docx")
    assert document.path == "通知/甲.docx"
    assert document.text.splitlines() == [
        "关于支持中小企业发展的通知",
        "示工信发〔2024〕12号",
        "各市工业和信息化局：",
        "现就有关事项通知如下。",
        "1.加强融资支持",
        "2.优化服务",
        "表1 资金安排表",
        "单位：万元",
        "项目\t2023年\t2024年",
        "贴息\t1200\t1500",
        "奖补\t\t800",
        "示例省工业和信息化厅",
        "2024年3月5日",
    ]


def test_word_deletions_are_left_out_and_text_boxes_read(tmp_path: Path) -> None:
    word = Word()
    paragraph = word.add_paragraph("增长")
    xml = (
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:delText>5</w:delText></w:r></w:del>',
        '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>6.8%。</w:t></w:r></w:ins>',
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>',
    )
    from docx.oxml import parse_xml

    for piece in xml:
        paragraph._p.append(parse_xml(piece))
    word.save(str(tmp_path / "甲.docx"))
    assert read_text(tmp_path / "甲.docx") == "增长6.8%。\n框内文字。"


def test_a_form_in_a_table_keeps_its_paragraphs(tmp_path: Path) -> None:
    word = Word()
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "案由", "关于发展新型储能的提案"
    table.cell(1, 0).text = "内容"
    table.cell(1, 1).text = SENTENCE
    table.cell(1, 1).add_paragraph("一、完善价格机制，支持独立储能参与市场交易。")
    word.save(str(tmp_path / "甲.docx"))
    assert read_text(tmp_path / "甲.docx").splitlines() == [
        "案由\t关于发展新型储能的提案",
        "内容",
        SENTENCE,
        "一、完善价格机制，支持独立储能参与市场交易。",
    ]


def test_a_pdf_gives_whole_paragraphs_without_heads_feet_and_page_numbers(tmp_path: Path) -> None:
    document = read(_pdf(tmp_path / "甲.pdf"))
    lines = document.text.splitlines()
    assert lines[0] == "示例省工业和信息化厅关于2025年建议提案办理工作情况的报告"
    assert lines.count(SENTENCE) == 18
    assert "示例省工业和信息化厅文件" not in lines
    assert not any("—" in line for line in lines)
    assert lines[-6:] == [
        "表1 办理情况统计表",
        "类别\t主办\t协办",
        "人大代表建议\t17\t29",
        "政协提案\t47\t79",
        "示例省工业和信息化厅",
        "2025年7月9日",
    ]


def test_a_text_layer_of_glyph_numbers_is_no_text() -> None:
    assert is_garbled("(cid:123)(cid:8)(cid:77)\n(cid:5)")
    assert is_garbled("\ue001\ue002\ue003 \ue004")
    assert not is_garbled("2025年，我厅共承办172件（cid 除外）。")
    assert not is_garbled("")


def test_raw_text_keeps_the_lines_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes("第0156号\n案    由：关于甲的建议\n".encode("gbk"))
    assert read_raw(path) == "第0156号\n案    由：关于甲的建议\n"


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>示例省政府网</title><script>var a="不要";</script></head><body>
<div class="nav"><a>首页</a> <a>政策</a></div><h1>示例省人民政府办公厅关于促进就业的通知</h1>
<div id="content"><p>　　各市人民政府：</p><p>　　为促进就业，<b>现通知</b>如下，请认真贯彻执行。</p>
<p>　　一、支持企业稳岗，加大培训，提高补贴，扩大规模，优化服务。</p>
<table><tr><th>项目</th><th>金额（万元）</th></tr><tr><td>稳岗补贴</td><td>1,200</td></tr></table>
<p>　　二、开展培训，提升技能，<br>保障重点。</p></div>
<div class="footer">版权所有：示例省人民政府</div></body></html>"""


def test_a_web_page_gives_the_paper_and_not_the_site(tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    path.write_bytes(PAGE.encode("gbk"))
    assert read(path).text.splitlines() == [
        "示例省人民政府办公厅关于促进就业的通知",
        "各市人民政府：",
        "为促进就业，现通知如下，请认真贯彻执行。",
        "一、支持企业稳岗，加大培训，提高补贴，扩大规模，优化服务。",
        "项目\t金额（万元）",
        "稳岗补贴\t1,200",
        "二、开展培训，提升技能，保障重点。",
    ]


def test_markdown_marks_go_and_pipe_tables_become_rows(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text(
        "# 甲条例\n\n**第一条** 见[原文](http://a.cn)。\n\n| 项目 | 数 |\n|---|---|\n| 甲 | 3 |\n\n- 其他\n", "utf-8"
    )
    assert read_text(path).splitlines() == ["甲条例", "第一条 见原文。", "项目\t数", "甲\t3", "其他"]


def test_a_workbook_is_read_as_tables(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    for row in (
        ["建议提案台账", None, None],
        [None, None, None],
        ["编号", None, "件数"],
        ["0156", None, 12],
        ["0157", None, 3.5],
    ):
        sheet.append(row)
    book.create_sheet("说明").append(["数据截至6月底"])
    book.save(tmp_path / "甲.xlsx")
    assert read_text(tmp_path / "甲.xlsx").splitlines() == [
        "台账",
        "建议提案台账",
        "编号\t件数",
        "0156\t12",
        "0157\t3.5",
        "说明",
        "数据截至6月底",
    ]


def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cell, value, form in (("B2", "满意率", "@"), ("C2", 0.9247, "0.00%"), ("D2", 1, "0%"), ("E2", 0.5, "0.0")):
        sheet[cell] = value
        sheet[cell].number_format = form
    book.save(tmp_path / "甲.xlsx")
    assert read_text(tmp_path / "甲.xlsx") == "满意率\t92.47%\t100%\t0.5"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_csv_is_read_as_a_table(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes('编号,案由\n0156,"关于甲,乙的建议"\n'.encode(encoding))
    assert read_text(path).splitlines() == ["编号\t案由", "0156\t关于甲,乙的建议"]


def _ofd(path: Path, texts: list[tuple[float, float, str]]) -> Path:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject ID="{i}" Boundary="{x} {y} 150 6" Size="5.6"><ofd:TextCode X="0" Y="4.8" DeltaX="g {len(text) - 1} 5.6">{text}</ofd:TextCode></ofd:TextObject>'
        for i, (x, y, text) in enumerate(texts)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        )
        archive.writestr(
            "Doc_0/Pages/Page_0/Content.xml",
            f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
        )
    return path


def test_an_ofd_gives_its_text_by_place_on_the_page(tmp_path: Path) -> None:
    path = _ofd(
        tmp_path / "甲.ofd",
        [
            (30, 60, "各市人民政府："),
            (60, 40, "关于促进就业的通知"),
            (100, 90, "2024年3月5日"),
            (41.2, 70, "现就有关事项"),
            (74.8, 70, "通知如下。"),
        ],
    )
    assert read(path).text.splitlines() == [
        "关于促进就业的通知",
        "各市人民政府：",
        "现就有关事项通知如下。",
        "2024年3月5日",
    ]


def test_an_ofd_without_text_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"没有文字层.*PDF"):
        read(_ofd(tmp_path / "甲.ofd", []))


@pytest.mark.slow
def test_a_picture_and_a_scanned_pdf_are_read_with_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = sorted(Path("/usr/share/fonts").glob("**/*CJK*")) + sorted(Path("/usr/share/fonts").glob("**/wqy*"))
    if not fonts:
        pytest.skip("no Chinese font on this machine to draw a test picture with")
    import socket

    from PIL import Image, ImageDraw, ImageFont
    from reportlab.pdfgen import canvas

    def no_network(*_: object) -> None:
        raise AssertionError("OCR asked for the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    font = ImageFont.truetype(str(fonts[0]), 40, index=0)
    image = Image.new("RGB", (1240, 900), "white")
    draw = ImageDraw.Draw(image)
    for i, text in enumerate(("关于第0156号建议的答复", "现答复如下：", "2025年共培育试点企业172户，增长12.5%。")):
        draw.text((120, 100 + 90 * i), text, font=font, fill="black")
    image.save(tmp_path / "甲.png")
    sheet = canvas.Canvas(str(tmp_path / "乙.pdf"), pagesize=(595, 432))
    sheet.drawImage(str(tmp_path / "甲.png"), 0, 0, 595, 432)
    sheet.save()
    for name in ("甲.png", "乙.pdf"):
        text = read_text(tmp_path / name)
        assert "关于第0156号建议的答复" in text
        assert "172户，增长12.5%。" in text


@pytest.mark.slow
def test_an_old_word_file_is_read_by_libreoffice_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.rtf"
    path.write_bytes(rb"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\u20851?\u20110?\u30002?\u30340?\u36890?\u30693?\par}")
    if shutil.which("soffice"):
        assert read_text(path) == "关于甲的通知"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"没有 LibreOffice.*另存为 .docx"):
        read(path)


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 40_000_000)
    return buffer.getvalue()


def _xxe(extra: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><!DOCTYPE d [{extra}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>',
        )
    return buffer.getvalue()


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("甲.docx", b"", "空文件"),
        ("甲.txt", b"\xef\xbb\xbf  \n", "空文件"),
        ("甲.docx", b"%PDF-1.7 ...", "后缀是 .docx，内容却是PDF"),
        ("甲.pdf", b"PK\x03\x04 broken", "已损坏"),
        ("甲.pdf", b"%PDF-1.7\nnothing more", "已损坏"),
        ("甲.txt", b"%PDF-1.7\nnothing more", "内容却是PDF"),
        ("甲.docx", "其实是文本".encode(), "已损坏或不是 .docx"),
        ("甲.xlsx", _zip(a="1"), "内容却是压缩包"),
        ("甲.docx", _zip(**{"word/document.xml": "<w:broken"}), "XML 不完整"),
        ("甲.docx", _bomb(), "大得不正常"),
        ("甲.docx", _xxe('<!ENTITY x SYSTEM "file:///etc/passwd">'), "外部定义"),
        ("甲.docx", _xxe('<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;">'), "外部定义"),
        ("甲.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "设了密码"),
        ("甲.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "已损坏"),
        ("甲.png", b"\x89PNG\r\n\x1a\n cut off", "已损坏"),
        ("甲.exe", b"MZ", "不支持.*能读的有"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        read(path)
    message = str(caught.value)
    assert name in message
    assert message.count("。") == 1
    assert "\n" not in message


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(str(_pdf(tmp_path / "甲.pdf"))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(str(tmp_path / "乙.pdf"))
    with pytest.raises(InputError, match="设了密码"):
        read(tmp_path / "乙.pdf")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件或文件夹不存在"):
        read(tmp_path / "没有.txt")


def test_the_usual_suffixes_are_supported() -> None:
    assert {
        ".txt",
        ".md",
        ".html",
        ".docx",
        ".pdf",
        ".xlsx",
        ".xls",
        ".csv",
        ".ofd",
        ".doc",
        ".wps",
        ".png",
        ".jpg",
    } <= SUFFIXES
