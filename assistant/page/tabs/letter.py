"""起草答复: a proposal becomes a letter, section by section, checked, edited and exported."""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import gradio as gr

from assistant.batch import Options
from assistant.brought.papers import Papers, brought_to
from assistant.case import Letter
from assistant.draft import Stage
from assistant.drafting.writer import Role
from assistant.export.forms import FORM_WORDS, Form
from assistant.export.html import preview
from assistant.intake import salutation_of
from assistant.page import form, returned_view, views
from assistant.page.streaming import Stops
from assistant.page.tabs.decisions import UNDECIDED, decisions, proposed
from assistant.page.tabs.decisions import shown as decisions_shown
from assistant.page.tabs.revision import revision_panel, wire_revision
from assistant.page.workbench import Progress, Workbench
from assistant.proposal import Proposal
from assistant.returning.redline_page import redline
from knowledge_base.errors import DafuError, InputError

WRITERS = {"不用模型": "offline", "大模型": "model"}
ASK_COLUMNS = ["诉求", "承办", "职责"]


FIRST = "第一次答复"
OCCASIONS = {FIRST: "", "再次答复（提出人不满意）": "again", "跟踪答复（承诺的落实情况）": "follow-up"}
_PAGE_FORMS = ("letter", "public", "consultation", "text")


def letter_tab(bench: Workbench) -> None:
    letter_id = gr.State("")
    found = gr.State([])
    read_from = gr.State(None)
    stops = Stops()

    with gr.Row(equal_height=False):
        with gr.Column(scale=5):
            pasted = gr.Textbox(label="建议或提案全文（粘贴）", lines=16, max_lines=16, elem_id="pasted")
            upload = gr.File(label="或上传文件（txt、docx、pdf）", file_count="single", height=130)
            recognise = gr.Button("识别要素", variant="primary", elem_id="recognise")
        with gr.Column(scale=6):
            notes = gr.HTML(elem_id="notes")
            which = gr.Radio(label="一次粘贴了几件，请选一件", choices=[], visible=False)
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
                stage = gr.Radio(list(get_args(Stage)), label="阶段", value="送审稿")
                writer = gr.Radio(
                    list(WRITERS), label="写法", value="大模型" if bench.settings.has_chat_model else "不用模型"
                )
            with gr.Accordion("主办单位、处室素材、结果类别、文号与日期（需要时填）", open=False):
                lead = gr.Textbox(label="主办单位（会办时填）")
                with gr.Row():
                    material = gr.File(label="填好的素材表（xlsx、docx）", file_count="multiple", height=130)
                    heard = gr.File(label="收到的会办意见（一份一个文件）", file_count="multiple", height=130)
                with gr.Row():
                    first = gr.File(label="原答复（再次答复、跟踪答复时上传）", file_count="single", height=130)
                    promised = gr.File(label="填过状态的承诺台账（xlsx）", file_count="single", height=130)
                occasion = gr.Radio(list(OCCASIONS), label="这是第几次答复", value=FIRST, elem_id="occasion")
                with gr.Row():
                    mark = gr.Textbox(label="办理结果类别（人定，起草后也可定）", min_width=100)
                    out_number = gr.Textbox(label="发文字号（终稿）", min_width=160)
                    dated = gr.Textbox(label="成文日期（终稿，如 2026-05-20）", min_width=160)
            with gr.Row():
                start = gr.Button("起草", variant="primary", elem_id="start")
                halt = gr.Button("停止", elem_id="halt")

    status = gr.HTML(elem_id="status")
    with gr.Row(equal_height=False):
        with gr.Column(scale=6):
            paper = gr.HTML(elem_id="paper")
        with gr.Column(scale=5, elem_classes="df-side"):
            with gr.Tab("诉求"):
                decided = decisions()
            with gr.Tab("校核"):
                findings = gr.HTML(elem_id="findings")
            with gr.Tab("出处"):
                sources = gr.HTML(elem_id="sources")
            with gr.Tab("对话改稿"):
                revised = revision_panel()
            with gr.Tab("修改"):
                section = gr.Dropdown(label="修改哪一项诉求的答复", choices=[], elem_id="section")
                edited = gr.Textbox(label="文字（改后保存，数字会重新核对）", lines=14, elem_id="edited")
                save = gr.Button("保存并重新校核", variant="primary", elem_id="save")
            with gr.Tab("改回来的稿"):
                back = gr.File(
                    label="领导、处室在 Word 或 WPS 里改过的稿子（docx）",
                    file_types=[".docx"],
                    height=130,
                    elem_id="back",
                )
                adopt = gr.Button("采用为新的一版并重新校核", variant="primary", elem_id="adopt")
                edits = gr.HTML(elem_id="edits")
                red = gr.File(label="花脸稿（修订可逐处接受或拒绝）", elem_id="red", interactive=False)
            with gr.Tab("下载"):
                wanted = gr.CheckboxGroup(
                    [(word, key) for key, word in FORM_WORDS.items() if key in _PAGE_FORMS],
                    label="另要的格式（送审稿不带红头，由公文系统加）", elem_id="forms",
                )  # fmt: skip
                export = gr.Button("生成 Word", variant="primary", elem_id="export")
                output = gr.File(
                    label="依据清单稿、批注稿、净稿与依据清单（xlsx）",
                    file_count="multiple",
                    elem_id="output",
                    interactive=False,
                )

    fields = [kind, number, session, title, proposers, salutation, pronoun, asks, role, lead]
    shown = [status, paper, findings, sources, section, *decided.outputs, revised.section]

    def on_recognise(text: str, file: str | None, said: str = "") -> list[Any]:
        try:
            proposals = bench.recognise(text, file)
        except DafuError as e:
            return [views.banner(str(e)), [], None, gr.update(visible=False), *[gr.update()] * len(fields), ""]
        choices = [f"{n}. {p.title or p.number or '未识别标题'}" for n, p in enumerate(proposals, 1)]
        several = gr.update(visible=len(proposals) > 1, choices=choices, value=choices[0])
        return [_said(proposals), list(proposals), (text, file), several, *_fields(proposals[0]), said]

    def on_ready(text: str, file: str | None, source: tuple[str, str | None] | None, *values: Any) -> list[Any]:
        """What was pasted is what gets answered: text not read yet is read before the letter is begun."""
        match form.pasted(text, file, source, form.filled(values)):
            case "read":
                return [*on_recognise(text, file), True]
            case "changed":
                return [*on_recognise(text, file, views.banner(form.CHANGED, "warning")), False]
            case "as shown":
                return [*[gr.update()] * (len(fields) + 5), True]

    def on_choice(choice: str, proposals: list[Proposal]) -> list[Any]:
        proposal = proposals[int(choice.split(".")[0]) - 1]
        return [views.notes(proposal), *_fields(proposal)]

    def on_start(
        request: gr.Request, go: bool, proposals: list[Proposal], chosen: str | None, stage_: Stage, how: str,
        files_: list[str] | None, heard_: list[str] | None, first_: str | None, promised_: str | None, occasion_: str,
        mark_: str, out_number_: str, dated_: str, *values: Any,
    ) -> Iterator[list[Any]]:  # fmt: skip
        blank = [gr.update()] * (len(shown) - 1)
        if not go:
            yield [gr.update(), gr.update(), *blank]
            return
        stop = stops.begin(str(request.session_hash))
        try:
            at = int(chosen.split(".")[0]) - 1 if chosen and len(proposals) > 1 else 0
            options = Options.parse(
                role=None,
                stage=stage_,
                number=out_number_ or "",
                dated=dated_ or "",
                class_mark=mark_ or "",
                sources="list",
            )
            case = form.case(
                form.filled(values),
                proposals[at] if proposals else None,
                options,
                bench.materials(files_ or []),
            )
            case = brought_to(case, _papers(heard_, first_, promised_, occasion_), bench.profile)
            yield ["", views.banner("正在检索依据……", "ok"), *blank]
            for step in bench.draft(case, stop, WRITERS[how]):
                if isinstance(step, Progress):
                    yield [
                        gr.update(),
                        gr.update(),
                        views.writing(step.sections, case.proposal, step.at_hand),
                        *blank[1:],
                    ]
                else:
                    yield [step, *_letter(bench, bench.letter(step))]
        except DafuError as e:
            yield [gr.update(), views.banner(str(e)), *blank]
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def on_section(id_: str, choice: str | None) -> str:
        return bench.letter(id_).finished.section(_number(choice)) if id_ and choice else ""

    def on_save(id_: str, choice: str | None, text: str) -> list[Any]:
        if not id_ or not choice:
            return told("请先起草，再选择要修改的一项。", "warning")
        try:
            return _letter(bench, bench.edit(id_, _number(choice), text), keep=choice)
        except DafuError as e:
            return told(str(e))

    def told(message: str, kind: str = "error") -> list[Any]:
        return [views.banner(message, kind), *[gr.update()] * (len(shown) - 1)]

    def on_verdict(id_: str, choice: str | None, word: str | None) -> list[Any]:
        if not id_ or not choice or not word:
            return told("请先起草，再选一条诉求和它的办理结果。", "warning")
        try:
            said = "" if word == UNDECIDED else word
            return _letter(bench, bench.confirm(id_, _number(choice), said), verdict=choice)
        except DafuError as e:
            return told(str(e))

    def on_verdict_ask(id_: str, choice: str | None) -> str | None:
        return proposed(bench.letter(id_), bench, _number(choice)) if id_ and choice else None

    def on_class(id_: str, mark_: str | None) -> list[Any]:
        if not id_ or not mark_:
            return told("请先起草，再选类别。", "warning")
        try:
            return _letter(bench, bench.classify(id_, mark_))
        except DafuError as e:
            return told(str(e))

    def on_back(id_: str, file: str | None) -> list[Any]:
        if not file:
            return [gr.update()] * 2 + ["", None]
        if not id_:
            return [views.banner("请先起草，再放入改回来的稿子。", "warning"), gr.update(), "", None]
        try:
            returned, read = bench.returned(id_, file)
            said = views.banner("左边是花脸稿；看过以后可以采用为新的一版。", "ok")
            return [said, redline(returned), returned_view.changes(returned, read), bench.redline(id_, file)]
        except DafuError as e:
            return [views.banner(str(e)), gr.update(), "", None]

    def on_adopt(id_: str, file: str | None) -> list[Any]:
        if not id_ or not file:
            return told("请先放入改回来的稿子。", "warning")
        try:
            _, *rest = _letter(bench, bench.adopt(id_, file))
            return [views.banner("已采用为新的一版，没有改动的数字保留出处。", "ok"), *rest]
        except DafuError as e:
            return told(str(e))

    def on_export(id_: str, forms: list[Form] | None) -> list[Any]:
        if not id_:
            return [views.banner("请先起草，再生成 Word。", "warning"), None]
        try:
            return ["", bench.export(id_, forms or ())]
        except DafuError as e:
            return [views.banner(str(e)), None]

    def on_salutation(kind_: str, names: str) -> Any:
        people = form.proposers(kind_, names)
        return salutation_of(people, bench.profile) if people else gr.update()

    ready = gr.State(True)
    recognised = [notes, found, read_from, which, *fields, status]
    brought = [material, heard, first, promised, occasion]
    inputs = [ready, found, which, stage, writer, *brought, mark, out_number, dated, *fields]
    recognise.click(on_recognise, [pasted, upload], recognised)
    which.input(on_choice, [which, found], [notes, *fields])
    proposers.blur(on_salutation, [kind, proposers], salutation)
    start.click(on_ready, [pasted, upload, read_from, *fields], [*recognised, ready]).then(
        on_start, inputs, [letter_id, *shown]
    )
    halt.click(on_halt, queue=False)
    section.change(on_section, [letter_id, section], edited)
    save.click(on_save, [letter_id, section, edited], shown)
    back.change(on_back, [letter_id, back], [status, paper, edits, red])
    adopt.click(on_adopt, [letter_id, back], shown)
    wire_revision(revised, bench, letter_id, shown, lambda letter: _letter(bench, letter))
    decided.ask.change(on_verdict_ask, [letter_id, decided.ask], decided.word)
    decided.confirm.click(on_verdict, [letter_id, decided.ask, decided.word], shown)
    decided.decide.click(on_class, [letter_id, decided.mark], shown)
    export.click(on_export, [letter_id, wanted], [status, output])


def _said(proposals: Sequence[Proposal]) -> str:
    if proposals[0].kind == "none":
        return views.banner("未识别到建议或提案：请检查粘贴的内容，或在下面逐项填写。", "warning")
    several = views.banner(f"这段文字里有 {len(proposals)} 件，请选一件起草。", "warning") if len(proposals) > 1 else ""
    return several + views.notes(proposals[0])


def _fields(proposal: Proposal) -> list[Any]:
    """The form's values in the order of ``fields``."""
    shown = form.show(proposal)
    return [getattr(shown, f.name) for f in dataclasses.fields(shown)]


def _number(choice: str) -> int:
    """The number of the ask that a choice ``2. 公布名单`` names."""
    return int(choice.split(".")[0])


def _papers(heard: list[str] | None, first: str | None, promised: str | None, occasion: str) -> Papers:
    """Raises InputError where the occasion and the first letter do not go together."""
    why = OCCASIONS[occasion]
    if bool(why) != bool(first):
        raise InputError(
            "再次答复、跟踪答复要上传原答复。"
            if why
            else "上传了原答复，请选“再次答复”或“跟踪答复”；第一次答复请移除它。"
        )
    return Papers(
        opinions=[Path(f) for f in heard or ()],
        ledger=Path(promised) if promised else None,
        again=Path(first) if first and why == "again" else None,
        follow_up=Path(first) if first and why == "follow-up" else None,
    )


def _letter(bench: Workbench, letter: Letter, keep: str | None = None, verdict: str | None = None) -> list[Any]:
    """Outputs after writing, editing, checking or deciding: status, paper, findings, sources, the choice of sections, and
    those of the matrix; ``keep`` and ``verdict`` are the choices that stay."""
    draft, report = letter.finished, letter.report
    found = tuple(report.findings) if report else ()
    asks = [f"{n}. {a.core or a.text[:30]}" for n, a in enumerate(letter.case.proposal.asks, 1)]
    said = {
        "complete": ("已起草，请逐项核对后修改。", "ok"),
        "interrupted": ("已按要求停止，写好的部分保留。", "warning"),
        "incomplete": ("起草中断，写好的部分保留，未完成处已标出。", "warning"),
    }[draft.state]
    first = asks[0] if asks else None
    choice = gr.update(choices=asks, value=keep if keep in asks else first)
    table, ask, mark = decisions_shown(letter, bench)
    return [
        views.banner(*said), preview(draft, found), views.findings(found, draft), views.sources(letter), choice,
        table, gr.update(choices=asks, value=verdict) if verdict in asks else ask, mark,
        gr.update(choices=asks, value=first),
    ]  # fmt: skip
