"""The command line ``dafu``. Imports are lazy: ``dafu --help`` loads neither Chroma nor Gradio nor LangChain.

Exit code 0 done and no error-level finding, 1 done with error-level findings or some inputs failed, 2 nothing could be
done, with one clear Chinese sentence on standard error. ``--json FILE`` (or ``-``) writes what the command found.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from assistant.commands import arguments, knowledge, ledgers, letters, opening, review, terminal, versions
from assistant.commands.options import Home, Office
from knowledge_base.errors import DafuError, of_system

_NOTHING_DONE = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="答复：人大代表建议、政协提案答复的起草助手。",
)
for command in (
    knowledge.index,
    knowledge.text,
    knowledge.search,
    knowledge.ask,
    letters.intake,
    letters.materials,
    ledgers.figures,
    ledgers.report,
    letters.reply,
    review.check,
    review.checks,
    versions.compare,
    versions.word,
    versions.enclosures,
    versions.fill,
):
    app.command()(command)


def main() -> None:
    """Entry point of the console script: every expected failure is one Chinese sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = typer.main.get_command(app).main(arguments.spread(sys.argv[1:]), standalone_mode=False) or 0
        if code != _NOTHING_DONE:
            terminal.tell_notes()
        sys.exit(code)
    except DafuError as e:
        _fail(str(e))
    except typer.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        print("已停止，已完成的部分保留。", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as e:
        _fail(f"文件读写失败：{e.filename or ''}（{of_system(e)}），请检查路径、权限和磁盘空间。")
    except typer.exceptions.TyperException as e:
        _fail(f"{terminal.usage(e.format_message())}（用 dafu --help 查看用法）")


def _fail(message: str) -> None:
    print(message, file=sys.stderr)
    sys.exit(_NOTHING_DONE)


@app.command(
    "eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)
def evaluate(context: typer.Context) -> int:
    """评测：checks、retrieval、intake、drafting、office 等，用 dafu eval SUITE --help 查看。"""
    from evals.commands import app as suites

    return typer.main.get_command(suites).main(context.args, prog_name="dafu eval", standalone_mode=False) or 0


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听地址（默认只限本机）")] = None,
    port: Annotated[int | None, typer.Option("--port", help="端口")] = None,
    office: Office = None,
    home: Home = None,
) -> int:
    """打开网页。"""
    import app as page

    return page.serve(opening.settings(home, office=office, host=host, port=port))


if __name__ == "__main__":
    main()
