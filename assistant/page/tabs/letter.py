"""起草答复: a proposal, or several for 并案, becomes a letter; what comes after that is in ``letter_sheet``."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, get_args

import gradio as gr

from assistant.batch import Options
from assistant.draft import Stage
from assistant.drafting.shared import case_name
from assistant.drafting.writer import Role
from assistant.intake import salutation_of
from assistant.page import form, views
from assistant.page.streaming import Stops
from assistant.page.tabs.brought import BroughtPanel, Given
from assistant.page.tabs.letter_sheet import LetterSheet, Shown
from assistant.page.workbench import Progress, Workbench
from assistant.proposal import Proposal
from knowledge_base.errors import DafuError

WRITERS = {"不用模型": "offline", "大模型": "model"}
ASK_COLUMNS = ["诉求", "承办", "职责"]
_TO_THE_LETTER = "() => document.querySelector('#paper').scrollIntoView({behavior: 'smooth'})"


def letter_tab(bench: Workbench) -> None:
    found = gr.State([])
    at = gr.State(0)
    read_from = gr.State(None)
    stops = Stops()

    with gr.Row(equal_height=False):
        with gr.Column(scale=5):
            pasted = gr.Textbox(label="建议或提案全文（粘贴）", lines=16, max_lines=16, elem_id="pasted")
            upload = gr.File(
                label="或上传文件（txt、docx、pdf、xlsx，可多份）", file_count="multiple", height=120, elem_id="upload",
                elem_classes="df-small-file",
            )  # fmt: skip
            recognise = gr.Button("识别要素", variant="primary", elem_id="recognise")
        with gr.Column(scale=6):
            notes = gr.HTML(elem_id="notes")
            which = gr.Radio(label="有几件，请选一件核对、起草", choices=[], visible=False, elem_id="which")
            together = gr.Checkbox(
                label="并案办理：相同的诉求用同一段文字并锁定，逐件出函", visible=False, elem_id="together"
            )
            with gr.Row():
                kind = gr.Radio(["建议", "提案"], label="件别", min_width=140)
                number = gr.Textbox(label="编号", min_width=120, elem_id="number")
                session = gr.Textbox(label="届次会次", min_width=200)
            title = gr.Textbox(label="标题", elem_id="title")
            with gr.Row():
                proposers = gr.Textbox(label="提出人（多人用、隔开）", min_width=220)
                salutation = gr.Textbox(label="称谓", elem_id="salutation", min_width=180)
                pronoun = gr.Textbox(label="人称", min_width=80)
            asks = gr.Dataframe(
                headers=ASK_COLUMNS,
                datatype="str",
                type="array",
                label="诉求（可修改，可增删行）",
                wrap=True,
                interactive=True,
                column_widths=["66%", "20%", "14%"],
            )
            with gr.Row():
                role = gr.Radio(list(get_args(Role)), label="本单位角色", value="主办", elem_id="role")
                stage = gr.Radio(list(get_args(Stage)), label="阶段", value="送审稿", elem_id="stage")
                writer = gr.Radio(
                    list(WRITERS), label="写法", value="大模型" if bench.settings.has_chat_model else "不用模型"
                )
            brought = BroughtPanel()
            with gr.Row():
                start = gr.Button("起草", variant="primary", elem_id="start")
                halt = gr.Button("停止", elem_id="halt")

    sheet = LetterSheet(bench)
    fields = [kind, number, session, title, proposers, salutation, pronoun, asks, role, brought.lead]

    def on_recognise(text: str, files: list[str] | None, said: str = "") -> Shown:
        try:
            proposals = bench.recognise(text, files)
        except DafuError as e:
            return {notes: views.banner(str(e)), found: [], read_from: None, sheet.status: ""} | offered([])
        return (
            {notes: _said(proposals), found: list(proposals), read_from: (text, files), sheet.status: said}
            | offered(proposals)
            | filled(proposals[0])
        )

    def offered(proposals: Sequence[Proposal]) -> Shown:
        """The choice between several."""
        several = len(proposals) > 1
        choices = [(_named(n, p), n) for n, p in enumerate(proposals)]
        return {
            at: 0,
            which: gr.update(visible=several, choices=choices, value=0 if several else None),
            together: gr.update(visible=several, value=False),
        }

    def filled(proposal: Proposal) -> Shown:
        shown = form.show(proposal)
        return {w: getattr(shown, f.name) for w, f in zip(fields, dataclasses.fields(shown), strict=True)}

    def on_choice(choice: int, before: int, proposals: list[Proposal], *values: Any) -> Shown:
        """Another of several; what a person corrected in the one before stays."""
        kept = form.left(form.filled(values), proposals, before)
        return {at: choice, found: kept, notes: views.notes(kept[choice])} | filled(kept[choice])

    def on_start(
        request: gr.Request, text: str, files: list[str] | None, source: Any, proposals: list[Proposal], now: int,
        group: bool, stage_: Stage, how: str, *values: Any,
    ) -> Iterator[Shown]:  # fmt: skip
        """What was pasted is what gets answered: text not read yet is read before the letter is begun."""
        given, asked = Given(*values[: len(brought.inputs)]), values[len(brought.inputs) :]
        match form.pasted(text, files, source, form.filled(asked)):
            case "changed":
                yield on_recognise(text, files, views.banner(form.CHANGED, "warning"))
                return
            case "read":
                read = on_recognise(text, files)
                proposals, now, group = read[found], 0, False
                if len(proposals) > 1:
                    read[sheet.status] = views.banner(form.SEVERAL, "warning")
                yield read
                if len(proposals) != 1:
                    return
                asked = tuple(read[w] for w in fields)
            case "as shown":
                pass
        stop = stops.begin(str(request.session_hash))
        written: list[tuple[str, str]] = []
        try:
            options = Options.parse(
                role=None,
                stage=stage_,
                number=given.number or "",
                dated=given.dated or "",
                class_mark=given.class_mark or "",
                openness=given.openness or "",
                sources="list",
            )
            shown = form.filled(asked)
            brought_cases = bench.cases(form.cases(shown, proposals, now, options, together=group), given.papers())
            yield sheet.write("", "正在检索依据……")
            for n, case in enumerate(brought_cases, 1):
                name = _named(n - 1, case.proposal)
                of = f"并案第{n}件，共{len(brought_cases)}件：" if len(brought_cases) > 1 else ""
                for step in bench.draft(case, stop, WRITERS[how], [i for i, _ in written]):
                    if isinstance(step, Progress):
                        text = views.writing(step.sections, case.proposal, step.at_hand)
                        yield sheet.write(text, f"{of}正在起草……")
                    else:
                        written.append((step, name))
                if stop.is_set():
                    break
            yield sheet.begin(written) | _left_out(sheet, written, len(brought_cases))
        except DafuError as e:
            yield (sheet.begin(written) if written else {}) | sheet.say(str(e))
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def on_salutation(kind_: str, names: str) -> Any:
        people = form.proposers(kind_, names)
        return salutation_of(people, bench.profile) if people else gr.update()

    recognised = [notes, found, at, read_from, which, together, *fields, sheet.status]
    inputs = [pasted, upload, read_from, found, at, together, stage, writer, *brought.inputs, *fields]
    recognise.click(on_recognise, [pasted, upload], recognised, show_progress="hidden")
    which.input(on_choice, [which, at, found, *fields], [at, found, notes, *fields], show_progress="hidden")
    proposers.blur(on_salutation, [kind, proposers], salutation, show_progress="hidden")
    begun = list(dict.fromkeys([*recognised, *sheet.outputs]))
    start.click(on_start, inputs, begun, show_progress="hidden").then(None, None, None, js=_TO_THE_LETTER)
    halt.click(on_halt, queue=False)


def _said(proposals: Sequence[Proposal]) -> str:
    if proposals[0].kind == "none":
        return views.banner(f"{proposals[0].notes[0]}也可以在下面逐项填写。", "warning")
    count = len(proposals)
    told = f"这里有 {count} 件：请选一件起草；诉求相同的可以勾选“并案办理”，一次写出 {count} 份函。"
    return (views.banner(told, "warning") if count > 1 else "") + views.notes(proposals[0])


def _named(n: int, proposal: Proposal) -> str:
    name = case_name(proposal) if proposal.number or proposal.title else "未识别标题"
    title = f"　{proposal.title}" if proposal.number and proposal.title else ""
    return f"{n + 1}. {name}{title}"


def _left_out(sheet: LetterSheet, written: Sequence[tuple[str, str]], cases: int) -> Shown:
    """That not every letter of a 并案 was begun."""
    if len(written) == cases:
        return {}
    return sheet.say(f"已按要求停止：并案 {cases} 件中写了 {len(written)} 件，其余没有写。", "warning")
