"""The 素材表, written empty, filled in and read back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from assistant.brought.materials import read_materials, write_form
from assistant.brought.materials_form import write_forms
from assistant.drafting.assigning import is_about
from assistant.proposal import Ask, Proposal
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile, load


@pytest.fixture
def profile() -> Profile:
    return load("省工业和信息化厅")


@pytest.fixture
def proposal() -> Proposal:
    asks = (
        Ask("建设县级设备共享中心。每县至少一个。", 0, 18, core="建设县级设备共享中心", unit="中小企业处"),
        Ask("开展订单对接", 19, 25, core="开展订单对接", unit="省财政厅"),
    )
    return Proposal("建议", number="0007", session="省十四届人大五次会议", title="关于设备共享的建议", asks=asks)


def test_an_empty_form_has_a_row_for_each_ask_and_names_only_our_own_divisions(
    proposal: Proposal, profile: Profile, tmp_path: Path
) -> None:
    book = load_workbook(write_form(proposal, profile, tmp_path / "素材表.xlsx"))
    rows = [[c.value or "" for c in row] for row in book.worksheets[0].iter_rows(min_row=3)]
    unit = rows[0].index("承办处室")
    assert [r[0] for r in rows[1:]] == ["1. 建设县级设备共享中心", "2. 开展订单对接"]
    assert [r[unit] for r in rows[1:]] == ["中小企业处", ""]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_filled_form_comes_back_with_who_said_it_and_when(
    proposal: Proposal, profile: Profile, tmp_path: Path, suffix: str
) -> None:
    out = write_form(proposal, profile, tmp_path / f"素材表{suffix}")
    said = {"已做工作": "已建成共享中心12个", "下一步打算": "再建5个", "填报人": "王某", "填报日期": "2026年3月2日"}
    _fill(out, row=1, said=said)
    (c,) = read_materials([out])
    assert (c.done, c.next) == ("已建成共享中心12个", "再建5个")
    assert c.source.person == "中小企业处 王某 2026年3月2日"
    assert "已建成共享中心12个" in c.source.quote
    assert len(c.source.cells) == 2


def test_headings_in_an_offices_own_words_and_a_signature_given_once_are_understood(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["填报单位：节能处  填报人：李某", "填报日期：2026-04-01"])
    sheet.append(["诉求", "目前情况", "下步打算", "数据截至"])
    sheet.append(["推广余热利用", "有机组31台", "年内再改造8台", date(2026, 3, 31)])
    path = tmp_path / "材料.xlsx"
    book.save(path)
    (c,) = read_materials([path])
    assert (c.situation, c.figures_as_of) == ("有机组31台", "2026年3月31日")
    assert c.source.person == "节能处 李某 2026-04-01"
    assert c.source.cells == ("B3", "C3")


def _sheet(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("number", "promise"),
    [
        ("提案/建议编号", "能否承诺及时限"),
        ("编号", "承诺事项及完成时限"),
        ("件号", "是否可以承诺（时限）"),
        ("案 号", "承诺情况"),
    ],
)
def test_the_cases_number_and_the_promise_are_read_under_an_offices_own_headings(
    tmp_path: Path, number: str, promise: str
) -> None:
    path = _sheet(
        tmp_path / "表.xlsx",
        [number, "对应诉求", "目前进展现状", "下步工作打算", promise],
        ["第0086号", "推广余热利用", "有机组31台", "再改造8台", "能承诺，2026年9月30日前完成"],
        ["第0087号", "推广余热利用", "有机组32台", "再改造9台", "不能承诺，需省级财政支持"],
    )
    rows = read_materials([path])
    assert [r.case for r in rows] == ["第0086号", "第0087号"]
    assert [(r.promise, r.due) for r in rows] == [("", "2026年9月30日前完成"), ("", "")]
    assert [r.next for r in rows] == ["再改造8台", "再改造9台"]
    assert not any(r.note for r in rows)


def test_an_answer_and_its_time_may_stand_in_two_columns(tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "表.xlsx",
        ["诉求", "现状", "能否承诺", "承诺时限"],
        ["甲事", "有1台", "是", "2026年底前"],
        ["乙事", "有2台", "否", "2026年底前"],
        ["丙事", "有3台", "能，每季度公布一次办理情况", "长期坚持"],
    )
    assert [(r.promise, r.due) for r in read_materials([path])] == [
        ("", "2026年底前"),
        ("", ""),
        ("每季度公布一次办理情况", "长期坚持"),
    ]


def test_a_cell_that_says_nothing_is_empty_and_unknown_columns_are_told_once(tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "表.xlsx",
        ["编号", "诉求", "现状", "已做工作", "下一步打算", "领导批示", "序号"],
        [1, "甲事", "无", "已改造8台", "／", "同意", 1],
        [2, "乙事", "—", "", "暂无", "同意", 2],
        [3, "丙事", "有3台", "", "", "", 3],
    )
    rows = read_materials([path])
    assert [(r.ask, r.situation, r.done, r.next, r.case) for r in rows] == [
        ("甲事", "", "已改造8台", "", ""),
        ("丙事", "有3台", "", "", ""),
    ]
    assert "“领导批示”栏" in rows[0].note
    assert rows[1].note == ""


def test_an_ask_merged_over_several_rows_counts_for_each(tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "表.xlsx",
        ["诉求", "现状", "处室"],
        ["推广余热利用", "有机组31台", "甲处"],
        [None, "有用户5家", "乙处"],
    )
    book = load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    assert [(r.ask, r.source.cells) for r in read_materials([path])] == [
        ("推广余热利用", ("B2",)),
        ("推广余热利用", ("B3",)),
    ]


def test_the_case_in_the_forms_first_line_counts_for_all_its_rows(
    proposal: Proposal, profile: Profile, tmp_path: Path
) -> None:
    out = write_form(proposal.with_(number="第0007号"), profile, tmp_path / "素材表.xlsx")
    _fill(out, row=1, said={"已做工作": "已建成共享中心12个"})
    assert [c.case for c in read_materials([out])] == ["第0007号建议"]


def test_a_file_that_is_no_form_is_refused_in_one_sentence(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    book.save(tmp_path / "通讯录.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    for name, what in [
        ("通讯录.xlsx", "没有找到表头"),
        ("坏.xlsx", "打不开"),
        ("没有.docx", "找不到"),
        ("a.pdf", "不是 .xlsx"),
    ]:
        with pytest.raises(InputError, match=what):
            read_materials([tmp_path / name])


def _fill(path: Path, *, row: int, said: dict[str, str]) -> None:
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = document.tables[0].rows
        names = [c.text for c in cells[0].cells]
        for name, text in said.items():
            cells[row].cells[names.index(name)].text = text
        document.save(str(path))
        return
    book = load_workbook(path)
    sheet = book.worksheets[0]
    names = [c.value for c in sheet[3]]
    for name, text in said.items():
        sheet.cell(3 + row, names.index(name) + 1, text)
    book.save(path)


def test_the_empty_columns_of_a_half_filled_row_are_named(tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "表.xlsx",
        ["诉求", "现状", "已做工作", "下一步打算", "能否承诺及时限", "填报处室", "填报人"],
        ["甲事", "有3台", "", "", "能承诺，2026年9月30日前完成", "节能处", ""],
        ["乙事", "有4台", "无", "再改造2台", "", "节能处", "乙某"],
    )
    assert [r.lacks for r in read_materials([path])] == [("已做工作", "下一步打算", "填报人"), ()]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_each_division_gets_its_own_form_and_a_half_filled_one_counts(
    proposal: Proposal, profile: Profile, tmp_path: Path, suffix: str
) -> None:
    written = write_forms(proposal, profile, tmp_path)
    assert sorted(p.name for p in written) == [
        f"素材表 建议0007 {unit}{f}" for unit in ("中小企业处", "待定处室") for f in (".docx", ".xlsx")
    ]
    [mine] = [p for p in written if "中小企业处" in p.name and p.suffix == suffix]
    assert read_materials([mine]) == []
    _fill(mine, row=1, said={"已做工作": "已建成共享中心12个", "填报人": "王某"})
    (c,) = read_materials([mine])
    assert (c.done, c.next) == ("已建成共享中心12个", "")
    assert is_about(c, 1, proposal.asks[0], proposal)
    assert {"下一步打算", "填报日期"} <= set(c.lacks)
    with pytest.raises(InputError, match="可能已填"):
        write_forms(proposal, profile, tmp_path)


def test_another_organs_ask_is_on_no_form(proposal: Proposal, profile: Profile, tmp_path: Path) -> None:
    asks = (proposal.asks[0], replace(proposal.asks[1], duty="outside"))
    written = write_forms(proposal.with_(asks=asks), profile, tmp_path, [".xlsx"])
    assert [p.name for p in written] == ["素材表 建议0007 中小企业处.xlsx"]
