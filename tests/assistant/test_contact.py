"""沟通记录: contact, agreement and satisfaction are written from it alone, and what contradicts it is an error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.batch import Options, draft_files
from assistant.brought.contact import Contact, read_contacts
from assistant.brought.contact_findings import findings
from assistant.brought.papers import Papers
from assistant.draft import Block, Draft, Run
from assistant.drafting.offline import OfflineWriter
from assistant.figures import Source
from assistant.intake.reading import read_proposals
from assistant.workflow import Desk
from knowledge_base import profiles
from knowledge_base.errors import InputError

OFFICE = profiles.load("省工业和信息化厅")
SHEET = """省十四届人大五次会议代表建议
第0311号
案由：关于办好企业服务热线的建议
领衔代表：周测甲
主办单位：示例省工业和信息化厅
交办日期：2026年2月13日

建议：
一、增加企业服务热线座席。
二、编制热线常见问题手册。
"""
JOINT = SHEET.replace("领衔代表：周测甲", "领衔代表：周测甲\n联名代表：吴测乙")
OPTIONS = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
PROSE = "2026年4月8日，中小企业处王测丁电话联系周测甲代表，汇报办理打算。周代表表示理解，希望早日编好手册。"


def as_text(path: Path) -> None:
    path.write_text(PROSE, encoding="utf-8")


def as_markdown(path: Path) -> None:
    path.write_text(
        "# 沟通记录\n- 沟通方式：电话\n- 时间：2026-04-08\n- 经办人：王测丁\n- 代表意见：表示理解\n", encoding="utf-8"
    )


def as_word(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("时间", "2026年4月8日", "方式", "电话"),
        ("提出人", "周测甲", "参加人员", "王测丁"),
        ("提出人意见", "表示理解", "", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def as_sheet(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["编号", "沟通时间", "沟通方式", "经办人", "沟通对象", "代表意见"])
    sheet.append(["第0311号", date(2026, 4, 8), "电话", "王测丁", "周测甲", "表示理解"])
    sheet.append(["第0999号", date(2026, 4, 9), "面商", "王测丁", "别某某", "满意"])
    book.save(path)


def entry_of(folder: Path, *records: Path, sheet: str = SHEET):
    (folder / "a.txt").write_text(sheet, encoding="utf-8")

    desk = Desk(OFFICE, None, OfflineWriter())
    [entry] = draft_files([folder / "a.txt"], desk, OPTIONS, papers=Papers(contacts=records))
    return entry


@pytest.mark.parametrize(
    ("name", "write"), [("a.txt", as_text), ("b.md", as_markdown), ("c.docx", as_word), ("d.xlsx", as_sheet)]
)
def test_way_day_person_and_words_are_read_from_every_form(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(path := tmp_path / f"沟通{name}")
    contact = read_contacts([path])[0]
    assert (contact.way, contact.day) == ("电话", date(2026, 4, 8))
    assert "王测丁" in contact.ours
    assert "表示理解" in contact.said
    entry = entry_of(tmp_path, path)
    assert "办理过程中，我厅于2026年4月8日与您电话沟通，听取了您的意见。您表示理解。" in entry["draft"]["text"]
    assert "满意" not in entry["draft"]["text"]
    assert any(c["source"]["document"] == path.name for c in entry["citations"])


def test_without_a_record_the_letter_says_nothing_of_contact_and_asks(tmp_path: Path) -> None:
    entry = entry_of(tmp_path)
    assert "沟通" not in entry["draft"]["text"]
    assert [f["severity"] for f in entry["findings"] if f["check"] == "contact.none"] == ["advice"]


def test_dissatisfaction_is_told_to_the_person_not_in_the_letter(tmp_path: Path) -> None:
    (record := tmp_path / "r.txt").write_text(
        "沟通方式：当面\n时间：2026年4月8日\n代表意见：不满意，没有回应座席\n", encoding="utf-8"
    )
    entry = entry_of(tmp_path, record)
    assert "与您当面沟通" in entry["draft"]["text"]
    assert "满意" not in entry["draft"]["text"]
    assert any(f["check"] == "contact.dissatisfied" for f in entry["findings"])


def test_of_several_signers_the_one_who_was_contacted_is_named(tmp_path: Path) -> None:
    as_text(record := tmp_path / "r.txt")
    assert "与周测甲代表电话沟通，听取了周测甲代表的意见" in entry_of(tmp_path, record, sheet=JOINT)["draft"]["text"]


def test_a_record_of_another_case_and_one_that_tells_of_no_contact_are_refused(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("第0999号建议\n" + PROSE.replace("周测甲", "别测己"), encoding="utf-8")
    with pytest.raises(InputError, match="第0999号建议的，对不上本件（第0311号）"):
        entry_of(tmp_path, tmp_path / "r.txt")
    (tmp_path / "r.txt").write_text("今天天气不错。", encoding="utf-8")
    with pytest.raises(InputError, match="看不出"):
        entry_of(tmp_path, tmp_path / "r.txt")


def test_of_several_cases_a_record_of_none_is_refused_and_one_of_any_taken(tmp_path: Path) -> None:
    other = SHEET.replace("0311", "0312").replace("周测甲", "吴测乙")
    sheets = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(sheets, (SHEET, other), strict=True):
        path.write_text(text, encoding="utf-8")
    record = tmp_path / "r.txt"
    desk = Desk(OFFICE, None, OfflineWriter())
    record.write_text(PROSE.replace("周", "别"), encoding="utf-8")
    with pytest.raises(InputError, match="对不上这里的2件（第0311号、第0312号）"):
        list(draft_files(sheets, desk, OPTIONS, papers=Papers(contacts=(record,))))
    record.write_text(PROSE, encoding="utf-8")
    entries = list(draft_files(sheets, desk, OPTIONS, papers=Papers(contacts=(record,))))
    assert [bool(e["contacts"]) for e in entries] == [True, False]


CONTACT = Contact("电话", date(2026, 4, 8), "王测丁", "周测甲", "答复太笼统", "不满意", "", Source("person", "r.txt"))


@pytest.mark.parametrize(
    ("said", "record", "wrong"),
    [
        ("您对办理情况表示满意。", CONTACT, True),
        ("周代表对答复基本满意。", CONTACT, True),
        ("您表示同意。", CONTACT, True),
        ("我厅与您当面沟通，听取意见。", CONTACT, True),
        ("我厅与您电话沟通，听取意见。", CONTACT, False),
        ("您对办理情况表示满意。", replace(CONTACT, attitude="满意"), False),
        ("您对办理情况表示满意。", replace(CONTACT, attitude="基本满意"), True),
        ("您对办理情况表示满意。", replace(CONTACT, attitude=""), True),
        ("下一步，我厅力争让代表和企业满意。", replace(CONTACT, attitude="满意"), False),
        ("您表示理解。", replace(CONTACT, attitude=""), False),
    ],
)  # fmt: skip
def test_what_the_letter_says_against_the_record_is_an_error(said: str, record: Contact, wrong: bool) -> None:
    draft = Draft("reply", "送审稿", (Block("paragraph", (Run(said),)),))
    [proposal] = read_proposals(SHEET, OFFICE)
    found = [f for f in findings(draft, [record], proposal, None) if f.severity == "error"]
    assert bool(found) is wrong
    assert all(draft.text[f.start : f.end] == f.quote for f in found)


def test_a_day_that_cannot_be_is_flagged() -> None:
    draft = Draft("reply", "送审稿", (Block("paragraph", (Run("我厅与您电话沟通。"),)),))
    [proposal] = read_proposals(SHEET, OFFICE)
    for day in (date(2026, 1, 5), date(2026, 6, 1)):
        told = findings(draft, [replace(CONTACT, day=day, attitude="满意")], proposal, date(2026, 5, 20))
        assert [f.check for f in told] == ["contact.day"]
