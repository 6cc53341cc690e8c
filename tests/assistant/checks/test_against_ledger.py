"""What a paper says of its cases is held against the ledger, and nothing else is."""

from decimal import Decimal

import pytest

from assistant.checks import CheckContext, read_draft, run
from assistant.checks.booked import Booked, Entry, groups_of
from knowledge_base import profiles

COUNTS = {
    "total": 24, "kind:建议": 10, "kind:提案": 14, "role:主办": 10, "role:会办": 13, "role:参阅": 1,
    "kind:建议.role:主办": 4, "kind:提案.role:主办": 6, "done": 23, "open": 1, "kind:建议.done": 10, "face": 7,
    "result:A": 6, "last.total": 20, "change.total": 4,
}  # fmt: skip
RATES = {"rate.done": "95.8", "rate.face/主办": "70", "rate.face/应面复": "100", "growth.total": "20"}
PAPER = """青岭县工业和信息化局关于2025年建议提案办理情况的报告

县政府办公室：
现将有关情况报告如下：
一、总体情况
{}
特此报告。

青岭县工业和信息化局
2025年12月20日
"""


def entries(*leave_out: str) -> tuple[Entry, ...]:
    told = {**{k: (str(v), "件") for k, v in COUNTS.items()}, **{k: (v, "%") for k, v in RATES.items()}}
    made = [(groups_of(k), k, v, unit) for k, (v, unit) in told.items() if not k.startswith(leave_out or ("-",))]
    return tuple(Entry(found[1], found[0], k, f"{v}{unit}", Decimal(v)) for found, k, v, unit in made if found)


def held(sentence: str, booked: Booked) -> tuple[list[tuple[str, str]], list[str]]:
    """What contradicts the ledger, with the value that it should have; what was not compared, in words."""
    draft = read_draft(PAPER.format(sentence))
    context = CheckContext(profiles.load("省工业和信息化厅"), kind=draft.kind, ledger=booked)
    report = run(draft, context)
    wrong = [(f.quote, f.expected) for f in report.findings if f.check == "figures.other-than-ledger"]
    return wrong, [why for rule, why in report.not_applicable if rule == "figures.other-than-ledger"]


LEDGER = Booked("台账.xlsx", 2025, entries())


@pytest.mark.parametrize(
    "sentence",
    [
        "我局共承办建议提案24件，其中人大代表建议10件、政协提案14件。主办10件，会办13件，参阅1件。",
        "人大代表建议10件，其中主办4件；政协提案14件，其中主办6件。",
        "全年受理账款投诉12件，办结11件，化解率91.7%。",
        "走访企业收到诉求38件，已办结35件，办结率92.1%。受理信访件14件。",
        "局长领办重点建议3件，督办提案2件。",
        "建议提案24件，比上年的20件增加4件，增长20%。",
        "承办建议提案24件，办结率95.8%，面复率100%，其中A类6件。",
        "截至2025年3月底，承办的建议提案已办结8件。",
        "主办的4件人大代表建议和1件党派团体提案均已面复。",
        "近24件建议提案涉及中小企业。",
    ],
)
def test_right_figures_and_those_of_other_things_are_left_alone(sentence: str) -> None:
    ledger = Booked("台账.xlsx", 2025, entries(), closed=None)
    assert held(sentence, ledger)[0] == []


@pytest.mark.parametrize(
    ("sentence", "wrong", "right"),
    [
        ("人大代表建议10件中，主办5件、会办6件。", "5件", "4件"),
        ("人大代表建议10件（主办5件）。", "5件", "4件"),
        ("我局共承办建议提案26件，其中人大代表建议11件、政协提案15件。", "11件", "10件"),
        ("我局共承办建议提案25件。", "25件", "24件"),
        ("我局承办建议提案24件，主办12件，会办11件，参阅1件。", "12件", "10件"),
        ("人大代表建议10件，其中主办5件。", "5件", "4件"),
        ("我局承办建议提案24件，已办结24件。", "24件", "23件"),
        ("承办的建议提案办结率98.5%。", "98.5%", "95.8%"),
        ("承办建议提案24件，比上年增加6件。", "6件", "4件"),
        ("承办建议提案24件，上年为21件。", "21件", "20件"),
    ],
)
def test_a_figure_of_cases_other_than_the_ledgers_is_an_error(sentence: str, wrong: str, right: str) -> None:
    assert (wrong, right) in held(sentence, LEDGER)[0]


def test_open_questions_leave_out_what_hangs_on_them_and_say_so() -> None:
    """What does not depend on the roles is compared all the same."""
    asked = Booked("台账.xlsx", 2025, entries("role", "kind:建议.role", "kind:提案.role"), ("“牵头”算作什么？",))
    wrong, why = held("我局承办建议提案25件，主办12件，会办11件。", asked)
    assert wrong == [("25件", "24件")]
    assert why == [
        "台账还有要确认的事（“牵头”算作什么？），与它有关的2个数字（“12件”、“11件”）没有核对，其余的已核对。"
    ]


def test_a_ledger_of_another_year_is_told_and_not_used() -> None:
    wrong, why = held("我局承办建议提案25件。", Booked("台账.xlsx", 2024, entries()))
    assert wrong == []
    assert "台账是2024年的" in why[0]


def test_the_names_in_a_ledger_are_no_addressees() -> None:
    draft = read_draft("关于第23号建议的答复\n王晓代表：\n您提出的建议收悉。经研究，现答复如下：\n一、已办理。")
    report = run(draft, CheckContext(profiles.load("省工业和信息化厅"), ledger=LEDGER))
    assert not [f for f in report.findings if f.check.startswith("sources.")]
