"""A half-filled 素材表: what cannot be so is told with its file, sheet and cell, and does not pass into the letter as it stands."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from assistant.batch import Options, draft_files
from assistant.brought.materials_cells import examine
from assistant.brought.papers import Papers
from assistant.drafting.offline import OfflineWriter
from assistant.workflow import Desk
from knowledge_base import profiles

TODAY = date(2026, 4, 1)
HEAD = [
    "建议事项",
    "现状（含数据）",
    "数据截止时间",
    "已做工作",
    "下一步打算",
    "完成时限",
    "承办处室",
    "填报人",
    "填报日期",
]
SHEET = """省十四届人大五次会议代表建议
第0311号
案由：关于办好企业服务热线的建议
领衔代表：周测甲
主办单位：示例省工业和信息化厅

建议：
一、增加企业服务热线座席。
二、编制热线常见问题手册。
"""


@pytest.mark.parametrize(
    ("key", "cell", "used", "told"),
    [
        ("situation", "截至2026年3月底，热线座席36", "截至2026年3月底，热线座席〔待核实：36〕", "没有单位"),
        ("situation", "截至2026年13月，接通率91%", "截至〔待核实：2026年13月〕，接通率91%", "不是日历上的日期"),
        ("situation", "2025年接通率达120%，同比增长130%", "2025年接通率达〔待核实：120%〕，同比增长130%", "超过100%"),
        ("situation", "热线座席36个", "热线座席36个", "没有写截止时间"),
        ("situation", "今年热线座席36个，接通率91%", "今年热线座席36个，接通率91%", ""),
        ("done", "同上", "", "只写"),
        ("done", "详见附件2。", "", "只写"),
        ("done", "已编好手册（详见附件2）。", "已编好手册。", "不带这个附件"),
        ("done", "已编好手册，印发1200册。", "已编好手册，印发1200册。", ""),
        ("next", "2026年2月30日前印发", "〔待核实：2026年2月30日〕前印发", "不是日历上的日期"),
        ("due", "2025年12月底前", "", "已过"),
        ("due", "2026年13月", "", "不是日历上的日期"),
        ("due", "尽快", "", "没有写时间"),
        ("due", "2026年9月底前", "2026年9月底前", ""),
        ("due", "长期坚持", "长期坚持", ""),
        ("figures_as_of", "2026年9月", "", "还没有到"),
        ("figures_as_of", "近期", "", "没有写年月"),
        ("figures_as_of", "2026年3月底", "2026年3月底", ""),
    ],
)  # fmt: skip
def test_each_nonsense_is_told_and_the_rest_kept(key: str, cell: str, used: str, told: str) -> None:
    found = examine(key, cell, filled=None, today=TODAY)
    assert found.text == used
    assert (told in "；".join(found.told)) if told else found.told == []


def test_a_time_before_the_form_was_filled_in_is_not_used() -> None:
    found = examine("due", "2026年2月底前", filled=date(2026, 3, 2), today=TODAY)
    assert (found.text, found.told) == ("", ["完成时限“2026年2月底前”早于填报日期，没有采用"])


def test_the_finding_names_file_sheet_and_cell_and_the_letter_marks_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "填报"
    sheet.append(HEAD)
    sheet.append(
        [
            "第1项",
            "座席36",
            "2026年13月",
            "已扩容热线",
            "继续增加座席",
            "2099年底前",
            "中小企业处",
            "王测丁",
            "2026年3月2日",
        ]
    )
    sheet.append(["第2项", "", "", "已编好手册", "见附件", "", "同上", "同上", "同上"])
    book.save(tmp_path / "素材.xlsx")
    (tmp_path / "a.txt").write_text(SHEET, encoding="utf-8")
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
    desk = Desk(profiles.load("省工业和信息化厅"), None, OfflineWriter())
    [entry] = draft_files([tmp_path / "a.txt"], desk, options, papers=Papers([tmp_path / "素材.xlsx"]))
    text = entry["draft"]["text"]
    assert "座席〔待核实：36〕" in text
    assert "13月" not in text
    assert "见附件" not in text
    assert "已编好手册" in text
    told = [f["message"] for f in entry["findings"] if f["check"] == "materials.unused"]
    for place in ("B2", "C2", "E3"):
        assert any(f"素材表“素材.xlsx”工作表“填报”{place}：" in m for m in told), place
    assert all(c["source"]["person"].startswith("中小企业处 王测丁 2026年3月2日") for c in entry["citations"])
