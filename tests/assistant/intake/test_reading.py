"""Invented sheets in many shapes (cases/*.txt) against what a reader would take from them (cases/gold.json)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.intake import read_proposals
from assistant.proposal import Proposal
from knowledge_base import profiles

CASES = Path(__file__).parent / "cases"
GOLD: dict[str, list[dict[str, Any]]] = json.loads((CASES / "gold.json").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "proposals"
OFFICE = profiles.load("省工业和信息化厅")


def read(name: str) -> tuple[str, list[Proposal]]:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return text, [p for p in read_proposals(text, OFFICE) if p.kind != "none"]


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", GOLD)
def test_fields_are_what_the_sheet_says(name: str) -> None:
    _, found = read(name)
    assert len(found) == len(GOLD[name])
    for p, gold in zip(found, GOLD[name], strict=True):
        assert (p.kind, p.title, p.salutation, p.pronoun) == tuple(
            gold[k] for k in ("kind", "title", "salutation", "pronoun")
        )
        assert [x.name for x in p.proposers] == gold["proposers"]
        assert re.sub(r"\D", "", p.number) == re.sub(r"\D", "", gold["number"])
        assert all(part in p.session for part in re.findall(r"[一二三四五六七八九十]+[届次]", gold["session"]))
        for key in ("role", "lead_unit", "delegation", "may_publish", "wants_meeting"):
            assert getattr(p, key) == gold.get(key, getattr(p, key))
        for key in ("assigned", "due"):
            assert gold.get(key) in (None, str(getattr(p, key)))
        assert list(p.co_units) == gold.get("co_units", list(p.co_units))


@pytest.mark.parametrize("name", [n for n in GOLD if GOLD[n] and n != "prose_requests"])
def test_asks_are_all_found_and_nothing_else(name: str) -> None:
    _, found = read(name)
    for p, gold in zip(found, GOLD[name], strict=True):
        assert len(p.asks) == len(gold["asks"]), [a.text for a in p.asks]
        for ask, start in zip(p.asks, gold["asks"], strict=True):
            assert ask.text.startswith(start)
            assert ask.core
            assert ask.text.startswith(ask.core)


@pytest.mark.parametrize("name", [n for n in GOLD if GOLD[n]])
def test_spans_count_in_the_pasted_text(name: str) -> None:
    text, found = read(name)
    for p in found:
        for ask in p.asks:
            assert squeeze(text[ask.start : ask.end]).startswith(squeeze(ask.text)[:4])
            assert squeeze(text[ask.start : ask.end]).endswith(squeeze(ask.text)[-2:])
        for claim in p.claims:
            assert squeeze(text[claim.start : claim.end]).replace("|", "") == squeeze(claim.text)
        for data in p.personal_data:
            assert text[data.start : data.end] == data.text


@pytest.mark.parametrize("name", [n for n in GOLD if any("must_not" in g for g in GOLD[n])])
def test_an_injected_instruction_is_a_note_and_nothing_else(name: str) -> None:
    _, found = read(name)
    for p, gold in zip(found, GOLD[name], strict=True):
        passed_on = p.background + "".join(a.text for a in p.asks)
        assert not any(word in passed_on for word in gold["must_not"])
        assert any("已忽略" in note for note in p.notes)


def test_two_in_one_paste_are_told_apart_and_it_is_said() -> None:
    text, found = read("two_sheets")
    assert [text[p.start : p.end].lstrip()[:4] for p in found] == ["省政协十"] * 2
    assert found[0].end <= found[1].start
    assert all("2件" in p.notes[0] for p in found)


def test_a_session_that_does_not_fit_the_table_is_asked_about() -> None:
    _, (p,) = read("conflicting_session")
    assert any("届次表" in note for note in p.notes)


def test_a_title_that_says_the_other_kind_is_asked_about() -> None:
    _, (p,) = read("kind_conflict_words")
    assert p.kind == "建议"
    assert any("确认件别" in note for note in p.notes)


def test_what_is_missing_is_asked_for_and_never_invented() -> None:
    _, (p,) = read("plain_prose_no_number")
    assert (p.number, p.session) == ("", "")
    assert any("编号" in n for n in p.notes)
    assert any("届次" in n for n in p.notes)


def test_fewer_names_than_the_sheet_counts_is_asked_about() -> None:
    _, (p,) = read("joint_more_than_listed")
    assert p.proposer_total == 12
    assert any("12名" in n for n in p.notes)


def test_personal_data_is_found_by_label_and_by_form() -> None:
    _, (p,) = read("personal_tail")
    assert {d.kind for d in p.personal_data} >= {"phone", "email", "address"}


@pytest.mark.parametrize("text", ["", "   \n", "。", "建议", "1.", "关于", "|||\n|||", "《", "建议：", "\x00\ufeff"])
def test_scraps_are_no_proposal_and_raise_nothing(text: str) -> None:
    (p,) = read_proposals(text, OFFICE)
    assert p.kind == "none"
    assert p.notes


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared material is not beside the repository")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.txt")), ids=lambda p: p.stem)
def test_shared_proposals_have_their_asks(path: Path) -> None:
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    wanted = gold["documents"] if gold["kind"] == "multiple" else [] if gold["kind"] == "none" else [gold]
    found = [p for p in read_proposals(path.read_text(encoding="utf-8"), OFFICE) if p.kind != "none"]
    assert [p.title for p in found] == [g["title"] for g in wanted]
    for p, g in zip(found, wanted, strict=True):
        assert len(p.asks) == len(g["asks_detail"])
