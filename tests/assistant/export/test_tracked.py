"""Safe fixes in a Word file as tracked changes, comments beside them, every other part byte for byte."""

import zipfile
from pathlib import Path

import docx
import pytest
from export_drafts import letter, profile
from lxml import etree

from assistant.export.commented import Note, write_commented
from assistant.export.word import write_letter
from assistant.reviewing.fixing import Edit, apply
from assistant.reviewing.review import letter_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    write_letter(letter(), profile(), tmp_path / "稿.docx", sources="none")
    return tmp_path / "稿.docx"


def settled(path: Path, out: Path, *, accept: bool) -> str:
    """The text after Word's 接受 or 拒绝 of all changes."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                root = etree.fromstring(data)
                for change in list(root.iter(f"{W}del", f"{W}ins")):
                    keep = (change.tag == f"{W}ins") == accept
                    for child in list(change) if keep else ():
                        change.addprevious(child)
                    change.getparent().remove(change)
                for t in root.iter(f"{W}delText"):
                    t.tag = f"{W}t"
                data = etree.tostring(root)
            target.writestr(item, data)
    return letter_text(out)


def edits_of(text: str) -> list[Edit]:
    """One of each sort: replaced, deleted, inserted in a line, at its beginning and at its end; across several runs."""

    def at(words: str, new: str) -> Edit:
        return Edit(text.index(words), text.index(words) + len(words), new)

    opening = text.index("您提出的")
    closing = text.index("感谢您对")
    return [
        at("收悉。经研究", "收悉。经认真研究"),
        Edit(opening, opening, "现将"),
        at("走访的86家企业中", "走访的八十六家企业中"),
        at("的规定，我厅", "规定，我厅"),
        at("R&D ", ""),
        Edit(text.index("\n", closing), text.index("\n", closing), "谢谢！"),
    ]  # fmt: skip


def test_accepting_gives_the_fixed_text_and_rejecting_the_original(paper, tmp_path):
    text = letter_text(paper)
    edits = edits_of(text)
    out = tmp_path / "批.docx"
    start = text.index("收悉")
    assert (
        write_commented(paper, out, [Note(start, start + 6, "说法"), Note(0, 0, "全文")], letter_text, edits).notes == 2
    )
    root = etree.fromstring(zipfile.ZipFile(out).read("word/document.xml"))
    assert len(list(root.iter(f"{W}ins"))) == 5
    assert {x.get(f"{W}author") for x in root.iter(f"{W}ins", f"{W}del")} == {"校核"}
    assert settled(out, tmp_path / "a.docx", accept=True) == apply(text, edits)
    assert settled(out, tmp_path / "r.docx", accept=False) == text
    assert [c.text for c in docx.Document(str(out)).comments] == ["说法", "全文"]


def test_no_other_part_of_the_file_changes(paper, tmp_path):
    out = tmp_path / "批.docx"
    text = letter_text(paper)
    write_commented(paper, out, [Note(0, 2, "标题")], letter_text, edits_of(text))
    with zipfile.ZipFile(paper) as before, zipfile.ZipFile(out) as after:
        assert set(after.namelist()) - set(before.namelist()) <= CHANGED
        assert set(before.namelist()) <= set(after.namelist())
        for name in before.namelist():
            if name not in CHANGED:
                assert before.read(name) == after.read(name), name


def test_comments_that_are_there_stay_and_new_ones_follow(paper, tmp_path):
    write_commented(paper, tmp_path / "1.docx", [Note(0, 2, "一")], letter_text)
    write_commented(tmp_path / "1.docx", tmp_path / "2.docx", [Note(3, 5, "二")], letter_text)
    document = docx.Document(str(tmp_path / "2.docx"))
    assert [(c.comment_id, c.text, c.author) for c in document.comments] == [(0, "一", "校核"), (1, "二", "校核")]


def test_an_edit_over_a_line_end_or_in_anothers_change_is_left_to_the_comment(paper, tmp_path):
    text = letter_text(paper)
    end = text.index("\n")
    out = tmp_path / "批.docx"
    write_commented(paper, out, [], letter_text, [Edit(end - 1, end + 2, "")])
    assert out.read_bytes() == paper.read_bytes()
    first = [e for e in edits_of(text) if e.new == "现将"]
    write_commented(paper, tmp_path / "1.docx", [], letter_text, first)
    fixed = letter_text(tmp_path / "1.docx")
    at = fixed.index("现将")
    write_commented(tmp_path / "1.docx", tmp_path / "2.docx", [], letter_text, [Edit(at, at + 2, "兹将")])
    assert letter_text(tmp_path / "2.docx") == fixed
