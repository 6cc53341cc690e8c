from datetime import date
from pathlib import Path

import openpyxl
import pytest

from assistant.intake import IntakeDocument, read_files, read_proposals, to_json
from assistant.intake.deadlines import add_months, add_working_days, due_date, is_working_day, return_by
from assistant.intake.triage import write_triage
from assistant.proposal import Ask, Proposal, Proposer
from knowledge_base import profiles

OFFICE = profiles.load("省工业和信息化厅")
CITY = profiles.load("示例市工业和信息化局")
CASES = Path(__file__).parent / "cases"


def case(**changes: object) -> Proposal:
    return Proposal("提案", number="第0001号", title="关于试验的提案").with_(**changes)


def rows(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_working_days_leave_out_holidays_and_count_shifted_weekends() -> None:
    assert is_working_day(date(2026, 2, 14)) is True  # a Saturday worked
    assert is_working_day(date(2026, 2, 16)) is False
    assert add_working_days(date(2026, 2, 10), 10) == date(2026, 3, 2)


def test_a_year_without_a_holiday_table_is_said_not_guessed() -> None:
    assert add_working_days(date(2031, 3, 1), 3) is None
    limit = return_by(case(assigned=date(2031, 3, 1)), OFFICE, date(2031, 3, 1))
    assert limit.day is None
    assert "2031年" in limit.why


def test_months_end_on_the_months_last_day() -> None:
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)


def test_the_years_fixed_date_beats_the_three_months() -> None:
    assert due_date(case(assigned=date(2026, 2, 10)), OFFICE).day == date(2026, 5, 10)
    assert due_date(case(assigned=date(2026, 5, 10)), OFFICE).day == date(2026, 6, 30)
    assert due_date(case(assigned=date(2026, 2, 10), role="会办"), OFFICE).day == date(2026, 3, 10)
    assert due_date(case(assigned=date(2026, 2, 10), role="会办"), CITY).day == date(2026, 3, 2)


def test_the_sheets_own_date_comes_first_and_a_copy_for_reading_has_none() -> None:
    assert due_date(case(due=date(2026, 4, 1)), OFFICE).day == date(2026, 4, 1)
    assert due_date(case(role="参阅", assigned=date(2026, 2, 1)), OFFICE).day is None


def test_a_batch_has_a_row_for_each_ask_and_names_what_failed(tmp_path: Path) -> None:
    good = CASES / "form_markdown_table.txt"
    paths = [good, CASES / "none_chat.txt", tmp_path / "没有.txt"]
    documents = read_files(paths, OFFICE)
    assert documents[2].error
    assert to_json(documents[2]).keys() == {"path", "error"}
    out = tmp_path / "表" / "分办表.xlsx"
    write_triage(documents, OFFICE, out, date(2026, 2, 10))
    table = rows(out)
    assert [r["诉求序号"] for r in table if r["编号"] == "0731"] == [1, 2, 3]
    assert all(r["建议承办处室/单位"] for r in table[:3])
    assert "未识别到建议或提案" in str(table[3]["需核实"])
    assert table[4]["需核实"]


def test_cells_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    p = case(title="=HYPERLINK(1)", proposers=(Proposer("+张", "委员"),), asks=(Ask("@SUM(A1)，给予支持", 0, 5),))
    out = tmp_path / "表.xlsx"
    write_triage([IntakeDocument("=a.txt", "x", (p,))], OFFICE, out, date(2026, 2, 10))
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert rows(out)[0]["题目"] == "'=HYPERLINK(1)"


def test_a_case_wholly_outside_our_duties_is_advised_back_with_the_last_day(tmp_path: Path) -> None:
    text = """省政协十三届四次会议第0900号提案
关于提高城乡居民医保报销比例的提案
提案人：李明
交办日期：2026年2月10日
参保群众反映报销比例偏低。
建议：
1.提高医保住院报销比例。
2.扩大医保目录中的慢病用药范围。
"""
    out = tmp_path / "表.xlsx"
    write_triage([IntakeDocument("a.txt", text, read_proposals(text, OFFICE))], OFFICE, out, date(2026, 2, 11))
    first = rows(out)[0]
    assert "退件" in str(first["退件建议"])
    assert "省医保局" in str(first["退件建议"])
    assert str(first["退件最后期限"]).startswith("2026-03-02")


@pytest.mark.parametrize(
    ("ask", "duty"),
    [
        ("建设工业互联网平台，推动中小企业数字化转型。", "own"),
        ("由省财政厅设立5亿元应急资金池。", "outside"),
        ("希望省财政每年安排3000万元，补助企业开展合规审计。", "outside"),
        ("加快高标准农田建设，提高耕地质量。", "outside"),
        ("请贵厅牵头对企业安全生产开展诊断。", "own"),
        ("多开会，多听取意见。", "unknown"),
        ("扩大融资“白名单”覆盖面，降低担保费率，让政府性融资担保机构多帮中小企业。", "mixed"),
        ("对稀土回收企业缴纳的增值税返还三成。", "outside"),
        ("将园区工业用电价格每千瓦时下调六分钱。", "outside"),
        ("对智能农机整机企业厂房用地实行零地价。", "outside"),
        ("对建成零碳工厂的企业一次性奖励三百万元。", "mixed"),
        ("组织编制食品、家电行业的包装减量指引。", "own"),
        ("督促园区企业按规定配齐能源计量器具。", "own"),
    ],
)
def test_the_words_of_an_ask_decide_whose_it_is(ask: str, duty: str) -> None:
    from assistant.intake.duty import judge

    verdict = judge(ask, "", OFFICE)
    assert verdict.duty == duty
    assert verdict.reason
