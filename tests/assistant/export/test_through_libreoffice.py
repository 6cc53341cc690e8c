"""What another office program saves of our files: comments and tracked changes survive it exactly, and a letter that it
saved again is still known paragraph by paragraph."""

import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from export_drafts import letter, profile
from lxml import etree
from soffice import needs_soffice
from test_tracked import edits_of, settled

from assistant.export.commented import Note, write_commented
from assistant.export.forms import arranged
from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.returning.comparing import compare
from assistant.returning.file import read_returned
from assistant.reviewing.fixing import apply
from assistant.reviewing.review import letter_text

pytestmark = [needs_soffice, pytest.mark.slow]


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> tuple[Path, Path]:
    """Our files, and the folder in which they stand as saved again."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for head in ("none", "letter", "document"):
        write_letter(letter(), profile(), folder / f"{head}.docx", sources="comments", layout=Layout(head))
    text = letter_text(folder / "none.docx")
    start = text.index("收悉")
    notes = [Note(start, start + 6, "说法"), Note(0, 0, "全文")]
    write_commented(folder / "none.docx", folder / "批.docx", notes, letter_text, edits_of(text))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    files = [str(p) for p in folder.glob("*.docx")]
    subprocess.run([*command, "--outdir", str(folder / "out"), *files], check=True, capture_output=True, timeout=120)
    return folder, folder / "out"


def test_tracked_changes_and_comments_survive_exactly(saved, tmp_path):
    folder, out = saved
    text = letter_text(folder / "none.docx")
    assert settled(out / "批.docx", tmp_path / "a.docx", accept=True) == apply(text, edits_of(text))
    assert settled(out / "批.docx", tmp_path / "r.docx", accept=False) == text
    said = {c.text for c in docx.Document(str(out / "批.docx")).comments if c.author == "校核"}
    assert said == {"说法", "全文"}
    root = etree.fromstring(zipfile.ZipFile(out / "批.docx").read("word/document.xml"))
    assert {x.get(qn("w:author")) for x in root.iter(qn("w:ins"), qn("w:del"))} == {"校核"}


@pytest.mark.parametrize("head", ["none", "letter", "document"])
def test_a_letter_that_another_program_saved_comes_back_unchanged(saved, head):
    back = compare(arranged(letter()), read_returned(saved[1] / f"{head}.docx").units)
    assert [(c.kind, c.old, c.new) for c in back.changes] == []
    assert back.draft.figures.keys() == letter().figures.keys()
