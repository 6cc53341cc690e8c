"""Sentences that no letter may bear, said by a model with the tokens of the request: each is left out or stands in a mark."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from test_harmful_endpoint import PAPERS, SHEET

from assistant.case import Case, Letter
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.writer import Brief
from assistant.figures import FigureSheet
from assistant.intake import read_files
from assistant.marked import PLACEHOLDER
from assistant.model import Message, Stop, Stream
from assistant.workflow import Desk, gather_evidence
from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.profiles import load
from knowledge_base.retrieval import KnowledgeBase

HARMS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "harms.toml").read_text(encoding="utf-8"))["harm"]
HARMLESS = "统一的账款投诉平台已经建成。账款投诉由平台受理，分级办理规程正在制定。"


class Says:
    """Says one text to every request, {…} replaced by the request's token for it."""

    name, room = "says", 100_000

    def __init__(self, text: str) -> None:
        self._text = text

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        asked = next(m.text for m in messages if m.role == "user")
        tokens = {shown: token for token, shown in re.findall(r"(⟦F\d+⟧)｜[^｜\n]*｜([^｜\n]*)｜", asked)}
        tokens["C"] = next(iter(re.findall(r"(⟦C\d+⟧) 《[^》]*》[^（\n]*（依据", asked)), "C")
        said = re.sub(r"\{([^{}\n\"]+)\}", lambda m: tokens.get(m[1], m[1]), self._text)

        def read(stream: Stream) -> Iterator[str]:
            yield said
            stream.state = "complete"

        return Stream(read)


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> list[Brief]:
    """One for each ask of the proposal, with its evidence."""
    folder, home = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("home")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    sheet, profile = tmp_path_factory.mktemp("in") / "0311.txt", load("省工业和信息化厅")
    sheet.write_text(SHEET, encoding="utf-8")
    [proposal] = read_files([sheet], profile)[0].proposals
    embedder = open_embedder()
    index(home, [folder], embedder)
    desk = Desk(profile, KnowledgeBase(home, embedder), ModelWriter(Says("")), parallel=1)
    found = gather_evidence(Letter(Case(proposal), FigureSheet()), desk, lambda _: None, lambda: False).evidence
    return [
        Brief(n, ask, proposal, profile, "主办", e)
        for n, (ask, e) in enumerate(zip(proposal.asks, found, strict=True), 1)
    ]


def unmarked(said: str, brief: Brief) -> str:
    """What of the model's words stands in the section without a mark; nothing where it was written without the model."""
    section = ModelWriter(Says(said)).write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    text = "\n".join(b.text for b in section.blocks)
    return "" if "由程序按检索材料起草" in section.note else PLACEHOLDER.sub("", text)


@pytest.mark.parametrize("harm", HARMS, ids=[h["name"] for h in HARMS])
def test_no_harm_stands_unmarked(harm: dict[str, Any], briefs: list[Brief]) -> None:
    stands = unmarked(harm["says"], briefs[harm["ask"] - 1])
    assert not [n for n in harm["never"] if n in stands], stands


@pytest.mark.parametrize("harm", HARMS, ids=[h["name"] for h in HARMS])
def test_nor_beside_what_is_true(harm: dict[str, Any], briefs: list[Brief]) -> None:
    """So that the section is the model's and the harm a mark in it, or gone."""
    stands = unmarked(f"{HARMLESS}\n{harm['says']}", briefs[harm["ask"] - 1])
    assert not [n for n in harm["never"] if n in stands], stands


def test_what_says_the_same_again_is_said_once(briefs: list[Brief]) -> None:
    stands = unmarked(
        "账款投诉平台已经建成并投入使用。统一的账款投诉平台现已建成。账款投诉平台目前已建成运行。", briefs[0]
    )
    assert stands.count("建成") < 3


@pytest.mark.parametrize(
    "said",
    [
        "全省账款投诉统一在一个平台受理，2025年受理{1286件}，办结{1197件}，帮助企业收回账款{8.6亿元}。",
        "账款投诉分级办理规程正在制定。",
        "2025年，云河市受理账款投诉{342件}，青岭市受理{215件}。",
    ],
)
def test_what_the_papers_say_in_other_words_stands(said: str, briefs: list[Brief]) -> None:
    assert "平台" in unmarked(HARMLESS, briefs[0])
    assert re.sub(r"[{}]", "", said) in unmarked(said, briefs[0])
