"""Parts of the report by a model behind a real HTTP server: what a bad model does stays visible and harmless."""

import re
from datetime import date
from pathlib import Path

import pytest
from scripted_model import ScriptedModel

from assistant import yearly
from assistant.drafting.reports import Report
from assistant.drafting.reports.kinds import kind_named
from assistant.drafting.reports.past import copied, manners
from assistant.intake.workbook import read_ledger
from assistant.marked import PLACEHOLDER
from assistant.model.connecting import open_chat_model
from assistant.numerals import find_numbers
from assistant.settings import Settings
from knowledge_base import profiles
from knowledge_base.documents import Document

pytestmark = pytest.mark.usefixtures("allowed_model")

PROFILE = profiles.load("省工业和信息化厅")
LEDGER = Path(__file__).resolve().parents[3] / "docs" / "demo-ledger" / "台账.csv"


def report(behaviour: str) -> Report:
    with ScriptedModel(behaviour) as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="scripted"))
        made, _ = yearly.write_report(read_ledger(LEDGER), PROFILE, as_of=date(2026, 6, 30), model=model)
    return made


@pytest.mark.parametrize(
    "behaviour",
    ["wrong-numbers", "unknown-tokens", "invents-papers", "promises", "obeys-injection", "leaks-prompt", "chatter",
     "names-others", "empty", "refuses", "cuts-off"],
)  # fmt: skip
def test_no_number_of_a_models_own_stands_unmarked(behaviour: str) -> None:
    draft = report(behaviour).draft
    bound = {f.text for f in draft.figures.values()}
    plain = PLACEHOLDER.sub("", "\n".join(b.text for b in draft.blocks if b.kind == "paragraph"))
    loose = [n.text for n in find_numbers(plain) if n.needs_source and n.text not in bound]
    assert loose == []
    assert "系统提示" not in plain


def test_the_overview_is_the_same_with_any_model() -> None:
    assert report("wrong-numbers").sections[0].text == report("empty").sections[0].text


def test_a_model_that_gives_nothing_leaves_what_a_person_has_to_write() -> None:
    sections = {s.id: s for s in report("empty").sections}
    assert sections["practice"].status == "open"
    assert "〔待补充：" in sections["practice"].text


PAST = Document(
    "往年.txt", "关于2025年建议提案办理工作情况的报告",
    "关于2025年建议提案办理工作情况的报告\n一、总体情况\n共承办30件。\n二、主要做法\n一是逐件上门听取意见，把每一条诉求落到责任人头上。\n三、下步打算\n再接再厉。",
    issuer="示例省工业和信息化厅", kind="report", issued=date(2025, 7, 1),
)  # fmt: skip


class Shelf:
    def documents(self) -> list[Document]:
        return [PAST]

    def document(self, path: str) -> Document | None:
        return PAST if path == PAST.path else None


def test_the_manner_of_a_part_is_taken_from_the_same_part_of_a_past_report() -> None:
    part = next(p for p in kind_named("dept-annual").parts if p.id == "practice")
    (manner,) = manners(Shelf(), PROFILE, part.heading)
    assert manner.text == "一是逐件上门听取意见，把每一条诉求落到责任人头上。"


def test_how_much_is_copied_from_last_year_is_measured() -> None:
    assert copied("我们逐件上门听取意见，把每一条诉求落到责任人头上。", PAST.text) == len(
        "逐件上门听取意见，把每一条诉求落到责任人头上。"
    )
    assert copied("今年先打电话后上门。", PAST.text) < 5
    assert re.fullmatch(r"\d+", str(copied("", PAST.text)))
