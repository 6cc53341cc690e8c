"""征询意见表, 当面答复记录, 寄送清单: filled in as far as the sheet says, the rest left to people."""

from pathlib import Path

import pytest
from docx import Document

from assistant.commands.versions import enclosures
from assistant.enclosing import write_enclosures
from knowledge_base import profiles
from knowledge_base.errors import InputError

DEMO = Path(__file__).parents[2] / "docs" / "demo"
PROFILE = profiles.load("省工业和信息化厅")


def cells(path: Path) -> list[list[str]]:
    rows = Document(str(path)).tables[0].rows
    return [[c.text for c in dict.fromkeys(row.cells)] for row in rows]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    entries = write_enclosures([DEMO / "proposal.txt", DEMO / "会办.txt"], PROFILE, tmp_path)
    assert [len(e["forms"]) for e in entries] == [3, 1]
    return tmp_path


def test_the_form_that_asks_for_an_opinion_names_the_case_and_leaves_the_answers_open(out):
    rows = {row[0]: row[1:] for row in cells(out / "proposal.征询意见表.docx")}
    assert rows["标题"] == ["关于支持县域中小企业转型升级、缓解资金压力的建议"]
    assert rows["提出人"] == ["叶甲苗", "联系电话", ""]
    assert rows["对办理结果"] == ["□满意　□基本满意　□不满意"]
    assert rows["意见和建议"] == [""]


def test_the_record_of_a_meeting_lists_what_was_asked(out):
    rows = {row[0]: row[1:] for row in cells(out / "proposal.当面答复记录.docx")}
    assert rows["所提诉求"][0].startswith("1．")
    assert rows["所提诉求"][0].count("\n") == 3


def test_everyone_who_gets_the_letter_is_on_the_list_and_the_lead_gets_the_form(out):
    rows = cells(out / "proposal.寄送清单.docx")[1:]
    assert rows[0][1:3] == ["叶甲苗", "答复函、征询意见表"]
    assert [r[2] for r in rows[1:]] == ["答复函（抄送）"] * 4  # the 人大 of the city that elected the deputy too
    assert cells(out / "会办.寄送清单.docx")[1][1:3] == ["省农业农村厅", "会办意见"]


def test_a_file_without_a_proposal_is_said_and_the_rest_is_written(tmp_path, capsys):
    (tmp_path / "杂.txt").write_text("今天天气很好。", encoding="utf-8")
    assert enclosures([tmp_path / "杂.txt", DEMO / "会办.txt"], tmp_path / "out", home=tmp_path) == 1
    assert "未识别到建议或提案" in capsys.readouterr().err
    with pytest.raises(InputError, match="应是文件夹"):
        write_enclosures([DEMO / "会办.txt"], PROFILE, tmp_path / "x.docx")
