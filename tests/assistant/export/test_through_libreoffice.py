"""What another office program saves of our files: comments and tracked changes survive it exactly, and a letter that it
saved again is still known paragraph by paragraph."""

import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsdecls, qn
from export_drafts import letter, profile
from lxml import etree
from office_macro import settled_by_office
from soffice import needs_soffice
from test_tracked import edits_of, settled
from test_tracked_hostile import CONTROL, cell, field, run

from assistant.export.commented import Note, write_commented
from assistant.export.fixed_word import write_fixed_word
from assistant.export.forms import arranged
from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.returning.comparing import compare
from assistant.returning.file import read_returned
from assistant.reviewing.fixing import Edit, apply
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


WHO = 'w:author="赵处长" w:date="2026-03-01T09:00:00Z"'
GONE = f'<w:del w:id="72" {WHO}><w:r><w:delText>赵删</w:delText></w:r></w:del>'
FOLLOWS = f'<w:pPr><w:rPr><w:del w:id="73" {WHO}/></w:rPr></w:pPr>'


def p(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, changed: str = "") -> str:
    mark = f'<w:trPr><w:{changed} w:id="8{len(changed)}" {WHO}/></w:trPr>' if changed else ""
    return f"<w:tr>{mark}{''.join(cells)}</w:tr>"


def moved(way: str, key: int) -> str:
    return (
        f'<w:move{way}RangeStart w:id="{key}" w:name="m" {WHO}/><w:move{way} w:id="{key + 1}" {WHO}>{run("移动的话。")}'
        f'</w:move{way}><w:move{way}RangeEnd w:id="{key}"/>'
    )


FILES = {
    "table": p(run("表前旧〇")) + table(
        row(cell(p(run("旧一"), run("表中")) + p(run("段旧二"))), cell(p(run("右")))),
        row(cell(p(f'<w:ins w:id="74" {WHO}>{run("加行")}</w:ins>', run("旧三"))), cell(p()), changed="ins"),
        row(cell(p(GONE)), cell(p()), changed="del"),
    ),
    "moved": p(run("前旧四"), moved("From", 91), run("后旧五")) + p(run("到"), moved("To", 94), run("旧六末")),
    "others": p(run("甲旧七"), f'<w:ins w:id="71" {WHO}>{run("赵插")}</w:ins>', GONE, run("旧八后"))
    + p(FOLLOWS, run("段旧九")) + p(run("并旧〇来")),
    "fields": p(run("跨旧"), field("SEQ 表", "一值", "旧十"), run("值旧甲后"))
    + p('<w:fldSimple w:instr=" SEQ 图 ">', run("旧乙"), "</w:fldSimple>", run("旧丙"))
    + p(field('HYPERLINK "http://127.0.0.1/"', "链旧丁")),
    "controls": CONTROL.format("", p(run("首旧戊段")) + p(run("次旧己段")))
    + p(CONTROL.format("<w:text/>", run("行内旧庚")), run("外旧辛"))
    + table(row(cell(p(run("格"))), CONTROL.format("", cell(p(run("格中旧壬")))))),
}  # fmt: skip
LEFT = {"fields": 2, "controls": 3}
"""Edits in computed fields and in plain text of controls."""


def test_libreoffice_itself_accepts_to_the_fixed_text_and_rejects_to_the_original(saved, tmp_path):
    """In tables, beside moved text and others' changes, in links; a change in a computed field or in plain text of a
    control, which it would lose, is left to the comment."""
    plain = tmp_path / "plain.docx"
    docx.Document().save(str(plain))
    jobs: list[tuple[str, Path]] = []
    for name, inner in FILES.items():
        path, out, fixed = (tmp_path / f"{name}{end}.docx" for end in ("", "-批", "-改"))
        with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
            for item in source.infolist():
                data = source.read(item)
                if item.filename == "word/document.xml":
                    body = f"{inner}<w:p>{run('特此答复。')}</w:p><w:sectPr/>"
                    data = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode()
                target.writestr(item, data)
        text = letter_text(path)
        edits = [Edit(m.start(), m.start() + 1, "新的") for m in re.finditer("旧", text)]
        notes = [Note(e.start, e.end + 1, "应为新的") for e in edits]
        made = write_commented(path, out, notes, letter_text, edits)
        assert (made.notes, len(made.changes)) == (len(notes), len(edits) - LEFT.get(name, 0))
        write_fixed_word(path, fixed, text, made.changes, letter_text)
        jobs += [("Reject", path), ("Reject", out), ("Accept", fixed), ("Accept", out)]
    texts = settled_by_office(saved[0] / "office", jobs)
    for n, name in enumerate(FILES):
        original, rejected, wanted, accepted = texts[4 * n : 4 * n + 4]
        assert rejected == original, name
        assert accepted == wanted, name
        assert "新的" in accepted, name
