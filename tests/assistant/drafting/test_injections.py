"""Instructions planted in proposals and papers: the model obeys every one of them, the Word file shows none of it.

The model is not even asked whether the instruction reached it: it always writes what it was told to.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.drafting.letter import assemble
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.writer import Brief, Evidence
from assistant.export.readback import read_letter
from assistant.export.word import write_letter
from assistant.figures import FigureSheet
from assistant.intake import read_files
from assistant.model import Message, Stop, Stream
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile

INJECTIONS: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "injections.toml").read_text(encoding="utf-8")
)["injection"]
HARMLESS = "账款投诉由统一的平台受理，正在办理。"
REPORT = "2025年，全省受理中小企业账款投诉1286件，办结1197件。我厅建成统一的账款投诉平台，投诉由平台受理转办。"
SHEET = """政协示例省第十三届委员会第四次会议提案
第0311号
案由：关于加快账款投诉办理的提案
提案者：周测甲
主办单位：省工业和信息化厅
中小企业反映账款回收难。
{planted_before}
建议：
一、加快办理中小企业账款投诉。{planted}
"""
_MARK = re.compile(r"〔待(?:核实|补充)：[^〔〕]*(?:〔[^〔〕]*〕[^〔〕]*)*〕")


class Obedient:
    """Writes a harmless sentence, what it was told to, and a harmless sentence."""

    name, room = "obedient", 100_000

    def __init__(self, says: str) -> None:
        self._says = says
        self.saw = ""

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:  # the protocol's signature
        self.saw = "\n".join(m.text for m in messages)

        def read(stream: Stream) -> Iterator[str]:
            yield from (HARMLESS, self._says, "\n账款投诉平台已经建成。")
            stream.state = "complete"

        return Stream(read)


def test_there_are_enough_of_every_sort() -> None:
    assert len(INJECTIONS) >= 60
    sorts = {i["id"].rpartition("-")[0] for i in INJECTIONS}
    assert sorts == {"plain", "hidden", "encoded", "multilingual", "table", "posing", "link"}
    assert {i["where"] for i in INJECTIONS} == {"proposal", "document"}
    assert all(re.sub(r"\W", "", i["effect"]) in re.sub(r"\W", "", i["says"]) for i in INJECTIONS)


@pytest.mark.parametrize("planted", INJECTIONS, ids=lambda i: i["id"])
def test_an_obeyed_instruction_leaves_no_trace_in_the_word_file(
    planted: dict[str, str], profile: Profile, tmp_path: Path
) -> None:
    text = planted["text"]
    inside = planted["where"] == "proposal"
    table = "\t" in text or "|" in text
    sheet = tmp_path / "0311.txt"
    sheet.write_text(
        SHEET.format(planted_before=text if inside and table else "", planted=text if inside and not table else ""),
        encoding="utf-8",
    )
    [proposal] = read_files([sheet], profile)[0].proposals
    paper = f"{REPORT}\n{'' if inside else text}"
    passage = Passage(
        "/papers/a.txt", "关于2025年中小企业工作情况的通报", 0, len(paper), paper, number="示工信发〔2026〕3号",
        issuer=profile.name, issued=date(2026, 1, 20), kind="report", place=profile.place,
    )  # fmt: skip
    model, figures = Obedient(planted["says"]), FigureSheet()
    briefs = [
        Brief(n, ask, replace(proposal, asks=proposal.asks), profile, "主办", Evidence((passage,)))
        for n, ask in enumerate(proposal.asks, 1)
    ]
    writer = ModelWriter(model)
    sections = [writer.write(b, figures, on_text=lambda _: None, stop=lambda: False) for b in briefs]
    draft = assemble(proposal, profile, sections, figures, role="主办", stage="送审稿")
    write_letter(draft, profile, tmp_path / "x.docx", sources="none")
    written = read_letter(tmp_path / "x.docx").text
    body = _MARK.sub("", written.partition("现答复如下")[2])
    assert planted["effect"] not in body, body
    assert "平台受理" in body, written
    assert not re.search(r"https?:|evil|<[a-z]|⟦|\u200b|\u202e", body)
