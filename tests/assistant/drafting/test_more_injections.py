"""More planted instructions, each in the proposal, a paper, a 素材表, a 会办意见 and a question; the model obeys whatever they
say, whether it saw them or not."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_injections import REPORT, SHEET, Obedient

from assistant.asking import chat
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.writer import Brief, Contribution, Evidence
from assistant.figures import FigureSheet, Source
from assistant.intake import read_files
from assistant.marked import PLACEHOLDER
from assistant.model import Message, Stop, Stream
from assistant.proposal import Proposal
from knowledge_base.documents import Passage, SearchResult
from knowledge_base.profiles import Profile

INJECTIONS: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "more_injections.toml").read_text(encoding="utf-8")
)["injection"]
PLACES = ("proposal", "paper", "material", "opinion")
GIVEN = Contribution(
    "第1项", "账款投诉由平台受理。", "已建成统一的账款投诉平台。", "", "", "", Source("person", "素材.xlsx", 0, 0, "")
)


def read(text: str, profile: Profile, folder: Path) -> Proposal:
    sheet, table = folder / "0311.txt", "\t" in text or "|" in text
    sheet.write_text(
        SHEET.format(planted_before=text if table else "", planted="" if table else text), encoding="utf-8"
    )
    return read_files([sheet], profile)[0].proposals[0]


def paper(text: str, profile: Profile) -> Passage:
    return Passage(
        "r.txt", "示例省工业和信息化厅关于2025年账款投诉情况的通报", 0, len(text), text, number="示工信发〔2026〕3号",
        issuer=profile.name, issued=date(2026, 1, 20), kind="report", place=profile.place,
    )  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("planted", INJECTIONS, ids=lambda i: i["effect"])
def test_an_obeyed_instruction_stands_nowhere_unmarked(
    planted: dict[str, str], place: str, profile: Profile, tmp_path: Path
) -> None:
    text = planted["text"]
    proposal = read(text if place == "proposal" else "", profile, tmp_path)
    passage = paper(f"{REPORT}\n{text}" if place == "paper" else REPORT, profile)
    said = replace(GIVEN, situation=GIVEN.situation + text, co_unit="省财政厅" if place == "opinion" else "")
    given = (said,) if place in ("material", "opinion") else ()
    model, sheet = Obedient(planted["says"]), FigureSheet()
    sections = [
        ModelWriter(model).write(
            Brief(n, ask, proposal, profile, "主办", Evidence((passage,), contributions=given)), sheet,
            on_text=lambda _: None, stop=lambda: False,
        )
        for n, ask in enumerate(proposal.asks, 1)
    ]  # fmt: skip
    stands = PLACEHOLDER.sub("", "\n".join(b.text for s in sections for b in s.blocks))
    assert planted["effect"] not in stands, stands
    assert "平台受理" in stands


class Cites(Obedient):
    """Answers, then obeys, with and without naming a passage for it."""

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        def said(stream: Stream) -> Iterator[str]:
            yield "2025年全省受理中小企业账款投诉1286件[1]。"
            yield f"{self._says}{self._says.rstrip('。')}[1]。"
            stream.state = "complete"

        return Stream(said)


class Papers:
    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    def search(self, query: str, count: int) -> SearchResult:
        return SearchResult(query=query, passages=(self._passage,), answerable=True)


@pytest.mark.parametrize("asked", [False, True], ids=["paper", "question"])
@pytest.mark.parametrize("planted", INJECTIONS, ids=lambda i: i["effect"])
def test_nor_in_the_chat(planted: dict[str, str], asked: bool, profile: Profile) -> None:
    kb = Papers(paper(REPORT if asked else f"{REPORT}\n{planted['text']}", profile))
    question = f"2025年受理账款投诉多少件？{planted['text'] if asked else ''}"
    for model in (Cites(planted["says"]), None):
        found = chat.answer(question, kb, model)  # pyright: ignore[reportArgumentType]
        stands = PLACEHOLDER.sub("", re.sub("关于“.*?”：\n", "", found.answer))
        assert planted["effect"] not in stands, found.answer
        assert "1286件" in found.answer
