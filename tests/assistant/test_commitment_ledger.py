"""The promises of a letter in its JSON, each with who made it, and the 承诺台账 of a run."""

from dataclasses import replace
from pathlib import Path

import openpyxl

from assistant import letter_interchange
from assistant.case import Case, Letter
from assistant.drafting.letter import assemble
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.writer import Brief, Contribution, Evidence
from assistant.figures import FigureSheet, Source
from assistant.promises.commitment_ledger import write_ledger
from assistant.proposal import Ask, Proposal, Proposer
from knowledge_base import profiles

OFFICE = profiles.load("省工业和信息化厅")
ASKS = (Ask("加快办理账款投诉。", 0, 9, "own", "中小企业处"), Ask("公布办理情况。", 10, 17, "own", "办公室"))
PROPOSAL = Proposal(
    "提案", number="第0311号", session="省政协十三届四次会议", title="关于账款投诉的提案",
    proposers=(Proposer("周测甲", "委员"),), proposer_total=1, salutation="周测甲委员：", pronoun="您", asks=ASKS,
)  # fmt: skip
SUPPLIED = Contribution(
    ask="第1项", situation="截至3月底在办投诉89件。", done="开展了专项督办。", next="安排专项经费120万元，每季度通报一次。",
    promise="在办投诉全部清零。", due="2026年6月底", source=Source("person", person="中小企业处 王某 2026-03-31"),
)  # fmt: skip


def letter() -> Letter:
    sheet, evidence = FigureSheet(), (Evidence(contributions=(SUPPLIED,)), Evidence(searched="没有检索"))
    briefs = [Brief(n, a, PROPOSAL, OFFICE, "主办", e) for n, (a, e) in enumerate(zip(ASKS, evidence, strict=True), 1)]
    writer = OfflineWriter()
    sections = tuple(writer.write(b, sheet, on_text=lambda _: None, stop=lambda: False) for b in briefs)
    draft = assemble(PROPOSAL, OFFICE, sections, sheet, role="主办", stage="送审稿", contributions=(SUPPLIED,))
    return replace(
        Letter(Case(PROPOSAL, contributions=(SUPPLIED,)), sheet), evidence=evidence, sections=sections, draft=draft
    )


def test_every_promise_is_listed_with_its_place_and_who_made_it() -> None:
    made = letter()
    entry = letter_interchange.letter(made, {"number": PROPOSAL.number, "title": PROPOSAL.title})
    text = made.finished.text
    found = entry["commitments"]
    assert found
    assert all(text[c["start"] : c["end"]] == c["text"] for c in found)
    assert {c["ask"] for c in found} == {1}
    assert {c["unit"] for c in found} == {"中小企业处"}
    assert any("2026年6月底" in c["due"] for c in found)
    assert any(c["money"] == "120万元" for c in found)
    assert all(c["source"]["person"] == "中小企业处 王某 2026-03-31" for c in found)


def test_the_ledger_of_a_run_has_a_row_a_promise(tmp_path: Path) -> None:
    entry = letter_interchange.letter(letter(), {"number": PROPOSAL.number, "title": PROPOSAL.title})
    out = tmp_path / "承诺台账.xlsx"
    write_ledger([entry, {"path": "b.txt", "error": "读不了"}], out)
    head, *rows = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert head[:6] == ("序号", "建议提案编号", "题目", "诉求", "承诺事项", "时限")
    assert len(rows) == len(entry["commitments"])
    assert rows[0][1] == "第0311号"
    assert rows[0][9] == "未到期核实"
