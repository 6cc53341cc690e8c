"""Case numbers of every form stand whole in the letter; 分办 and advice on units are read from the sheet as it is."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from assistant.batch import Options, draft_files
from assistant.drafting.offline import OfflineWriter
from assistant.intake import read_files
from assistant.intake.reading import read_proposals
from assistant.intake.triage import write_triage
from assistant.workflow import Desk
from knowledge_base import profiles

OFFICE = profiles.load("省工业和信息化厅")


def sheet(number: str, units: str = "主办单位：示例省工业和信息化厅") -> str:
    return f"""示例省第十四届人民代表大会第五次会议代表建议
{number}
案由：关于支持县域企业发展的建议
领衔代表：周测甲
{units}
建议：
一、公布账款投诉办理进度。
二、提高农机购置补贴比例。
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("编号：闭2026-07", "第闭2026-07号"),
        ("编号：第闭会07号", "第闭会07号"),
        ("闭会第7号", "闭会第7号"),
        ("闭字第7号", "闭字第7号"),
        ("编号：闭字第12号", "闭字第12号"),
        ("编号：2026闭字第7号", "2026闭字第7号"),
        ("编号：2026-XD-018", "第2026-XD-018号"),
        ("编号：〔2026〕第0012号", "第0012号"),
        ("编号：2026年第12号", "第12号"),
        ("编号：B-0132", "第B-0132号"),
        ("编号：十二", "第十二号"),
        ("编号：W353", "第W353号"),
        ("第0086号", "第0086号"),
    ],
)
def test_the_letter_names_the_case_by_its_whole_number(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "a.txt").write_text(sheet(line), encoding="utf-8")
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
    [entry] = draft_files([tmp_path / "a.txt"], Desk(OFFICE, None, OfflineWriter()), options)
    assert f"关于示例省第十四届人民代表大会第五次会议{told}建议的答复" in entry["draft"]["text"]
    assert not [f["message"] for f in entry["findings"] if f["severity"] == "error"]


@pytest.mark.parametrize(
    ("units", "role"),
    [
        ("主办单位：省财政厅\n分办单位：示例省工业和信息化厅、省科技厅", "分办"),
        ("分办单位：省科技厅、示例省工业和信息化厅", "分办"),
        ("办理方式：分办\n承办单位：示例省工业和信息化厅、省科技厅", "分办"),
        ("主办单位：示例省工业和信息化厅\n分办单位：省科技厅", "主办"),
        ("主办单位：省财政厅\n会办单位：示例省工业和信息化厅", "会办"),
    ],
)
def test_our_role_is_that_of_the_label_we_stand_under(units: str, role: str) -> None:
    [p] = read_proposals(sheet("第0086号", units), OFFICE)
    assert p.role == role
    assert not [n for n in p.notes if "办理类型" in n]


@pytest.mark.parametrize(
    ("named", "copied"),
    [
        ("领衔代表：周测甲（省十四届人大代表，白石代表团）", "白石市人大常委会"),
        ("领衔代表：周测甲（白石市代表团）", "白石市人大常委会"),
        ("领衔代表：周测甲（云河代表团）\n联名代表：吴测乙（青岭代表团）", "云河市人大常委会，青岭市人大常委会"),
        ("领衔代表：周测甲\n联名代表：吴测乙、郑测丙（共3名，青岭代表团）", "青岭市人大常委会"),
        ("领衔代表：周测甲", ""),
    ],
)
def test_the_organ_of_the_electing_city_named_beside_a_proposer_gets_a_copy(
    tmp_path: Path, named: str, copied: str
) -> None:
    (tmp_path / "a.txt").write_text(sheet("第0086号").replace("领衔代表：周测甲", named), encoding="utf-8")
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
    [entry] = draft_files([tmp_path / "a.txt"], Desk(OFFICE, None, OfflineWriter()), options)
    to = "，".join(filter(None, ["抄送：省人大常委会代表工作机构，省政府办公厅", copied]))
    assert entry["draft"]["text"].rstrip().endswith(f"{to}。")


@pytest.mark.parametrize(
    ("units", "advised"), [("", True), ("\n会办单位：省农业农村厅", False), ("\n会办单位：示例省农业农村厅", False)]
)
def test_a_unit_that_is_on_the_sheet_is_not_asked_for_again(tmp_path: Path, units: str, advised: bool) -> None:
    (tmp_path / "a.txt").write_text(sheet("第0086号", "主办单位：示例省工业和信息化厅" + units), encoding="utf-8")
    write_triage(read_files([tmp_path / "a.txt"], OFFICE), OFFICE, tmp_path / "t.xlsx", date(2026, 2, 20))
    cells = [str(c.value) for row in openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0].iter_rows() for c in row]
    assert any("建议申请增加省农业农村厅" in c for c in cells) is advised


def test_two_proposals_of_one_title_are_told_apart_by_their_numbers() -> None:
    one = "省十四届人大五次会议第{}号建议\n关于加快办理中小企业账款投诉的建议\n提出人：{}\n建议：\n一、{}\n二、{}\n"
    text = one.format("0311", "李明", "建立账款投诉快速办理机制，缩短办理时限。", "公开欠款单位名单。") + one.format(
        "0312", "王华", "建设全省统一的账款投诉平台。", "对投诉办理情况按季度通报。"
    )
    found = read_proposals(text, OFFICE)
    assert [(p.number, [a.name for a in p.proposers], len(p.asks)) for p in found] == [
        ("第0311号", ["李明"], 2),
        ("第0312号", ["王华"], 2),
    ]
