"""Word files with comments at the places of findings."""

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.export.commented import Note, write_commented
from assistant.reviewing.review import letter_text
from knowledge_base.errors import InputError

TEXT = "关于第0156号建议的答复\n林某代表：\n共172件，主办18件、协办29件。\n特此答复。"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    document = docx.Document()
    for line in TEXT.split("\n"):
        paragraph = document.add_paragraph()
        for n in range(0, len(line), 7):
            paragraph.add_run(line[n : n + 7]).font.size = Pt(10 + n % 3)
    document.save(str(tmp_path / "稿.docx"))
    return tmp_path / "稿.docx"


def note(words: str, said: str) -> Note:
    return Note(TEXT.index(words), TEXT.index(words) + len(words), said)


def commented(file: Path) -> dict[str, str]:
    """What each comment is about, by its text."""
    document = docx.Document(str(file))
    about: dict[str, str] = {}
    open_: set[str] = set()
    said = {str(c.comment_id): c.text for c in document.comments}
    for x in document.element.body.iter():
        if x.tag == qn("w:commentRangeStart"):
            open_.add(x.get(qn("w:id")))
        elif x.tag == qn("w:commentRangeEnd"):
            open_.discard(x.get(qn("w:id")))
        elif x.tag == qn("w:t"):
            for key in open_:
                about[said[key]] = about.get(said[key], "") + (x.text or "")
    return about


def test_a_comment_covers_exactly_the_words_it_is_about(paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "批.docx"
    notes = [
        note("主办18件、协办29件", "应合计47件"),
        note("18件", "核对"),
        note("关于", "标题"),
        note("。\n特此", "跨段"),
    ]
    assert write_commented(paper, out, notes, letter_text).notes == 4
    assert commented(out) == {"应合计47件": "主办18件、协办29件", "核对": "18件", "标题": "关于", "跨段": "。特此"}
    assert letter_text(out) == TEXT


def test_formatting_stays(paper: Path, tmp_path: Path) -> None:
    write_commented(paper, tmp_path / "批.docx", [note("18件", "核对")], letter_text)

    def sizes(file: Path) -> list[object]:
        runs = [r for p in docx.Document(str(file)).paragraphs for r in p.runs]
        return [r.font.size for r in runs for _ in r.text]

    assert sizes(tmp_path / "批.docx") == sizes(paper)


def test_a_note_about_a_place_stands_at_the_character_before_it(paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "批.docx"
    write_commented(paper, out, [Note(len(TEXT), len(TEXT), "缺署名"), Note(0, 0, "全文")], letter_text)
    assert commented(out) == {"缺署名": "。", "全文": "关"}


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match=r"只能由 \.docx"):
        write_commented(file, tmp_path / "批.docx", [], letter_text)
