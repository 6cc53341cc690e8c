"""Files with fixes in them: what is not fixed stays byte for byte, and the formatting of Word with it."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from assistant.export.fixed_file import write_fixed
from assistant.reviewing.fixing import Edit
from assistant.reviewing.review import letter_text
from knowledge_base.errors import InputError

LETTER = (
    "关于第0156号建议的答复\n示工信函[2026]31号\n林某代表：\n共１７２件，，已办结。\n共１７２件，，已办结。\n特此答复。"
)


def edits(*pairs: tuple[str, str]) -> list[Edit]:
    return [Edit(LETTER.index(old), LETTER.index(old) + len(old), new) for old, new in pairs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_text_keeps_its_encoding_and_line_ends(tmp_path: Path, encoding: str, ending: str) -> None:
    file, out = tmp_path / "稿.txt", tmp_path / "改.txt"
    file.write_bytes(LETTER.replace("\n", ending).encode(encoding))
    placed = write_fixed(file, out, edits(("[", "〔"), ("]", "〕"), ("共１７２件，，已办结。\n", "")), letter_text)
    assert len(placed) == 3
    wanted = LETTER.replace("[", "〔").replace("]", "〕").replace("共１７２件，，已办结。\n", "", 1)
    assert out.read_bytes() == wanted.replace("\n", ending).encode(encoding)


def test_without_edits_the_copy_is_exact(tmp_path: Path) -> None:
    file, out = tmp_path / "稿.txt", tmp_path / "改.txt"
    file.write_bytes(b"\xef\xbb\xbf" + LETTER.encode() + b"\r\n\r\n")
    write_fixed(file, out, (), letter_text)
    assert out.read_bytes() == file.read_bytes()


def test_markdown_keeps_its_marks(tmp_path: Path) -> None:
    file, out = tmp_path / "稿.md", tmp_path / "改.md"
    source = "# 情况\n\n- **共１７２件**，，已办结。\n\n| 类 | 件 |\n|---|---|\n| A | １ |\n"
    file.write_text(source, encoding="utf-8")
    text = letter_text(file)
    at, row = text.index("，，"), text.index("１\n", text.index("A"))
    assert len(write_fixed(file, out, [Edit(at, at + 1, ""), Edit(row, row + 1, "1")], letter_text)) == 2
    assert out.read_text(encoding="utf-8") == source.replace("，，", "，").replace("| １", "| 1")


def word(path: Path) -> Path:
    document = docx.Document()
    for line in LETTER.split("\n"):
        paragraph = document.add_paragraph()
        for n in range(0, len(line), 3):  # runs as an editor leaves them, cut anywhere
            run = paragraph.add_run(line[n : n + 3])
            run.font.size = Pt(10 + n % 4)
            run.bold = n % 2 == 0
    document.add_table(1, 2).cell(0, 1).text = "共 ３ 件"
    document.save(str(path))
    return path


def test_word_keeps_its_runs_and_their_formatting(tmp_path: Path) -> None:
    file, out = word(tmp_path / "稿.docx"), tmp_path / "改.docx"
    text = letter_text(file)
    cell = text.index("３")
    made = [*edits(("[", "〔"), ("]", "〕"), ("１７２", "172")), Edit(cell, cell + 1, "3")]
    assert write_fixed(file, out, made, letter_text) == tuple(made)
    before, after = docx.Document(str(file)), docx.Document(str(out))
    assert [p.text for p in after.paragraphs] == LETTER.replace("[", "〔").replace("]", "〕").replace(
        "１７２", "172", 1
    ).split("\n")
    assert after.tables[0].cell(0, 1).text == "共 3 件"
    looks = [[(r.font.size, r.bold) for p in d.paragraphs for r in p.runs] for d in (before, after)]
    assert looks[0] == looks[1]
    with zipfile.ZipFile(file) as a, zipfile.ZipFile(out) as b:
        assert a.namelist() == b.namelist()
        assert all(a.read(n) == b.read(n) for n in a.namelist() if n != "word/document.xml")


def test_a_deleted_line_takes_its_paragraph_with_it(tmp_path: Path) -> None:
    file, out = word(tmp_path / "稿.docx"), tmp_path / "改.docx"
    write_fixed(file, out, edits(("共１７２件，，已办结。\n", "")), letter_text)
    assert [p.text for p in docx.Document(str(out)).paragraphs].count("共１７２件，，已办结。") == 1
    assert "" not in [p.text for p in docx.Document(str(out)).paragraphs]


def test_an_insertion_goes_beside_the_character_before_it(tmp_path: Path) -> None:
    file, out = word(tmp_path / "稿.docx"), tmp_path / "改.docx"
    at = LETTER.index("办结。") + 2
    write_fixed(file, out, [Edit(at, at, "完毕"), Edit(0, 0, "省")], letter_text)
    lines = [p.text for p in docx.Document(str(out)).paragraphs]
    assert lines[0].startswith("省关于")
    assert lines[3] == "共１７２件，，已办结完毕。"


def test_a_fix_that_would_join_two_paragraphs_is_left_out(tmp_path: Path) -> None:
    file, out = word(tmp_path / "稿.docx"), tmp_path / "改.docx"
    at = LETTER.index("\n", LETTER.index("林某"))
    assert write_fixed(file, out, [Edit(at, at + 1, "")], letter_text) == ()
    assert out.read_bytes() == file.read_bytes()


def test_the_file_itself_is_never_written(tmp_path: Path) -> None:
    file = word(tmp_path / "稿.docx")
    with pytest.raises(InputError, match="不能是原文件"):
        write_fixed(file, tmp_path / "." / "稿.docx", (), letter_text)
