"""Figures, names, numbers and titles of a draft held against a fact sheet in other words and in tables."""

import pytest

from assistant.checks import CheckContext, read_draft, run
from assistant.checks.factsheet import read_sheet
from assistant.checks.grounding import ground
from assistant.findings import Finding
from knowledge_base import profiles

PROFILE = profiles.load("省工业和信息化厅")

REPORT = """关于2025年建议提案办理工作情况的报告
示水办〔2025〕18号
省政府办公厅：
现将我厅2025年建议提案办理工作情况报告如下。
一、总体情况
2025年，我厅共承办建议提案64件，其中代表建议27件（主办9件、协办18件），政协提案37件（主办13件、协办24件），比上年的58件增加6件，增长10.3%。主办件面复率100%，满意率97.8%。
二、主要做法
厅长陆青禾主持召开交办会。针对蒋闻舟代表提出的关于中小河流治理的建议（第0312号），我厅印发《示例省中小河流治理三年行动方案》（示水发〔2025〕7号），安排资金3.5亿元，治理河段418公里。民进示例省委会提出的提案（第0128号），我厅拟纳入下一年度水库除险计划。
三、下步工作
继续跟踪问效。
特此报告。
示例省水利厅
2025年7月3日"""

SHEET = """示例省水利厅2025年度办理底数
类别\t主办\t会办\t小计
人大建议\t9\t18\t27
委员提案\t13\t24\t37
合计\t22\t42\t64

对比：2024年58件，净增6件（10.3%）
见面沟通率\t100%
满意度\t97.8%

主送：省政府办公厅
姓名\t职务
陆青禾\t厅长

案号\t提出者\t事项
0312\t蒋闻舟代表\t中小河流治理；示水发〔2025〕7号 示例省中小河流治理三年行动方案；投入35000万元；418公里
0128\t民进示例省委会\t水库除险，拟列入下一年度计划
"""


def findings(text: str, sheet: str = SHEET) -> list[Finding]:
    draft = read_draft(text, "report", "终稿")
    report = run(draft, CheckContext(profile=PROFILE, kind="report", stage="终稿", sources={"底数.txt": sheet}))
    mine = ("figures.contradicted", "figures.unsupported", "sources.", "citations.", "substance.")
    return [f for f in report.findings if f.check.startswith(mine)]


def test_a_report_agrees_with_its_facts_in_other_words():
    assert findings(REPORT) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("主办9件、协办18件", "主办18件、协办9件", ""),
        ("418公里", "481公里", "418公里"),
        ("418公里", "41.8公里", "418公里"),
        ("3.5亿元", "3.5万元", "35000万元"),
        ("97.8%", "9.78%", "97.8%"),
        ("比上年的58件", "比上年的85件", "58件"),
        ("陆青禾", "陆青和", "陆青禾"),
        ("厅长陆青禾", "副厅长陆青禾", "厅长"),
        ("蒋闻舟", "蒋文舟", "蒋闻舟"),
        ("第0312号", "第0321号", "0312"),
        ("民进示例省委会", "民盟示例省委会", "民进"),
        ("三年行动方案", "三年工作方案", "示例省中小河流治理三年行动方案"),
        ("〔2025〕7号", "〔2025〕17号", "示水发〔2025〕7号"),
        ("省政府办公厅：", "省政协办公厅：", "省政府办公厅"),
        ("拟纳入下一年度水库除险计划", "已纳入下一年度水库除险名单", "拟"),
    ],
)
def test_what_the_sheet_says_otherwise_is_contradicted(before: str, after: str, expected: str):
    assert before in REPORT
    found = [f for f in findings(REPORT.replace(before, after, 1)) if f.verdict == "contradicted"]
    assert found
    assert not expected or expected in {f.expected for f in found}


@pytest.mark.parametrize(
    "added",
    [
        "全年投入专项资金2870万元。",
        "认真落实《示例省水利提案促进办法（试行）》。",
        "有关做法获国务院办公厅通报表扬。",
    ],
)
def test_what_no_source_holds_is_unsupported(added: str):
    found = findings(REPORT.replace("继续跟踪问效。", f"继续跟踪问效。{added}"))
    at = REPORT.index("继续跟踪问效。")
    assert found
    assert all(f.verdict == "unsupported" and f.severity == "warning" and f.start > at for f in found)


def test_a_value_of_last_year_under_this_year_is_contradicted():
    sheet = "年度\t承办总量（件）\n2024年\t58\n2025年\t64"
    [found] = findings("2025年，我厅承办总量58件。", sheet)
    assert (found.verdict, found.expected) == ("contradicted", "64件")


def test_swapped_roles_are_contradicted_by_a_table_that_holds_no_more_than_them():
    sheet = "2025年承办情况表\n类别\t主办\t协办\n建议\t17\t29"
    draft = read_draft("2025年，承办代表建议46件，主办29件、协办17件。", "report")
    assert [(g.verdict, g.expected) for g in ground(draft, {"表.txt": sheet})] == [
        ("supported", ""),
        ("contradicted", "17件"),
        ("contradicted", "29件"),
    ]


def test_an_equal_share_of_something_else_is_no_support():
    draft = read_draft("全省农业保险覆盖率为35%。", "other")
    [g] = ground(draft, {"表.txt": "规模以上工业企业研发投入强度35%"})
    assert g.verdict == "unsupported"


def test_matters_that_a_partial_sheet_leaves_out_are_not_held_against_the_draft():
    sheet = "姓名\t职务\n陆青禾\t厅长"
    assert findings(REPORT, sheet) == []


def test_a_cell_takes_its_unit_from_the_head_of_its_column_or_a_column_of_units():
    table = "项目\t金额（万元）\n技改\t3,500\n\n指标\t数值\t单位\n面商\t98\t件"
    assert [s.number.text for s in read_sheet("", table).statements] == ["3,500万元", "98件"]


def test_every_verdict_comes_with_the_place_in_its_source():
    draft = read_draft(REPORT, "report")
    for g in ground(draft, {"底数.txt": SHEET}):
        assert g.verdict == "supported"
        if g.source:
            assert g.source.number.text.rstrip("件公里") in SHEET[g.source.start : g.source.end] + "件公里"


TERSE = """示例省农村供水情况（农水处 2025年5月填）
登记水厂总数	412座
系数：利用系数0.648（2020年0.646，提高0.002）
改造小区：2022年9、2023年12、2024年15，共36个
经费（万元）2023年4,800，2024年6,000，+25%
合计64：24／4／36
满意95、基本满意1，100%"""


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2024年底，全省共登记水厂412座。",
        "2024年，利用系数为0.648，比2020年的0.646提高0.002。",
        "2022年、2023年、2024年分别改造小区9个、12个和15个，累计36个。",
        "2023年、2024年分别安排经费4,800万元、6,000万元，增长25%。",
        "2022至2024年改造小区36个，三年分别改造9个、12个和15个。",
    ],
)
def test_terse_sheets_leave_out_units_and_tell_years_in_a_row(sentence: str):
    text = REPORT.replace("三、下步工作", f"{sentence}\n三、下步工作")
    assert findings(text, SHEET + TERSE) == []


def test_each_number_of_a_row_of_years_is_held_against_its_own_year():
    sentence = "2023年、2024年分别安排经费6,000万元、4,800万元。"
    text = REPORT.replace("三、下步工作", f"{sentence}\n三、下步工作")
    assert findings(text, SHEET + TERSE)


def test_two_numbers_in_each_others_place_are_both_contradicted():
    text = REPORT.replace("三、下步工作", "全省建成水厂8座、泵站3座。\n三、下步工作")
    sheet = SHEET + "水厂3座，泵站8座\n"
    assert [f.expected for f in findings(text, sheet)] == ["3座", "8座"]
    assert findings(text, SHEET + "水厂8座，泵站3座\n") == []


RECKONED = REPORT.replace(
    "继续跟踪问效。",
    "全年培训360人次、办班24期，平均每期15人次，其中线上162人次，占45%。"
    "2022—2024年累计投入9亿元，年均3亿元。由0.8亿元增加到1.2亿元，增长50%。",
)
TRAINED = SHEET + "\n培训360人次，24期，线上162人次\n2022—2024年资金合计9亿元；2023年0.8亿元，2024年1.2亿元\n"


def test_what_follows_by_the_drafts_own_reckoning_has_a_source():
    assert [f.quote for f in findings(RECKONED, TRAINED) if "unsupported" in f.check] == []


@pytest.mark.parametrize(("before", "after"), [("15人次", "17人次"), ("年均3亿元", "年均4亿元")])
def test_what_does_not_follow_has_none(before: str, after: str):
    wrong = RECKONED.replace(before, after)
    assert any(f.quote in after for f in findings(wrong, TRAINED) if f.check.startswith("figures."))
