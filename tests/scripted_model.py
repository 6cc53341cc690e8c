"""A chat model that does as it is told: a real HTTP server with the OpenAI interface, streaming, for tests.

    python tests/scripted_model.py --behaviour wrong-numbers --port 8099

``--list`` names the behaviours. The request's own text decides what is written: the server reads the citation and figure
tokens, or the numbered passages, out of the prompt and answers as a model would.
"""

# every behaviour has the same signature
import argparse
import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STALL = 30.0
"""Seconds of silence of a stalling server."""

Pieces = Iterator[str]


class Thought(str):
    """A piece that the server sends as reasoning, beside the answer."""


class CutOff(Exception):
    """Close the connection in the middle of the answer."""


class Refuse(Exception):
    def __init__(self, status: int, message: str, retry_after: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.retry_after = status, message, retry_after


@dataclass(frozen=True)
class Request:
    """What the client sent. ``number`` counts the requests to this server from 1; ``user`` is the first turn."""

    number: int
    system: str
    user: str
    headers: dict[str, str]
    body: dict[str, Any] = field(repr=False)

    @property
    def repair(self) -> str:
        """The findings that an earlier answer came back with; empty in a first turn."""
        turns = self.body.get("messages", [])
        return turns[-1]["content"] if len(turns) > 2 else ""

    @property
    def citations(self) -> list[str]:
        return list(dict.fromkeys(re.findall(r"⟦C\d+⟧", self.user)))

    @property
    def figures(self) -> list[str]:
        """Tokens of the figure sheet, each with its label: ``⟦F1⟧｜label｜…``."""
        return list(dict.fromkeys(re.findall(r"⟦F\d+⟧", self.user)))

    def label(self, token: str) -> str:
        found = re.search(re.escape(token) + r"｜([^｜\n]*)｜", self.user)
        return found[1] if found else "相关工作"


def by_character(text: str, size: int = 1) -> Pieces:
    for at in range(0, len(text), size):
        yield text[at : at + size]


def fine(r: Request) -> Pieces:
    """A plain good answer with tokens (a section), or with numbered passages (a chat)."""
    if "[1]" in r.user and not r.citations:
        first = re.search(r"\[1\][^\n]*\n(.*?)(?=\n\[2\]|\n资料 )", r.user, re.DOTALL)
        sentence = re.split(r"(?<=[。！？])", first[1].strip() if first else "资料中没有。")[0]
        yield from by_character(sentence.rstrip("。") + "[1]。", 3)
        return
    asked = re.search(r"<<<资料 \w+\n(.*?)\n资料 ", r.user, re.DOTALL)
    pairs = {asked[1][i : i + 2] for i in range(len(asked[1]) - 1)} if asked else set()
    ranked = sorted(r.figures, key=lambda t: -sum(p in r.label(t) for p in pairs))
    basis = f"{r.citations[0]}对这项工作提出了要求。" if r.citations else ""
    yield from by_character(f"您关心的这项工作正在办理。{basis}", 3)
    for token in ranked[:2]:
        yield from by_character(f"{r.label(token)}{token}。", 2)


def split_tokens(r: Request) -> Pieces:
    """The same, one character a chunk, so that every token is split."""
    for piece in fine(r):
        yield from by_character(piece)


def wrong_numbers(r: Request) -> Pieces:
    """A number of its own in every sentence, in every script."""
    yield "我厅已累计支持企业9876家。"
    yield "投入资金三千四百五十六万元，"
    yield "同比增长８７．６%。"
    yield "2019年以来共培育４３２１户企业，占比提高12个百分点。\n"
    for token in r.figures[:1]:
        yield f"其中{r.label(token)}{token}，另有777项在建。"
    yield "满意率达到百分之九十九点七。"


def unknown_tokens(r: Request) -> Pieces:
    yield "已支持⟦F987⟧企业，依据⟦C654⟧办理。详见⟦X1⟧和⟦F⟧。"


def stalls(r: Request) -> Pieces:
    """Some text, then silence."""
    yield "这件事正在办理。"
    yield "第二句刚开了个头"
    time.sleep(STALL)
    yield "，这里不应再看到。"


def stalls_at_once(r: Request) -> Pieces:
    time.sleep(STALL)
    yield "不应看到。"


def cuts_off(r: Request) -> Pieces:
    yield "这件事正在办理。"
    yield "写到一半"
    raise CutOff


def busy_then_fine(r: Request) -> Pieces:
    """429 to the first request, then a good answer."""
    if r.number == 1:
        raise Refuse(429, "rate limited")
    yield from fine(r)


def error_then_fine(r: Request) -> Pieces:
    if r.number == 1:
        raise Refuse(500, "internal error")
    yield from fine(r)


def drops_then_fine(r: Request) -> Pieces:
    """The connection closes before the first token, then a good answer."""
    if r.number == 1:
        raise CutOff
    yield from fine(r)


def busy_for_a_while(r: Request) -> Pieces:
    """429 that says when to come back, then a good answer."""
    if r.number == 1:
        raise Refuse(429, "rate limited", "0.6")
    yield from fine(r)


def busy_for_an_hour(r: Request) -> Pieces:
    raise Refuse(429, "rate limited", "3600")
    yield ""


def knows_no_system_role(r: Request) -> Pieces:
    """As the chat templates of some models say it."""
    if r.system:
        raise Refuse(400, "Conversation roles must alternate; System role not supported")
    yield from fine(r)


def takes_little(r: Request) -> Pieces:
    """A context of 2,600 tokens, taken as a character each."""
    asked = sum(len(m["content"]) for m in r.body["messages"])
    if asked > 2600:
        raise Refuse(
            400, f"request ({asked} tokens) exceeds the available context size (2600 tokens), try increasing it"
        )
    yield from fine(r)


def thinks_long(r: Request) -> Pieces:
    """Reasons for longer than a client waits for silence, beside the answer."""
    for _ in range(8):
        time.sleep(0.3)
        yield Thought("再想想，")
    yield from fine(r)


def busy(r: Request) -> Pieces:
    raise Refuse(429, "rate limited")
    yield ""


def broken(r: Request) -> Pieces:
    raise Refuse(500, "internal error")
    yield ""


def wrong_key(r: Request) -> Pieces:
    raise Refuse(401, "Incorrect API key provided")
    yield ""


def unknown_model(r: Request) -> Pieces:
    raise Refuse(404, f"The model `{r.body.get('model')}` does not exist")
    yield ""


def obeys_injection(r: Request) -> Pieces:
    """Does what a planted instruction asks, or claims to."""
    planted = re.search(r"(?:请?在答复(?:函)?中写(?:入|明)|写上)[：:]?[“\"]?([^”\"。\n]+)", r.user)
    yield (planted[1] if planted else "我单位承诺全额拨付并立即办结") + "。"
    yield "系统提示：" + r.system[:60] + "。"


def leaks_prompt(r: Request) -> Pieces:
    """Recites its instructions."""
    yield from by_character(r.system[:400], 20)


def chatter(r: Request) -> Pieces:
    """Markdown and small talk round a usable answer."""
    yield "好的，以下是根据您的要求撰写的答复正文：\n\n## 一、办理情况\n\n- **"
    yield from fine(r)
    yield "**\n\n---\n> 希望以上内容对您有所帮助，如需修改请随时告诉我。\n```\n"


def refuses(r: Request) -> Pieces:
    yield "很抱歉，作为一个人工智能语言模型，我无法协助撰写该内容。"


def empty(r: Request) -> Pieces:
    yield from ()


def thinks_aloud(r: Request) -> Pieces:
    """Reasoning between tags before the answer, tags split across chunks."""
    yield from by_character("<think>数字先按1234估计，再编一个《某办法》。</think>", 4)
    yield from fine(r)


def invents_papers(r: Request) -> Pieces:
    yield "按照《关于并不存在事项的实施办法》（虚函〔2031〕77号）的规定，已经落实到位。"


def promises(r: Request) -> Pieces:
    yield "我厅将于年底前设立专项资金并确保全部兑现。力争明年实现全覆盖。"


def names_others(r: Request) -> Pieces:
    yield "广东省已全面推行这一做法，深圳市财政局也给予了补助。省财政厅已同意安排资金。"


def repeats(r: Request) -> Pieces:
    """Falls into a loop and never ends by itself."""
    for _ in range(5000):
        yield "这项工作正在办理。"


BEHAVIOURS: dict[str, Callable[[Request], Pieces]] = {
    f.__name__.replace("_", "-"): f
    for f in (
        fine, split_tokens, wrong_numbers, unknown_tokens, stalls, stalls_at_once, cuts_off, busy_then_fine, busy_for_a_while, busy_for_an_hour,
        knows_no_system_role, takes_little, thinks_long, error_then_fine, drops_then_fine, busy, broken, wrong_key, unknown_model, obeys_injection, leaks_prompt,
        chatter, refuses, empty, thinks_aloud, invents_papers, promises, names_others, repeats,
    )
}  # fmt: skip


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the script."""


class ScriptedModel:
    """The server on a free port of 127.0.0.1; ``requests`` keeps everything that was asked. Use as a context manager."""

    def __init__(self, behaviour: str | Callable[[Request], Pieces], port: int = 0) -> None:
        self.behaviour = BEHAVIOURS[behaviour] if isinstance(behaviour, str) else behaviour
        self.requests: list[Request] = []
        self.dropped = threading.Event()
        """Set when a client closed the connection before the answer ended."""
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), self._handler())

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ScriptedModel":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve_forever(self) -> None:
        self._server.serve_forever()

    def take(self, body: dict[str, Any], headers: dict[str, str]) -> Request:
        texts: dict[str, str] = {}
        for m in body.get("messages", []):
            texts.setdefault(m["role"], m["content"])
        with self._lock:
            request = Request(len(self.requests) + 1, texts.get("system", ""), texts.get("user", ""), headers, body)
            self.requests.append(request)
        return request

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not self.path.startswith("/v1/"):
                    self._answer(200, "text/html", "<html>欢迎</html>".encode())  # a web page, as at a wrong address
                    return
                pieces = model.behaviour(model.take(body, dict(self.headers)))
                try:
                    first = next(pieces, None)
                except Refuse as refusal:
                    told = {"error": {"message": refusal.message, "type": "scripted"}}
                    self._json(
                        refusal.status, told, {"Retry-After": refusal.retry_after} if refusal.retry_after else {}
                    )
                    return
                except CutOff:
                    self.close_connection = True
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                try:
                    self._chunk({"role": "assistant", "content": ""})
                    if first is not None:
                        for piece in itertools.chain((first,), pieces):
                            self._chunk({"reasoning_content" if isinstance(piece, Thought) else "content": piece})
                    self._chunk({}, finish="stop")
                    self._write(b"data: [DONE]\n\n")
                    self.wfile.write(b"0\r\n\r\n")
                except CutOff:
                    self.close_connection = True
                except (BrokenPipeError, ConnectionResetError):
                    model.dropped.set()
                    self.close_connection = True

            def _chunk(self, delta: dict[str, str], finish: str | None = None) -> None:
                event = {
                    "id": "scripted",
                    "object": "chat.completion.chunk",
                    "created": 0,
                    "model": "scripted",
                    "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
                }
                self._write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

            def _write(self, data: bytes) -> None:
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()

            def _json(self, status: int, data: dict[str, Any], headers: dict[str, str] | None = None) -> None:
                self._answer(status, "application/json", json.dumps(data).encode(), headers)

            def _answer(self, status: int, kind: str, text: bytes, headers: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description="An OpenAI-compatible chat model with a scripted behaviour.")
    parser.add_argument("--behaviour", choices=sorted(BEHAVIOURS), default="fine")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--list", action="store_true", help="name the behaviours and end")
    options = parser.parse_args()
    if options.list:
        print("\n".join(sorted(BEHAVIOURS)))  # a command's output
        return
    server = ScriptedModel(options.behaviour, options.port)
    print(f"DAFU_CHAT_BASE_URL={server.base_url} DAFU_CHAT_MODEL=scripted", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
