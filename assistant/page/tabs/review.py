"""审核: any paper, dropped or pasted, with its marks and findings, its safe fixes and its report."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

import gradio as gr

from assistant.draft import PAPER_WORDS, Stage
from assistant.page import review_view, views
from assistant.page.reviewing import Review, ReviewDesk
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError

KINDS = [("文种：自动判断", "auto"), *((f"文种：{word}", kind) for kind, word in PAPER_WORDS.items())]
WELCOME = '<div class="df-welcome">放入稿件后，这里左边是稿子，右边是查出的问题：点问题看它在稿中的位置，点稿中的标记看问题。</div>'
NOTHING: list[Any] = [gr.skip()] * 5


def review_tab(bench: Workbench) -> None:
    desk = ReviewDesk(bench)
    held = gr.State(None, delete_callback=desk.forget)
    with gr.Accordion("放入稿件", open=True, elem_id="review-input") as box, gr.Row(equal_height=True):
        paper = gr.File(
            label="稿件（txt、md、docx）：拖到这里即开始审核",
            file_types=[".txt", ".md", ".docx"],
            height=150,
            elem_id="review-file",
        )
        pasted = gr.Textbox(label="或粘贴文字，再点“审核”", lines=5, max_lines=5, elem_id="review-pasted")
        proposal = gr.File(label="对应的建议、提案（可不放）", height=150, elem_id="review-proposal")
        sources = gr.File(
            label="作依据的材料（可不放，可多份）", file_count="multiple", height=150, elem_id="review-sources"
        )
    with gr.Row(elem_id="review-options"):
        kind = gr.Dropdown(
            KINDS, value="auto", show_label=False, container=False, scale=0, min_width=210, elem_id="review-kind"
        )
        stage = gr.Radio(
            list(get_args(Stage)), value="送审稿", show_label=False, container=False, scale=1, elem_id="review-stage"
        )
        start = gr.Button("审核", variant="primary", scale=0, min_width=160, elem_id="review-start")
    status = gr.HTML(elem_id="review-status")
    output = gr.File(
        label="报告和改正稿", file_count="multiple", interactive=False, visible=False, elem_id="review-output"
    )
    script = (files("assistant.page") / "review.js").read_text(encoding="utf-8")
    shown = gr.HTML(WELCOME, elem_id="review", js_on_load=script)
    results = [held, status, shown, box, output]

    def on_begin(
        file: str | None, text: str, kind_: str, stage_: str, proposal_: str | None, sources_: list[str] | None,
        old: Review | None,
    ) -> Iterator[list[Any]]:  # fmt: skip
        yield [gr.skip(), views.banner("正在审核……", "ok"), *NOTHING[2:]]
        try:
            found = desk.begin(file, text or "", kind_, stage_, proposal_, sources_ or [])
        except DafuError as e:
            yield [gr.skip(), views.banner(str(e)), *NOTHING[2:]]
            return
        desk.forget(old)
        yield _shown(found, "")

    def on_file(
        file: str | None, kind_: str, stage_: str, proposal_: str | None, sources_: list[str] | None, old: Review | None
    ) -> Iterator[list[Any]]:
        yield from on_begin(file, "", kind_, stage_, proposal_, sources_, old)

    def on_change(kind_: str, stage_: str, now: Review | None) -> list[Any]:
        return NOTHING if now is None else _tried(lambda: (desk.again(now, kind_, stage_), ""))

    def on_accept(now: Review, event: gr.EventData) -> list[Any]:
        return _tried(lambda: desk.accept(now, [event.n]))

    def on_accept_all(now: Review) -> list[Any]:
        return _tried(lambda: desk.accept(now))

    def on_dismiss(now: Review, event: gr.EventData) -> list[Any]:
        return _tried(lambda: (desk.dismiss(now, event.n, event.reason), "已记下：以后再审这份稿子，这一处不再列出。"))

    def on_restore(now: Review, event: gr.EventData) -> list[Any]:
        return _tried(lambda: (desk.dismiss(now, event.n, ""), ""))

    def on_undo(now: Review) -> list[Any]:
        return _shown(now.before or now, "已撤销上次改正。")

    def on_report(now: Review) -> list[Any]:
        try:
            made = desk.files(now)
        except DafuError as e:
            return [gr.skip(), views.banner(str(e)), *NOTHING[2:]]
        return [gr.skip(), "", gr.skip(), gr.skip(), gr.update(value=made, visible=True)]

    given = [kind, stage, proposal, sources, held]
    start.click(on_begin, [paper, pasted, *given], results)
    paper.upload(on_file, [paper, *given], results)
    gr.on([kind.input, stage.input], on_change, [kind, stage, held], results)
    shown.accept(on_accept, held, results)
    shown.accept_all(on_accept_all, held, results)
    shown.dismiss(on_dismiss, held, results)
    shown.restore(on_restore, held, results)
    shown.undo(on_undo, held, results)
    shown.report(on_report, held, results)


def _tried(work: Any) -> list[Any]:
    try:
        return _shown(*work())
    except DafuError as e:
        return [gr.skip(), views.banner(str(e)), *NOTHING[2:]]


def _shown(now: Review, said: str) -> list[Any]:
    """Outputs: the review, a line about what was done, the paper with its findings, the folded input, no old report."""
    status = views.banner(said, "ok")
    return [now, status, review_view.review(now), gr.update(open=False), gr.update(value=None, visible=False)]
