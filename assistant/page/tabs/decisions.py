"""The matrix beside the letter, and what a person decides on it: the verdict of each ask, the class of the case."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.case import Letter
from assistant.page.matrix import matrix
from assistant.page.workbench import Workbench
from assistant.verdicts import WORDS, verdicts

UNDECIDED = "不定"


@dataclass(frozen=True)
class Decisions:
    """The widgets; ``outputs`` are those that ``shown`` fills, in its order."""

    table: gr.HTML
    ask: gr.Dropdown
    word: gr.Radio
    confirm: gr.Button
    mark: gr.Radio
    decide: gr.Button

    @property
    def outputs(self) -> list[Any]:
        return [self.table, self.ask, self.mark]


def decisions() -> Decisions:
    table = gr.HTML(elem_id="matrix")
    ask = gr.Dropdown(label="哪一条诉求", choices=[], elem_id="verdict-ask")
    word = gr.Radio([*(w for w in WORDS if w), UNDECIDED], label="办理结果（人定）", elem_id="verdict-word")
    confirm = gr.Button("确认这一条", elem_id="verdict-confirm")
    mark = gr.Radio([], label="全件的办理结果类别（人定）", elem_id="class-mark")
    decide = gr.Button("确定类别", elem_id="class-decide")
    return Decisions(table, ask, word, confirm, mark, decide)


def shown(letter: Letter, bench: Workbench) -> list[Any]:
    """Values of ``Decisions.outputs`` for a letter."""
    asks = [f"{n}. {a.core or a.text[:30]}" for n, a in enumerate(letter.case.proposal.asks, 1)]
    return [
        matrix(letter, bench.profile),
        gr.update(choices=asks, value=asks[0] if asks else None),
        _classes(letter, bench),
    ]


def _classes(letter: Letter, bench: Workbench) -> Any:
    """The office's classes to choose from; nothing to choose where the letter bears none."""
    borne = any(b.kind == "class-mark" for b in letter.finished.blocks)
    choices = [(f"{mark}：{meaning}", mark) for mark, meaning in bench.profile.classes.marks.items()] if borne else []
    return gr.update(choices=choices, value=(letter.case.class_mark or None) if borne else None)


def proposed(letter: Letter, bench: Workbench, ask: int) -> str | None:
    """What the radio shows for an ask: a person's word, else what is proposed."""
    found = next((v for v in verdicts(letter, bench.profile) if v.ask == ask), None)
    if found is None or (found.confirmed is None and not found.word):
        return None
    return found.stands or UNDECIDED
