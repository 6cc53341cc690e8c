"""The chat model behind one method: any OpenAI-compatible endpoint, read so that *stop* works even when it stalls.

A blocking read cannot be interrupted, so every request is read on a helper thread and its pieces are taken from a queue
that is polled. On stop the consumer leaves at once; the helper closes the connection with the next piece or time-out.
"""

import os
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from assistant.draft import State
from assistant.settings import Settings
from assistant.thinking import without_thinking
from knowledge_base.errors import SetupError

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

Stop = Callable[[], bool]

POLL = 0.1
"""Seconds between two looks at ``stop``."""
WAITS = (0.5, 2.0)
"""Seconds before the second and the third attempt; there is none after the first piece of text."""

_forbidden = False


@dataclass(frozen=True)
class Message:
    role: Literal["system", "user", "assistant"]
    text: str


class Stream:
    """One answer as it comes. Iterate once; from then on ``state`` and ``problem`` tell how it ended.

    complete: the model said it was done; interrupted: stopped or abandoned by us; incomplete: it broke off, and
    ``problem`` says in one Chinese sentence why. Text that was given out is never taken back or asked for again.
    """

    def __init__(self, read: Callable[["Stream"], Iterator[str]]) -> None:
        self.state: State = "incomplete"
        self.problem = ""
        self._read = read

    def __iter__(self) -> Iterator[str]:
        return self._read(self)


class ChatModel(Protocol):
    """``name`` is shown and recorded. Iterating the stream raises SetupError when the endpoint's address, key or model
    name has to be put right; what may pass (busy, broken off) ends the stream as ``incomplete``."""

    name: str

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream: ...


def forbid_requests(forbidden: bool = True) -> None:
    """Make every request of this process raise RuntimeError (in tests, so that none can slip out)."""
    global _forbidden
    _forbidden = forbidden


def open_chat_model(settings: Settings) -> ChatModel:
    """The model of the settings, shielded from personal data unless ``DAFU_REDACT`` says otherwise; nothing is sent yet.
    Raises SetupError when none is set."""
    if not settings.has_chat_model:
        raise SetupError("还没有设置大模型：请设置 DAFU_CHAT_BASE_URL 和 DAFU_CHAT_MODEL，或改用 --writer offline。")
    if not settings.redact:
        return _Endpoint(settings)
    from assistant.shielding import Shielded  # it is made of this module's types

    return Shielded(_Endpoint(settings))


class _Endpoint:
    def __init__(self, settings: Settings) -> None:
        self.name = settings.chat_model
        self._address = settings.chat_base_url
        self._timeout = settings.chat_timeout
        self._client = _client(settings)

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        def read(stream: Stream) -> Iterator[str]:
            with closing(self._pieces(stream, messages, stop)) as pieces:
                yield from without_thinking(pieces)

        return Stream(read)

    def _pieces(self, stream: Stream, messages: Sequence[Message], stop: Stop) -> Generator[str, None, None]:
        state: State = "incomplete"
        try:
            for wait in (*WAITS, None):
                if stop():
                    state = "interrupted"
                    return
                attempt = _Attempt(self._client, messages, self._timeout)
                begun = False
                for piece in attempt.pieces(stop):
                    begun = True
                    yield piece
                state = attempt.state
                if state != "incomplete" or begun or wait is None or not attempt.may_pass:
                    stream.problem = self._explain(attempt)
                    return
                _sleep(wait, stop)
        except GeneratorExit:
            state = "interrupted"
            raise
        finally:
            stream.state = state

    def _explain(self, attempt: "_Attempt") -> str:
        """What to tell of a failed attempt; raises SetupError for what a person must put right."""
        import openai

        error = attempt.error
        match error:
            case None:
                return attempt.problem
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                raise SetupError(f"大模型服务 {self._address} 不接受现在的密钥，请检查 DAFU_CHAT_API_KEY。") from error
            case openai.NotFoundError():
                raise SetupError(
                    f"大模型服务 {self._address} 上没有模型“{self.name}”，或地址不对（通常以 /v1 结尾），"
                    "请检查 DAFU_CHAT_MODEL 和 DAFU_CHAT_BASE_URL。"
                ) from error
            case openai.APITimeoutError():
                return f"大模型超过 {self._timeout:g} 秒没有回应。"
            case openai.APIConnectionError() if not attempt.connected:
                raise SetupError(
                    f"连不上大模型服务 {self._address}，请检查 DAFU_CHAT_BASE_URL 和服务是否已启动。"
                ) from error
            case openai.RateLimitError():
                return "大模型服务正忙（429），几次重试都没有轮上，请稍后再试。"
            case openai.BadRequestError():
                return f"大模型服务不接受这次请求（400）：{_first_line(error)}"
            case openai.APIStatusError():
                return f"大模型服务出错（{error.status_code}），请稍后再试或联系管理员。"
            case _ if not attempt.connected:
                raise SetupError(
                    f"{self._address} 返回的不是聊天接口的内容，请检查 DAFU_CHAT_BASE_URL（通常以 /v1 结尾）。"
                ) from error
            case _:
                return f"与大模型服务的连接中断（{type(error).__name__}）。"


class _Attempt:
    """One request, read on a helper thread."""

    def __init__(self, client: "ChatOpenAI", messages: Sequence[Message], timeout: float) -> None:
        self.state: State = "incomplete"
        self.problem = ""
        self.error: Exception | None = None
        self.connected = False
        self._client = client
        self._messages = [(m.role, m.text) for m in messages]
        self._timeout = timeout
        self._left = threading.Event()
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._finish = ""

    @property
    def may_pass(self) -> bool:
        """Whether the same request may do better in a moment."""
        import openai

        if isinstance(self.error, openai.APITimeoutError):
            return False
        if isinstance(self.error, openai.APIStatusError):
            return self.error.status_code in (408, 409, 429) or self.error.status_code >= 500
        return self._finish == ""

    def pieces(self, stop: Stop) -> Iterator[str]:
        if _forbidden:
            raise RuntimeError("a model request was made while requests are forbidden")
        threading.Thread(target=self._read, name="chat-model", daemon=True).start()
        heard = time.monotonic()
        try:
            while True:
                if stop():
                    self.state = "interrupted"
                    return
                try:
                    piece = self._queue.get(timeout=POLL)
                except queue.Empty:
                    if time.monotonic() - heard > self._timeout + 1:  # a server may feed the socket and say nothing
                        self.problem = f"大模型超过 {self._timeout:g} 秒没有新的文字。"
                        self._finish = "silent"
                        return
                    continue
                heard = time.monotonic()
                if piece is None:
                    self._conclude()
                    return
                yield piece
        finally:
            self._left.set()

    def _read(self) -> None:
        try:
            for chunk in self._client.stream(self._messages):
                if self._left.is_set():
                    break  # leaving the loop closes the connection
                self.connected = True
                self._finish = chunk.response_metadata.get("finish_reason") or self._finish
                if text := chunk.text:
                    self._queue.put(text)
        except Exception as error:  # whatever a strange server provokes must reach the person as a sentence
            self.error = error
        finally:
            self._queue.put(None)

    def _conclude(self) -> None:
        if self.error is not None:
            return
        if self._finish in ("stop", "eos", "end_turn"):
            self.state = "complete"
        elif self._finish == "length":
            self.problem = "大模型的输出达到长度上限，没有写完。"
        elif self._finish == "content_filter":
            self.problem = "大模型服务的内容审查中断了输出。"
        else:
            self.problem = "大模型服务中途断开，没有写完。"


def _client(settings: Settings) -> "ChatOpenAI":
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"  # letters must not leave for a tracing service, whatever the machine's settings say
    os.environ.pop("LANGSMITH_GATEWAY", None)
    from langchain_openai import ChatOpenAI
    from openai import DefaultHttpxClient
    from pydantic import SecretStr

    # No temperature: some models refuse one, and a server's own default is what the model's makers advise.
    return ChatOpenAI(
        base_url=settings.chat_base_url,
        api_key=SecretStr(settings.chat_api_key.get_secret_value() or "none"),
        model=settings.chat_model,
        timeout=settings.chat_timeout,
        max_retries=0,
        stream_usage=False,
        use_responses_api=False,
        http_client=DefaultHttpxClient(trust_env=not _is_near(settings.chat_base_url)),
        http_socket_options=(),  # LangChain's own would switch the office's web proxy off for far addresses
    )


def _is_near(address: str) -> bool:
    """Whether the address is this machine's or a private one, which the machine's web proxy must not be asked for."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False


def _sleep(seconds: float, stop: Stop) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop():
        time.sleep(min(POLL, seconds))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
