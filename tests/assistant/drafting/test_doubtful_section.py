"""A model's section that rests on nothing but what is in doubt is not answered."""

from collections.abc import Iterator, Sequence

import pytest

from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.writer import Brief, Contribution, Evidence
from assistant.figures import FigureSheet, Source
from assistant.model import Message, Stop, Stream
from assistant.proposal import Ask, Proposal
from knowledge_base import profiles

OFFICE = profiles.load("省工业和信息化厅")
ASK = Ask("加快办理账款投诉。", 0, 9, "own", "中小企业处", core="加快办理账款投诉")
PROPOSAL = Proposal("建议", number="第0311号", title="关于账款投诉的建议", pronoun="您", asks=(ASK,))
ROW = Contribution("1", "截至3月底在办账款投诉89件。", "", "", "", "", Source("person", person="中小企业处 王某"))


class Says:
    name, room = "替身", 30_000

    def __init__(self, text: str) -> None:
        self._text = text

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        def read(stream: Stream) -> Iterator[str]:
            yield self._text
            stream.state, stream.ended = "complete", True

        return Stream(read)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("截至3月底，在办账款投诉⟦F1⟧。", "answered"),
        ("截至3月底，在办账款投诉⟦F1⟧。我厅已印发《账款投诉清零办法》。", "answered"),
        ("账款投诉工作。我厅已印发《账款投诉清零办法》，兑付了5000万元，账款投诉全部办结，满意率达到100%。", "open"),
    ],
)
def test_only_what_stands_without_a_doubt_answers(text: str, status: str) -> None:
    brief = Brief(1, ASK, PROPOSAL, OFFICE, "主办", Evidence(contributions=(ROW,)))
    section = ModelWriter(Says(text)).write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    assert section.status == status, [b.text for b in section.blocks]
