"""What an examiner's ledgers brought out: silence counted, subtotals of a 处室, two tables side by side, older cases among
this year's."""

from datetime import date
from pathlib import Path

import pytest
from made_ledgers import USUAL, cases, saved, table

from assistant.drafting.reports import draft_report, kind_named
from assistant.drafting.reports.telling import candidates
from assistant.intake.workbook import read_ledger
from assistant.tallies import tallies
from knowledge_base import profiles
from knowledge_base.errors import InputError

DAY = date(2026, 6, 30)
PROFILE = profiles.load("省工业和信息化厅")


def test_closed_cases_of_ours_without_an_answer_are_those_that_did_not_answer(tmp_path: Path) -> None:
    rows = cases(91, 8, 12, left=2)
    for x in [x for x in rows if x["role"] == "主办" and x["c"]][:2]:
        x["sat"] = ""
    told = tallies(read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)})), DAY)
    answered = ("满意", "基本满意", "不满意")
    silent = [x for x in rows if x["role"] == "主办" and x["c"] and x["c"] <= DAY and x["sat"] not in answered]
    found = told.find("satisfaction:未反馈")
    assert found
    assert int(found.value) == len(silent) > 0


@pytest.mark.parametrize("column", [0, 1, 4])
def test_the_subtotal_of_a_department_is_no_case(tmp_path: Path, column: int) -> None:
    rows = cases(92, 8, 12)
    lines = table(rows, USUAL)
    width = len(lines[0])
    for at, name in ((8, "规划处小计"), (16, "综合科小计：8件")):
        lines.insert(at, [name if i == column else "" for i in range(width)])
    assert len(read_ledger(saved(tmp_path / "台账.xlsx", {"台账": lines})).of("this")) == 20


def test_two_tables_side_by_side_are_refused_at_the_second_ones_head(tmp_path: Path) -> None:
    left, right = table(cases(93, 5, 5), USUAL), table(cases(94, 5, 5), USUAL)
    lines = [[*a, "", *b] for a, b in zip(left, right, strict=True)]
    with pytest.raises(InputError, match="并排的另一张表"):
        read_ledger(saved(tmp_path / "台账.xlsx", {"台账": lines}))


def test_a_few_cases_closed_a_year_ago_are_asked_about(tmp_path: Path) -> None:
    rows = [*cases(95, 12, 20), *cases(96, 1, 2, year=2025, left=0, late=0)]
    plain = [c for c in USUAL if c[0] not in ("编号", "序号")]
    path = saved(tmp_path / "台账.xlsx", {"台账": table(rows, plain)})
    (question,) = read_ledger(path).questions
    assert "有3件是2025年交办并办结的" in question.message
    assert len(read_ledger(path, {"2025": "上年"}).of("this")) == 32


def test_cases_of_several_sessions_are_told_without_one(tmp_path: Path) -> None:
    rows = cases(97, 8, 12)
    rows[3]["sess"] = "市十六届人大四次会议"
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)}))
    assert any("1件建议的届次与多数" in n.message for n in ledger.notices)
    text = draft_report(ledger, PROFILE, kind_named("dept-annual"), as_of=DAY).sections[0].text
    assert "共承办代表建议和市政协十四届五次会议提案20件" in text


def test_a_case_whose_proposer_is_not_satisfied_is_told_only_on_demand(tmp_path: Path) -> None:
    rows = cases(98, 3, 3, roles=("主办",), weights=(1,), left=0)
    for x in rows:
        x["sat"] = "不满意"
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)}))
    report = draft_report(ledger, PROFILE, kind_named("dept-annual"), as_of=DAY)
    assert report.chosen == ()
    assert len(candidates(ledger, None)) == 6
