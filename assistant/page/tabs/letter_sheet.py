"""The lower half of 起草答复: the letter, what was found in it and brought for it, and what a person does with it."""

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.case import Letter
from assistant.draft import State
from assistant.export.forms import FORM_WORDS, Form
from assistant.export.html import preview
from assistant.page import returned_view, views
from assistant.page.beside import beside
from assistant.page.tabs.decisions import UNDECIDED, decisions, proposed
from assistant.page.tabs.decisions import shown as decisions_shown
from assistant.page.tabs.revision import revision_panel, wire_revision
from assistant.page.workbench import Workbench
from assistant.returning.redline_page import redline
from knowledge_base.errors import DafuError

_PAGE_FORMS = ("letter", "public", "consultation", "text")
_SAID: dict[State, tuple[str, str]] = {
    "complete": ("已起草，请逐项核对后修改。", "ok"),
    "interrupted": ("已按要求停止，写好的部分保留。", "warning"),
    "incomplete": ("起草中断，写好的部分保留，未完成处已标出。", "warning"),
}
Shown = dict[Any, Any]


class LetterSheet:
    """``outputs`` are what ``say``, ``write`` and ``show`` fill. ``letter_id`` is the letter at hand, ``group`` the letters of
    a 并案 with their names."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.letter_id = gr.State("")
        self.group = gr.State([])
        self.status = gr.HTML(elem_id="status")
        with gr.Row(equal_height=False, visible=False) as self.box:
            with gr.Column(scale=6):
                self.paper = gr.HTML(elem_id="paper")
            with gr.Column(scale=5, elem_classes="df-side"):
                self.which = gr.Radio(
                    label="并案的各函（逐件核对、逐件下载）", choices=[], visible=False, elem_id="letters"
                )
                self.beside = gr.HTML(elem_id="beside")
                self._side()
        self.outputs: list[Any] = [
            self.letter_id, self.group, self.status, self.which, self.box, self.paper, self.beside, *self.decided.outputs,
            self.findings, self.sources, self.section, self.edited, self.revised.section, self.back, self.edits, self.red,
            self.output,
        ]  # fmt: skip
        self._wire()

    def _side(self) -> None:
        with gr.Tab("诉求"):
            self.decided = decisions()
        with gr.Tab("校核"):
            script = (files("assistant.page") / "jump.js").read_text(encoding="utf-8")
            self.findings = gr.HTML(elem_id="findings", js_on_load=script)
        with gr.Tab("出处"):
            self.sources = gr.HTML(elem_id="sources")
        with gr.Tab("对话改稿"):
            self.revised = revision_panel()
        with gr.Tab("修改"):
            self.section = gr.Dropdown(label="修改哪一项诉求的答复", choices=[], elem_id="section")
            self.edited = gr.Textbox(label="文字（改后保存，数字会重新核对）", lines=14, elem_id="edited")
            self.save = gr.Button("保存并重新校核", variant="primary", elem_id="save")
        with gr.Tab("改回来的稿"):
            self.back = gr.File(
                label="领导、处室在 Word 或 WPS 里改过的稿子（docx）",
                file_types=[".docx"],
                height=130,
                elem_id="back",
                elem_classes="df-small-file",
            )
            self.adopt = gr.Button("采用为新的一版并重新校核", variant="primary", elem_id="adopt")
            self.edits = gr.HTML(elem_id="edits")
            self.red = gr.File(label="花脸稿（修订可逐处接受或拒绝）", elem_id="red", interactive=False)
        with gr.Tab("下载"):
            self.forms = gr.CheckboxGroup(
                [(word, key) for key, word in FORM_WORDS.items() if key in _PAGE_FORMS],
                label="另要的格式（送审稿不带红头，由公文系统加）", elem_id="forms",
            )  # fmt: skip
            self.export = gr.Button("生成 Word", variant="primary", elem_id="export")
            self.output = gr.File(
                label="依据清单稿、批注稿、净稿与依据清单（xlsx）",
                file_count="multiple",
                elem_id="output",
                interactive=False,
            )

    def say(self, message: str, kind: str = "error") -> Shown:
        return {self.status: views.banner(message, kind)}

    def write(self, html: str, message: str) -> Shown:
        """A letter on its way."""
        return {self.box: gr.update(visible=True), self.paper: html} | self.say(message, "ok")

    def begin(self, letters: Sequence[tuple[str, str]]) -> Shown:
        """The first of the letters that were just written, each with its name; nothing of an earlier case stays."""
        id_ = letters[0][0]
        choices = [(name, i) for i, name in letters]
        return {
            self.letter_id: id_,
            self.group: list(letters),
            self.which: gr.update(choices=choices, value=id_, visible=len(letters) > 1),
            self.box: gr.update(visible=True),
        } | self._other(self._bench.letter(id_))

    def _other(self, letter: Letter) -> Shown:
        """Another letter than the one at hand."""
        asks = _asks(letter)
        first = asks[0] if asks else None
        return self.show(letter, keep=first) | {
            self.section: gr.update(choices=asks, value=first),
            self.revised.section: gr.update(choices=asks, value=first),
            self.decided.ask: gr.update(choices=asks, value=first),
            self.back: None,
            self.edits: "",
            self.red: None,
        }

    def show(self, letter: Letter, keep: str | None = None) -> Shown:
        """After writing and after each change: files made of an older version go. ``keep`` is the section whose text is shown
        anew; None leaves what a person may be typing."""
        draft, report = letter.finished, letter.report
        found = tuple(report.findings) if report else ()
        table, _, mark = decisions_shown(letter, self._bench)
        text: Shown = {self.edited: draft.section(_number(keep))} if keep else {}
        return (
            self.say(*_SAID[draft.state])
            | {
                self.paper: preview(draft, found),
                self.beside: beside(letter),
                self.findings: views.findings(found, draft),
                self.sources: views.sources(letter),
                self.decided.table: table,
                self.decided.mark: mark,
                self.output: None,
            }
            | text
        )

    def _tried(self, work: Callable[[], Letter], keep: str | None = None, said: str = "") -> Shown:
        try:
            return self.show(work(), keep) | (self.say(said, "ok") if said else {})
        except DafuError as e:
            return self.say(str(e))

    def _wire(self) -> None:
        bench, decided = self._bench, self.decided

        def on_letter(id_: str | None) -> Shown:
            return {self.letter_id: id_ or gr.skip()} | (self._other(bench.letter(id_)) if id_ else {})

        def on_section(id_: str, choice: str | None) -> str:
            return bench.letter(id_).finished.section(_number(choice)) if id_ and choice else ""

        def on_save(id_: str, choice: str | None, text: str) -> Shown:
            if not id_ or not choice:
                return self.say("请先起草，再选择要修改的一项。", "warning")
            return self._tried(lambda: bench.edit(id_, _number(choice), text), choice, "已保存，已重新校核。")

        def on_verdict(id_: str, choice: str | None, word: str | None) -> Shown:
            if not id_ or not choice or not word:
                return self.say("请先起草，再选一条诉求和它的办理结果。", "warning")
            said = "" if word == UNDECIDED else word
            told = f"第{_number(choice)}条的办理结果已确认：{word}。"
            return self._tried(lambda: bench.confirm(id_, _number(choice), said), None, told)

        def on_verdict_ask(id_: str, choice: str | None) -> str | None:
            return proposed(bench.letter(id_), bench, _number(choice)) if id_ and choice else None

        def on_class(id_: str, mark: str | None) -> Shown:
            if not id_ or not mark:
                return self.say("请先起草，再选类别。", "warning")
            return self._tried(lambda: bench.classify(id_, mark), None, f"类别已定为{mark}，已写进稿子。")

        def on_back(id_: str, file: str | None) -> Shown:
            if not file:
                return {self.edits: "", self.red: None} | (
                    {self.paper: self.show(bench.letter(id_))[self.paper]} if id_ else {}
                )
            try:
                returned, read = bench.returned(id_, file)
                said = self.say("左边是花脸稿；看过以后可以采用为新的一版。", "ok")
                changes = returned_view.changes(returned, read)
                return said | {self.paper: redline(returned), self.edits: changes, self.red: bench.redline(id_, file)}
            except DafuError as e:
                return self.say(str(e)) | {self.edits: "", self.red: None}

        def on_adopt(id_: str, file: str | None, choice: str | None) -> Shown:
            if not id_ or not file:
                return self.say("请先放入改回来的稿子。", "warning")
            return self._tried(lambda: bench.adopt(id_, file), choice, "已采用为新的一版，没有改动的数字保留出处。")

        def on_export(id_: str, forms: list[Form] | None) -> Iterator[Shown]:
            if not id_:
                yield self.say("请先起草，再生成 Word。", "warning")
                return
            yield {self.output: None} | self.say("正在生成 Word……", "ok")
            try:
                made = bench.export(id_, forms or ())
                yield {self.output: made} | self.say(f"已生成 {len(made)} 个文件，在“下载”一栏。", "ok")
            except DafuError as e:
                yield self.say(str(e))

        def on(event: Any, does: Callable[..., Any], inputs: Any, outputs: Any) -> None:
            """What is being done is told by the banners."""
            event(does, inputs, outputs, show_progress="hidden")

        id_ = self.letter_id
        on(self.which.input, on_letter, self.which, self.outputs)
        on(self.section.change, on_section, [id_, self.section], self.edited)
        on(self.save.click, on_save, [id_, self.section, self.edited], self.outputs)
        on(self.back.upload, on_back, [id_, self.back], self.outputs)
        on(self.back.clear, on_back, [id_, self.back], self.outputs)
        on(self.adopt.click, on_adopt, [id_, self.back, self.section], self.outputs)
        on(decided.ask.change, on_verdict_ask, [id_, decided.ask], decided.word)
        on(decided.confirm.click, on_verdict, [id_, decided.ask, decided.word], self.outputs)
        on(decided.decide.click, on_class, [id_, decided.mark], self.outputs)
        on(self.export.click, on_export, [id_, self.forms], self.outputs)
        wire_revision(self.revised, bench, id_, self.section, self.outputs, self.show)


def _asks(letter: Letter) -> list[str]:
    return [f"{n}. {a.core or a.text[:30]}" for n, a in enumerate(letter.case.proposal.asks, 1)]


def _number(choice: str) -> int:
    """The number of the ask that a choice ``2. 公布名单`` names."""
    return int(choice.split(".")[0])
