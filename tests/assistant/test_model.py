"""The model's endpoint against a real HTTP server: how an answer streams, stops, breaks off, is retried and refused."""

import os
import time

import pytest
from scripted_model import ScriptedModel

from assistant import model as chat_model
from assistant.model import Message, Stream
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from knowledge_base.errors import SetupError

ASK = [Message("system", "规则"), Message("user", "问题 ⟦C1⟧ ⟦F1⟧｜企业数｜5家｜")]


pytestmark = pytest.mark.usefixtures("allowed_model")


def settings(server: ScriptedModel, timeout: float = 20) -> Settings:
    return Settings(chat_base_url=server.base_url, chat_model="scripted", chat_timeout=timeout)


def ask(behaviour: str, *, timeout: float = 20) -> tuple[str, Stream, ScriptedModel]:
    with ScriptedModel(behaviour) as server:
        stream = open_chat_model(settings(server, timeout)).stream(ASK, stop=lambda: False)
        return "".join(stream), stream, server


def test_an_answer_arrives_whole_and_is_complete():
    text, stream, server = ask("fine")
    assert text.startswith("您关心的这项工作正在办理。⟦C1⟧")
    assert stream.state == "complete"
    assert stream.problem == ""
    assert len(server.requests) == 1
    assert "stream_options" not in server.requests[0].body  # some servers refuse it


def test_stop_takes_effect_within_a_second_when_the_server_stalls_and_keeps_what_came():
    with ScriptedModel("stalls") as server:
        pressed: list[float] = []
        stream = open_chat_model(settings(server)).stream(ASK, stop=lambda: bool(pressed))
        got = ""
        for piece in stream:
            got += piece
            if got.endswith("开了个头"):
                pressed.append(time.monotonic())
        assert time.monotonic() - pressed[0] < 1
    assert got == "这件事正在办理。第二句刚开了个头"
    assert stream.state == "interrupted"


def test_stop_before_the_first_token_takes_effect_within_a_second():
    with ScriptedModel("stalls-at-once") as server:
        begun = time.monotonic()
        stream = open_chat_model(settings(server)).stream(ASK, stop=lambda: time.monotonic() - begun > 0.5)
        assert list(stream) == []
        assert time.monotonic() - begun < 1.5
    assert stream.state == "interrupted"


def test_after_a_stop_the_server_sees_the_connection_close():
    with ScriptedModel("repeats") as server:
        got: list[str] = []
        stream = open_chat_model(settings(server)).stream(ASK, stop=lambda: len(got) > 5)
        for piece in stream:
            got.append(piece)
        assert server.dropped.wait(3)


def test_a_reader_who_walks_away_leaves_an_interrupted_stream():
    with ScriptedModel("fine") as server:
        stream = open_chat_model(settings(server)).stream(ASK, stop=lambda: False)
        pieces = iter(stream)
        next(pieces)
        del pieces
    assert stream.state == "interrupted"


def test_a_silent_server_ends_as_incomplete_after_the_time_out():
    text, stream, server = ask("stalls", timeout=1)
    assert text == "这件事正在办理。第二句刚开了个头"
    assert stream.state == "incomplete"
    assert stream.problem
    assert len(server.requests) == 1  # text was shown, so nothing is asked again


def test_a_connection_cut_in_the_middle_is_incomplete_and_not_retried():
    text, stream, server = ask("cuts-off")
    assert text == "这件事正在办理。写到一半"
    assert stream.state == "incomplete"
    assert "中断" in stream.problem or "断开" in stream.problem
    assert len(server.requests) == 1


@pytest.mark.parametrize("behaviour", ["busy-then-fine", "error-then-fine", "drops-then-fine"])
def test_a_failure_before_the_first_token_is_retried(behaviour: str):
    text, stream, server = ask(behaviour)
    assert "正在办理" in text
    assert stream.state == "complete"
    assert len(server.requests) == 2


@pytest.mark.parametrize(("behaviour", "said"), [("busy", "429"), ("broken", "500")])
def test_a_lasting_failure_is_given_up_after_three_attempts_and_said(behaviour: str, said: str):
    text, stream, server = ask(behaviour)
    assert text == ""
    assert stream.state == "incomplete"
    assert said in stream.problem
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("behaviour", "said"), [("wrong-key", "DAFU_CHAT_API_KEY"), ("unknown-model", "没有模型“scripted”")]
)
def test_a_wrong_setting_is_one_sentence_that_names_it_and_is_not_retried(behaviour: str, said: str):
    with ScriptedModel(behaviour) as server:
        with pytest.raises(SetupError, match=said):
            list(open_chat_model(settings(server)).stream(ASK, stop=lambda: False))
        assert len(server.requests) == 1


def test_an_unreachable_address_is_a_set_up_error():
    unreachable = Settings(chat_base_url="http://127.0.0.1:9/v1", chat_model="m", chat_timeout=3)
    with pytest.raises(SetupError, match="连不上"):
        list(open_chat_model(unreachable).stream(ASK, stop=lambda: False))


def test_a_page_that_is_no_chat_interface_is_a_set_up_error():
    with ScriptedModel("fine") as server:
        wrong = Settings(chat_base_url=server.base_url.removesuffix("/v1") + "/html", chat_model="m", chat_timeout=3)
        with pytest.raises(SetupError, match="/v1"):
            list(open_chat_model(wrong).stream(ASK, stop=lambda: False))


def test_nothing_is_sent_when_requests_are_forbidden():
    with ScriptedModel("fine") as server:
        chat_model.forbid_requests()
        with pytest.raises(RuntimeError):
            list(open_chat_model(settings(server)).stream(ASK, stop=lambda: False))
        assert server.requests == []


def test_reasoning_between_tags_is_no_part_of_the_answer():
    text, _, _ = ask("thinks-aloud")
    assert "1234" not in text
    assert "think" not in text
    assert text.startswith("您关心的这项工作")


def test_opening_a_model_switches_tracing_off_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_x")
    ask("fine")
    from langsmith.utils import tracing_is_enabled

    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert not tracing_is_enabled()


def test_a_model_on_this_machine_is_reached_past_the_web_proxy(monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "https://gateway.invalid")
    text, stream, _ = ask("fine")
    assert text
    assert stream.state == "complete"


def test_without_a_model_in_the_settings_the_message_says_what_to_set():
    with pytest.raises(SetupError, match="DAFU_CHAT_BASE_URL"):
        open_chat_model(Settings(chat_base_url="", chat_model=""))
