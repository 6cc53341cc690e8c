"""Forty-four broken or hostile Word files: each ends in one clear sentence, in bounded time and memory."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from assistant.checks import read_draft
from assistant.export import layout
from assistant.returning.file import read_returned
from assistant.reviewing.review import letter_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ = """
import json, re, sys, time
from pathlib import Path
from assistant.checks import read_draft
from assistant.export import layout
from assistant.reviewing.review import letter_text
from knowledge_base.errors import DafuError
said = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    begun = time.process_time()
    try:
        layout.check_file(path, read_draft(letter_text(path), "auto", "送审稿"))
        told = ""
    except DafuError as e:
        told = str(e)
    said[path.name] = [told, time.process_time() - begun]
# ru_maxrss would be that of the process that started this one, if greater
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps([said, peak // 1024]))
"""


def plain() -> bytes:
    out = io.BytesIO()
    document = Document()
    for n in range(40):
        document.add_paragraph(f"第{n}段文字。")
    document.save(out)
    return out.getvalue()


def changed(name: str, data: bytes | None) -> bytes:
    """The plain file with one part replaced, added or (None) taken out."""
    return changed_all({name: data})


def changed_all(names: dict[str, bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            if item.filename not in names:
                target.writestr(item, source.read(item))
        for name, data in names.items():
            if data is not None:
                target.writestr(name, data)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(plain())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><w:document {W}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'.encode()


def xxe(address: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><w:document {W}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'.encode()


TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
RELS = "word/_rels/document.xml.rels"
RUN = "<w:r><w:t>甲</w:t></w:r>"


def document(inner: str) -> bytes:
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>".encode()


def said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def relationship(kind: str, target: str, more: str = "") -> bytes:
    made = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{made}" Target="{target}"{more}/></Relationships>'.encode()


def flagged(local: int, central: int, value: int) -> bytes:
    """The plain file with two bytes of every entry's headers set."""
    data = bytearray(plain())
    for signature, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset : at + offset + 2] = value.to_bytes(2, "little")
            at = data.find(signature, at + 4)
    return bytes(data)


def files() -> dict[str, bytes]:
    whole = plain()
    middle = len(whole) // 2
    return {
        "01空.docx": b"",
        "02零字节.docx": b"\0" * 4096,
        "03文字.docx": "这不是 Word 文件".encode(),
        "04网页.docx": b"<html><body>x</body></html>",
        "05PDF.docx": b"%PDF-1.7\n%%EOF",
        "06图片.docx": b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        "07表格.docx": zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        "08压缩包.docx": zipped(**{"a.txt": b"a"}),
        "09加密.docx": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "10旧版.docx": OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600,
        "11口令压缩.docx": encrypted_zip(),
        "12截断.docx": whole[:middle],
        "13改坏.docx": whole[: middle - 200] + b"\xff" * 400 + whole[middle + 200 :],
        "14炸弹.docx": changed(BODY, b"<w:t>" + b"0" * (64 * 2**20)),
        "15宏.docx": changed("word/vbaProject.bin", b"\0" * 100),
        "16外部实体.docx": changed(BODY, xxe("file:///etc/passwd")),
        "17外部网址.docx": changed(BODY, xxe("http://127.0.0.1:9/x")),
        "18实体膨胀.docx": changed(BODY, laughs()),
        "19XML不全.docx": changed(BODY, f"<w:document {W}><w:body><w:p>".encode()),
        "20没有正文.docx": changed(BODY, None),
        "21样式有实体.docx": changed("word/styles.xml", xxe("file:///etc/passwd")),
        "22没有字.docx": changed(BODY, f"<w:document {W}><w:body><w:p/></w:body></w:document>".encode()),
        "23部件太多.docx": changed_all({f"word/extra{n}.xml": b"<x/>" for n in range(5001)}),
        "24关系坏.docx": changed("word/_rels/document.xml.rels", b"<Relationships"),
        "25十万段.docx": changed(BODY, document("<w:p/>" * 100_000)),
        "26深控件.docx": changed(BODY, document("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000)),
        "27深表.docx": changed(BODY, document("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000)),
        "28长段.docx": changed(BODY, document(said("一二三四五六七八九十" * 400_000))),
        "29没有正文.docx": changed(BODY, f"<w:document {W}/>".encode()),
        "30网页正文.docx": changed(BODY, b"<html/>"),
        "31不认识的压缩.docx": flagged(8, 10, 99),
        "32校验和不对.docx": flagged(14, 16, 0xBAD),
        "33编码名不对.docx": changed(BODY, b'<?xml version="1.0" encoding="x-none"?>' + document(said("甲"))),
        "34控制字符.docx": changed(BODY, document(said("甲\0\1乙"))),
        "35外部样式.docx": changed(RELS, relationship("styles", "http://127.0.0.1:9/s.xml", ' TargetMode="External"')),
        "36没有类型.docx": changed("[Content_Types].xml", b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        "37编号不是XML.docx": changed("word/numbering.xml", b"not xml"),
        "38脚注不全.docx": changed("word/footnotes.xml", b"<w:footnotes"),
        "39页眉不全.docx": changed("word/header1.xml", b"<w:hdr"),
        "40指到外面.docx": changed("_rels/.rels", relationship("officeDocument", "../../../../etc/passwd")),
        "41嵌网页.docx": changed(BODY, document(f'{said("甲")}<w:altChunk xmlns:r="x" r:id="rId9"/>')),
        "42严格格式.docx": changed(BODY, document(said("甲")).replace(TRANSITIONAL, STRICT)),
        "43五万层域.docx": changed(BODY, document(f'<w:p>{field("begin") * 50_000}{RUN}{field("end") * 50_000}</w:p>')),
        "44样式不全.docx": changed("word/styles.xml", b"<w:styles"),
    }  # fmt: skip


ODD = {
    "数值": document(
        '<w:p><w:pPr><w:outlineLvl w:val="99999999999999999999"/><w:ind w:firstLineChars="x" w:left="1e999"/>'
        '<w:spacing w:line="nan" w:before="inf"/><w:numPr><w:ilvl w:val="y"/><w:numId w:val="x"/></w:numPr></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="abc"/><w:spacing w:val="inf"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
        '<w:tbl><w:tblGrid><w:gridCol w:w="9e99"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
        '<w:sectPr><w:pgSz w:w="x" w:h="0"/><w:pgMar w:top="nan"/><w:docGrid w:linePitch="y"/></w:sectPr>'
    ),
    "域没有结尾": document(f"<w:p>{field('end')}{field('begin')}<w:r><w:t>甲乙</w:t></w:r></w:p>"),
    "私用字": document(said("甲\U000f0001乙")),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_values_do_not_keep_a_file_from_being_read(tmp_path, name):
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{"9" * 30}"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%9"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="x"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    data = changed_all({BODY: ODD[name], "word/numbering.xml": numbering.encode()})
    (tmp_path / "x.docx").write_bytes(data)
    text = letter_text(tmp_path / "x.docx")
    assert "甲" in text
    assert "乙" in text
    layout.check_file(tmp_path / "x.docx", read_draft(text))
    assert read_returned(tmp_path / "x.docx").units


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[dict[str, list], int]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    for name, data in files().items():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=False, timeout=120,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", files())
def test_a_broken_or_hostile_file_ends_in_one_clear_sentence(told, name):
    sentence, seconds = told[0][name]
    assert sentence, "was read"
    assert name in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert any(word in sentence for word in ("请", "另存"))
    assert "passwd" not in sentence
    assert seconds < 10


def test_memory_stays_within_512_mb(told):
    assert told[1] < 512
