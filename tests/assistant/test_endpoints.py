"""What endpoints cannot do or do in their own way, and the file that describes them."""

import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from scripted_model import Pieces, Refuse, Request, ScriptedModel, fine

from assistant.model import Message, Stream, capabilities
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from knowledge_base.errors import SetupError

ASK = [Message("system", "规则"), Message("user", "问题 ⟦C1⟧ ⟦F1⟧｜企业数｜5家｜")]

pytestmark = pytest.mark.usefixtures("allowed_model")


def describe(home: Path, toml: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "models.toml").write_text(toml, encoding="utf-8")
    return home


def ask(server: ScriptedModel, home: Path = Path("none"), **more: object) -> tuple[str, Stream]:
    s = Settings.model_validate(
        {"chat_base_url": server.base_url, "chat_model": "scripted", "home": home, "chat_timeout": 20, **more}
    )
    stream = open_chat_model(s).stream(ASK, stop=lambda: False)
    return "".join(stream), stream


def test_an_endpoint_without_the_system_role_gets_the_rules_before_the_first_turn():
    with ScriptedModel("knows-no-system-role") as server:
        text, stream = ask(server)
    assert "正在办理" in text
    assert stream.state == "complete"
    assert [m["role"] for m in server.requests[-1].body["messages"]] == ["user"]
    assert server.requests[-1].user.startswith("规则\n\n问题")


def test_an_endpoint_known_to_have_no_system_role_is_not_asked_twice(tmp_path: Path):
    with ScriptedModel("knows-no-system-role") as server:
        ask(server, describe(tmp_path, '[[model]]\nname = "script*"\nsystem = false\n'))
    assert len(server.requests) == 1


def test_reasoning_beside_the_answer_is_a_sign_of_life_and_never_text():
    with ScriptedModel("thinks-long") as server:
        text, stream = ask(server, chat_timeout=1)
    assert stream.state == "complete"
    assert "想" not in text


def test_the_time_that_a_busy_endpoint_asks_for_is_waited():
    with ScriptedModel("busy-for-a-while") as server:
        begun = time.monotonic()
        text, _ = ask(server)
    assert 0.6 <= time.monotonic() - begun < 5
    assert "正在办理" in text


def test_an_endpoint_that_asks_for_an_hour_is_given_up_at_once_and_the_time_said():
    with ScriptedModel("busy-for-an-hour") as server:
        text, stream = ask(server)
    assert text == ""
    assert "3600 秒" in stream.problem
    assert len(server.requests) == 1


def test_stop_ends_the_wait_for_a_busy_endpoint_within_a_second():
    with ScriptedModel(lambda r: _busy(r)) as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="scripted"))
        begun = time.monotonic()
        stream = model.stream(ASK, stop=lambda: time.monotonic() - begun > 0.5)
        assert list(stream) == []
    assert time.monotonic() - begun < 1.5
    assert stream.state == "interrupted"


def _busy(r: Request) -> Pieces:
    raise Refuse(429, "rate limited", "30")
    yield ""


def test_a_request_that_does_not_fit_says_so_and_the_room_shrinks():
    with ScriptedModel("takes-little") as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="scripted"))
        before = model.room
        stream = model.stream([ASK[0], Message("user", "长" * 5000)], stop=lambda: False)
        assert list(stream) == []
    assert stream.too_long
    assert "上下文" in stream.problem
    assert model.room < 2600 < before
    assert len(server.requests) == 1


def test_the_second_endpoint_answers_when_the_first_does_not_and_is_named():
    with ScriptedModel("broken") as first, ScriptedModel("fine") as second:
        text, stream = ask(first, fallback_base_url=second.base_url, fallback_model="spare")
    assert "正在办理" in text
    assert stream.state == "complete"
    assert stream.usage
    assert stream.usage.model == "spare"
    assert second.requests[0].body["model"] == "spare"


def test_the_second_endpoint_stands_in_for_one_that_cannot_be_reached():
    with ScriptedModel("fine") as second:
        s = Settings(
            chat_base_url="http://127.0.0.1:9/v1",
            chat_model="m",
            fallback_base_url=second.base_url,
            fallback_model="spare",
        )
        model = open_chat_model(s)
        assert "正在办理" in "".join(model.stream(ASK, stop=lambda: False))
        begun = time.monotonic()
        assert "正在办理" in "".join(model.stream(ASK, stop=lambda: False))
        assert time.monotonic() - begun < 1  # one that just failed is left alone for a while


def test_an_endpoint_that_goes_after_it_has_answered_loses_nothing():
    with ScriptedModel("fine") as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="scripted"))
        assert list(model.stream(ASK, stop=lambda: False))
    gone = model.stream(ASK, stop=lambda: False)
    assert list(gone) == []
    assert gone.state == "incomplete"
    assert "连不上" in gone.problem


def test_text_of_two_endpoints_is_never_mixed():
    with ScriptedModel("cuts-off") as first, ScriptedModel("fine") as second:
        text, stream = ask(first, fallback_base_url=second.base_url, fallback_model="spare")
    assert text == "这件事正在办理。写到一半"
    assert stream.state == "incomplete"
    assert second.requests == []


def test_half_of_a_fallback_is_refused(monkeypatch: pytest.MonkeyPatch):
    from assistant import settings

    monkeypatch.setenv("DAFU_FALLBACK_MODEL", "spare")
    with pytest.raises(SetupError, match="DAFU_FALLBACK_BASE_URL"):
        settings.load()


def test_no_more_requests_run_at_once_than_the_endpoint_takes(tmp_path: Path):
    running, most = 0, 0
    lock = threading.Lock()

    def counts(r: Request) -> Pieces:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.15)
        yield "这件事正在办理。"
        with lock:
            running -= 1

    home = describe(tmp_path, '[[model]]\nname = "scripted"\nat_once = 2\n')
    with ScriptedModel(counts) as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="scripted", home=home))
        threads = [threading.Thread(target=lambda: list(model.stream(ASK, stop=lambda: False))) for _ in range(5)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    assert most == 2


def test_a_limit_by_the_minute_is_waited_for_and_stop_ends_the_wait(tmp_path: Path):
    home = describe(tmp_path, '[[model]]\nname = "scripted"\nper_minute = 1\n')
    with ScriptedModel("fine") as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="scripted", home=home))
        assert list(model.stream(ASK, stop=lambda: False))
        begun = time.monotonic()
        stream = model.stream(ASK, stop=lambda: time.monotonic() - begun > 0.4)
        assert list(stream) == []
        assert time.monotonic() - begun < 1.4
    assert stream.state == "interrupted"
    assert len(server.requests) == 1


def test_what_the_file_sets_is_sent_and_the_cost_is_kept(tmp_path: Path):
    home = describe(
        tmp_path,
        '[[model]]\nname = "scripted"\nanswer = 700\nprice_in = 4\nprice_out = 16\n'
        "extra = { temperature = 0, chat_template_kwargs = { enable_thinking = false } }\n",
    )
    with ScriptedModel("fine") as server:
        _, stream = ask(server, home)
    body = server.requests[0].body
    assert (body["max_tokens"], body["temperature"]) == (700, 0)
    assert body["chat_template_kwargs"] == {"enable_thinking": False}
    used = stream.usage
    assert used
    assert used.prompt > 10 < used.answer
    assert not used.exact
    assert used.cost == (Decimal(4) * used.prompt + Decimal(16) * used.answer) / 1_000_000


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[model]]\nname = "a"\ncontxt = 1\n', "contxt"),
        ('[[model]]\nname = "a"\ncontext = 10\n', "第1节的 context"),
        ("[model\n", "不是有效的 TOML"),
        ('[models]\nname = "a"\n', "models"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence_that_names_it(tmp_path: Path, toml: str, said: str):
    with pytest.raises(SetupError, match=said):
        capabilities.load(describe(tmp_path, toml))


def test_the_first_entry_that_fits_counts_and_a_context_of_4k_leaves_room(tmp_path: Path):
    known = capabilities.load(
        describe(tmp_path, '[[model]]\nname = "Qwen3-*"\ncontext = 4096\n[[model]]\nname = "*"\ncontext = 1000000\n')
    )
    small, large = capabilities.of("qwen3-8b", known), capabilities.of("other", known)
    assert 1800 < small.room < 4096
    assert large.room > 800_000


def test_a_fine_behaviour_asks_nothing_special():
    """No structured output, no tool calls, no logprobs: an endpoint without them serves us."""
    with ScriptedModel(fine) as server:
        ask(server)
    assert set(server.requests[0].body) <= {"model", "messages", "stream"}
