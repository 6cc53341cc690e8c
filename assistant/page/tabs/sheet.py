"""The third step of 起草报告: the report, its parts to edit, its findings, its files."""

from typing import Any

import gradio as gr

from assistant.export.forms import FORM_WORDS
from assistant.export.html import preview
from assistant.page import ledger_view, views
from assistant.page.reports import Drafted, Writing


class SheetPanel:
    """``outputs`` are what ``say``, ``write`` and ``show`` fill."""

    def __init__(self) -> None:
        with gr.Column(visible=False) as self.box:
            gr.HTML('<h3 class="df-step">三、看稿、改稿、下载</h3>')
            self.moved = gr.HTML(elem_id="report-moved")
            with gr.Row(equal_height=False):
                with gr.Column(scale=6):
                    self.paper = gr.HTML(elem_id="report-paper")
                with gr.Column(scale=5, elem_classes="df-side"):
                    self.said = gr.HTML(elem_id="sheet-status")
                    self._side()
        self.outputs: list[Any] = [
            self.said, self.box, self.moved, self.paper, self.findings, self.copied, self.part, self.text,
        ]  # fmt: skip

    def _side(self) -> None:
        with gr.Tab("修改"):
            self.part = gr.Dropdown([], label="改哪一部分", elem_id="report-part")
            self.text = gr.Textbox(
                label="文字（没动过的数字保留出处，新写的数字标〔待核实〕）", lines=14, elem_id="part-text"
            )
            with gr.Row():
                self.save = gr.Button("保存并重新校核", variant="primary", elem_id="save-part")
                self.again = gr.Button("重写这一部分", elem_id="redo-part")
        with gr.Tab("校核"):
            self.findings = gr.HTML(elem_id="report-findings")
            self.copied = gr.HTML(elem_id="report-copied")
        with gr.Tab("下载"):
            words = [(word, form) for form, word in FORM_WORDS.items()]
            self.form = gr.Radio(words, value="bare", label="净稿的格式", elem_id="report-form")
            self.signer = gr.Textbox(label="签发人（文件格式用，可空）", elem_id="report-signer")
            self.export = gr.Button("生成 Word、数字附表和领导一页", variant="primary", elem_id="report-export")
            self.files = gr.File(label="下载", file_count="multiple", interactive=False, elem_id="report-output")

    def say(self, message: str, kind: str = "ok") -> dict[Any, Any]:
        """A line beside the report, which stays."""
        return {self.said: views.banner(message, kind)}

    def write(self, writing: Writing) -> dict[Any, Any]:
        """The parts as they come."""
        return {self.box: gr.update(visible=True), self.paper: ledger_view.writing(writing.parts, writing.at_hand)}

    def show(self, drafted: Drafted, heading: str | None = None) -> dict[Any, Any]:
        """After drafting, editing, writing a part again; ``heading`` is the part that a person is at."""
        report = drafted.report
        headings = [s.heading for s in report.sections]
        at = heading if heading in headings else headings[0]
        return {
            self.said: "",
            self.box: gr.update(visible=True),
            self.moved: ledger_view.moved(drafted.moved),
            self.paper: preview(report.draft, drafted.checked.findings),
            self.findings: views.findings(drafted.checked.findings, report.draft),
            self.copied: ledger_view.copied(drafted.copied),
            self.part: gr.update(choices=headings, value=at),
            self.text: next(s.text for s in report.sections if s.heading == at),
        }


def summary(drafted: Drafted) -> tuple[str, str]:
    """What to say of a draft, and how: ``ok`` or ``warning``."""
    report = drafted.report
    if report.draft.state == "interrupted":
        return "已按要求停止，写好的部分保留，其余写明没有写。", "warning"
    open_ = sum(s.status == "open" for s in report.sections)
    moved = "变了的句子列在稿子上面。" if drafted.moved else ""
    left = f"有 {open_} 部分还要人补写。" if open_ else ""
    said = noted(drafted)
    return f"已起草：{report.kind.name}，见下面第三步。{left}{moved}{said}", "warning" if said else "ok"


def noted(drafted: Drafted, heading: str = "") -> str:
    """What was assumed of the plan, and how the model did, of all parts or of one."""
    told = [n.message for n in drafted.report.notices if not heading or n.message.startswith(f"“{heading}”：")]
    return "".join(f"{message}。" for message in told)
