"""起草报告: upload a 台账, confirm how it was read, look at its figures, draft the report, edit it, download it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.drafting.reports import guess, kind_named
from assistant.drafting.reports.kinds import reports as kinds
from assistant.drafting.reports.outline import rows_of, written_by
from assistant.export.html import preview
from assistant.page import ledger_view, reports, views
from assistant.page.kept import Desks
from assistant.page.reports import Drafted, ReadLedger, Wish, Writing
from assistant.page.streaming import Stops
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError

_GUESS = "按台账判断"
_REMEMBER = "(key) => { sessionStorage.setItem('dafu-report', key || '') }"
_RECALL = "() => sessionStorage.getItem('dafu-report') || ''"
"""A tab remembers its key as long as it is open, reloaded or not."""
WRITERS = {"不用模型": "offline", "大模型": "model"}
_WELCOME = '<div class="df-welcome">上传台账后，这里显示件数、结果、主题等图表。</div>'


def report_tab(bench: Workbench, page: gr.Blocks) -> None:
    names = {r.name: r.kind for r in kinds().report}
    desks, stops, reads = Desks(), Stops(), Stops()
    key = gr.Textbox("", visible=False)
    with gr.Row(equal_height=False):
        with gr.Column(scale=4):
            upload = gr.File(label="台账（xlsx、xlsm、xls、csv）", file_count="single", height=130, elem_id="ledger")
            with gr.Row():
                as_of = gr.Textbox(label="统计截止日期（如 2026-06-30，可空）", elem_id="as-of", min_width=200)
                read = gr.Button("读台账", variant="primary", elem_id="read-ledger", min_width=120)
                halt_read = gr.Button("停止", elem_id="halt-read", min_width=80)
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

    def on_read(request: gr.Request, at: str, *values: Any) -> Iterator[list[Any]]:
        path, day, rows, mapped, word, plan, *_ = values
        tab = str(request.session_hash)
        stop = reads.begin(tab)
        blank = [gr.update()] * 10
        try:
            for step in reports.reading(bench, path, day, rows, mapped, stop):
                if isinstance(step, str):
                    yield [at, views.banner(step, "ok"), *blank]
                    continue
                found, offered = step
                at = desks.put(at, inputs=values, found=found)
                told = None if word in names or not _usual(plan) else guess(found.ledger).kind
                yield [at, *_read(found, rows), *_offered(found, offered), _rows(told) if told else gr.update()]
        except DafuError as e:
            yield [at, views.banner(str(e)), "", "", _WELCOME, "", *[gr.update()] * 6]
        finally:
            reads.end(tab, stop)

    def wish(word: str, rows: list[list[str]], chosen: list[str], how_: str, *bases: str | None) -> Wish:
        told = {r: b for r, b in zip(reports.RATES, bases, strict=True) if b}
        planned = tuple((str(r[0]), str(r[1] or "") if len(r) > 1 else "") for r in rows if r and str(r[0]).strip())
        return Wish(names.get(word, ""), () if _usual(rows) else planned, told, tuple(chosen), WRITERS[how_])

    def drafted(at: str) -> Drafted | None:
        kept = desks.get(at)
        return kept.drafted if kept else None

    def on_start(request: gr.Request, at: str, *values: Any) -> Iterator[list[Any]]:
        path, day, rows, mapped, *wishes = values
        stop = stops.begin(str(request.session_hash))
        blank = [gr.update()] * 5
        try:
            yield [at, views.banner("正在起草……", "ok"), *blank]
            found = reports.read(path, day, rows, mapped)
            at = desks.put(at, inputs=values, found=found)
            for step in reports.draft(bench, found, wish(*wishes), drafted(at), stop):
                if isinstance(step, Writing):
                    yield [at, gr.update(), ledger_view.writing(step.parts, step.at_hand), *blank[1:]]
                else:
                    desks.put(at, drafted=step)
                    yield [at, *_shown(step)]
        except DafuError as e:
            yield [at, views.banner(str(e)), *blank]
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def on_halt_read(request: gr.Request) -> None:
        reads.halt(str(request.session_hash))

    def on_part(at: str, heading: str | None) -> str:
        old = drafted(at)
        return next((s.text for s in old.report.sections if s.heading == heading), "") if old and heading else ""

    def changed(at: str, heading: str | None, change: Callable[[Drafted, str], Drafted]) -> list[Any]:
        try:
            new = change(*_chosen(drafted(at), heading))
            desks.put(at, drafted=new)
            return _shown(new, heading)
        except DafuError as e:
            return [views.banner(str(e)), *[gr.update()] * 5]

    def on_save(at: str, heading: str | None, new: str) -> list[Any]:
        return changed(at, heading, lambda old, part: reports.edit(bench, old, part, new))

    def on_again(at: str, heading: str | None, *wishes: Any) -> list[Any]:
        return changed(at, heading, lambda old, part: reports.redo(bench, old, part, wish(*wishes)))

    def on_load(last: str) -> list[Any]:
        """What the browser's last tab had, under a key of this tab's own."""
        kept = desks.get(last)
        if kept is None or kept.found is None:
            said_ = "页面的服务重新启动过，上次的台账和报告没有了，请重新上传台账。" if last else ""
            return ["", *[gr.update()] * len(ledger), *[gr.update()] * len(wishes), *[gr.update()] * 5,
                    views.banner(said_, "warning"), *[gr.update()] * 5]  # fmt: skip
        at = desks.copy(last)
        path, day, rows, _, word, plan, chosen, how_, *bases = kept.inputs
        found = kept.found
        status_, sums_, how_read, charts_, figures_, words_, columns_ = _read(found, rows)
        *faces, cases_ = _offered(found, reports.candidates(bench, found), bases, chosen)
        report = _shown(kept.drafted) if kept.drafted else [gr.update()] * 6
        return [at, path if path and Path(path).is_file() else None, day, words_, columns_, word, plan, cases_, how_, *faces,
                status_, sums_, how_read, charts_, figures_, *report]  # fmt: skip

    def on_export(at: str) -> list[Any]:
        try:
            return ["", reports.export(bench, reports.present(drafted(at)))]
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
    shown = [said, paper, findings, copied, part, text]
    read.click(
        on_read, [key, *ledger, *wishes],
        [key, status, sums, how, charts, figures, words, columns, face, satisfied, cases, outline],
    ).then(None, key, None, js=_REMEMBER)  # fmt: skip
    halt_read.click(on_halt_read, queue=False)
    upload.clear(lambda: [gr.update(value=[], visible=False), []], None, [words, columns])
    kind.input(on_kind, kind, outline)
    up.click(lambda rows, n: reports.swapped(rows, n, -1), [outline, moving], [outline, moving])
    down.click(lambda rows, n: reports.swapped(rows, n, 1), [outline, moving], [outline, moving])
    past.upload(on_past, past, [outline, said])
    start.click(on_start, [key, *ledger, *wishes], [key, *shown]).then(None, key, None, js=_REMEMBER)
    halt.click(on_halt, queue=False)
    part.input(on_part, [key, part], text)
    save.click(on_save, [key, part, text], shown)
    again.click(on_again, [key, part, *wishes], shown)
    export.click(on_export, key, [said, output])
    page.load(
        on_load, key, [key, *ledger, *wishes, status, sums, how, charts, figures, *shown], js=_RECALL,
    ).then(None, key, None, js=_REMEMBER)  # fmt: skip


def _read(found: ReadLedger, rows: Sequence[Sequence[str]]) -> list[Any]:
    """Status, sums, notes, charts, figures, words to explain and the columns' mapping; ``rows`` has what a person said of
    the words before."""
    asked = found.words
    message = f"读到 {len(found.ledger.of('this'))} 件。" + (f"有 {len(asked)} 种叫法要先确认。" if asked else "")
    told = [[w, c, next((r[2] for r in rows if r and r[0] == w and len(r) > 2), "")] for w, c, _ in asked]
    return [
        views.banner(message, "warning" if asked else "ok"),
        ledger_view.sums(found.sums),
        ledger_view.reading(found.ledger, found.told.notices),
        ledger_view.charts(found.told, found.ledger),
        ledger_view.figures(found.told),
        gr.update(visible=bool(asked), value=told),
        gr.update(value=found.mapping),
    ]


def _offered(
    found: ReadLedger, offered: list[tuple[str, str]], bases: Sequence[str | None] = (None, None), chosen: Sequence[str] = ()
) -> list[Any]:  # fmt: skip
    """The bases of both rates, and the cases that may be told."""
    return [
        *[_base(found, rate, base) for rate, base in zip(reports.RATES, bases, strict=True)],
        gr.update(choices=offered, value=list(chosen)),
    ]


def _chosen(old: Drafted | None, heading: str | None) -> tuple[Drafted, str]:
    drafted = reports.present(old)
    return drafted, next((s.id for s in drafted.report.sections if s.heading == heading), heading or "")


def _rows(kind: str) -> list[list[str]]:
    return [list(row) for row in rows_of(kind_named(kind))]


def _usual(rows: list[list[str]]) -> bool:
    """Whether the plan is one of a kind's own, untouched."""
    return any([[str(c or "") for c in r] for r in rows] == _rows(r.kind) for r in kinds().report)


def _base(found: ReadLedger, rate: str, chosen: str | None) -> Any:
    """A rate with one base only has nothing to ask."""
    bases = found.bases(rate)
    return gr.update(choices=bases, value=chosen if chosen in bases else None, visible=bool(bases))


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
        views.banner(message, how) + ledger_view.moved(drafted.moved),
        preview(report.draft, drafted.checked.findings),
        views.findings(drafted.checked.findings, report.draft),
        ledger_view.copied(drafted.copied),
        gr.update(choices=headings, value=at),
        next(s.text for s in report.sections if s.heading == at),
    ]
