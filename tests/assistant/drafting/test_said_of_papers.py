"""Hand-written lies about papers, near and to the point, and about organs: none stands unmarked; what the papers say does."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.draft import Block
from assistant.drafting.growing import Growing
from assistant.drafting.model_writer import first_turn
from assistant.drafting.packing import pack
from assistant.drafting.writer import Brief, Evidence
from assistant.figures import show
from assistant.proposal import Ask, Proposal
from knowledge_base import profiles
from knowledge_base.documents import Passage

RAW: dict[str, Any] = tomllib.loads((Path(__file__).parent / "said_of_papers.toml").read_text(encoding="utf-8"))
ASK = Ask(
    "支持工业窑炉节能改造，对余热回收给予补贴。",
    0,
    20,
    duty="outside",
    unit="省生态环境厅",
    core="支持工业窑炉节能改造",
)
PROPOSAL = Proposal("建议", text=ASK.text, title="关于支持工业窑炉节能改造的建议", pronoun="您", asks=(ASK,))


def passage(key: str) -> Passage:
    paper = RAW["paper"][key]
    return Passage(
        f"/kb/{key}.txt", paper["title"], 0, len(paper["text"]), paper["text"], number=f"示政发〔2025〕{ord(key)}号",
        issuer="示例省人民政府", issued=date(2025, 3, 1), kind="policy",
    )  # fmt: skip


def written(says: str) -> Growing:
    evidence = Evidence((passage("B"),), near=(passage("N"),))
    brief = Brief(1, ASK, PROPOSAL, profiles.load("省工业和信息化厅"), "主办", evidence)
    request = pack(brief, 100_000, first_turn)
    figures = {show(f): f"⟦{f.id}⟧" for f in request.dossier.sheet.values()}
    tokens = figures | {"B": "⟦C1⟧", "N": "⟦C2⟧"}
    text = Growing(request.brief, request.dossier, "")
    for _ in text.read([re.sub(r"\{([^{}]+)\}", lambda m: tokens[m[1]], says)]):
        pass
    return text


def plain(text: Growing) -> str:
    blocks = [Block("paragraph", tuple(p)) for p in text.paragraphs]
    return "".join(r.text for b in blocks for r in b.runs if r.kind not in ("unverified", "missing"))


@pytest.mark.parametrize("case", RAW["lie"], ids=lambda c: c["says"][:24])
def test_what_no_paper_says_does_not_stand(case: dict[str, Any]) -> None:
    said = plain(written(case["says"]))
    assert [harm for harm in case["never"] if harm in said] == [], said


@pytest.mark.parametrize("case", RAW["good"], ids=lambda c: c["says"][:24])
def test_what_they_say_does(case: dict[str, Any]) -> None:
    assert [r.note for p in written(case["says"]).paragraphs for r in p if r.kind == "unverified"] == []


def test_the_file_says_that_it_is_hand_written_and_there_are_enough_lies() -> None:
    head = (Path(__file__).parent / "said_of_papers.toml").read_text(encoding="utf-8")
    assert head.startswith("# 手写的样例")
    assert len(RAW["lie"]) >= 40
