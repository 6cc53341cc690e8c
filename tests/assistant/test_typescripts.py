"""Drafts typed as Markdown or text become Word, a folder in one run; annexes on pages of their own."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.commands.versions import word
from assistant.export.annexes import MARK, TITLE, annexes, arranged
from assistant.export.written import read_letter
from assistant.reviewing.typescripts import read_typescript, write_typescripts
from knowledge_base import profiles
from knowledge_base.errors import InputError

LETTER = """# 关于省十四届人大五次会议第0341号建议的答复

周某某代表：

您提出的《关于支持山区县发展特色食品加工业的建议》收悉。经研究，现答复如下：

## 关于支持企业改造设备的建议

我厅把食品加工列入**技改专项**，分布见下表。

| 县 | 企业 |
|---|---|
| 东岭县 | 21户 |

### 分档补助

按照设备投资额分三档给予补助。

## 二、关于建设公共检测平台的建议

目前全省已有食品检测公共服务平台11个。

感谢您对工业和信息化工作的关心和支持。

附件：1.平台名单
2.补助标准

示例省工业和信息化厅
2026年5月18日
（联系人：某某某，电话：0000-00000000）
抄送：省人大常委会代表工作机构。

附件1

平台名单

一、开放的平台

以下平台向企业开放。

| 平台 | 所在地 |
|---|---|
| 甲平台 | 东岭县 |

附件2

补助标准

设备投资额500万元以下的，按照10%给予补助。
"""
REPORT = """关于2026年上半年建议提案办理工作情况的报告
省政府办公厅：
　　现将有关情况报告如下。
一、总体情况
　　上半年共承办建议提案172件。
　　特此报告。
示例省工业和信息化厅
2026年7月10日
"""
PROFILE = profiles.load("省工业和信息化厅")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "稿" / "再").mkdir(parents=True)
    (tmp_path / "稿" / "答复.md").write_text(LETTER, encoding="utf-8")
    (tmp_path / "稿" / "报告.txt").write_bytes(REPORT.encode("gb18030"))
    (tmp_path / "稿" / "再" / "答复.md").write_text(LETTER, encoding="utf-8")
    (tmp_path / "稿" / "空.txt").write_text("", encoding="utf-8")
    return tmp_path / "稿"


def test_markdown_is_read_as_the_paper_that_it_is(folder):
    draft = read_typescript(folder / "答复.md")
    assert draft.kind == "reply"
    kinds = [b.kind for b in draft.blocks]
    assert kinds[:3] == ["title", "salutation", "opening"]
    headings = [(b.level, b.text) for b in draft.blocks if b.kind == "heading"]
    assert headings == [
        (1, "关于支持企业改造设备的建议"), (2, "分档补助"), (1, "二、关于建设公共检测平台的建议"),
    ]  # fmt: skip
    assert next(b.text for b in draft.blocks if b.kind == "table") == "县\t企业\n东岭县\t21户"
    assert "**" not in draft.text
    assert "#" not in draft.text


def test_annexes_stand_after_the_date_and_before_the_copies(folder):
    draft = arranged(read_typescript(folder / "答复.md"))
    parts = [(style, shown.kind) for style, shown in annexes(draft).values()]
    assert parts == [
        (MARK, "attachment"), (TITLE, "attachment"), ("", "heading"), ("", "paragraph"), ("", "table"),
        (MARK, "attachment"), (TITLE, "attachment"), ("", "paragraph"),
    ]  # fmt: skip
    assert draft.blocks[-1].kind == "copies"
    assert arranged(draft) == draft


@pytest.mark.parametrize("form", ["bare", "letter", "document", "consultation"])
def test_a_folder_is_written_in_one_run_and_a_bad_file_stops_nothing(folder, tmp_path, form):
    files = sorted(folder.rglob("*.*"))
    entries = write_typescripts(files, PROFILE, tmp_path / "out", form, lambda *_: None)
    assert [("error" in e) for e in entries] == [p.name == "空.txt" for p in files]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["报告.docx", "答复-2.docx", "答复.docx"]
    assert not [f for e in entries for f in e.get("findings", ()) if f["check"].startswith("layout")]
    first = Document(str(tmp_path / "out" / "答复.docx"))
    marks = [p for p in first.paragraphs if p.style.name == "公文附件序号"]
    assert [(p.text, p.paragraph_format.page_break_before) for p in marks] == [("附件1", True), ("附件2", True)]
    title = next(p for p in first.paragraphs if p.text == "平台名单" and p.style.name == "公文附件标题")
    assert title._p.pPr.spacing.get(qn("w:afterLines")) == "100", "a line under the annex's title"
    assert read_letter(tmp_path / "out" / "报告.docx").text.startswith("关于2026年上半年")


def test_the_command_says_what_it_wrote_and_what_failed(folder, tmp_path, capsys):
    assert word([folder], tmp_path / "out", home=tmp_path) == 1
    told = capsys.readouterr()
    assert told.out.count(".docx") == 3
    assert "空.txt" in told.err
    with pytest.raises(InputError, match="文件夹"):
        word([folder], tmp_path / "x.docx", home=tmp_path)


def test_nothing_is_written_over_and_numbers_are_said(tmp_path, capsys):
    for name in ("甲.md", "甲.txt"):
        (tmp_path / name).write_text(LETTER, encoding="utf-8")
    out = tmp_path / "out"
    assert word([tmp_path / "甲.md", tmp_path / "甲.txt"], out, home=tmp_path) == 0
    told = capsys.readouterr()
    assert f"{tmp_path / '甲.txt'} → {out / '甲-2.docx'}" in told.out
    assert f"{out / '甲.docx'} 已有" in told.err
    (out / "甲.docx").write_bytes(b"edited by a person")
    word([tmp_path / "甲.md"], out, home=tmp_path)
    assert (out / "甲.docx").read_bytes() == b"edited by a person"
    assert (out / "甲-3.docx").exists()


def test_a_word_file_is_not_turned_into_word(tmp_path):
    Document().save(str(tmp_path / "x.docx"))
    with pytest.raises(InputError, match="不用再转成 Word"):
        read_typescript(tmp_path / "x.docx")
