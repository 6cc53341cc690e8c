"""gongwen-skill's ``check`` on the same mutants as ours, as Word files, where it is installed.

    python -m evals.rival --python VENV/bin/python [--papers reply,report-0] [--kinds N,F]

It runs in its own interpreter (``--python``), in one process for all files, so that start-up is not counted against it.
A file is one paragraph a line; what it finds is located when it names a changed paragraph that the clean file's findings
did not name in the same words.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docx import Document

from assistant.reviewing import review
from evals import papers
from evals.faults import FAULTS
from evals.judging import fresh, located
from evals.mutants import Mutant, plan
from evals.planted import OFFICE, Options, examine, warm
from evals.statistics import percentile

_DRIVER = r"""
import json, logging, sys, time
logging.disable(logging.CRITICAL)
from engine.core.document.parser import parse_docx
from engine.core.rules.engine import RuleEngine
engine = RuleEngine()
for line in sys.stdin:
    path, kind = json.loads(line)
    begun = time.perf_counter()
    issues = engine.check(parse_docx(path), kind)
    ms = (time.perf_counter() - begun) * 1000
    print("\x1e" + json.dumps([path, ms, [[i.rule_id, i.location, i.original_text or ""] for i in issues]]), flush=True)
"""
_TYPES = {"report": "report", "reply": "letter", "opinion": "letter"}


@dataclass(frozen=True)
class Told:
    """What it said of one file: (rule, location, text as found)."""

    milliseconds: float
    issues: tuple[tuple[str, str, str], ...]


def installed(python: Path) -> bool:
    found = subprocess.run([python, "-c", "import engine.core.rules.engine"], capture_output=True, check=False)
    return found.returncode == 0


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    python = options.python or beside_its_command()
    if not python or not installed(python):
        print("没有安装 gongwen-skill（用 --python 指明装有它的解释器），不比较。")
        return 0
    kinds = [
        f
        for f in FAULTS
        if f.needs == "self" and (not options.kinds or f.id.startswith(tuple(options.kinds.split(","))))
    ]
    chosen = [p for p in papers.select(papers.own(), options.papers) if p.about.kind in _TYPES]
    mutants = [(p, m) for p in chosen for m in plan(p, kinds, per_kind=1)]
    warm()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        jobs = [(_word(root / f"clean-{n}.docx", p.text), _TYPES[p.about.kind]) for n, p in enumerate(chosen)]
        jobs += [(_word(root / f"{n}.docx", m.text), _TYPES[p.about.kind]) for n, (p, m) in enumerate(mutants)]
        told = run(python, jobs)
        begun = time.perf_counter()
        against = review.Against.read(None, [], OFFICE)
        for path, _ in jobs:
            review.check_file(path, "auto", "终稿", against, None)
        ours_ms = (time.perf_counter() - begun) * 1000 / len(jobs)
    clean = {p.name: told[jobs[n][0]] for n, p in enumerate(chosen)}
    theirs = sum(_located(m, told[jobs[len(chosen) + n][0]], clean[p.name]) for n, (p, m) in enumerate(mutants))
    ours = sum(_ours(p, m) for p, m in mutants)
    characters = sum(len(p.text) for p in chosen)
    false_ours = sum(len(examine(p, p.text, Options())[0]) for p in chosen)
    false_theirs = sum(len(t.issues) for t in clean.values())
    spoken = sum(i[1].startswith("paragraph") for t in clean.values() for i in t.issues)
    p50 = percentile([t.milliseconds for t in told.values()], 0.5)
    print(f"同样的 {len(mutants)} 处毛病（{len(chosen)} 篇），只凭文稿本身：")
    print(
        f"  本项目　　　　找到且位置对 {ours}（{ours / max(len(mutants), 1):.1%}），干净文稿每千字 {1000 * false_ours / characters:.1f} 条，每份 {ours_ms:.0f} 毫秒"
    )
    print(
        f"  gongwen-skill 找到且位置对 {theirs}（{theirs / max(len(mutants), 1):.1%}），干净文稿每千字 {1000 * false_theirs / characters:.1f} 条"
        f"（其中指到段落的 {1000 * spoken / characters:.1f} 条；未排版的 Word 文件，版式意见也在内），每份 {p50:.0f} 毫秒"
    )
    return 0


def _ours(paper: papers.Paper, mutant: Mutant) -> bool:
    clean, _ = examine(paper, paper.text, Options())
    found, _ = examine(paper, mutant.text, Options())
    new = fresh(found, clean, [s for g in mutant.origins for s in g])
    return any(located(f, mutant.text, mutant.spans[0]) for f in new)


def _located(mutant: Mutant, told: Told, clean: Told) -> bool:
    """Whether a new issue names a paragraph that was changed."""
    lines = [n for n, line in enumerate(mutant.text.split("\n")) if line.strip()]
    changed = {mutant.text.count("\n", 0, at) for span in mutant.spans[0] for at in span}
    wanted = {f"paragraph:{i}" for i, n in enumerate(lines) if n in changed}
    known = {(rule, text) for rule, _, text in clean.issues}
    return any(where in wanted and (rule, text) not in known for rule, where, text in told.issues)


def _word(path: Path, text: str) -> Path:
    document = Document()
    for line in text.split("\n"):
        if line.strip():
            document.add_paragraph(line.strip())
    document.save(str(path))
    return path


def run(python: Path, jobs: Iterable[tuple[Path, str]]) -> dict[Path, Told]:
    """What it says of each (file, type of paper). Its own process and interpreter."""
    asked = "".join(json.dumps([str(path), kind]) + "\n" for path, kind in jobs)
    done = subprocess.run([python, "-c", _DRIVER], input=asked, capture_output=True, text=True, check=True)
    found: dict[Path, Told] = {}
    for line in done.stdout.split("\n"):
        if line.startswith("\x1e"):
            path, ms, issues = json.loads(line[1:])
            found[Path(path)] = Told(ms, tuple((r, w, t) for r, w, t in issues))
    return found


def beside_its_command() -> Path | None:
    """The interpreter of the ``gongwen`` command on the path."""
    command = shutil.which("gongwen")
    return Path(command).resolve().with_name("python") if command else None


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.rival")
    parser.add_argument("--python", type=Path, help="装有 gongwen-skill 的 Python 解释器")
    parser.add_argument("--papers", default="report-0,reply-0", help="名称含这些字的文稿")
    parser.add_argument("--kinds", default="", help="毛病编号前缀")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
