"""起草报告: upload a 台账, confirm how it was read, look at its figures, draft the report, edit it, download it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.page import ledgers, reports
from assistant.page.kept import Desks
from assistant.page.ledgers import ReadLedger
from assistant.page.reports import Drafted, Writing
from assistant.page.streaming import Stops
from assistant.page.tabs.charted import LABELLED
from assistant.page.tabs.ledger import LedgerPanel
from assistant.page.tabs.plan import PlanPanel
from assistant.page.tabs.sheet import SheetPanel, noted, summary
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError

_REMEMBER = "(key) => { sessionStorage.setItem('dafu-report', key || '') }"
_RECALL = "() => sessionStorage.getItem('dafu-report') || ''"
"""A tab remembers its key as long as it is open, reloaded or not."""
_RESTARTED = "页面的服务重新启动过，上次的台账和报告没有了，请重新上传台账。"
Shown = dict[Any, Any]


def report_tab(bench: Workbench, page: gr.Blocks) -> None:
    desks, stops, reads = Desks(), Stops(), Stops()
    key = gr.Textbox("", visible=False)
    panel = LedgerPanel()
    plan = PlanPanel(has_model=bench.settings.has_chat_model)
    sheet = SheetPanel()
    given = len(panel.inputs)

    def kept(at: str) -> tuple[ReadLedger | None, Drafted | None]:
        desk = desks.get(at)
        return (desk.found, desk.drafted) if desk else (None, None)

    def put_read(at: str, found: ReadLedger, values: tuple[Any, ...]) -> tuple[str, list[str], Shown]:
        """Keeps the ledger: the key, the cases chosen before that are still there, what to show. ``values`` are those of
        all fields."""
        word, outline, chosen, _, _, *bases = values[given:]
        stays = found.still(chosen, kept(at)[0])
        at = desks.put(at, inputs=values, found=found)
        told = panel.show(found, values[2], reports.leader(bench, found))
        return at, stays, {key: at} | told | plan.offer(found, word, outline, stays, bases)

    def on_read(request: gr.Request, at: str, *values: Any) -> Iterator[Shown]:
        tab = str(request.session_hash)
        stop = reads.begin(tab)
        try:
            for step in ledgers.reading(bench, panel.upload(*values[:given]), stop):
                yield panel.say(step) if isinstance(step, str) else put_read(at, step, values)[2]
        except DafuError as e:
            before = kept(at)[0]
            yield panel.say(f"{e}{f'下面仍是“{before.name}”的内容。' if before else ''}", "error")
        finally:
            reads.end(tab, stop)

    def on_start(request: gr.Request, at: str, *values: Any) -> Iterator[Shown]:
        """Reads the ledger again, for it may be another, then drafts."""
        tab = str(request.session_hash)
        stop = stops.begin(tab)
        try:
            for step in ledgers.reading(bench, panel.upload(*values[:given]), stop):
                if isinstance(step, str):
                    yield plan.say(step)
                    continue
                at, chosen, shown = put_read(at, step, values)
                yield shown | plan.say("正在起草……")
                word, outline, _, *others = values[given:]
                wish = plan.wish(word, outline, chosen, *others)
                for drafted in reports.draft(bench, step, wish, kept(at)[1], stop):
                    if isinstance(drafted, Writing):
                        yield sheet.write(drafted)
                    else:
                        desks.put(at, drafted=drafted)
                        yield sheet.show(drafted) | plan.say(*summary(drafted))
        except DafuError as e:
            yield plan.say(str(e), "error")
        finally:
            stops.end(tab, stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def on_halt_read(request: gr.Request) -> None:
        reads.halt(str(request.session_hash))

    def on_part(at: str, heading: str | None) -> str:
        old = kept(at)[1]
        return next((s.text for s in old.report.sections if s.heading == heading), "") if old and heading else ""

    def changed(
        at: str, heading: str | None, change: Callable[[Drafted, str], Drafted], *, again: bool = False
    ) -> Iterator[Shown]:
        yield sheet.say("正在重新校核……")
        try:
            old = reports.present(kept(at)[1])
            part = next((s.id for s in old.report.sections if s.heading == heading), heading or "")
            new = change(old, part)
            desks.put(at, drafted=new)
            said = noted(new, heading or "") if again else ""
            yield sheet.show(new, heading) | sheet.say(f"已保存，校核结果已更新。{said}", "warning" if said else "ok")
        except DafuError as e:
            yield sheet.say(str(e), "error")

    def on_save(at: str, heading: str | None, new: str) -> Iterator[Shown]:
        yield from changed(at, heading, lambda old, part: reports.edit(bench, old, part, new))

    def on_again(at: str, heading: str | None, *wished: Any) -> Iterator[Shown]:
        yield from changed(
            at, heading, lambda old, part: reports.redo(bench, old, part, plan.wish(*wished)), again=True
        )

    def on_load(last: str) -> Shown:
        """What the browser's last tab had, under a key of this tab's own."""
        desk = desks.get(last)
        if desk is None or desk.found is None:
            return {key: "", **(panel.say(_RESTARTED, "warning") if last else {})}
        values = desk.inputs
        path, day, _, _, promises = values[:given]
        word, outline, chosen, writer, table, *bases = values[given:]
        told = panel.show(desk.found, values[2], reports.leader(bench, desk.found))
        return {
            key: desks.copy(last),
            **told,
            **plan.offer(desk.found, word, outline, desk.found.still(chosen, desk.found), bases),
            panel.file: path if path and Path(path).is_file() else None,
            panel.promises: promises if promises and Path(promises).is_file() else None,
            panel.as_of: day,
            plan.kind: word,
            plan.outline: outline,
            plan.writer: writer,
            plan.table: table,
            **(sheet.show(desk.drafted) | plan.say(*summary(desk.drafted)) if desk.drafted else {}),
        }

    def on_export(at: str, form: Any, signer: str) -> Iterator[Shown]:
        yield {sheet.files: None} | sheet.say("正在生成文件……")
        try:
            files = reports.export(bench, reports.present(kept(at)[1]), form, signer.strip())
            yield {sheet.files: files} | sheet.say(f"已生成 {len(files)} 个文件，在“下载”一栏。")
        except DafuError as e:
            yield sheet.say(str(e), "error")

    def on_past(file: str) -> Shown:
        try:
            rows = [list(row) for row in reports.outline_of(file)]
            return {plan.outline: rows} | plan.say("提纲已换成这份报告的标题。")
        except DafuError as e:
            return plan.say(str(e), "error")

    fields = [*panel.inputs, *plan.inputs]
    read_shown = [key, *panel.outputs, *plan.outputs]
    everything = list(dict.fromkeys([*read_shown, *fields, *sheet.outputs]))

    def on(event: Any, does: Callable[..., Any], inputs: Any, outputs: Any, **how: Any) -> Any:
        """What is being done is told by the banners."""
        return event(does, inputs, outputs, show_progress="hidden", **how)

    def remembered(event: Any) -> None:
        event.then(None, key, None, js=_REMEMBER).then(None, None, None, js=LABELLED)

    remembered(on(panel.read.click, on_read, [key, *fields], read_shown))
    panel.halt.click(on_halt_read, queue=False)
    on(plan.past.upload, on_past, plan.past, [plan.outline, plan.said])
    remembered(on(plan.start.click, on_start, [key, *fields], everything))
    plan.halt.click(on_halt, queue=False)
    on(sheet.part.input, on_part, [key, sheet.part], sheet.text)
    on(sheet.save.click, on_save, [key, sheet.part, sheet.text], sheet.outputs)
    on(sheet.again.click, on_again, [key, sheet.part, *plan.inputs], sheet.outputs)
    on(sheet.export.click, on_export, [key, sheet.form, sheet.signer], [*sheet.outputs, sheet.files])
    remembered(on(page.load, on_load, key, everything, js=_RECALL))
