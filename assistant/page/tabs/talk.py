"""问知识库: questions answered from the papers, each answer with its citations."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.asking import chat
from assistant.page import views
from assistant.page.streaming import Stops
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError


def talk_tab(bench: Workbench) -> None:
    stops = Stops()
    with gr.Row(equal_height=False):
        with gr.Column(scale=6):
            talk = gr.Chatbot(
                label="问答", height=520, elem_id="talk", sanitize_html=True, render_markdown=False,
                buttons=[],  # Gradio's own has one that posts the talk to an outside host
            )  # fmt: skip
            question = gr.Textbox(label="问题", placeholder="例如：2025年主办建议的面复率是多少？", elem_id="question")
            with gr.Row():
                send = gr.Button("提问", variant="primary", elem_id="send")
                halt = gr.Button("停止")
        with gr.Column(scale=5):
            gr.Markdown("### 出处")
            opened = gr.HTML(elem_id="citations")

    def on_ask(text: str, history: list[dict[str, Any]], request: gr.Request) -> Iterator[list[Any]]:
        if not text.strip():
            yield [history, text, gr.update()]
            return
        stop = stops.begin(str(request.session_hash))
        past = [*history, {"role": "user", "content": text}]
        try:
            for said, answer in bench.ask(text, _turns(history), stop):
                passages = views.citations(answer.citations, answer.findings) if answer else gr.update()
                yield [[*past, {"role": "assistant", "content": said or "……"}], "", passages]
        except DafuError as e:
            yield [[*past, {"role": "assistant", "content": str(e)}], "", ""]
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    gr.on([send.click, question.submit], on_ask, [question, talk], [talk, question, opened])
    halt.click(on_halt, queue=False)


def _turns(history: list[dict[str, Any]]) -> list[chat.Turn]:
    return [chat.Turn(h["role"], _text(h["content"])) for h in history]


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(c.get("text", "") for c in content if isinstance(c, dict))
