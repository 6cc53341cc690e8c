"""The matrix of asks on the page, and what a person decides on it."""

import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from page_server import Server
from playwright.sync_api import Page, expect

from assistant import settings
from assistant.case import Case
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.writer import Contribution
from assistant.figures import Source
from assistant.model import Message, Stop, Stream
from assistant.page.matrix import matrix
from assistant.page.tabs.revision import diff
from assistant.page.workbench import Workbench
from assistant.record import record
from assistant.revising import Revision
from assistant.workflow import Desk, draft_letter
from knowledge_base import profiles
from knowledge_base.errors import InputError

OFFICE = profiles.load("省工业和信息化厅")
PROPOSAL = (Path(__file__).resolve().parents[2] / "docs" / "demo" / "proposal.txt").read_text(encoding="utf-8")


@pytest.fixture
def bench(sample_home: Path) -> Workbench:
    return Workbench(settings.load(home=sample_home))


def drafted(bench: Workbench) -> str:
    [proposal] = bench.recognise(PROPOSAL)
    letter = draft_letter(Case(proposal), Desk(OFFICE, None, OfflineWriter()))
    return bench.store.save(record(letter, writer="offline", office=OFFICE.name))


def test_every_ask_has_a_row_with_its_evidence_its_section_and_its_verdict(bench: Workbench) -> None:
    letter = bench.letter(drafted(bench))
    html = matrix(letter, OFFICE)
    assert html.count("<tr>") == 1 + len(letter.case.proposal.asks)
    for number in range(1, 5):
        assert f"<b>{number}. " in html
    assert "待补充1处" in html
    assert "省财政厅" in html


def test_a_person_s_verdict_stands_and_is_told_as_such(bench: Workbench) -> None:
    id_ = drafted(bench)
    letter = bench.confirm(id_, 2, "列入计划")
    assert dict(letter.case.verdicts) == {2: "列入计划"}
    assert "已由人确认" in matrix(bench.letter(id_), OFFICE)
    with pytest.raises(InputError, match="只能是"):
        bench.confirm(id_, 2, "办得很好")


def test_the_class_goes_into_the_letter_and_is_held_against_the_verdicts(bench: Workbench) -> None:
    id_ = drafted(bench)
    bench.confirm(id_, 1, "列入计划")
    letter = bench.classify(id_, "A")
    assert "类别：A" in letter.finished.text
    assert "〔待补充：办理结果类别〕" not in letter.finished.text
    told = [f.message for f in letter.report.findings if f.check == "verdict.class"] if letter.report else []
    assert any("A类，而第1条诉求只写了打算" in m for m in told)
    with pytest.raises(InputError, match="不是"):
        bench.classify(id_, "D")


def test_what_is_shared_with_another_case_is_locked(bench: Workbench) -> None:
    [proposal] = bench.recognise(PROPOSAL)
    [other] = bench.recognise(PROPOSAL.replace("0086", "0087"))
    letter = draft_letter(Case(proposal, together=(other,)), Desk(OFFICE, None, OfflineWriter()))
    id_ = bench.store.save(record(letter, writer="offline", office=OFFICE.name))
    with pytest.raises(InputError, match="已锁定"):
        bench.edit(id_, 1, "改一改。")
    assert "共用，已锁定" in matrix(letter, OFFICE)


@pytest.mark.browser
def test_verdict_and_class_are_decided_beside_the_letter(page: Page, sample_home: Path) -> None:
    server = Server(sample_home)
    try:
        page.goto(server.address)
        page.locator("#pasted textarea").fill(PROPOSAL)
        page.locator("#recognise").click()
        expect(page.locator("#salutation textarea, #salutation input").first).to_have_value(re.compile("代表：$"))
        page.locator("#start").click()
        expect(page.locator("#status")).to_contain_text("已起草", timeout=120_000)
        expect(page.locator("#matrix tr")).to_have_count(5)
        page.locator("#verdict-word").get_by_text("正在解决", exact=True).click()
        page.locator("#verdict-confirm").click()
        expect(page.locator("#matrix")).to_contain_text("已由人确认")
        page.locator("#class-mark").get_by_text("B：", exact=False).click()
        page.locator("#class-decide").click()
        expect(page.locator("#paper")).to_contain_text("类别：B")
    finally:
        server.close()


def test_a_wish_is_rewritten_shown_and_taken_beside_the_draft(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Says:
        name, room = "替身", 30_000

        def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
            def read(stream: Stream) -> Iterator[str]:
                yield messages[-2].text.replace("开展了", "目前已开展")
                stream.state, stream.ended = "complete", True

            return Stream(read)

    monkeypatch.setattr("assistant.desk.chat_model", lambda *_: Says())
    [proposal] = bench.recognise(PROPOSAL)
    row = Contribution(
        "第2项", "截至3月底在办投诉89件。", "开展了专项督办。", "", "", "", Source("person", person="王某")
    )
    letter = draft_letter(Case(proposal, contributions=(row,)), Desk(OFFICE, None, OfflineWriter()))
    id_ = bench.store.save(record(letter, writer="offline", office=OFFICE.name))
    *_, revision = bench.revise(id_, 1, "第二条语气缓和一点", threading.Event())
    assert isinstance(revision, Revision)
    assert revision.ask == 2
    assert "<ins>" in diff(revision)
    after = bench.take(id_, confirmed=True)
    assert "目前已开展专项督办" in after.finished.section(2)
    assert bench.letter(id_).finished == after.finished
    with pytest.raises(InputError, match="没有等着采用的改写"):
        bench.leave(id_)


def test_without_a_model_a_wish_is_answered_by_one_sentence(bench: Workbench) -> None:
    with pytest.raises(InputError, match="按要求改写要用大模型"):
        list(bench.revise(drafted(bench), 1, "再具体些", threading.Event()))
