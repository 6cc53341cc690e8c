"""Promises are found, with their time and money; what is done, demanded or polite is none."""

import tomllib
from pathlib import Path

from assistant.checks.commitments import commitments, promised, terms
from assistant.draft import Block, Draft, Run

LABELLED = tomllib.loads((Path(__file__).parent / "commitments.toml").read_text(encoding="utf-8"))["sentence"]


def test_promises_are_told_from_what_is_none() -> None:
    found = [(s, promised(s["text"], year=s.get("year", 0)) is not None) for s in LABELLED]
    hits = sum(got and s["promise"] for s, got in found)
    f1 = 2 * hits / (sum(got for _, got in found) + sum(s["promise"] for s, _ in found))
    wrong = [s["text"] for s, got in found if got != s["promise"]]
    assert len(LABELLED) >= 150
    assert f1 >= 0.95, wrong


def test_the_time_and_the_money_are_those_of_the_promise() -> None:
    wrong = [
        (s["text"], got)
        for s in LABELLED
        if s["promise"]
        and (got := terms(s["text"], promised(s["text"], year=s.get("year", 0)) or 0))
        != (s.get("due", ""), s.get("money", ""))
    ]
    assert len(wrong) <= 2, wrong


def test_what_follows_the_next_step_in_its_paragraph_is_promised_too() -> None:
    text = "下一步，我厅将完善投诉平台。二是按季度公布办理情况。目前已公布两期。"
    heading = Block("heading", (Run("一、关于将平台开放的建议"),), level=1, ask=1)
    draft = Draft("reply", "送审稿", (heading, Block("paragraph", (Run(text),), ask=1)))
    found = list(commitments(draft))
    assert [c.quote for c in found] == ["下一步，我厅将完善投诉平台。", "二是按季度公布办理情况。"]
    assert [c.ask for c in found] == [1, 1]
    assert all(draft.text[c.start : c.end] == c.quote for c in found)


def test_a_promise_in_a_visible_mark_is_not_yet_one() -> None:
    run = Run("〔待核实：我厅将设立一亿元基金〕。", "unverified")
    assert list(commitments(Draft("reply", "送审稿", (Block("paragraph", (run,), ask=1),)))) == []


def test_a_year_after_the_letter_s_own_is_still_to_come() -> None:
    said = "到2026年底，全省建成县级服务站60个。"
    for day, count in (("2026年5月20日", 1), ("2027年3月1日", 0)):
        blocks = (Block("paragraph", (Run(said),), ask=1), Block("date", (Run(day),)))
        assert len(list(commitments(Draft("reply", "送审稿", blocks)))) == count


def test_what_a_second_letter_quotes_of_the_first_is_no_new_promise() -> None:
    text = "我厅在原答复中提出：“我厅将于2026年9月底前公布名单”。该事项已经落实。"
    assert list(commitments(Draft("reply", "送审稿", (Block("paragraph", (Run(text),), ask=1),)))) == []
