"""Cases run in several processes; every finished one is kept, so that an interrupted run goes on where it stopped."""

import json
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from pydantic import ValidationError

from evals import planted
from evals.papers import Paper
from evals.planted import Options
from evals.results import Case

Progress = Callable[[int, int, str], None]

LIMIT = 20.0
"""Seconds for one case."""


def run(
    papers: Sequence[Paper],
    options: Options,
    kept: Path | None,
    only: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> tuple[list[Case], bool]:
    """The cases of every paper, in the papers' order, and whether the run was interrupted. ``kept`` is a folder for
    finished cases; ``only`` limits the run to these ids."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Case]] = {}
    interrupted = False
    jobs = max(1, min(os.cpu_count() or 1, len(papers)))
    longest_first = sorted(papers, key=lambda p: -len(p.text) * (1 if p.about.plant else 0))
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn" if os.name == "nt" else "fork"), initializer=_quiet
    )
    try:
        waiting = {pool.submit(_paper, p, options, kept, only): p for p in longest_first}
        for done, future in enumerate(as_completed(waiting), 1):
            paper = waiting[future]
            try:
                found[paper.name] = future.result()
            except Exception as e:  # a worker that died: the paper counts, as an error
                found[paper.name] = [planted.errored(paper, f"{paper.name}|run|0", f"{type(e).__name__}：{e}")]
            if progress:
                progress(done, len(papers), paper.name)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        pool.shutdown(wait=not interrupted, cancel_futures=True)
    for paper in papers:
        if paper.name not in found:
            kept_cases = list(_read(_file(kept, paper, options)).values()) if kept else []
            found[paper.name] = [*kept_cases, _stopped(paper)]
    return [c for p in papers for c in found.get(p.name, ())], interrupted


def _paper(paper: Paper, options: Options, kept: Path | None, only: frozenset[str]) -> list[Case]:
    file = _file(kept, paper, options) if kept else None
    done = _read(file) if file else {}
    cases: list[Case] = []
    out = file.open("a", encoding="utf-8") if file else None
    try:
        for name, work in planted.cases(paper, options):
            if only and name not in only:
                continue
            if name in done:
                cases.append(done[name])
                continue
            try:
                case = _limited(work)
            except Exception:
                case = planted.errored(paper, name, traceback.format_exc(limit=-3))
            cases.append(case)
            if out:
                out.write(case.model_dump_json() + "\n")
                out.flush()
    finally:
        if out:
            out.close()
    return cases


def _file(kept: Path | None, paper: Paper, options: Options) -> Path:
    from evals.hashing import of_text

    key = of_text(paper.fingerprint, repr(options))
    return (kept or Path()) / f"{key}.jsonl"


def _read(file: Path) -> dict[str, Case]:
    """Cases finished earlier; one that broke down is run again, a line cut off by the interrupt is left out."""
    found: dict[str, Case] = {}
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            try:
                case = Case.model_validate(json.loads(line))
            except (ValueError, ValidationError):
                continue
            if case.outcome in ("passed", "failed"):
                found[case.id] = case
    return found


def _stopped(paper: Paper) -> Case:
    return Case(id=f"{paper.name}|rest|0", suite="checks", group="rest", document=paper.name, outcome="interrupted")


def _limited(work: Callable[[], Case]) -> Case:
    """The case, or TimeoutError: a pattern that never ends must not hang the run."""
    if not hasattr(signal, "setitimer"):
        return work()
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _over(number: int, frame: object) -> None:  # noqa: ARG001  # what a signal handler is called with
    raise TimeoutError(f"超过 {LIMIT} 秒")


def _quiet() -> None:
    """Ctrl+C is for the parent, which keeps what is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _over)
    planted.warm()
