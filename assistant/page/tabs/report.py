"""起草报告: upload a 台账, confirm how it was read, look at its figures, draft the report, edit it, download it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.drafting.reports import guess, kind_named
from assistant.drafting.reports.kinds import reports as kinds
from assistant.drafting.reports.outline import rows_of, written_by
from assistant.export.html import preview
from assistant.page import ledger_view, reports, views
from assistant.page.reports import Drafted, ReadLedger, Wish, Writing
from assistant.page.streaming import Stops
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError

_GUESS = "按台账判断"
WRITERS = {"不用模型": "offline", "大模型": "model"}
_WELCOME = '<div class="df-welcome">上传台账后，这里显示件数、结果、主题等图表。</div>'


def report_tab(bench: Workbench) -> None:
    names = {r.name: r.kind for r in kinds().report}
    drafted = gr.State(None)
    stops = Stops()
    with gr.Row(equal_height=False):
        with gr.Column(scale=4):
            upload = gr.File(label="台账（xlsx、xlsm、xls、csv）", file_count="single", height=130, elem_id="ledger")
            with gr.Row():
                as_of = gr.Textbox(label="统计截止日期（如 2026-06-30，可空）", elem_id="as-of", min_width=200)
                read = gr.Button("读台账", variant="primary", elem_id="read-ledger", min_width=120)
            status = gr.HTML(elem_id="ledger-status")
            words = gr.Dataframe(
                headers=["台账里的叫法", "单元格", "算作"], datatype="str", type="array", interactive=True, visible=False,
                label="这些叫法请确认（填第三列后再点“读台账”）", elem_id="words", wrap=True,
            )  # fmt: skip
            sums = gr.HTML(elem_id="sums")
            how = gr.HTML(elem_id="how-read")
            with gr.Accordion("列的对应（不对的改第三列，再点“读台账”）", open=False, elem_id="mapping-box"):
                columns = gr.Dataframe(
                    headers=["列", "台账列名", "读作"], datatype="str", type="array", interactive=True, elem_id="mapping",
                    show_label=False, wrap=True,
                )  # fmt: skip
        with gr.Column(scale=7):
            charts = gr.HTML(_WELCOME, elem_id="charts")
            with gr.Accordion("全部数字与单元格", open=False):
                figures = gr.HTML(elem_id="figures")
    with gr.Row(equal_height=False):
        with gr.Column(scale=4):
            kind = gr.Dropdown([_GUESS, *names], value=_GUESS, label="报告种类", elem_id="report-kind")
            face = gr.Dropdown([], label=f"面复率的分母{reports.WAITING}", elem_id="face-base")
            satisfied = gr.Dropdown([], label=f"满意率的分母{reports.WAITING}", elem_id="satisfied-base")
            writer = gr.Radio(
                list(WRITERS), label="写法", value="大模型" if bench.settings.has_chat_model else "不用模型"
            )
            with gr.Row():
                start = gr.Button("起草报告", variant="primary", elem_id="start-report", min_width=120)
                halt = gr.Button("停止", elem_id="halt-report", min_width=80)
        with gr.Column(scale=4):
            outline = gr.Dataframe(
                headers=["标题", "写法"], datatype="str", type="array", interactive=True, elem_id="outline",
                label=f"提纲：可改标题、增删行；写法是 {'、'.join(written_by().values())}",
                value=_rows(kind_named("dept-annual").kind), wrap=True, column_widths=["65%", "35%"],
            )  # fmt: skip
            with gr.Row():
                moving = gr.Number(1, label="第几部分", precision=0, minimum=1, elem_id="moving", min_width=90)
                up = gr.Button("上移", elem_id="part-up", min_width=70)
                down = gr.Button("下移", elem_id="part-down", min_width=70)
                past = gr.UploadButton("用往年报告的标题作提纲", elem_id="past", min_width=190)
        with gr.Column(scale=3):
            cases = gr.CheckboxGroup([], label="典型案例：选要写的件（不选则写前3件）", elem_id="cases")
    said = gr.HTML(elem_id="report-status")
    with gr.Row(equal_height=False):
        with gr.Column(scale=6):
            paper = gr.HTML(elem_id="report-paper")
        with gr.Column(scale=5, elem_classes="df-side"):
            with gr.Tab("修改"):
                part = gr.Dropdown([], label="改哪一部分", elem_id="report-part")
                text = gr.Textbox(
                    label="文字（没动过的数字保留出处，新写的数字标〔待核实〕）", lines=14, elem_id="part-text"
                )
                with gr.Row():
                    save = gr.Button("保存并重新校核", variant="primary", elem_id="save-part")
                    again = gr.Button("重写这一部分", elem_id="redo-part")
            with gr.Tab("校核"):
                findings = gr.HTML(elem_id="report-findings")
                copied = gr.HTML(elem_id="report-copied")
            with gr.Tab("下载"):
                export = gr.Button("生成 Word、数字附表和领导一页", variant="primary", elem_id="report-export")
                output = gr.File(label="下载", file_count="multiple", interactive=False, elem_id="report-output")

    def on_read(
        path: str | None, day: str, rows: list[list[str]], mapped: list[list[str]], word: str, plan: list[list[str]]
    ) -> list[Any]:
        try:
            found = reports.read(path, day, rows, mapped)
        except DafuError as e:
            return [views.banner(str(e)), "", "", _WELCOME, "", *[gr.update()] * 6]
        asked = found.words
        message = f"读到 {len(found.ledger.of('this'))} 件。" + (f"有 {len(asked)} 种叫法要先确认。" if asked else "")
        kept = [[w, c, next((r[2] for r in rows if r and r[0] == w and len(r) > 2), "")] for w, c, _ in asked]
        return [
            views.banner(message, "warning" if asked else "ok"),
            ledger_view.sums(found.sums),
            ledger_view.reading(found.ledger, found.told.notices),
            ledger_view.charts(found.told, found.ledger),
            ledger_view.figures(found.told),
            gr.update(visible=bool(asked), value=kept),
            gr.update(value=found.mapping),
            *[_base(found, rate) for rate in reports.RATES],
            gr.update(choices=reports.candidates(bench, found), value=[]),
            gr.update() if word in names or not _usual(plan) else _rows(guess(found.ledger).kind),
        ]

    def wish(word: str, rows: list[list[str]], chosen: list[str], how_: str, *bases: str | None) -> Wish:
        told = {r: b for r, b in zip(reports.RATES, bases, strict=True) if b}
        planned = tuple((str(r[0]), str(r[1] or "") if len(r) > 1 else "") for r in rows if r and str(r[0]).strip())
        return Wish(names.get(word, ""), () if _usual(rows) else planned, told, tuple(chosen), WRITERS[how_])

    def on_start(
        request: gr.Request, old: Drafted | None, path: str | None, day: str, rows: list[list[str]], mapped: list[list[str]],
        *wishes: Any,
    ) -> Iterator[list[Any]]:  # fmt: skip
        stop = stops.begin(str(request.session_hash))
        blank = [gr.update()] * 5
        try:
            found = reports.read(path, day, rows, mapped)
            yield [old, views.banner("正在起草……", "ok"), *blank]
            for step in reports.draft(bench, found, wish(*wishes), old, stop):
                if isinstance(step, Writing):
                    yield [old, gr.update(), ledger_view.writing(step.parts, step.at_hand), *blank[1:]]
                else:
                    yield _shown(step)
        except DafuError as e:
            yield [old, views.banner(str(e)), *blank]
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def on_part(old: Drafted | None, heading: str | None) -> str:
        return next((s.text for s in old.report.sections if s.heading == heading), "") if old and heading else ""

    def on_save(old: Drafted | None, heading: str | None, new: str) -> list[Any]:
        try:
            return _shown(reports.edit(bench, *_chosen(old, heading), new), heading)
        except DafuError as e:
            return [old, views.banner(str(e)), *[gr.update()] * 5]

    def on_again(old: Drafted | None, heading: str | None, *wishes: Any) -> list[Any]:
        try:
            return _shown(reports.redo(bench, *_chosen(old, heading), wish(*wishes)), heading)
        except DafuError as e:
            return [old, views.banner(str(e)), *[gr.update()] * 5]

    def on_export(old: Drafted | None) -> list[Any]:
        try:
            return ["", reports.export(bench, reports.present(old))]
        except DafuError as e:
            return [views.banner(str(e)), None]

    def on_past(file: str) -> list[Any]:
        try:
            return [[list(row) for row in reports.outline_of(file)], views.banner("提纲已换成这份报告的标题。", "ok")]
        except DafuError as e:
            return [gr.update(), views.banner(str(e))]

    def on_kind(word: str) -> list[list[str]]:
        return _rows(names.get(word, "dept-annual"))

    ledger = [upload, as_of, words, columns]
    wishes = [kind, outline, cases, writer, face, satisfied]
    shown = [drafted, said, paper, findings, copied, part, text]
    read.click(
        on_read, [*ledger, kind, outline],
        [status, sums, how, charts, figures, words, columns, face, satisfied, cases, outline],
    )  # fmt: skip
    upload.clear(lambda: [gr.update(value=[], visible=False), []], None, [words, columns])
    kind.change(on_kind, kind, outline)
    up.click(lambda rows, n: reports.swapped(rows, n, -1), [outline, moving], [outline, moving])
    down.click(lambda rows, n: reports.swapped(rows, n, 1), [outline, moving], [outline, moving])
    past.upload(on_past, past, [outline, said])
    start.click(on_start, [drafted, *ledger, *wishes], shown)
    halt.click(on_halt, queue=False)
    part.input(on_part, [drafted, part], text)
    save.click(on_save, [drafted, part, text], shown)
    again.click(on_again, [drafted, part, *wishes], shown)
    export.click(on_export, drafted, [said, output])


def _chosen(old: Drafted | None, heading: str | None) -> tuple[Drafted, str]:
    drafted = reports.present(old)
    return drafted, next((s.id for s in drafted.report.sections if s.heading == heading), heading or "")


def _rows(kind: str) -> list[list[str]]:
    return [list(row) for row in rows_of(kind_named(kind))]


def _usual(rows: list[list[str]]) -> bool:
    """Whether the plan is one of a kind's own, untouched."""
    return any([[str(c or "") for c in r] for r in rows] == _rows(r.kind) for r in kinds().report)


def _base(found: ReadLedger, rate: str) -> Any:
    """A rate with one base only has nothing to ask."""
    bases = found.bases(rate)
    return gr.update(choices=bases, value=None, visible=bool(bases))


def _shown(drafted: Drafted, keep: str | None = None) -> list[Any]:
    """Outputs after drafting, editing, writing a part again."""
    report = drafted.report
    open_ = sum(s.status == "open" for s in report.sections)
    message, how = f"已起草：{report.kind.name}。" + (f"有 {open_} 部分还要人补写。" if open_ else ""), "ok"
    if report.draft.state == "interrupted":
        message, how = "已按要求停止，写好的部分保留，其余写明没有写。", "warning"
    headings = [s.heading for s in report.sections]
    at = keep if keep in headings else headings[0]
    return [
        drafted,
        views.banner(message, how) + ledger_view.moved(drafted.moved),
        preview(report.draft, drafted.checked.findings),
        views.findings(drafted.checked.findings, report.draft),
        ledger_view.copied(drafted.copied),
        gr.update(choices=headings, value=at),
        next(s.text for s in report.sections if s.heading == at),
    ]
