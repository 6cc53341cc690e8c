"""评测, for whoever maintains rules and settings: run a suite, see its tables and plot, compare it with an earlier run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.page import views
from assistant.page.evaluating import SUITES, Finished, Progress, Runs
from assistant.page.streaming import Stops
from assistant.page.tabs.usage import usage_panel
from assistant.page.workbench import Workbench
from knowledge_base.errors import DafuError

Overview = Callable[[Path], str]
"""The HTML of a kept result. Raises InputError for a file that is none."""
Comparison = Callable[[Path, Path], str]


def evaluation_tab(bench: Workbench, page: gr.Blocks, overview: Overview, comparison: Comparison) -> None:
    home = bench.settings.home
    runs = Runs(home / "exports" / "evals", home, bench.settings.office)
    stops = Stops()
    gr.HTML(
        '<p class="df-note">给维护规则、提示词和设置的人用：改动前后各跑一次，看召回有没有降、误报有没有增。'
        "全部在本机进行，一次一般不超过三分钟。</p>"
    )
    with gr.Row(equal_height=False, elem_id="eval-options"):
        suite = gr.Dropdown(list(SUITES), value=next(iter(SUITES)), label="评测什么", elem_id="eval-suite", scale=3)
        papers = gr.Textbox(label="定稿文稿所在文件夹", visible=False, elem_id="eval-papers", scale=3)
        per_kind = gr.Slider(1, 3, value=1, step=1, label="每篇每类植入几处", elem_id="eval-per-kind", scale=2)
        start = gr.Button("开始", variant="primary", elem_id="eval-start", min_width=100, scale=1)
        halt = gr.Button("停止", elem_id="eval-halt", min_width=100, scale=1)
    status = gr.HTML(elem_id="eval-status")
    with gr.Row(equal_height=True):
        chosen = gr.Dropdown([], label="看哪一次的结果", elem_id="eval-chosen")
        earlier = gr.Dropdown([], label="与哪一次相比（可不选）", elem_id="eval-earlier")
    compared = gr.HTML(elem_id="eval-compared")
    shown = gr.HTML(elem_id="eval-shown")
    output = gr.File(
        label="下载（网页含每一例的文字和标记；JSON）", file_count="multiple", interactive=False, elem_id="eval-output"
    )
    usage_panel(bench)
    results = [status, chosen, earlier, shown, compared, output]

    def on_suite(word: str) -> list[Any]:
        planted = SUITES[word] in ("checks", "office")
        return [gr.update(visible=SUITES[word] == "office"), gr.update(visible=planted)]

    def on_start(word: str, folder: str, many: int, request: gr.Request) -> Iterator[list[Any]]:
        stop = stops.begin(str(request.session_hash))
        try:
            for step in runs.run(SUITES[word], folder or "", int(many), stop):
                match step:
                    case Progress():
                        yield [_progress(step, halted=stop.is_set()), *[gr.skip()] * 5]
                    case Finished(None, said):
                        yield [views.banner(said, "warning"), *[gr.skip()] * 5]
                    case Finished(result, said):
                        yield [views.banner(said or "评测完成。", "warning" if said else "ok"), *listing(result)]
        except DafuError as e:
            yield [views.banner(str(e)), *[gr.skip()] * 5]
        finally:
            stops.end(str(request.session_hash), stop)

    def on_halt(request: gr.Request) -> None:
        stops.halt(str(request.session_hash))

    def listing(now: Path | None = None) -> list[Any]:
        """The lists of runs, with ``now`` or the newest shown."""
        kept = [(name, str(path)) for name, path in runs.kept()]
        current = str(now) if now else kept[0][1] if kept else None
        lists = [gr.update(choices=kept, value=current), gr.update(choices=[("不比较", ""), *kept], value="")]
        return [*lists, *on_choice(current, "")]

    def on_choice(now: str | None, before: str | None) -> list[Any]:
        if not now:
            return ['<div class="df-welcome">还没有结果。选一种评测，点“开始”。</div>', "", None]
        try:
            page_ = Path(now).with_suffix(".html")
            files = [str(p) for p in (page_, Path(now)) if p.is_file()]
            versus = comparison(Path(before), Path(now)) if before and before != now else ""
            return [overview(Path(now)), versus, files]
        except DafuError as e:
            return [views.banner(str(e)), "", None]

    suite.input(on_suite, suite, [papers, per_kind])
    start.click(on_start, [suite, papers, per_kind], results, concurrency_limit=1)
    halt.click(on_halt, queue=False)
    gr.on([chosen.input, earlier.input], on_choice, [chosen, earlier], [shown, compared, output])
    page.load(listing, outputs=results[1:])


def _progress(step: Progress, *, halted: bool) -> str:
    share = f"{step.done} / {step.total}" if step.total else "正在跑"
    width = 100 * step.done / step.total if step.total else 0
    said = "正在停止……" if halted else f"{share}　{step.at_hand}　已用 {step.seconds:.0f} 秒"
    return f'{views.banner(said, "ok")}<div class="df-track"><i style="width:{width:.0f}%"></i></div>'
