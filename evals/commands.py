"""``dafu eval`` and ``python -m evals``: the suites by the command line.

Exit codes: 0 at or above the thresholds, 1 below, 2 wrong use, 3 the run broke down.
"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals import hashing, papers, results, running, tables
from evals.planted import Options, without_text
from evals.results import Hashes, Run
from evals.scores import scores
from knowledge_base.errors import InputError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="评测：校核、检索、收文、起草、本单位文稿。")
_SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
OK, BELOW, BROKEN = 0, 1, 3

Json = Annotated[Path | None, typer.Option("--json", help="结果写成 JSON")]


@app.command()
def checks(
    kinds: Annotated[str, typer.Option("--kinds", help="只评这些毛病，如 N01,N02 或 N,P（前缀）")] = "",
    only: Annotated[str, typer.Option("--papers", help="只用名称含这些字的文稿，逗号分隔")] = "",
    data: Annotated[list[Path] | None, typer.Option("--data", help="另加一个文件夹的文稿（.txt，可配 .toml）")] = None,
    per_kind: Annotated[int, typer.Option("--per-kind", min=1, help="每篇每类植入几处")] = 2,
    seed: Annotated[int, typer.Option("--seed", help="随机种子")] = 7,
    missed: Annotated[bool, typer.Option("--show-missed", help="列出没找到的")] = False,
    false: Annotated[bool, typer.Option("--show-false", help="列出误报")] = False,
    auto: Annotated[bool, typer.Option("--auto-kind", help="文种由程序判断，不预先告知")] = False,
    shared: Annotated[bool, typer.Option("--shared/--no-shared", help="旁边有公开文稿时一并使用")] = True,
    failed_only: Annotated[Path | None, typer.Option("--failed-only", help="只重跑这份结果中没通过的")] = None,
    json_to: Json = None,
) -> int:
    """校核：植入毛病、诱饵、干净文稿。"""
    console = _console()
    chosen = _papers(data or [], only, shared)
    options = Options(seed, per_kind, tuple(k for k in kinds.split(",") if k), auto=auto)
    again = (
        frozenset(c.id for c in results.read(failed_only).cases if c.outcome != "passed")
        if failed_only
        else frozenset()
    )
    hashes = Hashes(data=hashing.of_text(hashing.faults(), *(p.fingerprint for p in chosen)), rules=hashing.rules())
    kept = Path.home() / ".cache" / "dafu" / "evals" / hashing.of_text(hashing.faults(), hashes.rules)
    from assistant import terminal

    with terminal.bar("评测") as advance:
        found, interrupted = running.run(chosen, options, kept, again, advance)
    run = Run(suite="checks", hashes=hashes, seed=seed, cases=without_text(found), interrupted=interrupted)
    tables.show_checks(run, console)
    if missed:
        tables.show_missed(run, console)
    if false:
        tables.show_false(run, console)
    tables.show_errors(run, console)
    if json_to:
        results.write(run, json_to)
    return _verdict(run)


def _console() -> Console:
    """Wide enough for a paragraph where the output is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=200)


def _papers(data: list[Path], only: str, shared: bool) -> list[papers.Paper]:
    found = papers.own() + papers.samples()
    if shared and _SHARED.is_dir():
        found += [p for name in ("seeds", "replies", "policies") for p in papers.folder(_SHARED / name)]
    for folder in data:
        found += papers.folder(folder)
    chosen = list(papers.select(found, only))
    if not chosen:
        raise InputError("没有符合 --papers 的文稿。")
    return chosen


def _verdict(run: Run) -> int:
    outcomes = run.outcomes()
    if outcomes["errored"] or outcomes["interrupted"]:
        return BROKEN
    s = scores(run)
    floors = {"self": 0.95, "table": 0.9, "src": 0.85, "llm": 0.4}
    below = any(s.needs[n].n and s.needs[n].value < floor for n, floor in floors.items())
    loud = s.errors_per_1000 > 0.2 or s.alarms_per_1000 > 1.0 or (s.decoys.n and s.decoys.value < 0.97)
    return BELOW if below or loud else OK


@app.callback()
def _main() -> None:
    """A callback, so that one command alone still has its name."""
