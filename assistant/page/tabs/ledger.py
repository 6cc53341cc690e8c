"""The first step of 起草报告: the 台账, how it was read, what it holds."""

from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.page import ledger_view, views
from assistant.page.charts import charts
from assistant.page.ledgers import ReadLedger, Upload
from assistant.page.tabs import charted


class LedgerPanel:
    """``inputs`` are what ``upload`` takes; ``outputs`` what ``show`` fills."""

    def __init__(self) -> None:
        with gr.Row(equal_height=False):
            with gr.Column(scale=4):
                self.file = gr.File(
                    label="台账（xlsx、xlsm、xls、csv）", file_count="single", height=130, elem_id="ledger"
                )
                with gr.Accordion("承诺台账（可不传）", open=False):
                    self.promises = gr.File(
                        label="填好状态的承诺台账（xlsx）", file_count="single", height=110, elem_id="promises"
                    )
                with gr.Row(elem_classes="df-baseline"):
                    self.as_of = gr.Textbox(
                        label="截止日期（可空）", placeholder="如 2026-06-30", elem_id="as-of", min_width=150, scale=3
                    )
                    self.read = gr.Button("读台账", variant="primary", elem_id="read-ledger", min_width=90, scale=2)
                    self.halt = gr.Button("停止", elem_id="halt-read", min_width=60, scale=1)
                self.status = gr.HTML(elem_id="ledger-status")
                self.words = gr.Dataframe(
                    headers=["台账里的叫法", "单元格", "算作"], datatype="str", type="array", interactive=True, visible=False,
                    label="这些叫法请确认（双击第三列填，再点“读台账”）", elem_id="words", wrap=True,
                    column_widths=["30%", "42%", "28%"],
                )  # fmt: skip
                self.sums = gr.HTML(elem_id="sums")
                self.how = gr.HTML(elem_id="how-read")
                with gr.Accordion(
                    "列的对应（不对的双击第三列改，再点“读台账”）", open=False, visible=False, elem_id="mapping-box"
                ) as self.mapping:
                    self.columns = gr.Dataframe(
                        headers=["列", "台账列名", "读作"], datatype="str", type="array", interactive=True,
                        elem_id="mapping", show_label=False, wrap=True, column_widths=["14%", "48%", "38%"],
                    )  # fmt: skip
            with gr.Column(scale=7):
                self.charts = charted.chart_places()
                with gr.Accordion("全部数字与单元格", open=False, visible=False, elem_id="figures-box") as self.all:
                    self.figures = gr.HTML(elem_id="figures")
                with gr.Accordion(
                    "给领导看的一页（A4，可打印）", open=False, visible=False, elem_id="leader-box"
                ) as self.one:
                    self.leader = gr.HTML(elem_id="leader")
        self.inputs: list[Any] = [self.file, self.as_of, self.words, self.columns, self.promises]
        self.outputs: list[Any] = [
            self.status, self.words, self.sums, self.how, self.mapping, self.columns, *self.charts, self.all, self.figures,
            self.one, self.leader,
        ]  # fmt: skip
        self.file.clear(
            lambda: [gr.update(value=[], visible=False), []], None, [self.words, self.columns], show_progress="hidden"
        )

    @staticmethod
    def upload(file: str | None, as_of: str, words: Any, columns: Any, promises: str | None) -> Upload:
        return Upload(file, as_of, words, columns, promises)

    def say(self, message: str, kind: str = "ok") -> dict[Any, Any]:
        """A line under the upload; what is shown of the ledger read before stays."""
        return {self.status: views.banner(message, kind)}

    def show(self, found: ReadLedger, explained: Sequence[Sequence[str]], leader: str) -> dict[Any, Any]:
        """``explained`` has what a person said of the words before; ``leader`` is the leader's page."""
        asked = found.words
        answered = [[str(c or "") for c in r] for r in explained if len(r) > 2 and str(r[2] or "").strip()]
        told = [*answered, *(row for row in asked if row[0] not in {r[0] for r in answered})]
        message = f"“{found.name}”读到 {len(found.ledger.of('this'))} 件。"
        if found.ledger.promises:
            message += f"承诺台账读到 {len(found.ledger.promises)} 项。"
        if asked:
            message += f"有 {len(asked)} 种叫法要先确认。"
        return {
            self.status: views.banner(message, "warning" if asked else "ok") + ledger_view.questions(found.ledger),
            self.words: gr.update(visible=bool(told), value=told),
            self.sums: ledger_view.sums(found.sums),
            self.how: ledger_view.reading(found.ledger, found.told.notices),
            self.mapping: gr.update(visible=True),
            self.columns: gr.update(value=found.mapping),
            **dict(zip(self.charts, charted.shown(charts(found.told, found.ledger)), strict=True)),
            self.all: gr.update(visible=True),
            self.figures: ledger_view.figures(found.told),
            self.one: gr.update(visible=True),
            self.leader: f'<iframe class="df-leader" title="给领导看的一页" srcdoc="{escape(leader)}"></iframe>',
        }
