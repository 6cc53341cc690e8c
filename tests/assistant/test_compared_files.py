"""``dafu compare``: the JSON of a letter or any earlier file against what came back, the checks run again."""

import json
from pathlib import Path

import pytest
from docx import Document
from test_returning import DRAFT, EDITS

from assistant import interchange
from assistant.commands.versions import compare
from assistant.export.word import write_letter
from assistant.returning.report import compare_files, earlier, lines, to_json
from assistant.reviewing.review import Against
from knowledge_base import profiles
from knowledge_base.errors import InputError

PROFILE = profiles.load("省工业和信息化厅")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """What ``dafu reply --json`` writes, as far as it is read again."""
    entry = {
        "draft": interchange.draft_json(DRAFT),
        "figures": interchange.figures(DRAFT),
        "citations": [{"id": c.id, "source": interchange.source(c.source)} for c in DRAFT.citations],
    }
    (tmp_path / "old.json").write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    return tmp_path / "old.json"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    write_letter(DRAFT, PROFILE, tmp_path / "new.docx", sources="none")
    document = Document(str(tmp_path / "new.docx"))
    for name in ("a figure changed", "a sentence with a new number", "a mark filled in"):
        EDITS[name].do(document)
    document.save(str(tmp_path / "new.docx"))
    return tmp_path / "new.docx"


def test_the_draft_comes_whole_out_of_its_json(old):
    assert earlier(old) == DRAFT


def test_a_changed_figure_is_told_with_its_source_and_the_checks_run_again(old, new):
    compared = compare_files(old, new, Against(PROFILE))
    said = "\n".join(lines(compared))
    assert "数字“86家”改为“96家”，来源 《示例省工业和信息化厅2025年工作总结》" in said
    assert "新写的数字“3个”没有来源" in said
    assert any("96家" in f.message for f in compared.fresh)
    assert not compared.doubt
    entry = json.loads(json.dumps(to_json(compared), ensure_ascii=False))
    assert [(c["kind"], c["ask"]) for c in entry["changes"]] == [("changed", 1), ("changed", 1), ("changed", 2)]
    assert entry["changes"][0]["figures"][0]["source"]["quote"] == "全年支持86家企业改造"
    for c in entry["changes"]:
        assert entry["draft"]["text"][c["start"] : c["end"]].startswith(c["new"][:4])


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_any_two_versions_can_be_compared(tmp_path, new, suffix):
    first = tmp_path / f"first{suffix}"
    if suffix == ".docx":
        write_letter(DRAFT, PROFILE, first, sources="none")
    else:
        first.write_text(DRAFT.text, encoding="utf-8")
    changes = compare_files(first, new, Against(PROFILE)).returned.changes
    assert [c.kind for c in changes] == ["changed"] * 3
    assert changes[0].numbers == ("96家",)


def test_the_command_writes_both_sorts_of_redline(tmp_path, old, new, capsys):
    out = tmp_path / "花脸稿.docx"
    compare(old, new, out, no_index=True, home=tmp_path)
    assert "w:del " in Document(str(out)).element.xml
    page = tmp_path / "花脸稿.html"
    compare(old, new, page, no_index=True, home=tmp_path)
    assert "<del>86</del>" in page.read_text(encoding="utf-8")
    assert "【修改】诉求1" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "[]", '{"draft": {}}', '{"figures": [], "draft": {"blocks": [1]}}'])
def test_a_json_that_is_none_of_ours_is_refused_in_one_sentence(tmp_path, new, content):
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="不是 dafu reply 或 dafu report 写出的 JSON"):
        compare_files(tmp_path / "x.json", new, Against(PROFILE))


def test_a_redline_never_overwrites_a_version(tmp_path, old, new):
    with pytest.raises(InputError, match="不能是原文件"):
        compare(old, new, new, no_index=True, home=tmp_path)
    with pytest.raises(InputError, match=r"应是 \.docx"):
        compare(old, new, tmp_path / "x.pdf", no_index=True, home=tmp_path)


def returned_with(tmp_path: Path, **said: str) -> Path:
    """The letter sent back with places typed over."""
    write_letter(DRAFT, PROFILE, tmp_path / "back.docx", sources="none")
    document = Document(str(tmp_path / "back.docx"))
    for paragraph in list(document.paragraphs):
        for old, new in said.items():
            if old in paragraph.text:
                text = paragraph.text.replace(old, new)
                for run in paragraph.runs[1:]:
                    run._r.getparent().remove(run._r)
                paragraph.runs[0].text = text
                if not text:
                    paragraph._p.getparent().remove(paragraph._p)
    document.save(str(tmp_path / "back.docx"))
    return tmp_path / "back.docx"


MARK = "〔待补充：下一步打算，请技改处提供〕"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("下一步，我厅将继续支持设备更新。", "查不出了"),
        ("", "所在的文字删去了"),
        ("下一步，我厅将支持40家。", None),
        ("〔待补充：打算〕", None),
    ],
)
def test_a_problem_counts_as_mended_only_where_nothing_new_stands_in_its_place(tmp_path, old, words, told):
    compared = compare_files(old, returned_with(tmp_path, **{MARK: words}), Against(PROFILE))
    of_mark = [f for f in (*compared.mended, *compared.cut) if MARK[:6] in f.quote]
    assert bool(of_mark) == bool(told)
    assert told is None or told in "\n".join(lines(compared))


def test_another_paper_is_said_to_be_one(tmp_path, old, new):
    assert not compare_files(old, new, Against(PROFILE)).doubt
    other = tmp_path / "other.txt"
    other.write_text(
        "关于加强校园食品安全的答复\n王某某代表：\n您提出的建议收悉。经研究，现答复如下：\n校园食堂全部实现明厨亮灶。\n"
        "感谢您对市场监管工作的关心和支持。\n示例市市场监督管理局\n2026年5月18日\n",
        encoding="utf-8",
    )
    compared = compare_files(old, other, Against(PROFILE))
    assert next(iter(lines(compared))) == compared.doubt != ""
    again = compare_files(old, returned_with(tmp_path, 第0341号="第0342号"), Against(PROFILE))
    assert "第0341号，改回来的是第0342号" in again.doubt
