"""What is brought beside the proposal: filled 素材表, 会办意见, 沟通记录, the first letter, the 承诺台账, class, 文号, date and 公开属性."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import gradio as gr

from assistant.brought.papers import Papers
from knowledge_base.errors import InputError
from knowledge_base.profiles import Openness

FIRST = "第一次答复"
OCCASIONS = {FIRST: "", "再次答复（提出人不满意）": "again", "跟踪答复（承诺的落实情况）": "follow-up"}


@dataclass(frozen=True)
class Given:
    """The values of the panel's widgets, in the order of ``BroughtPanel.inputs``."""

    materials: list[str] | None
    opinions: list[str] | None
    contacts: list[str] | None
    first: str | None
    promised: str | None
    occasion: str
    class_mark: str | None
    number: str | None
    dated: str | None
    openness: str | None

    def papers(self) -> Papers:
        """Raises InputError where the occasion and the first letter do not go together."""
        why = OCCASIONS[self.occasion]
        if bool(why) != bool(self.first):
            raise InputError(
                "再次答复、跟踪答复要上传原答复。"
                if why
                else "上传了原答复，请选“再次答复”或“跟踪答复”；第一次答复请移除它。"
            )
        return Papers(
            materials=[Path(f) for f in self.materials or ()],
            opinions=[Path(f) for f in self.opinions or ()],
            contacts=[Path(f) for f in self.contacts or ()],
            ledger=Path(self.promised) if self.promised else None,
            again=Path(self.first) if self.first and why == "again" else None,
            follow_up=Path(self.first) if self.first and why == "follow-up" else None,
        )


class BroughtPanel:
    """``inputs`` give the values of ``Given``; ``lead`` is a field of the form."""

    def __init__(self) -> None:
        with gr.Accordion(
            "处室素材、会办意见、沟通记录、原答复、结果类别、文号与日期、公开属性（需要时填）",
            open=False,
            elem_id="brought",
        ):
            self.lead = gr.Textbox(label="主办单位（会办时填）")
            with gr.Row():
                material = _files("填好的素材表（xlsx、docx）", "material")
                heard = _files("收到的会办意见（一份一个文件）", "heard")
            with gr.Row():
                contact = _files("沟通记录（txt、md、docx、xlsx）", "contact")
                promised = _file("填过状态的承诺台账（xlsx）", "promised")
            with gr.Row():
                occasion = gr.Radio(
                    list(OCCASIONS), label="这是第几次答复", value=FIRST, min_width=300, elem_id="occasion"
                )
                first = _file("原答复（再次、跟踪答复时传）", "first-letter")
            with gr.Row():
                mark = gr.Textbox(label="结果类别（人定）", placeholder="起草后也可定", min_width=120, elem_id="mark")
                number = gr.Textbox(label="发文字号（终稿）", min_width=160, elem_id="out-number")
                dated = gr.Textbox(
                    label="成文日期（终稿）", placeholder="2026-05-20", min_width=160, elem_id="out-dated"
                )
                openness = gr.Dropdown(
                    [("按单位配置", ""), *get_args(Openness)], value="", label="公开属性", min_width=140,
                    elem_id="openness",
                )  # fmt: skip
        self.inputs: list[Any] = [material, heard, contact, first, promised, occasion, mark, number, dated, openness]


def _files(label: str, name: str) -> gr.File:
    return gr.File(
        label=label, file_count="multiple", height=120, min_width=300, elem_id=name, elem_classes="df-small-file"
    )


def _file(label: str, name: str) -> gr.File:
    return gr.File(
        label=label, file_count="single", height=120, min_width=300, elem_id=name, elem_classes="df-small-file"
    )
