"""A report in an office's own words against its ledger: the true one raises nothing, each number changed is found."""

import re
from pathlib import Path

import made_ledgers as made
import pytest

from assistant.checks import CheckContext, read_draft, run
from assistant.checks.against_ledger import held_against
from assistant.checks.booked import Booked
from assistant.intake.workbook import read_ledger
from assistant.tallies import tallies
from assistant.tallies.booking import booked
from knowledge_base import profiles

REPORT = """关于2026年建议提案办理工作的总结

市政府办公室：
2026年，我局把办理人大代表建议和政协提案作为改进工作的重要途径，现将有关情况总结如下。
一、基本情况
今年共收到市人大代表建议和政协提案63件，其中代表建议28件、委员提案35件，由我局主办的23件、会办的40件。
截至年底，已办结60件，办结率95.2%。其中，建议办结27件，提案办结33件。尚未办结3件。
从办理结果看，A类8件，占比40%；B类4件，占比20%；C类8件，占比40%。
从办理质量看，面复17件，面复率为85%；满意16件，基本满意2件，不满意1件，满意率84.2%，含基本满意的为94.7%。
同比增加8件，增长14.5%；去年为55件，其中建议25件、提案30件。
从承办科室看，安全科17件、职教科13件、财务科12件、综合科11件、基教科10件。
超期办结4件，按期办结56件，按期办结率93.3%。
公开答复15件，公开率75%。
主办件中，建议、提案分别为10件、13件；会办件中，建议、提案分别为18件、22件。
二、主要做法
{}
特此报告。

示例省江州市教育局
2026年12月20日
"""
NUMBER = re.compile(r"\d+(?:\.\d+)?(?=件|%)")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Booked:
    this, last = made.cases(11, 28, 35, left=3, late=4), made.cases(12, 25, 30, year=2025)
    sheets = {"2026年台账": made.table(this, made.USUAL), "2025年": made.table(last, made.USUAL)}
    path = made.saved(Path(tmp_path_factory.mktemp("planted")) / "台账.xlsx", sheets)
    ledger = read_ledger(path)
    return booked(str(path), ledger, tallies(ledger))


def wrong(text: str, book: Booked) -> list[tuple[int, int]]:
    draft = read_draft(text)
    return [(h.figure.start, h.figure.end) for h in held_against(draft, book) if h.verdict == "contradicted"]


def test_every_changed_count_and_rate_is_found_at_its_place(book: Booked) -> None:
    text = read_draft(REPORT.format("局主要领导带头领办。")).text
    assert wrong(text, book) == []
    missed: list[str] = []
    for m in NUMBER.finditer(text):
        if text[: m.start()].endswith("占比"):
            continue  # a share of the numbers beside it: rules on the paper alone
        whole, dot, rest = m[0].partition(".")
        changed = text[: m.start()] + f"{int(whole) + 1}{dot}{rest}" + text[m.end() :]
        if not any(start <= m.start() < end for start, end in wrong(changed, book)):
            missed.append(text[m.start() - 8 : m.end() + 1])
    assert missed == []


def test_what_the_ledger_bears_out_is_not_doubted_by_reckoning(book: Booked) -> None:
    """23件 are led, but only the 20 of them that are closed have a class, and 19 were answered."""
    draft = read_draft(REPORT.format("局主要领导带头领办。"))
    report = run(draft, CheckContext(profiles.load("省工业和信息化厅"), kind=draft.kind, ledger=book))
    assert [f.message for f in report.findings if f.check.startswith("figures.")] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "列入市人大重点督办件3件，均已办结。",
        "往年B类件12件中，已转A类8件。",
        "办结热线工单1200件，满意率99%。",
        "12345热线办结率98.5%，满意率97%。",
        "全市办结率99%，我局为95.2%。",
        "上半年办结40件，办结率63.5%。",
        "6月底前办结41件，面复9件。",
        "市领导领衔督办2件，局领导领办5件。",
        "受理行政许可事项办结300件，按期办结率100%。",
        "主动公开信息320件。",
        "办理信访件14件，办结14件，满意13件。",
        "代表提出28件，委员和党派团体提出35件。",
        "与28件建议的领衔代表逐一见面。",
        "主办的23件中，已有20件办结，3件正在办理。",
        "办结率、满意率分别为95.2%和84.2%。",
        "主办的10件人大代表建议已有9件办结。",
    ],
)
def test_what_counts_something_else_or_at_another_day_is_left_alone(sentence: str, book: Booked) -> None:
    assert wrong(REPORT.format(sentence), book) == []


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("对超期的5件，逐一说明原因。", "5件"),
        ("办结率、面复率均为100%。", "100%"),
        ("主办的23件中，已有21件办结。", "21件"),
        ("建议和提案均由我局和有关单位办理，人大代表建议中，A类6件。", "6件"),
        ("安全科承办建议9件。", "9件"),
    ],
)
def test_a_wrong_count_stands_out_in_other_sentences_too(sentence: str, number: str, book: Booked) -> None:
    text = read_draft(REPORT.format(sentence)).text
    assert [text[start:end] for start, end in wrong(text, book)] == [number]


TABLE = "件别\t主办\t会办\t合计\n人大代表建议\t10\t18\t28\n政协提案\t13\t22\t35\n合计\t23\t40\t63"


@pytest.mark.parametrize(("cell", "instead"), [("\t13\t", "\t12\t"), ("\t18\t", "\t19\t"), ("\t40\t", "\t41\t")])
def test_a_cell_of_a_table_is_held_by_its_row_and_column(cell: str, instead: str, book: Booked) -> None:
    """Without the cells of its sums, too."""
    whole = REPORT.format("局主要领导带头领办。").rstrip() + f"\n\n附件\n建议提案承办情况统计表\n{TABLE}\n"
    assert wrong(whole, book) == []
    text = read_draft(whole.replace(cell, instead)).text
    assert [text[start:end] for start, end in wrong(text, book)] == [instead.strip()]


def test_columns_of_another_matter_or_year_are_left_alone(book: Booked) -> None:
    rows = "安全科\t17\t走访9次\t3\n职教科\t13\t走访2次\t8"
    other = REPORT.format(f"科室情况如下：\n承办科室\t件数\t联系企业\t上年走访企业\n{rows}")
    assert wrong(other, book) == []
