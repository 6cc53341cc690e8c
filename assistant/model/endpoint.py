"""One OpenAI-compatible endpoint.

A blocking read cannot be interrupted, so every request is read on a helper thread and its pieces are taken from a queue
that is polled. On stop the consumer leaves at once; the helper closes the connection with the next piece or time-out.
"""

import os
import queue
import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.draft import State
from assistant.model import Message, Stop, Stream, Usage, are_forbidden
from assistant.model.capabilities import Capabilities
from assistant.model.pacing import Pace, rest
from assistant.model.thinking import without_thinking
from knowledge_base import tokens
from knowledge_base.errors import SetupError

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

POLL = 0.1
"""Seconds between two looks at ``stop``."""
WAITS = (0.5, 2.0)
"""Seconds before the second and the third attempt; there is none after the first piece of text."""
LONGEST_WAIT = 60.0
"""Seconds that an endpoint may ask us to wait before the next attempt."""
THINKING = 10
"""How many time-outs long a model may send reasoning or nothing but empty pieces before its first text."""
_NO_SYSTEM = re.compile(r"system.{0,40}(?:role|prompt|message|not support|unsupported)|role.{0,20}system", re.I | re.S)
_TOO_LONG = re.compile(
    r"context.{0,20}(?:length|size|window)|too long|too many tokens|exceeds?.{0,40}(?:context|tokens)", re.I
)
_LIMIT = re.compile(
    r"(?:maximum context length is|context size \(|n_ctx\W{1,6}|limit(?:ed)? (?:is|to)) ?(\d{3,7})", re.I
)


@dataclass(frozen=True)
class Address:
    """``setting`` is how the names of its settings begin, for messages."""

    base_url: str
    model: str
    key: SecretStr
    setting: str


class Endpoint:
    def __init__(self, address: Address, can: Capabilities, timeout: float) -> None:
        self.name = address.model
        self._address, self._can = address, can
        self._timeout = can.timeout or timeout
        self._client = _client(address, can, self._timeout)
        self._pace = Pace(can.at_once, can.per_minute)
        self._system = can.system
        self._answered = False
        self.room = can.room

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        def read(stream: Stream) -> Iterator[str]:
            with closing(self._pieces(stream, messages, stop)) as pieces:
                yield from without_thinking(pieces)

        return Stream(read)

    def _pieces(self, stream: Stream, messages: Sequence[Message], stop: Stop) -> Generator[str, None, None]:
        state: State = "incomplete"
        said: list[str] = []
        attempt = None
        waits = list(WAITS)
        try:
            while True:
                with self._pace.turn(stop) as ours:
                    if not ours or stop():
                        state = "interrupted"
                        return
                    attempt = _Attempt(self._client, self._sent(messages), self._timeout)
                    for piece in attempt.pieces(stop):
                        self._answered = True
                        said.append(piece)
                        yield piece
                    state = attempt.state
                if state == "incomplete" and not said and self._system and attempt.says(_NO_SYSTEM):
                    self._system = False  # and from now on
                    continue
                if state != "incomplete" or said or not waits or not attempt.may_pass:
                    break
                wait = waits.pop(0)
                if (asked := attempt.retry_after) > LONGEST_WAIT:
                    break
                rest(max(wait, asked), stop)
            try:
                stream.problem = self._explain(attempt)
            except SetupError as e:
                if not self._answered:
                    raise
                stream.problem = str(e)  # it worked a moment ago: what is written by now must not be lost
            if (limit := attempt.too_long) is not None:
                stream.too_long = True
                self._shrink(limit, messages)
        except GeneratorExit:
            state = "interrupted"
            raise
        finally:
            stream.state = state
            stream.ended = attempt is not None and attempt.ended
            if attempt and (said or state == "complete"):
                stream.usage = self._usage(attempt, messages, "".join(said))

    def _sent(self, messages: Sequence[Message]) -> list[tuple[str, str]]:
        """For an endpoint without the role ``system`` the instructions stand before the first turn."""
        if self._system or not messages or messages[0].role != "system":
            return [(m.role, m.text) for m in messages]
        first, second, *others = messages
        return [(second.role, f"{first.text}\n\n{second.text}"), *((m.role, m.text) for m in others)]

    def _shrink(self, limit: int, messages: Sequence[Message]) -> None:
        """Learns how little the endpoint takes: ``limit`` is its context, 0 where it did not say."""
        room = self._can.model_copy(update={"context": limit}).room if limit else self.room
        sent = sum(tokens.count(m.text) for m in messages)
        self.room = min(room, sent * 2 // 3)

    def _usage(self, attempt: "_Attempt", messages: Sequence[Message], said: str) -> Usage:
        prompt, answer = attempt.counted or (sum(tokens.count(m.text) for m in messages), tokens.count(said))
        return Usage(self.name, prompt, answer, attempt.counted is not None, self._can.cost(prompt, answer))

    def _explain(self, attempt: "_Attempt") -> str:
        """What to tell of a failed attempt; raises SetupError for what a person must put right."""
        import openai

        error, at = attempt.error, self._address
        match error:
            case None:
                return attempt.problem
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                raise SetupError(f"大模型服务 {at.base_url} 不接受现在的密钥，请检查 {at.setting}_API_KEY。") from error
            case openai.NotFoundError():
                raise SetupError(
                    f"大模型服务 {at.base_url} 上没有模型“{self.name}”，或地址不对（通常以 /v1 结尾），"
                    f"请检查 {at.setting}_MODEL 和 {at.setting}_BASE_URL。"
                ) from error
            case openai.APITimeoutError():
                return f"大模型超过 {self._timeout:g} 秒没有回应。"
            case openai.APIConnectionError() if not attempt.connected:
                raise SetupError(
                    f"连不上大模型服务 {at.base_url}，请检查 {at.setting}_BASE_URL 和服务是否已启动。"
                ) from error
            case openai.RateLimitError() if attempt.retry_after > LONGEST_WAIT:
                return f"大模型服务正忙（429），要求 {attempt.retry_after:.0f} 秒以后再试。"
            case openai.RateLimitError():
                return "大模型服务正忙（429），几次重试都没有轮上，请稍后再试。"
            case _ if attempt.too_long is not None:
                return "材料超过了大模型的上下文长度。"
            case openai.BadRequestError():
                return f"大模型服务不接受这次请求（400）：{_first_line(error)}"
            case openai.APIStatusError():
                return f"大模型服务出错（{error.status_code}），请稍后再试或联系管理员。"
            case _ if not attempt.connected:
                raise SetupError(
                    f"{at.base_url} 返回的不是聊天接口的内容，请检查 {at.setting}_BASE_URL（通常以 /v1 结尾）。"
                ) from error
            case _:
                return f"与大模型服务的连接中断（{type(error).__name__}）。"


class _Attempt:
    """One request, read on a helper thread. ``counted`` is the endpoint's own count of tokens, where it gave one."""

    def __init__(self, client: "ChatOpenAI", messages: list[tuple[str, str]], timeout: float) -> None:
        self.state: State = "incomplete"
        self.problem = ""
        self.error: Exception | None = None
        self.connected = False
        self.counted: tuple[int, int] | None = None
        self._client = client
        self._messages = messages
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
            passing = self.error.status_code in (408, 409, 429) or self.error.status_code >= 500
            return passing and self.too_long is None
        return self._finish == ""

    @property
    def ended(self) -> bool:
        return self.error is None and self._finish not in ("", "silent")

    @property
    def retry_after(self) -> float:
        """Seconds that the endpoint asks us to wait; 0 where it does not say."""
        import openai

        if not isinstance(self.error, openai.APIStatusError):
            return 0.0
        try:
            return max(0.0, float(self.error.response.headers.get("retry-after", "0")))
        except ValueError:
            return 0.0  # a date: rare, and the usual wait will do

    @property
    def too_long(self) -> int | None:
        if not self.says(_TOO_LONG):
            return None
        m = _LIMIT.search(str(self.error))
        return int(m[1]) if m else 0

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether the request was refused with such words."""
        import openai

        refused = isinstance(self.error, openai.APIStatusError) and self.error.status_code in (400, 413, 422, 500)
        return refused and bool(words.search(str(self.error)))

    def pieces(self, stop: Stop) -> Iterator[str]:
        if are_forbidden():
            raise RuntimeError("a model request was made while requests are forbidden")
        threading.Thread(target=self._read, name="chat-model", daemon=True).start()
        begun = heard = time.monotonic()
        try:
            while True:
                if stop():
                    self.state = "interrupted"
                    return
                try:
                    piece = self._queue.get(timeout=POLL)
                except queue.Empty:
                    piece = ""
                else:
                    heard = time.monotonic()
                if piece is None:
                    self._conclude()
                    return
                now = time.monotonic()
                if now - heard > self._timeout + 1 or now - begun > THINKING * self._timeout:
                    self.problem = f"大模型超过 {self._timeout:g} 秒没有新的文字。"
                    self._finish = "silent"
                    return
                if piece:
                    begun = now
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
                if used := chunk.usage_metadata:
                    self.counted = (used["input_tokens"], used["output_tokens"])
                self._queue.put(chunk.text)  # an empty piece, as of a model that reasons, is a sign of life
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


def _client(address: Address, can: Capabilities, timeout: float) -> "ChatOpenAI":
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"  # letters must not leave for a tracing service, whatever the machine's settings say
    os.environ.pop("LANGSMITH_GATEWAY", None)
    from langchain_openai import ChatOpenAI
    from openai import DefaultHttpxClient

    more: dict[str, Any] = dict(can.extra)
    if can.answer:
        more.setdefault("max_tokens", can.answer)
    # No temperature: some models refuse one, and a server's own default is what the model's makers advise.
    return ChatOpenAI(
        base_url=address.base_url,
        api_key=SecretStr(address.key.get_secret_value() or "none"),
        model=address.model,
        timeout=timeout,
        max_retries=0,
        stream_usage=can.usage,
        use_responses_api=False,
        extra_body=more or None,
        http_client=DefaultHttpxClient(trust_env=not _is_near(address.base_url)),
        http_socket_options=(),  # LangChain's own would switch the office's web proxy off for far addresses
    )


def _is_near(address: str) -> bool:
    """Whether the address is this machine's or a private one, which the machine's web proxy must not be asked for."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
