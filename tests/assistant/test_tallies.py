"""Figures of a 台账: counts and rates with their cells, bases and questions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.ledger import Ledger, LedgerCase, Question, Sheet
from assistant.tallies import identities, tallies
from assistant.tallies.groups import Groups
from assistant.tallies.tally import percent, plain
from knowledge_base.errors import InputError

COLUMNS = {
    "number": "B", "kind": "C", "role": "D", "title": "E", "due": "F", "closed": "G", "result": "H", "face": "I",
    "satisfaction": "J", "proposer_type": "K", "theme": "L", "lead": "M",
}  # fmt: skip


def case(row: int, **changed: Any) -> LedgerCase:
    base = LedgerCase(
        sheet="台账", row=row, year="this", kind="建议", number=str(row), role="主办", role_word="主办", lead="我局",
        assigned=date(2026, 2, 10), due=date(2026, 5, 10), closed=date(2026, 4, 1), done=True, result="A", face=True,
        satisfaction="满意", proposer_type="代表", theme="产业",
    )  # fmt: skip
    return replace(base, **changed)


def ledger(*cases: LedgerCase, questions: tuple[Question, ...] = ()) -> Ledger:
    years = dict.fromkeys(c.year for c in cases)
    sheets = tuple(
        Sheet("台账" if y == "this" else y, y, (1, 1), COLUMNS, COLUMNS, sum(c.year == y for c in cases)) for y in years
    )
    return Ledger("台账.xlsx", cases, sheets, questions=questions)


HELPED = {"role": "会办", "role_word": "协办", "lead": "别局", "result": "", "face": None, "satisfaction": ""}
LEDGER = ledger(
    case(2), case(3, face=False, satisfaction="基本满意", result="B"), case(4, **HELPED),
    case(5, kind="提案", proposer_type="党派团体"),
    case(6, kind="提案", proposer_type="委员", closed=None, done=False, face=None, satisfaction="", result=""),
    case(7, kind="提案", closed=date(2026, 6, 1), **HELPED),
)  # fmt: skip


def told(of: Ledger = LEDGER, as_of: date | None = None) -> dict[str, str]:
    return {f.id: f.text for f in tallies(of, as_of).figures}


def test_counts_are_by_kind_and_role_in_the_ledgers_own_words() -> None:
    figures = tallies(LEDGER).figures
    named = {f.name: f.text for f in figures}
    assert named["建议提案总数"] == "6件"
    assert named["人大代表建议·协办"] == "1件"
    assert named["政协提案·主办"] == "2件"
    assert named["已办结"] == "5件"


def test_a_figure_keeps_the_cells_of_the_rows_it_counts() -> None:
    figure = tallies(LEDGER).find("kind:建议.role:主办")
    assert figure is not None
    assert figure.cells == ("台账!C2:C3", "台账!D2:D3")


def test_a_case_closed_after_the_day_is_open_at_that_day() -> None:
    assert told(as_of=date(2026, 5, 31))["done"] == "4件"
    assert told(as_of=date(2026, 5, 31))["overdue"] == "2件"
    assert told()["late"] == "1件"


def test_a_rate_whose_base_is_open_is_given_for_each_base_and_asked() -> None:
    found = tallies(LEDGER)
    rates = {f.base: (f.numerator, f.denominator, f.text) for f in found.figures if f.id.startswith("rate.face/")}
    assert rates["主办建议＋党派团体主办提案"] == (2, 3, "66.7%")
    assert rates["主办件"] == (2, 4, "50%")
    assert any("面复率以什么为分母" in q.message for q in found.questions)


def test_basically_satisfied_is_told_apart() -> None:
    named = {(f.name.split("（分母")[0], f.base): f.text for f in tallies(LEDGER).figures if "满意率" in f.name}
    assert named["满意率（不含基本满意）", "主办建议＋党派团体主办提案"] == "66.7%"
    assert named["满意率（含基本满意）", "主办建议＋党派团体主办提案"] == "100%"


def test_rounding_is_half_up_once_and_whole_numbers_are_bare() -> None:
    assert [plain(percent(a, b)[0]) for a, b in ((48, 98), (1, 16), (1, 8), (2, 2))] == ["49", "6.3", "12.5", "100"]


def test_growth_is_over_last_years_count() -> None:
    last = [case(n, sheet="last", year="last") for n in range(2, 6)]
    found = tallies(ledger(*LEDGER.cases, *last))
    growth, change = found.find("growth.total"), found.find("change.total")
    assert growth is not None
    assert (growth.name, growth.value, growth.numerator, growth.denominator) == (
        "较上年增幅·建议提案总数",
        Decimal(50),
        2,
        4,
    )
    assert change is not None
    assert change.name == "较上年增加·建议提案总数"


def test_what_hangs_on_an_open_question_is_not_told() -> None:
    asked = ledger(*LEDGER.cases, questions=(Question("role", "牵头算作什么？"),))
    ids = set(told(asked))
    assert {"total", "kind:建议", "done", "open"} <= ids
    assert not [i for i in ids if "role:" in i or "rate.face" in i or "rate.satisfied" in i]


def test_units_are_counted_only_over_a_ledger_of_all_units() -> None:
    leads = ["省教育厅", "省财政厅", "云河市政府", "省教育厅"]
    found = told(ledger(*(case(n, lead=lead) for n, lead in enumerate(leads, 2))))
    assert (found["units"], found["units.department"], found["units.local"]) == ("3个", "2个", "1个")
    assert "units" not in told()


def test_identities_hold_or_name_the_cells() -> None:
    assert all(i.holds for i in identities(Groups(LEDGER)) if i.binding)
    broken = ledger(*LEDGER.cases, case(8, role="", role_word=""))
    failed = [i for i in identities(Groups(broken)) if i.binding and not i.holds]
    assert failed
    assert failed[0].cells == ("台账!C8", "台账!D8")


def test_there_are_never_more_figures_than_a_person_can_read() -> None:
    many = [case(n, theme=f"主题{n % 40}", lead=f"单位{n % 90}", department=f"处{n % 50}") for n in range(2, 500)]
    assert len(tallies(ledger(*many)).figures) <= 200


def test_a_base_bears_the_names_by_which_a_profile_lists_it() -> None:
    found = {f.base: f.usual for f in tallies(LEDGER).figures if f.id.startswith("rate.face/")}
    assert found["主办建议＋党派团体主办提案"] == ("主办建议＋党派团体主办提案", "已办结的应答复件")
    assert found["主办件"] == ("应答复件",)


def test_the_day_that_is_counted_at_is_held_against_the_ledger_and_the_calendar() -> None:
    with pytest.raises(InputError, match=r"2026-02-01早于全部6件的交办日期（最早2026-02-10）"):
        tallies(LEDGER, date(2026, 2, 1))
    said = {n.message for n in tallies(LEDGER, date(2026, 12, 31), today=date(2026, 11, 1)).notices}
    assert any("还没有到" in m for m in said)
    late = ledger(*(replace(c, assigned=date(2026, 7, 1)) if c.row == 2 else c for c in LEDGER.cases))
    (notice,) = [n for n in tallies(late, date(2026, 6, 30)).notices if "交办日期" in n.message]
    assert "1件，仍计入总数" in notice.message
