"""评测 behind the page: a suite in a process of its own, its progress, and the results that are kept."""

import atexit
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, Queue
from time import monotonic

from knowledge_base.errors import InputError

SUITES = {
    "校核：在文稿里植入毛病": "checks",
    "检索：标注的提问": "retrieval",
    "收文：读建议、提案": "intake",
    "起草：不用模型": "drafting",
    "本单位文稿：在自己的定稿里植入毛病": "office",
}
_PROGRESS = re.compile(r"(\d+)/(\d+)\s*(.*)$")
_NAME = re.compile(r"(\d{8}-\d{6})-(\w+)\.json")
_PATIENCE = 15.0
"""Seconds that a stopped suite has to write what it finished."""


@dataclass(frozen=True)
class Progress:
    """``total`` 0: the suite doesn't say how far it is."""

    done: int
    total: int
    at_hand: str
    seconds: float


@dataclass(frozen=True)
class Finished:
    """``result`` is the JSON, its page beside it; None when nothing came of it, and ``said`` says why."""

    result: Path | None
    said: str = ""


class Runs:
    """The results in ``folder``, a JSON and a page for each run."""

    def __init__(self, folder: Path, home: Path, office: str) -> None:
        self._folder, self._home, self._office = folder, home, office

    def kept(self) -> list[tuple[str, Path]]:
        """What a person calls each run, and its JSON; the newest first."""
        words = {suite: name.partition("：")[0] for name, suite in SUITES.items()}
        files = sorted(self._folder.glob("*.json"), reverse=True)
        named = ((m, f) for f in files if (m := _NAME.fullmatch(f.name)))
        return [
            (f"{datetime.strptime(m[1], '%Y%m%d-%H%M%S'):%Y-%m-%d %H:%M:%S}　{words.get(m[2], m[2])}", f)
            for m, f in named
        ]

    def run(self, suite: str, papers: str, per_kind: int, stop: threading.Event) -> Iterator[Progress | Finished]:
        """Progress, and last what came of it. ``papers`` is the folder of the office's own papers. Raises InputError
        when there is none."""
        arguments = [suite]
        if suite == "office":
            if not papers.strip() or not Path(papers).is_dir():
                raise InputError("请写明本单位定稿文稿所在的文件夹（在运行本程序的机器上）。")
            arguments += [papers, "--office", self._office]
        if suite in ("checks", "office"):
            arguments += ["--per-kind", str(per_kind)]
        self._folder.mkdir(parents=True, exist_ok=True)
        result = self._folder / f"{datetime.now():%Y%m%d-%H%M%S}-{suite}.json"
        files = ["--json", str(result), "--html", str(result.with_suffix(".html"))]
        process = subprocess.Popen(
            [sys.executable, "-m", "evals", *arguments, *files],
            cwd=Path(__file__).resolve().parents[2], env=os.environ | {"DAFU_HOME": str(self._home), "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
            start_new_session=True,
        )  # fmt: skip
        atexit.register(_end, process)
        try:
            last = yield from _watch(process, stop, result.with_suffix(".html"))
        finally:
            _end(process)
            atexit.unregister(_end)
        if result.is_file():
            yield Finished(result, "已停止，只算跑完的。" if stop.is_set() else "")
        else:
            yield Finished(None, "已停止。" if stop.is_set() else f"评测没有跑成：{last or '没有说明原因'}")


def _end(process: subprocess.Popen[str]) -> None:
    """Ends the suite with the processes that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _watch(process: subprocess.Popen[str], stop: threading.Event, written: Path) -> Iterator[Progress]:
    """Progress while the process runs; gives its last line. After ``stop`` it is not waited for longer than it takes to
    write what it finished (``written`` comes last)."""
    told: Queue[str] = Queue()
    reader = threading.Thread(target=lambda: [told.put(line.strip()) for line in process.stderr or ()], daemon=True)
    reader.start()
    began, asked, last = monotonic(), 0.0, ""
    shown = Progress(0, 0, "", 0.0)
    while process.poll() is None or not told.empty():
        try:
            last = told.get(timeout=0.5) or last
            if m := _PROGRESS.search(last):
                shown = Progress(int(m[1]), int(m[2]), m[3], 0.0)
        except Empty:
            pass
        if stop.is_set() and not asked:
            asked = monotonic()
            process.send_signal(signal.SIGINT)
        elif asked and (monotonic() - asked > _PATIENCE or (written.is_file() and monotonic() - asked > 2)):
            break
        yield Progress(shown.done, shown.total, shown.at_hand, monotonic() - began)
    return last
