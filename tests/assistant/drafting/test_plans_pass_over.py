"""What can't be said today (a plan, a target) never keeps out what was done."""

from datetime import date

import pytest

from assistant.drafting.offline import OfflineWriter
from assistant.drafting.ours import tells_plans
from assistant.drafting.writer import Brief, Evidence, Point, Section
from assistant.figures import FigureSheet
from assistant.proposal import Ask, Proposal
from knowledge_base import profiles
from knowledge_base.documents import Kind, Passage

OFFICE = profiles.load("省工业和信息化厅")
ASK = Ask("加快工业园区雨水收集池建设。", 0, 14, duty="own", core="加快工业园区雨水收集池建设")
CASE = Proposal("建议", text=ASK.text, title="关于节约用水的建议", pronoun="您", asks=(ASK,))


def paper(title: str, text: str, kind: Kind = "reply") -> Passage:
    return Passage(
        f"{title}.txt", title, 0, len(text), text, number="示工信函〔2026〕5号", kind=kind, issuer=OFFICE.name,
        issued=date(2026, 3, 2), place=OFFICE.place,
    )  # fmt: skip


def section(*found: tuple[Passage, float]) -> Section:
    points = tuple(Point(p, 0, len(p.text), fit) for p, fit in found)
    evidence = Evidence(usable=tuple(p for p, _ in found), points=points, searched="已检索")
    brief = Brief(1, ASK, CASE, OFFICE, "主办", evidence)
    return OfflineWriter().write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)


PLAN = paper("关于第0012号建议的答复", "下一步，我厅将加快工业园区雨水收集池建设，继续做好雨水收集工作。")
TARGET = paper("关于2025年工业节水情况的通报", "2026年，工业园区雨水收集池建设达到90座。", "report")
DONE = paper("关于2025年工业节水工作的报告", "2025年，全省工业园区建成雨水收集池64座。", "report")


@pytest.mark.parametrize("better", [PLAN, TARGET])
def test_a_plan_that_fits_the_ask_better_does_not_hide_what_was_done(better: Passage) -> None:
    made = section((better, 1.6), (DONE, 1.2))
    assert made.status == "answered"
    assert "2025年，全省工业园区建成雨水收集池64座。" in "".join(b.text for b in made.blocks)
    assert "90座" not in "".join(b.text for b in made.blocks)


def test_a_plan_alone_leaves_the_ask_open() -> None:
    made = section((PLAN, 1.6))
    assert made.status == "open"
    assert "雨水收集工作" not in "".join(b.text for b in made.blocks)


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("2026年计划诊断150家。", True),
        ("我厅计划年底前建成平台。", True),
        ("计划于6月上线。", True),
        ("按照三年行动计划明确的任务，已建成20个。", False),
        ("已完成选址，计划总投资4200万元。", False),
        ("印发《节水五年计划》。", False),
    ],
)
def test_calculations_and_names_of_plans_are_no_plans(text: str, plan: bool) -> None:
    assert tells_plans(text) is plan
