"""Revision in chat beside the draft: a wish for one section, the marked diff, what of its facts changed, taken or left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import zip_longest
from typing import Any

import gradio as gr

from assistant.case import Letter
from assistant.page import views
from assistant.page.streaming import Stops
from assistant.page.workbench import Workbench
from assistant.returning.redline import Piece, pieces
from assistant.revising import Revision
from knowledge_base.errors import DafuError

Talk = list[dict[str, Any]]


@dataclass(frozen=True)
class RevisionPanel:
    section: gr.Dropdown
    talk: gr.Chatbot
    wish: gr.Textbox
    send: gr.Button
    halt: gr.Button
    diff: gr.HTML
    checked: gr.Checkbox
    take: gr.Button
    leave: gr.Button


def diff(revision: Revision) -> str:
    """The section with what goes struck out and what comes underlined, and the facts to be checked; text is escaped."""
    facts = "".join(f"<li>{escape(c.told)}</li>" for c in revision.changes)
    told = (
        f'<div class="df-notes"><b>这次改写动了 {len(revision.changes)} 处事实，请逐处核对：</b><ul>{facts}</ul></div>'
        if facts
        else views.banner("数字、日期、人名、单位和文件都没有变动。", "ok")
    )
    body = "<br>".join("".join(map(_piece, line)) for line in _lines(revision.before, revision.after))
    return f'{told}<div class="df-diff">{body}</div>'


def _lines(before: str, after: str) -> Iterator[tuple[Piece, ...]]:
    """Paragraph by paragraph, so that no change runs from one into the next."""
    old, new = before.split("\n"), after.split("\n")
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for a, b in zip_longest(old[i1:i2], new[j1:j2]):
            if a is None or b is None:
                yield (Piece("new", b or ""),) if a is None else (Piece("old", a),)
            else:
                yield (Piece("same", a),) if tag == "equal" else pieces(a, b)


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    return {"same": text, "old": f"<del>{text}</del>", "new": f"<ins>{text}</ins>"}[piece.stay]


def revision_panel() -> RevisionPanel:
    section = gr.Dropdown(label="哪一条（要求里写了“第二部分”的，按要求）", choices=[], elem_id="revise-section")
    talk = gr.Chatbot(
        label="修改要求", height=220, elem_id="revise-talk", sanitize_html=True, render_markdown=False, buttons=[]
    )
    wish = gr.Textbox(
        label="要怎样改", placeholder="例如：第二部分再具体些；语气缓和一点；补充2025年数据", elem_id="revise-wish"
    )
    with gr.Row():
        send = gr.Button("改这一条", variant="primary", elem_id="revise-send")
        halt = gr.Button("停止", elem_id="revise-halt")
    changed = gr.HTML(elem_id="revise-diff")
    checked = gr.Checkbox(label="以上变动已核对", elem_id="revise-checked")
    with gr.Row():
        take = gr.Button("采用", elem_id="revise-take")
        leave = gr.Button("不采用", elem_id="revise-leave")
    return RevisionPanel(section, talk, wish, send, halt, changed, checked, take, leave)


def wire_revision(
    panel: RevisionPanel,
    bench: Workbench,
    letter_id: gr.State,
    section: gr.Dropdown,
    shown: list[Any],
    show: Callable[[Letter, str | None], dict[Any, Any]],
) -> None:
    """``shown`` are the components of the letter, which ``show`` gives values for; ``section`` is the one whose text a person
    can edit."""
    stops = Stops()

    def on_send(id_: str, choice: str | None, text: str, history: Talk, request: gr.Request) -> Iterator[list[Any]]:
        if not id_ or not choice:
            yield [_added(history, text, "请先起草，再提修改要求。"), text, gr.update(), False]
            return
        stop = stops.begin(str(request.session_hash))
        past = [*history, {"role": "user", "content": text}]
        try:
            for step in bench.revise(id_, int(choice.split(".")[0]), text, stop):
                if isinstance(step, Revision):
                    said = f"第{step.ask}条改好了，请看下面的对照，采用或不采用。"
                    yield [_added(past, "", said), "", diff(step), False]
                else:
                    yield [_added(past, "", step or "正在改写……"), "", gr.update(), False]
        except DafuError as e:
            yield [_added(past, "", str(e)), "", "", False]
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def decided(history: Talk, said: str, settle: Callable[[], Letter], choice: str | None) -> dict[Any, Any]:
        try:
            letter = settle()
        except DafuError as e:
            return {panel.talk: _added(history, "", str(e))}
        return {panel.talk: _added(history, "", said), panel.diff: "", panel.checked: False} | show(letter, choice)

    def on_take(id_: str, confirmed: bool, history: Talk, choice: str | None) -> dict[Any, Any]:
        said = "已采用，另存为新的一版，并重新校核。"
        return decided(history, said, lambda: bench.take(id_, confirmed=confirmed), choice)

    def on_leave(id_: str, history: Talk) -> dict[Any, Any]:
        return decided(history, "没有采用，原文不动。", lambda: bench.leave(id_), None)

    asked = [letter_id, panel.section, panel.wish, panel.talk]
    answered = [panel.talk, panel.wish, panel.diff, panel.checked]
    settled = [panel.talk, panel.diff, panel.checked, *shown]
    gr.on([panel.send.click, panel.wish.submit], on_send, asked, answered, show_progress="hidden")
    panel.halt.click(on_halt, queue=False)
    panel.take.click(on_take, [letter_id, panel.checked, panel.talk, section], settled, show_progress="hidden")
    panel.leave.click(on_leave, [letter_id, panel.talk], settled, show_progress="hidden")


def _added(history: Talk, wish: str, said: str) -> Talk:
    asked = [{"role": "user", "content": wish}] if wish else []
    return [*history, *asked, {"role": "assistant", "content": said}]
