"""The second step of 起草报告: kind, bases of rates, outline, cases, and what else a person decides before drafting."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.drafting.reports import guess, kind_named
from assistant.drafting.reports.kinds import reports as kinds
from assistant.drafting.reports.outline import rows_of, written_by
from assistant.page import reports, views
from assistant.page.ledgers import ReadLedger
from assistant.page.reports import Wish

_GUESS = "按台账判断"
_WRITERS = {"不用模型": "offline", "大模型": "model"}
_NAMES = {r.name: r.kind for r in kinds().report}


class PlanPanel:
    """``inputs`` are what ``wish`` takes; ``outputs`` what ``offer`` fills."""

    def __init__(self, *, has_model: bool) -> None:
        with gr.Column(visible=False) as self.box:
            gr.HTML('<h3 class="df-step">二、定内容</h3>')
            self._fields(has_model=has_model)
        self.inputs: list[Any] = [
            self.kind, self.outline, self.cases, self.writer, self.table, self.face, self.satisfied,
        ]  # fmt: skip
        self.outputs: list[Any] = [self.box, self.outline, self.face, self.satisfied, self.cases, self.said]
        self.kind.input(
            lambda word: _rows(_NAMES.get(word, "dept-annual")), self.kind, self.outline, show_progress="hidden"
        )
        moved = [self.outline, self.moving]
        self.up.click(lambda rows, n: reports.swapped(rows, n, -1), moved, moved, show_progress="hidden")
        self.down.click(lambda rows, n: reports.swapped(rows, n, 1), moved, moved, show_progress="hidden")

    def _fields(self, *, has_model: bool) -> None:
        with gr.Row(equal_height=False):
            with gr.Column(scale=4):
                self.kind = gr.Dropdown([_GUESS, *_NAMES], value=_GUESS, label="报告种类", elem_id="report-kind")
                self.face = gr.Dropdown([], label=f"面复率的分母{reports.WAITING}", elem_id="face-base")
                self.satisfied = gr.Dropdown([], label=f"满意率的分母{reports.WAITING}", elem_id="satisfied-base")
                self.writer = gr.Radio(list(_WRITERS), label="写法", value="大模型" if has_model else "不用模型")
                self.table = gr.Checkbox(label="附《建议提案承办情况统计表》（件别×办理方式）", elem_id="with-table")
                with gr.Row():
                    self.start = gr.Button("起草报告", variant="primary", elem_id="start-report", min_width=120)
                    self.halt = gr.Button("停止", elem_id="halt-report", min_width=80)
                self.said = gr.HTML(elem_id="report-status")
            with gr.Column(scale=4):
                self.outline = gr.Dataframe(
                    headers=["标题", "写法"], datatype="str", type="array", interactive=True, elem_id="outline",
                    label=f"提纲：双击改标题，可增删行；写法填 {'、'.join(written_by().values())}", show_row_numbers=True,
                    value=_rows(kind_named("dept-annual").kind), wrap=True, column_widths=["65%", "35%"],
                )  # fmt: skip
                with gr.Row(elem_classes="df-baseline"):
                    self.moving = gr.Number(1, label="第几部分", precision=0, minimum=1, elem_id="moving", min_width=90)
                    self.up = gr.Button("上移", elem_id="part-up", min_width=70)
                    self.down = gr.Button("下移", elem_id="part-down", min_width=70)
                self.past = gr.UploadButton("用往年报告的标题作提纲", elem_id="past", min_width=190)
            with gr.Column(scale=4):
                self.cases = gr.CheckboxGroup([], label="典型案例：选要写的件（不选则写前3件）", elem_id="cases")

    @staticmethod
    def wish(
        kind: str, outline: list[list[str]], cases: list[str], writer: str, table: bool, *bases: str | None
    ) -> Wish:
        told = {r: b for r, b in zip(reports.RATES, bases, strict=True) if b}
        planned = tuple((str(r[0]), str(r[1] or "") if len(r) > 1 else "") for r in outline if r and str(r[0]).strip())
        return Wish(
            _NAMES.get(kind, ""), () if _usual(outline) else planned, told, tuple(cases), _WRITERS[writer], bool(table)
        )

    def say(self, message: str, kind: str = "ok") -> dict[Any, Any]:
        """A line under the button; what was drafted before stays."""
        return {self.said: views.banner(message, kind)}

    def offer(
        self, found: ReadLedger, kind: str, outline: list[list[str]], chosen: Sequence[str], bases: Sequence[str | None]
    ) -> dict[Any, Any]:
        """What the ledger lets a person choose from. An outline that nobody touched becomes that of the kind guessed."""
        told = None if kind in _NAMES or not _usual(outline) else guess(found.ledger).kind
        fields = zip((self.face, self.satisfied), reports.RATES, bases, strict=True)
        return {
            self.box: gr.update(visible=True),
            self.outline: _rows(told) if told else gr.update(),
            **{field: _base(found, rate, base) for field, rate, base in fields},
            self.cases: gr.update(choices=[(f"{o.name}：{o.why}", o.place) for o in found.offered], value=list(chosen)),
        }


def _rows(kind: str) -> list[list[str]]:
    return [list(row) for row in rows_of(kind_named(kind))]


def _usual(rows: list[list[str]]) -> bool:
    """Whether the plan is one of a kind's own, untouched."""
    return any([[str(c or "") for c in r] for r in rows] == _rows(r.kind) for r in kinds().report)


def _base(found: ReadLedger, rate: str, chosen: str | None) -> Any:
    """A rate with one base only has nothing to ask."""
    bases = found.bases(rate)
    named = [base for _, base in bases]
    return gr.update(choices=bases, value=chosen if chosen in named else None, visible=bool(bases))
