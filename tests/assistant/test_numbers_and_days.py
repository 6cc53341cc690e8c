"""文号 as people type it, the order of the days, and what a public copy leaves out."""

from datetime import date
from pathlib import Path

import pytest

from assistant.batch import Options, draft_files
from assistant.drafting.offline import OfflineWriter
from assistant.reviewing.review import letter_text
from assistant.workflow import Desk
from knowledge_base import profiles
from knowledge_base.errors import InputError

SHEET = """省十四届人大五次会议代表建议
第0311号
案由：关于办好企业服务热线的建议
领衔代表：周测甲
主办单位：示例省工业和信息化厅
{assigned}
建议：
一、增加企业服务热线座席。
二、编制热线常见问题手册。
周测甲
2026年1月17日
"""


def entry(folder: Path, number: str, day: str, assigned: str = "", **more: str):
    (folder / "a.txt").write_text(SHEET.format(assigned=assigned), encoding="utf-8")
    given = {"role": None, "stage": "终稿", "number": number, "dated": day, "class_mark": "B", "sources": "none"}
    desk = Desk(profiles.load("省工业和信息化厅"), None, OfflineWriter())
    [made] = draft_files([folder / "a.txt"], desk, Options.parse(**(given | more)), out=folder / "a.docx")
    return made


@pytest.mark.parametrize("typed", ["12", "12号", "第12号", "012", "〔2026〕12号", "[2026]12", "示工信函〔2026〕12号"])
def test_a_serial_in_any_form_becomes_the_whole_number(tmp_path: Path, typed: str) -> None:
    assert entry(tmp_path, typed, "2026-05-20")["draft"]["text"].startswith("示工信函〔2026〕12号\n")


@pytest.mark.parametrize("typed", ["十二", "12.5", "待定"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="发文字号"):
        Options.parse(role=None, stage="终稿", number=typed, dated="2026-05-20", class_mark="", sources="none")


@pytest.mark.parametrize(
    ("day", "assigned", "told"),
    [
        ("2026-02-01", "交办日期：2026年2月13日", "早于交办日期"),
        ("2026-01-10", "", "早于原件落款日期"),
        ("2026-06-20", "交办日期：2026年2月13日\n要求办结日期：2026年5月13日", "超过要求办结日期"),
        ("2026-05-12", "交办日期：2026年2月13日\n要求办结日期：2026年5月13日", ""),
    ],
)
def test_the_letter_is_dated_between_hand_over_and_the_day_it_is_due(
    tmp_path: Path, day: str, assigned: str, told: str
) -> None:
    found = [f["message"] for f in entry(tmp_path, "12", day, assigned)["findings"] if f["check"] == "case.days"]
    assert (told in found[0]) if told else found == []
    assert date.fromisoformat(day)


def test_a_public_copy_has_no_class_and_no_notes_on_who_supplies_what(tmp_path: Path) -> None:
    made = entry(tmp_path, "12", "2026-05-20", form="public")
    text = letter_text(Path(made["output"]))
    assert "类别" not in text
    assert "〔待补充〕" in text
    assert "〔待补充：" not in text
    assert any(f["severity"] == "error" for f in made["findings"] if f["check"] == "public-review")
