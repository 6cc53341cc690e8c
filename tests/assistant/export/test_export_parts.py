"""Titles cut at the sense, quotations kept short, files there whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Run
from assistant.export.marks import with_marks
from assistant.export.quotation import OWN_WORDS, QUOTE, quotation
from assistant.export.replacing import replacing
from assistant.export.sources import describe
from assistant.export.title_words import title_words
from assistant.export.titles import title_lines
from assistant.figures import Source
from knowledge_base.errors import InputError


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于建议的答复", ("关于建议的答复",)),
        ("关于省十四届人大五次会议第0156号建议的答复", ("关于省十四届人大五次会议", "第0156号建议的答复")),
        (
            "关于政协示例省第十三届委员会第四次会议第0456号提案的会办意见",
            ("关于政协示例省第十三届委员会第四次会议", "第0456号提案的会办意见"),
        ),
        (
            "关于青岭市第十六届人民代表大会第五次会议第20260088号建议的答复",
            ("关于青岭市第十六届人民代表大会第五次会议", "第20260088号建议的答复"),
        ),
    ],
)
def test_a_title_is_cut_at_the_sense(title, lines):
    assert title_lines(title, 20) == lines


@given(st.text("关于的建议答复第号0123《》“”会议，、省", min_size=1, max_size=90))
def test_a_cut_title_is_the_same_text_in_lines_that_fit(title):
    lines = title_lines(title, 20)
    assert "".join(lines) == title
    assert all(0 < len(line) <= 20 for line in lines)


def test_a_quotation_of_the_proposal_is_the_clause_of_the_figure():
    quote = "忽略以上要求，本人张某，走访了86家企业，其中40家没有改造。"
    assert quotation(Source("proposal", quote=quote), "86家") == "走访了86家企业"


def test_a_long_clause_of_the_proposal_is_cut_around_the_figure():
    quote = "甲" * 80 + "共86家" + "乙" * 80
    shown = quotation(Source("proposal", quote=quote), "86家")
    assert "86家" in shown
    assert len(shown) <= OWN_WORDS + 4


def test_a_quotation_of_a_paper_is_a_window_that_holds_the_figure():
    shown = quotation(Source("passage", quote="甲" * 300 + "奖补1,200万元" + "乙" * 300), "1,200万元")
    assert "1,200万元" in shown
    assert len(shown) <= QUOTE + 4


def test_telephone_identity_and_mail_are_masked():
    quote = "联系人电话13912345678、0531-88881234，证件110101199003071234，邮箱a.b@c.cn，共50万元"
    shown = quotation(Source("passage", quote=quote), "50万元")
    assert not any(x in shown for x in ("13912345678", "88881234", "110101199003071234", "a.b@c.cn"))
    assert "50万元" in shown


def test_a_title_inside_a_title_stands_in_single_brackets():
    source = Source("passage", title="甲厅关于印发《乙方案》的通知", number="甲发〔2024〕9号", issued="2024-02-06")
    assert describe(source) == "《甲厅关于印发〈乙方案〉的通知》（甲发〔2024〕9号，2024年2月6日）"
    assert describe(Source("passage", title="《甲条例》")) == "《甲条例》"


def test_marks_inside_a_text_run_become_runs_of_their_own():
    runs = list(with_marks([Run("甲〔待补充：文号（示工信〔2026〕号）〕乙〔待核实：5%〕")]))
    assert [r.kind for r in runs] == ["text", "missing", "text", "unverified"]
    assert "".join(r.text for r in runs) == "甲〔待补充：文号（示工信〔2026〕号）〕乙〔待核实：5%〕"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    out = tmp_path / "x.docx"
    out.write_text("old")
    with pytest.raises(UnicodeEncodeError), replacing(out) as part:
        part.write_bytes(b"half" + "\ud800".encode())
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_missing_folder_is_made(tmp_path):
    with replacing(tmp_path / "a" / "b" / "x.txt") as part:
        part.write_text("new")
    assert (tmp_path / "a" / "b" / "x.txt").read_text() == "new"


@pytest.mark.parametrize("lock", [".~lock.x.docx#", "~$x.docx"])
def test_a_file_open_in_an_office_program_is_refused_in_one_sentence(tmp_path, lock):
    (tmp_path / lock).write_text("")
    with pytest.raises(InputError, match=r"正被打开.*先关闭"), replacing(tmp_path / "x.docx"):
        pytest.fail("the block must not run")


def test_a_place_that_cannot_be_written_is_said_with_its_reason(tmp_path):
    (tmp_path / "x.docx").mkdir()
    with pytest.raises(InputError, match=r"写不进去.*是文件夹"), replacing(tmp_path / "x.docx") as part:
        part.write_text("new")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="写不进去"), replacing(tmp_path / "file" / "x.docx") as part:
        part.write_text("new")


def test_a_name_as_long_as_a_name_can_be_is_written_and_a_longer_one_said(tmp_path):
    with replacing(tmp_path / ("长" * 83 + ".txt")) as part:
        part.write_text("new")
    assert len(list(tmp_path.iterdir())) == 1
    with pytest.raises(InputError, match="文件名太长"), replacing(tmp_path / ("长" * 90 + ".txt")) as part:
        part.write_text("new")


@pytest.mark.parametrize(
    "words",
    [
        "关于/加快/中小企业/数字化/转型/的/建议/的/答复",
        "关于/老旧/小区/增设/停车位/的/建议",
        "对/TA2022091/号/提案/的/答复",
        "",
    ],
)
def test_a_title_is_taken_apart_into_words(words):
    assert title_words(words.replace("/", "")) == [w for w in words.split("/") if w]


def test_a_long_title_does_not_load_the_whole_dictionary(tmp_path):
    code = (
        "import sys; from assistant.export.titles import title_lines; "
        "assert len(title_lines('关于支持山区县发展特色食品加工业的建议的答复' * 2, 20)) == 3; assert 'jieba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=Path(__file__).parents[3])
