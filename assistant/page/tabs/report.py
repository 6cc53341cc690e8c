"""起草报告: upload a 台账, confirm how it was read, look at its figures, draft the report, download it."""

from typing import Any

import gradio as gr

from assistant.drafting.reports import kind_named
from assistant.drafting.reports.kinds import reports as kinds
from assistant.export.html import preview
from assistant.page import ledger_view, reports, views
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError

_GUESS = "按台账判断"


def report_tab(bench: Workbench) -> None:
    names = {r.name: r.kind for r in kinds().report}
    before = gr.State("")
    with gr.Row(equal_height=False):
        with gr.Column(scale=4):
            upload = gr.File(label="台账（xlsx、xlsm、xls、csv）", file_count="single", height=130, elem_id="ledger")
            with gr.Row():
                as_of = gr.Textbox(label="统计截止日期（如 2026-06-30，可空）", elem_id="as-of", min_width=200)
                read = gr.Button("读台账", variant="primary", elem_id="read-ledger", min_width=120)
            words = gr.Dataframe(
                headers=["台账里的叫法", "单元格", "算作"], datatype="str", type="array", interactive=True, visible=False,
                label="这些叫法请确认（填第三列后再点“读台账”）", elem_id="words",
            )  # fmt: skip
            status = gr.HTML(elem_id="ledger-status")
            sums = gr.HTML(elem_id="sums")
            how = gr.HTML(elem_id="how-read")
        with gr.Column(scale=7):
            charts = gr.HTML(
                '<div class="df-welcome">上传台账后，这里显示件数、结果、主题等图表。</div>', elem_id="charts"
            )
            with gr.Accordion("全部数字与单元格", open=False):
                figures = gr.HTML(elem_id="figures")
    with gr.Row():
        kind = gr.Dropdown([_GUESS, *names], value=_GUESS, label="报告种类", elem_id="report-kind")
        only = gr.Dropdown(
            _headings(_GUESS), value=[], multiselect=True, label="只写哪些部分（空为全部）", elem_id="only"
        )
        face = gr.Dropdown([], label="面复率的分母（请确认）", elem_id="face-base")
        satisfied = gr.Dropdown([], label="满意率的分母（请确认）", elem_id="satisfied-base")
        start = gr.Button("起草报告", variant="primary", elem_id="start-report")
    said = gr.HTML(elem_id="report-status")
    with gr.Row(equal_height=False):
        with gr.Column(scale=6):
            paper = gr.HTML(elem_id="report-paper")
        with gr.Column(scale=5, elem_classes="df-side"):
            findings = gr.HTML(elem_id="report-findings")
            export = gr.Button("生成 Word、数字附表和领导一页", variant="primary", elem_id="report-export")
            output = gr.File(label="下载", file_count="multiple", interactive=False, elem_id="report-output")

    def on_read(path: str | None, day: str, rows: list[list[str]]) -> list[Any]:
        try:
            found = reports.read(path, day, rows)
        except DafuError as e:
            return [views.banner(str(e)), "", "", "", "", *[gr.update()] * 3]
        asked = found.words
        total = len(found.ledger.of("this"))
        message = f"读到 {total} 件。" + (f"有 {len(asked)} 种叫法要先确认。" if asked else "")
        kept = [[w, c, next((r[2] for r in rows if r and r[0] == w and len(r) > 2), "")] for w, c, _ in asked]
        return [
            views.banner(message, "warning" if asked else "ok"),
            ledger_view.sums(found.sums),
            ledger_view.reading(found.ledger, found.told.notices),
            ledger_view.charts(found.told),
            ledger_view.figures(found.told),
            gr.update(visible=bool(asked), value=kept),
            gr.update(choices=found.bases("rate.face"), value=None),
            gr.update(choices=found.bases("rate.satisfied"), value=None),
        ]

    def draft(
        path: str | None, day: str, rows: list[list[str]], word: str, parts: list[str], *bases: str | None
    ) -> Any:
        found = reports.read(path, day, rows)
        chosen = names.get(word, "")
        headings = {p.heading: p.id for r in kinds().report for p in r.parts}
        chosen_bases = {r: b for r, b in zip(reports.RATES, bases, strict=True) if b}
        return reports.draft(bench, found, chosen, [headings[p] for p in parts], chosen_bases)

    def on_start(old: str, *inputs: Any) -> list[Any]:
        try:
            report, checked = draft(*inputs)
        except DafuError as e:
            return [views.banner(str(e)), gr.update(), gr.update(), old]
        text = report.sections[0].text
        open_ = sum(s.status == "open" for s in report.sections)
        message = f"已起草：{report.kind.name}。" + (f"有 {open_} 部分还要人补写。" if open_ else "")
        shown = views.banner(message, "ok") + ledger_view.moved(old, text)
        return [shown, preview(report.draft, checked.findings), views.findings(checked.findings), text]

    def on_export(*inputs: Any) -> list[Any]:
        try:
            report, _ = draft(*inputs)
            return ["", reports.export(bench, report)]
        except DafuError as e:
            return [views.banner(str(e)), None]

    inputs = [upload, as_of, words, kind, only, face, satisfied]
    read.click(on_read, [upload, as_of, words], [status, sums, how, charts, figures, words, face, satisfied])
    kind.change(lambda word: gr.update(choices=_headings(names.get(word, _GUESS)), value=[]), kind, only)
    start.click(on_start, [before, *inputs], [said, paper, findings, before])
    export.click(on_export, inputs, [said, output])


def _headings(kind: str) -> list[str]:
    """Headings of a kind's parts; of all kinds where it is guessed."""
    if kind == _GUESS:
        return list(dict.fromkeys(p.heading for r in kinds().report for p in r.parts))
    return [p.heading for p in kind_named(kind).parts]
