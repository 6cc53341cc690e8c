import sys
from pathlib import Path

import pytest
import typer

from evals import papers, results
from evals.commands import app
from evals.planted import Options, cases
from knowledge_base.errors import InputError


def dafu_eval(*arguments: str | Path) -> int:
    return typer.main.get_command(app).main([str(a) for a in arguments], standalone_mode=False) or 0


SMALL = ("checks", "--no-shared", "--papers", "opinion-04", "--kinds", "F01,F02", "--no-decoys")


def test_a_run_at_the_thresholds_ends_with_0_and_writes_all_it_was_asked_for(tmp_path: Path):
    code = dafu_eval(
        *SMALL, "--json", tmp_path / "r.json", "--junit", tmp_path / "r.xml", "--html", tmp_path / "r.html"
    )
    assert code == 0
    run = results.read(tmp_path / "r.json")
    assert run.hashes.data
    assert run.hashes.rules
    assert all((tmp_path / name).stat().st_size for name in ("r.xml", "r.html"))


def test_the_same_run_passes_its_own_gate_and_a_better_baseline_fails_it(tmp_path: Path):
    dafu_eval(*SMALL, "--json", tmp_path / "r.json")
    assert dafu_eval(*SMALL, "--gate", tmp_path / "r.json") == 0
    run = results.read(tmp_path / "r.json")
    more = run.cases[0].model_copy(
        update={"id": "own/gone|F01|0", "group": "F01", "needs": "self", "outcome": "passed"}
    )
    results.write(run.model_copy(update={"cases": (*run.cases, more)}), tmp_path / "better.json")
    assert dafu_eval(*SMALL, "--gate", tmp_path / "better.json") == 1


def test_below_the_thresholds_ends_with_1(tmp_path: Path):
    paper = tmp_path / "报告.txt"
    paper.write_text(
        "关于2025年工作情况的报告\n\n省政府办公厅：\n现报告如下。\n我厅十分重视，，工作工作。\n特此报告。\n",
        encoding="utf-8",
    )
    assert dafu_eval("checks", "--no-shared", "--data", tmp_path, "--papers", "报告.txt,/报告", "--kinds", "F01") == 1


def test_wrong_use_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="--papers"):
        dafu_eval("checks", "--no-shared", "--papers", "没有这篇")
    (tmp_path / "r.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="不是评测结果"):
        dafu_eval("compare", tmp_path / "r.json", tmp_path / "r.json")


def test_a_run_that_broke_down_ends_with_3(monkeypatch: pytest.MonkeyPatch):
    from evals import planted

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(planted, "_clean", broken)
    assert dafu_eval(*SMALL, "--fresh") == 3


def test_two_results_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    dafu_eval(*SMALL, "--json", tmp_path / "r.json")
    capsys.readouterr()
    assert dafu_eval("compare", tmp_path / "r.json", tmp_path / "r.json") == 0
    assert "McNemar p=1.0000" in capsys.readouterr().out


def test_an_office_plants_into_its_own_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    own = next(p for p in papers.own() if "reply-09" in p.name)
    (tmp_path / "复函.txt").write_text(own.text, encoding="utf-8")
    assert dafu_eval("office", tmp_path, "--kinds", "F,P,H") == 0
    told = capsys.readouterr().out
    assert "召回" in told
    assert "office" in told


def test_a_paper_whose_kind_must_be_guessed_is_read_the_same(capsys: pytest.CaptureFixture[str]):
    paper = next(p for p in papers.own() if "reply-09" in p.name)
    names = [name for name, _ in cases(paper, Options(kinds=("F0",), auto=True))]
    assert names == [name for name, _ in cases(paper, Options(kinds=("F0",)))]


def test_without_gongwen_skill_the_comparison_is_left_out(capsys: pytest.CaptureFixture[str]):
    from evals import rival

    assert rival.main(["--python", sys.executable]) == 0
    assert "没有安装" in capsys.readouterr().out
