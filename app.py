"""The web page: wiring only. What it shows and does is in ``assistant.page``."""

import os
import socket
import sys
from importlib.resources import files
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.themes import Base

from assistant.commands.terminal import bar
from assistant.page import views
from assistant.page.tabs.evaluation import evaluation_tab
from assistant.page.tabs.letter import letter_tab
from assistant.page.tabs.library import library_tab
from assistant.page.tabs.report import report_tab
from assistant.page.tabs.review import review_tab
from assistant.page.tabs.talk import talk_tab
from assistant.page.workbench import Workbench
from assistant.settings import Settings, load
from knowledge_base.errors import DafuError, SetupError, of_system

FONTS = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "system-ui", "sans-serif"]


def serve(settings: Settings) -> int:
    """Indexes the sample corpus at the first start, then serves until interrupted. Prints the address."""
    # What the page holds for a while stays in the home, and goes when the page ends.
    os.environ["GRADIO_TEMP_DIR"] = str(settings.home / "page")
    bench = Workbench(settings)
    try:
        with bar("建立示例资料索引") as advance:
            bench.index_sample(advance)
    except DafuError as e:
        print(e, file=sys.stderr)
    _refuse_taken(settings.host, settings.port)
    if settings.host not in ("127.0.0.1", "localhost"):
        print(f"注意：页面将对 {settings.host} 开放，而本程序没有登录，同网段的人都能使用。", file=sys.stderr)
    print(f"答复助手：http://{settings.host}:{settings.port}（按 Ctrl+C 结束）", flush=True)
    build(bench).queue(default_concurrency_limit=8).launch(
        server_name=settings.host,
        server_port=settings.port,
        quiet=True,
        show_error=True,
        ssr_mode=False,
        run_history=False,  # else the browser keeps what people paste and get
        footer_links=[],
        theme=Base(primary_hue="blue", neutral_hue="stone", font=FONTS, font_mono=FONTS),
        css=_styles(),
        allowed_paths=[str(settings.home / "exports")],
    )
    return 0


def _overview(result: Path) -> str:
    from evals import overview, results

    return overview.overview(results.read(result))


def _comparison(before: Path, now: Path) -> str:
    from evals import overview, results

    return overview.comparison(results.read(before), results.read(now))


def _styles() -> str:
    sheets = (files("assistant.reporting") / "report.css", files("assistant.page") / "style.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _refuse_taken(host: str, port: int) -> None:
    """Says so before the address is printed."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as e:
            raise SetupError(f"{host}:{port} 用不了（{of_system(e)}），请用 --port 换一个端口。") from e


def build(bench: Workbench) -> gr.Blocks:
    with gr.Blocks(
        title="答复：建议提案答复起草", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)
    ) as page:
        gr.HTML(
            '<div class="df-head"><h1>答复</h1><p>起草与校核的助手：不签发、不报送、不上传，最后由人决定。</p></div>'
        )
        trouble = gr.HTML(elem_id="trouble")
        with gr.Tab("起草答复"):
            letter_tab(bench)
        with gr.Tab("起草报告"):
            report_tab(bench, page)
        with gr.Tab("审核"):
            review_tab(bench)
        with gr.Tab("问知识库"):
            talk_tab(bench)
        with gr.Tab("资料"):
            library_tab(bench, page)
        with gr.Tab("评测"):
            evaluation_tab(bench, page, _overview, _comparison)
        page.load(lambda: views.banner(bench.trouble()), outputs=trouble)
    return page


if __name__ == "__main__":
    sys.exit(serve(load()))
