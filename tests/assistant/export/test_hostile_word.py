"""Twenty broken or hostile Word files: each ends in one clear sentence, in bounded time and memory."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ = """
import json, re, sys, time
from pathlib import Path
from assistant.checks import read_draft
from assistant.export import layout
from assistant.review import letter_text
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
    }


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
