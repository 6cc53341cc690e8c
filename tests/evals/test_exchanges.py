"""Exchanges with a model are kept by request, prompt and model, and answer again without it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.model import Message, Stop, Stream
from evals.exchanges import Recorded, Replayed, key
from knowledge_base.errors import InputError

ASK = (Message("system", "规则"), Message("user", "问题"))


class Once:
    """Answers the first request; a second one fails the test."""

    name, room = "once", 1000

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        def read(stream: Stream):
            yield from ("答", "案")
            stream.state = "complete"

        return Stream(read)


def said(model: Recorded | Replayed, messages: Sequence[Message] = ASK) -> tuple[str, Stream]:
    stream = model.stream(messages, stop=lambda: False)
    return "".join(stream), stream


def test_what_was_recorded_is_answered_again(tmp_path: Path) -> None:
    assert said(Recorded(Once(), tmp_path))[0] == "答案"
    text, stream = said(Replayed(tmp_path))
    assert (text, stream.state) == ("答案", "complete")
    assert Replayed(tmp_path).name == "once"


def test_another_prompt_was_not_recorded_and_says_so(tmp_path: Path) -> None:
    said(Recorded(Once(), tmp_path))
    text, stream = said(Replayed(tmp_path), (Message("system", "新规则"), ASK[1]))
    assert (text, stream.state) == ("", "incomplete")
    assert "没有录下" in stream.problem


def test_the_key_depends_on_the_model_and_every_word() -> None:
    assert len({key("a", ASK), key("b", ASK), key("a", ASK[1:]), key("a", ASK)}) == 3


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--live"):
        Replayed(tmp_path)
