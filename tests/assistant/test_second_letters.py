"""再答复 and 跟踪再答复: what the first letter promised is answered for, what nobody says is left open."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.batch import Options, draft_files
from assistant.brought.papers import Papers
from assistant.drafting.offline import OfflineWriter
from assistant.promises.commitment_ledger import COLUMNS, read_ledger
from assistant.workflow import Desk
from knowledge_base import profiles
from knowledge_base.errors import InputError

OFFICE = profiles.load("省工业和信息化厅")
DESK = Desk(OFFICE, None, OfflineWriter())
PROPOSAL = """省十四届人大五次会议代表建议
第0311号
案由：关于办好企业服务热线的建议
提出人：周测甲
主办单位：示例省工业和信息化厅

建议：
一、增加企业服务热线座席，公布接通率。
二、建立转办事项回访制度。
三、编制热线常见问题手册。
"""
FIRST = """示工信函〔2026〕12号
类别：B
关于省十四届人大五次会议第0311号建议的答复
周测甲代表：
您提出的《关于办好企业服务热线的建议》收悉。经研究，现答复如下：
一、关于增加企业服务热线座席的建议
截至2026年3月底，全省热线有座席36个。下一步，我厅将于2026年9月底前把热线座席增加到50个，按季度公布接通率。
二、关于建立转办事项回访制度的建议
下一步，我厅将于2026年6月底前印发转办事项回访办法。
三、关于编制热线常见问题手册的建议
手册已经印发。
感谢您对工业和信息化工作的关心和支持。
示例省工业和信息化厅
2026年5月20日
"""
KEPT = "座席自2026年8月起为52个，接通率按季度在门户网站公布。"
LATE = "回访办法还在征求各市意见。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "建议.txt").write_text(PROPOSAL, encoding="utf-8")
    (tmp_path / "原答复.txt").write_text(FIRST, encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([name for name, _ in COLUMNS])
    rows = [
        (1, "我厅将于2026年9月底前把热线座席增加到50个，按季度公布接通率。", "2026年9月底前", "已完成", KEPT),
        (2, "我厅将于2026年6月底前印发转办事项回访办法。", "2026年6月底前", "逾期未完成", LATE),
    ]
    for ask, text, due, state, outcome in rows:
        sheet.append(
            [1, "第0311号", "关于办好企业服务热线的建议", ask, text, due, "", "中小企业处", "", state, outcome]
        )
    book.save(tmp_path / "承诺台账.xlsx")
    return tmp_path


def write(folder: Path, *, out: Path | None = None, **papers: Any) -> dict[str, Any]:
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
    [entry] = draft_files([folder / "建议.txt"], DESK, options, papers=Papers(**papers), out=out)
    assert "error" not in entry, entry
    return entry


def errors(entry: dict[str, Any]) -> list[str]:
    return [f["message"] for f in entry["findings"] if f["severity"] == "error"]


def test_a_follow_up_tells_what_was_kept_and_what_failed_as_the_ledger_has_it(folder: Path) -> None:
    entry = write(folder, follow_up=folder / "原答复.txt", ledger=folder / "承诺台账.xlsx")
    text = entry["draft"]["text"]
    assert "关于省十四届人大五次会议第0311号建议承诺事项落实情况的答复" in text
    assert "我厅已于2026年5月20日作了答复（示工信函〔2026〕12号）" in text
    assert f"该事项已经落实：{KEPT}" in text
    assert f"该事项未能如期落实：{LATE}〔待补充：新的完成时限〕" in text
    assert [p["state"] for a in entry["asks"] for p in a["past_commitments"]] == ["kept", "failed"]
    assert not entry["asks"][2]["section"], "nothing was promised on it"
    assert errors(entry) == []
    assert entry["commitments"] == [], "what the first letter promised is no new promise"
    shown = [f for f in entry["figures"] if f["text"] == "52个"]
    assert shown[0]["source"]["cells"] == ("J2", "K2")


def test_what_nobody_says_of_a_promise_is_left_open(folder: Path) -> None:
    entry = write(folder, follow_up=folder / "原答复.txt")
    assert entry["draft"]["text"].count("〔待补充：这项承诺的落实情况") == 2
    assert {p["state"] for a in entry["asks"] for p in a["past_commitments"]} == {"open"}
    assert "已经落实" not in entry["draft"]["text"]


def test_a_second_answer_names_the_first_and_says_what_is_new(folder: Path) -> None:
    entry = write(folder, again=folder / "原答复.txt", ledger=folder / "承诺台账.xlsx")
    text = entry["draft"]["text"]
    assert "关于省十四届人大五次会议第0311号建议的再次答复" in text
    assert "您对《关于办好企业服务热线的建议》答复（示工信函〔2026〕12号）提出的意见收悉。" in text
    assert entry["occasion"] == "again"
    assert any(KEPT in s for s in entry["asks"][0]["changed"]["new"])
    assert entry["asks"][2]["changed"] == {"new": [], "same": []}
    told = [f["message"] for f in entry["findings"] if f["check"] == "again.nothing-new"]
    assert told == ["第3条与原答复说的一样，没有新的内容；提出人不满意的，要写明重新研究的结果。"]
    assert errors(entry) == []


def test_a_letter_without_a_number_leaves_its_place_open(folder: Path) -> None:
    file = folder / "原答复.txt"
    file.write_text(FIRST.replace("示工信函〔2026〕12号\n", ""), encoding="utf-8")
    assert "答复（〔待补充：原答复的发文字号〕）" in write(folder, again=file)["draft"]["text"]


def test_the_word_file_is_written_and_reads_the_same(folder: Path) -> None:
    entry = write(folder, out=folder / "跟踪.docx", follow_up=folder / "原答复.txt", ledger=folder / "承诺台账.xlsx")
    assert Path(entry["output"]).is_file()


def test_bad_papers_are_told_in_one_sentence(folder: Path) -> None:
    with pytest.raises(InputError, match="不像答复函"):
        write(folder, again=folder / "建议.txt")
    with pytest.raises(InputError, match="找不到原答复"):
        write(folder, again=folder / "没有.txt")
    with pytest.raises(InputError, match="只能用一样"):
        write(folder, again=folder / "原答复.txt", follow_up=folder / "原答复.txt")
    with pytest.raises(InputError, match=r"承诺台账.+不是 \.xlsx"):
        write(folder, ledger=folder / "原答复.txt")
    empty = openpyxl.Workbook()
    empty.save(folder / "空.xlsx")
    with pytest.raises(InputError, match="没有找到表头"):
        read_ledger(folder / "空.xlsx")


def test_a_first_letter_without_promises_leaves_nothing_to_follow_up(folder: Path) -> None:
    plain = "".join(s for s in FIRST.splitlines(keepends=True) if "下一步" not in s)
    (folder / "原答复.txt").write_text(plain, encoding="utf-8")
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
    papers = Papers(follow_up=folder / "原答复.txt")
    [entry] = draft_files([folder / "建议.txt"], DESK, options, papers=papers)
    assert "没有找到承诺事项" in entry["error"]


def test_rows_of_another_case_on_the_matter_are_shown_and_not_answered_for(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "承诺台账.xlsx")
    sheet = book.worksheets[0]
    for row in (2, 3):
        sheet.cell(row, 2, "第0099号")
    book.save(folder / "承诺台账.xlsx")
    entry = write(folder, ledger=folder / "承诺台账.xlsx")
    [shown] = entry["asks"][0]["past_commitments"]
    assert (shown["state"], shown["of_this_case"]) == ("kept", False)
    assert KEPT not in entry["draft"]["text"]
