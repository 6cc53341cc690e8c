"""The Excel files: what they say, and that text from outside stays text."""

import zipfile

import pytest
from export_drafts import letter
from openpyxl import load_workbook

from assistant.export.evidence import AskRow, write_evidence
from assistant.export.summary import SummaryRow, write_summary
from knowledge_base.documents import Passage
from knowledge_base.errors import InputError


def rows(path, sheet):
    return [list(r) for r in load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True)]


def test_the_workbook_has_the_list_of_the_letter(tmp_path):
    write_evidence(letter(), [], tmp_path / "x.xlsx")
    found = rows(tmp_path / "x.xlsx", "依据清单")
    assert [r[0] for r in found] == [1, 2, 3, 4]
    grant = next(r for r in found if r[2] == "50万元")
    assert grant[3:6] == ["《示例省工业和信息化厅2025年工作总结》", "示工信〔2026〕3号", "2026年1月15日"]


def test_each_ask_stands_with_its_status_and_each_piece_of_evidence(tmp_path):
    usable = Passage("a.txt", "甲通知", 0, 2, "原文", number="示工信〔2025〕1号")
    other = Passage("b.txt", "外省办法", 0, 2, "外省", place="他省")
    asks = [AskRow(1, "建平台", "answered", "中小企业处", (usable,), background=(other,)), AskRow(2, "给补贴", "open")]
    write_evidence(letter(), asks, tmp_path / "x.xlsx")
    found = rows(tmp_path / "x.xlsx", "诉求与材料")
    assert [r[:6] for r in found] == [
        [1, "建平台", "有本单位材料支持", "中小企业处", 1, "可引用"],
        [1, "建平台", "有本单位材料支持", "中小企业处", 2, "仅供参考"],
        [2, "给补贴", "没有找到依据，待补充", None, None, "未找到材料"],
    ]


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x","点")', "+1+2", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path, evil):
    write_evidence(letter(), [AskRow(1, evil, "open", evil)], tmp_path / "x.xlsx")
    cell = load_workbook(tmp_path / "x.xlsx")["诉求与材料"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (evil, "s", True)
    with zipfile.ZipFile(tmp_path / "x.xlsx") as z:
        assert not any(b"<f>" in z.read(n) for n in z.namelist() if n.startswith("xl/worksheets/"))


def test_control_characters_and_endless_text_do_not_break_the_file(tmp_path):
    write_evidence(letter(), [AskRow(1, "甲\x00\x1f" + "乙" * 40_000, "open")], tmp_path / "x.xlsx")
    assert rows(tmp_path / "x.xlsx", "诉求与材料")[0][1].startswith("甲乙")


def test_the_summary_counts_asks_and_findings_and_keeps_the_failed(tmp_path):
    done = SummaryRow(
        "a.txt", "建议", "0156", "标题", "主办", ("answered", "open", "answered"), ("error", "advice"),
        "主要负责人", "周甲", "a.docx",
    )  # fmt: skip
    write_summary([done, SummaryRow("b.pdf", error="文件是空的。")], tmp_path / "s.xlsx")
    first, second = rows(tmp_path / "s.xlsx", "办理汇总")
    assert first == [
        "a.txt",
        "建议",
        "0156",
        "标题",
        "主办",
        3,
        2,
        0,
        1,
        0,
        1,
        0,
        1,
        "主要负责人",
        "周甲",
        "a.docx",
        None,
    ]
    assert second[0] == "b.pdf"
    assert second[-1] == "文件是空的。"
    assert second[5] is None


def test_a_number_keeps_its_leading_noughts(tmp_path):
    write_summary([SummaryRow("a.txt", number="0156")], tmp_path / "s.xlsx")
    assert load_workbook(tmp_path / "s.xlsx")["办理汇总"]["C2"].value == "0156"


def test_a_file_that_is_open_in_excel_is_not_touched(tmp_path):
    (tmp_path / "~$s.xlsx").write_bytes(b"")
    with pytest.raises(InputError, match=r"正被打开.*换一个文件名"):
        write_summary([], tmp_path / "s.xlsx")
    assert not (tmp_path / "s.xlsx").exists()
