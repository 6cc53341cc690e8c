"""What a model's letter costs beyond the model itself, against a streaming HTTP endpoint of a known pace on this machine.

    python -m evals.overhead

Three ratios (issue: drafting): the wait for the first character over the endpoint's own; a letter of five asks over its
longest section, on an endpoint that serves five at once; the tokens of the requests over those of the twenty best passages
whole, and the evidence that is in both.
"""

import json
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from assistant import intake
from assistant.case import Case, Letter
from assistant.desk import modelled, open_desk
from assistant.drafting.packing import size
from assistant.model.connecting import open_chat_model
from assistant.proposal import Proposal
from assistant.settings import Settings
from assistant.workflow import Desk, Event, draft_letter
from evals import kept
from evals.intake import own
from knowledge_base import tokens
from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.retrieval import KnowledgeBase
from knowledge_base.samples import SAMPLE_CORPUS

FIRST, PACE, LENGTH = 0.6, 0.02, 300
"""The endpoint: seconds to its first token and between two of them, tokens of an answer (one character each)."""
WHOLE = 20
"""Passages that the plain recipe sends."""
_SHARED = Path(__file__).resolve().parents[1].parent / "shared"
_SHEET = """建议提案
第0311号
题目：关于支持县域中小企业发展的建议
提出人：赵某某（代表）
中小企业反映账款回收难、转型难、融资难。建议：
一、加快办理中小企业账款投诉，公布办理时限。
二、为县域中小企业开展免费数字化诊断。
三、扩大中小微企业融资“白名单”覆盖面。
四、为中小企业提供免费节能诊断。
五、支持建设稀土应用中试平台。
"""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no fault."""


class Endpoint:
    """A chat endpoint that takes ``first`` seconds to begin and writes at a steady pace, any number at once. ``spent`` are
    the seconds of each answer, ``said`` the times at which its first sentence was out; use as a context manager."""

    def __init__(self) -> None:
        self.spent: list[float] = []
        self.said: list[float] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                began = time.perf_counter()
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                text = _answer(asked["messages"][-1]["content"])
                due = began + FIRST
                for n, piece in enumerate(text):
                    time.sleep(max(0.0, due - time.perf_counter()))
                    self._send({"delta": {"content": piece}, "finish_reason": None})
                    due += PACE
                    if n == text.find("。"):
                        endpoint.said.append(time.perf_counter())
                self._send({"delta": {}, "finish_reason": "stop"})
                self.wfile.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")
                endpoint.spent.append(time.perf_counter() - began)

            def _send(self, choice: dict[str, Any]) -> None:
                event = {"id": "x", "object": "chat.completion.chunk", "choices": [{"index": 0, **choice}]}
                data = f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is printed for a request."""

        self._server = _Server(("127.0.0.1", 0), Handler)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "Endpoint":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _answer(request: str) -> str:
    """Sentences of the request's own evidence with its tokens, about as long as a section is."""
    basis = request.partition("依据（")[2].partition("处室材料")[0]
    said = "".join(s for s in re.findall(r"[^。\n]{12,80}。", basis) if "将" not in s and "⟦C" not in s)
    return said[:LENGTH]


@dataclass(frozen=True)
class Timed:
    """Seconds from the click: to the first character, to the first sentence of the model and to when the endpoint had
    sent it, to the finished letter; and of the longest answer by the endpoint's own clock."""

    first: float
    sentence: float
    sent: float
    whole: float
    longest: float


def main() -> int:
    home = kept.index_of(SAMPLE_CORPUS)
    embedder = open_embedder()
    index(home, [SAMPLE_CORPUS], embedder)
    kb = KnowledgeBase(home, embedder)
    try:
        with Endpoint() as endpoint:
            settings = Settings(chat_base_url=endpoint.base_url, chat_model="steady", home=home)
            desk = modelled(open_desk(settings, kb, "model"), open_chat_model(settings))
            proposal = _proposal(desk)
            timed(proposal, desk, endpoint)  # what is loaded once is loaded
            found = timed(proposal, desk, endpoint)
        print(f"\n大模型成稿（首字 {FIRST:.1f} 秒、每字 {PACE * 1000:.0f} 毫秒的服务，{len(proposal.asks)} 条诉求）")
        over = (found.first - FIRST) * 1000
        print(f"  点击到首字（小标题）{found.first:.2f} 秒，服务自身首字 {FIRST:.2f} 秒，多 {over:.0f} 毫秒")
        over = (found.sentence - found.sent) * 1000
        print(f"  第一句 {found.sentence:.2f} 秒，服务 {found.sent:.2f} 秒发完，多 {over:.0f} 毫秒")
        print(f"  全信 {found.whole:.2f} 秒，最长一条 {found.longest:.2f} 秒，比 {found.whole / found.longest:.2f}")
        _tokens("示例语料", [_read(x.path, desk) for x in own()], desk, [])
        if (_SHARED / "data" / "proposals").is_dir():
            _shared(embedder, settings)
    finally:
        kb.close()
    return 0


def timed(proposal: Proposal, desk: Desk, endpoint: Endpoint) -> Timed:
    endpoint.spent.clear()
    endpoint.said.clear()
    shown: dict[int, list[float]] = {}
    began = time.perf_counter()

    def heard(event: Event) -> None:
        if event.kind == "text" and event.text.strip():
            shown.setdefault(event.ask, []).append(time.perf_counter() - began)

    draft_letter(Case(proposal), desk, on_event=heard)
    whole = time.perf_counter() - began
    first = min(times[0] for times in shown.values())
    sentence = min(times[1] for times in shown.values() if len(times) > 1)  # after the heading, which is ours
    return Timed(first, sentence, min(endpoint.said) - began, whole, max(endpoint.spent))


def _proposal(desk: Desk) -> Proposal:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "0311.txt"
        path.write_text(_SHEET, encoding="utf-8")
        return _read(path, desk)


def _read(path: Path, desk: Desk) -> Proposal:
    return next(p for p in intake.read_files([path], desk.profile)[0].proposals if p.kind != "none")


def _tokens(name: str, proposals: Sequence[Proposal], desk: Desk, gold: Sequence[dict[str, Any]]) -> None:
    """Tokens of what is sent and of the plain recipe; with ``gold`` the share of labelled evidence in each."""
    from assistant.drafting.dossier import shown
    from assistant.drafting.model_writer import first_turn
    from assistant.drafting.packing import pack
    from assistant.drafting.writer import Brief
    from assistant.figures import FigureSheet
    from assistant.workflow import gather_evidence

    assert desk.kb
    ours = plain = 0
    hit, hit_whole, known = 0, 0, 0
    for n, proposal in enumerate(proposals):
        role = proposal.role if proposal.role in ("主办", "分办", "会办") else "主办"
        empty = Letter(Case(proposal, role=role), FigureSheet())
        evidence = gather_evidence(empty, desk, lambda _: None, lambda: False).evidence
        for number, (ask, found) in enumerate(zip(proposal.asks, evidence, strict=True), 1):
            brief = Brief(number, ask, proposal, desk.profile, role, found)
            request = pack(brief, 100_000, first_turn)
            sent = shown(request.brief.evidence)
            whole = desk.kb.search(ask.text[:300], WHOLE).passages
            fixed = size(request.messages) - tokens.count(f"{request.dossier.basis}\n{request.dossier.figures}")
            ours += size(request.messages)
            plain += fixed + sum(tokens.count(p.text) for p in whole)
            for spans in _spans(gold[n], ask.text) if gold else ():
                known += 1
                hit += any(_squeezed(s) in _squeezed(p.text) for p in sent for s in spans)
                hit_whole += any(_squeezed(s) in _squeezed(p.text) for p in whole for s in spans)
    said = f"，标注的依据在其中 {hit}/{known}，整段的 {hit_whole}/{known}" if known else ""
    print(f"  {name}：请求 {ours} 词元，送前 {WHOLE} 段全文 {plain} 词元，比 {ours / plain:.2f}{said}")


def _shared(embedder: Any, settings: Settings) -> None:
    proposals = sorted((_SHARED / "data" / "proposals").glob("*.txt"))
    gold = [json.loads(p.with_suffix(".gold.json").read_text(encoding="utf-8")) for p in proposals]
    home = kept.index_of(_SHARED / "corpus")
    index(home, [_SHARED / "corpus"], embedder)
    kb = KnowledgeBase(home, embedder)
    try:
        desk = open_desk(settings, kb, "offline")
        chosen = [(p, g) for p, g in zip(proposals, gold, strict=True) if g["kind"] in ("建议", "提案")]
        _tokens("公开文稿", [_read(p, desk) for p, _ in chosen], desk, [g for _, g in chosen])
    finally:
        kb.close()


def _spans(gold: dict[str, Any], ask: str) -> Iterator[list[str]]:
    """The labelled evidence of the ask, each as spans of which one is enough."""
    for detail in gold["asks_detail"]:
        if detail["evidence"] and _squeezed(detail["core"])[:12] in _squeezed(ask):
            yield [e["span"] for e in detail["evidence"]]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    sys.exit(main())
