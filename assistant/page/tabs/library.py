"""资料: what the knowledge base holds, put in and taken out."""

import os
from typing import Any

import gradio as gr

from assistant.page import views
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError


def library_tab(bench: Workbench, page: gr.Blocks) -> None:
    headers = ["标题", "文号", "发文机关", "日期", "类别", "效力", "使用范围"]
    status = gr.HTML(elem_id="library-status")
    with gr.Row():
        upload = gr.File(
            label="加入资料（txt、md、html、docx、pdf、图片、xlsx、ofd）",
            file_count="multiple",
            height=140,
            elem_id="library-upload",
        )
        with gr.Column():
            add = gr.Button("加入知识库", variant="primary", elem_id="library-add")
            chosen = gr.Dropdown(label="移除哪些", choices=[], multiselect=True)
            remove = gr.Button("移除")
    table = gr.Dataframe(
        headers=headers,
        datatype="str",
        type="array",
        interactive=False,
        wrap=True,
        elem_id="library",
        max_height=620,
        column_widths=["34%", "15%", "15%", "9%", "8%", "9%", "10%"],
    )

    def listing(message: str = "") -> list[Any]:
        try:
            documents = bench.documents()
        except DafuError as e:
            return [views.banner(message or str(e)), gr.update(), gr.update()]
        return [message, views.documents(documents), gr.update(choices=[d.path for d in documents], value=[])]

    def on_add(paths: list[str] | None, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008  # the library's way
        if not paths:
            return listing(views.banner("请先选择文件。", "warning"))

        def advance(done: int, total: int, name: str) -> None:
            progress((done, max(total, 1)), desc=name)

        try:
            report = bench.upload(paths, advance)
        except DafuError as e:
            return listing(views.banner(str(e)))
        refused = "；".join(f"{os.path.basename(p)}：{why}" for p, why in (*report.skipped, *report.failed))  # noqa: PTH119
        said = f"新增 {len(report.added)} 份，未变 {len(report.unchanged)} 份。" + (
            f"未收录——{refused}" if refused else ""
        )
        return listing(views.banner(said, "warning" if refused else "ok"))

    def on_remove(paths: list[str]) -> list[Any]:
        try:
            report = bench.remove(paths or [])
        except DafuError as e:
            return listing(views.banner(str(e)))
        return listing(views.banner(f"移除 {len(report.removed)} 份。", "ok"))

    outputs = [status, table, chosen]
    add.click(on_add, upload, outputs)
    remove.click(on_remove, chosen, outputs)
    page.load(listing, outputs=outputs)
