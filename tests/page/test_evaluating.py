"""评测 behind the page: a suite in its own process, its progress, its stop, what is kept of it."""

import threading
from pathlib import Path

import pytest

from assistant.page.evaluating import Finished, Progress, Runs
from evals import overview, results
from evals.results import Alarm, Case, Hashes, Outcome, Run
from knowledge_base.errors import InputError


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path / "runs", tmp_path / "home", "省工业和信息化厅")


def test_a_run_leaves_a_result_and_its_page(runs: Runs) -> None:
    steps = list(runs.run("intake", "", 1, threading.Event()))
    done = steps[-1]
    assert isinstance(done, Finished)
    assert done.result is not None, done.said
    assert done.result.with_suffix(".html").is_file()
    assert results.read(done.result).suite == "intake"
    assert [path for _, path in runs.kept()] == [done.result]
    assert "收文" in runs.kept()[0][0]


def test_a_stopped_run_ends_within_seconds(runs: Runs) -> None:
    stop = threading.Event()
    steps = runs.run("checks", "", 1, stop)
    assert isinstance(next(steps), Progress)
    stop.set()
    done = [step for step in steps if isinstance(step, Finished)]
    assert len(done) == 1
    assert "已停止" in done[0].said


def test_the_offices_own_papers_need_a_folder(runs: Runs) -> None:
    with pytest.raises(InputError, match="文件夹"):
        next(runs.run("office", "/没有这个文件夹", 1, threading.Event()))


def run(*outcomes: Outcome) -> Run:
    alarm = Alarm(check="figures.x", severity="error", message="<b>应为1</b>", quote="2", start=0, end=1)
    cases = [
        Case(id=f"甲|N01|{n}", suite="checks", group="N01", document="甲", outcome=outcome, needs="self", text="共<2>件",
             before="1", after="2", spans=((1, 4),), alarms=(alarm,))
        for n, outcome in enumerate(outcomes)
    ]  # fmt: skip
    return Run(suite="checks", hashes=Hashes(data="a", rules="b"), seed=7, cases=tuple(cases))


def test_the_overview_counts_plots_and_escapes() -> None:
    page = overview.overview(run("passed", "failed", "errored"))
    assert "通过 1" in page
    assert "<svg" in page
    assert "没找到的毛病：1 例" in page
    assert "<b>应为1</b>" not in page


def test_a_comparison_names_what_became_worse() -> None:
    said = overview.comparison(run("passed", "passed"), run("passed", "failed"))
    assert "N01" in said
    assert "召回下降" in said
    assert "没有下降" in overview.comparison(run("passed"), run("passed"))
