"""What the kept drafts took of the chat model, as an administrator sees it."""

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant import settings
from assistant.case import Case
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.writer import Attempt
from assistant.model import Usage
from assistant.page.tabs.usage import table
from assistant.page.workbench import Workbench
from assistant.record import record
from assistant.workflow import Desk, draft_letter
from knowledge_base import profiles

OFFICE = profiles.load("省工业和信息化厅")
SHEET = "建议提案\n第0311号\n题目：关于<b>支持</b>县域中小企业的建议\n提出人：赵某某（代表）\n建议：\n一、加快办理账款投诉。\n"


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(settings.load(home=tmp_path / "home"))


def kept(bench: Workbench, *used: Usage) -> None:
    proposal = bench.recognise(SHEET)[0]
    letter = draft_letter(Case(proposal), Desk(OFFICE, None, OfflineWriter()))
    first = replace(letter.sections[0], attempts=tuple(Attempt("", usage=u) for u in used))
    letter = replace(letter, sections=(first, *letter.sections[1:]))
    bench.store.save(record(letter, writer="大模型", office=OFFICE.name))


def test_drafts_without_a_model_are_not_listed(bench: Workbench) -> None:
    kept(bench)
    assert "都没有用大模型" in table(bench.store)


def test_every_draft_has_its_tokens_and_its_cost_and_there_is_a_sum(bench: Workbench) -> None:
    kept(bench, Usage("q", 1200, 300, True, Decimal("0.0021")), Usage("q", 900, 200, True, Decimal("0.0014")))
    kept(bench, Usage("r", 1000, 100, exact=False))
    html = table(bench.store)
    assert "<td>2100</td><td>500</td><td>0.0035</td>" in html
    assert "<td>约 1000</td><td>约 100</td><td>—</td>" in html
    assert "合计 2 份" in html
    assert "<td>3</td><td>3100</td><td>600</td><td>0.0035</td>" in html
    assert "1 份的模型在 models.toml 里没有填单价" in html
    assert f"{datetime.datetime.now().astimezone():%Y-}" in html
    assert "<b>支持" not in html
