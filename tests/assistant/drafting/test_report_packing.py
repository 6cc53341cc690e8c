"""A part of the report is asked for within what the model takes; what stayed behind is said."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant import yearly
from assistant.drafting.packing import size
from assistant.intake.workbook import read_ledger
from assistant.model import Message, Stop, Stream
from knowledge_base import profiles

LEDGER = Path(__file__).resolve().parents[3] / "docs" / "demo-ledger" / "台账.csv"


class Small:
    """Keeps the sizes of its requests and says nothing."""

    name = "small"

    def __init__(self, room: int) -> None:
        self.room = room
        self.sizes: list[int] = []

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        self.sizes.append(size(messages))

        def nothing(stream: Stream) -> Iterator[str]:
            stream.state = "complete"
            yield ""

        return Stream(nothing)


@pytest.mark.parametrize("less", [0, 20, 60])
def test_a_request_stays_within_the_room_of_the_model(less: int) -> None:
    whole = asked(Small(100_000))
    room = max(whole) - less
    assert max(asked(Small(room))) <= room
    assert len(whole) == len(asked(Small(room)))


def asked(model: Small) -> list[int]:
    """The sizes of the requests for a report."""
    yearly.write_report(read_ledger(LEDGER), profiles.load("省工业和信息化厅"), as_of=date(2026, 6, 30), model=model)
    assert model.sizes
    return model.sizes
