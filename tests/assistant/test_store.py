from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.case import Case
from assistant.draft import Block, Citation, Run
from assistant.drafting.writer import Evidence, Section
from assistant.figures import Figure, Source
from assistant.findings import Finding
from assistant.proposal import Ask, Proposal
from assistant.record import LetterRecord, dump, parse, restore
from assistant.store import Store
from knowledge_base.documents import Passage
from knowledge_base.errors import InputError, SetupError

SOURCE = Source("passage", "a.txt", 3, 6, quote="共12家", title="某通报", number="示工信发〔2026〕1号")
PASSAGE = Passage("a.txt", "某通报", 0, 9, "一、全省共12家企业", issued=date(2026, 1, 2))
LETTER = LetterRecord(
    case=Case(Proposal("建议", title="关于某事的建议", asks=(Ask("办好某事", 0, 4),)), date=date(2026, 5, 1)),
    kind="reply",
    stage="终稿",
    state="interrupted",
    blocks=(Block("paragraph", (Run("共"), Run("12家", "figure", "F1"), Run("《某通报》", "citation", "C1")), ask=1),),
    figures=(Figure("F1", Decimal("12.50"), "家", "12家", SOURCE),),
    citations=(Citation("C1", SOURCE),),
    evidence=(Evidence(usable=(PASSAGE,), searched="某事"),),
    sections=(Section(1, "answered", ()),),
    findings=(Finding("x.y", "某", "error", "不对", 1, 4, source=SOURCE),),
    not_applicable=(("x.z", "没有索引"),),
    writer="offline",
    office="示例省工业和信息化厅",
    made=datetime(2026, 5, 1, tzinfo=UTC),
)


def test_a_record_comes_back_exactly_as_it_was() -> None:
    assert parse(dump(LETTER)) == LETTER


def test_a_restored_letter_has_its_figures_and_its_state() -> None:
    draft = restore(LETTER).finished
    assert draft.state == "interrupted"
    assert [(s, e, f.value) for s, e, f in draft.figure_spans()] == [(1, 4, Decimal("12.50"))]


def test_every_save_is_a_version_and_the_newest_is_loaded(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = store.save(LETTER)
    store.save(replace(LETTER, stage="送审稿"), key)
    assert store.load(key).stage == "送审稿"
    assert [(x.id, x.version) for x in store.recent()] == [(key, 2)]


def test_letters_outlive_the_process(tmp_path: Path) -> None:
    key = Store(tmp_path).save(LETTER)
    assert Store(tmp_path).load(key) == LETTER


def test_an_unknown_letter_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="已不在草稿库中"):
        Store(tmp_path).load("nothing")


def test_a_database_that_cannot_be_opened_is_a_set_up_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="DAFU_DATABASE_URL"):
        Store(tmp_path, "postgresql+nodriver://x/y")


def test_a_finding_that_does_not_apply_stays_so_for_its_document_and_quotation(tmp_path: Path) -> None:
    Store(tmp_path).dismiss("稿子", "wording.x", "原话", "引自原件")
    store = Store(tmp_path)
    assert store.dismissed("稿子") == {("wording.x", "原话"): "引自原件"}
    assert store.dismissed("另一份") == {}
    store.dismiss("稿子", "wording.x", "原话", "已请示处领导")
    assert store.dismissed("稿子") == {("wording.x", "原话"): "已请示处领导"}
    store.dismiss("稿子", "wording.x", "原话", "")
    assert store.dismissed("稿子") == {}
