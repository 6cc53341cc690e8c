"""Cases run in several processes; every finished one is kept, so that an interrupted run goes on where it stopped."""

import json
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.synchronize import Event
from pathlib import Path

from pydantic import ValidationError

from evals import planted
from evals.papers import Paper
from evals.planted import Options
from evals.results import Case

Progress = Callable[[int, int, str], None]

LIMIT = 20.0
"""Seconds for one case."""
_stop: Event | None = None
"""In a worker: set when the person stopped the run."""


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
    context = multiprocessing.get_context("spawn" if os.name == "nt" else "fork")
    stop = context.Event()
    jobs = max(1, min(os.cpu_count() or 1, len(papers)))
    longest_first = sorted(papers, key=lambda p: -len(p.text) * (1 if p.about.plant else 0))
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(stop,)) as pool:
        waiting = {pool.submit(_paper, p, options, kept, only): p for p in longest_first}
        try:
            for done, future in enumerate(as_completed(waiting), 1):
                if progress:
                    progress(done, len(papers), waiting[future].name)
        except KeyboardInterrupt:
            interrupted = True
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
    for future, paper in waiting.items():
        try:
            found[paper.name] = [_stopped(paper)] if future.cancelled() else future.result()
        except Exception as e:  # a worker that died: the paper counts, as an error
            found[paper.name] = [planted.errored(paper, f"{paper.name}|run|0", f"{type(e).__name__}：{e}")]
    return [c for p in papers for c in found[p.name]], interrupted


def _paper(paper: Paper, options: Options, kept: Path | None, only: frozenset[str]) -> list[Case]:
    file = _file(kept, paper, options) if kept else None
    done = _read(file) if file else {}
    cases: list[Case] = []
    out = file.open("a", encoding="utf-8") if file else None
    try:
        for name, work in planted.cases(paper, options):
            if only and name not in only:
                continue
            if _stop is not None and _stop.is_set():
                cases.append(_stopped(paper))
                break
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


def _begin(stop: Event) -> None:
    """In a new worker. Ctrl+C is for the parent, which tells the workers to stop after the case at hand."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _over)
    planted.warm()
