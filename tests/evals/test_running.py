"""Runs on two short papers, so that they take a second."""

from pathlib import Path

import pytest

from assistant.checks import running as product
from assistant.checks.rule import Rule
from evals import papers, planted, running
from evals.comparing import compare, gate
from evals.planted import Options
from evals.results import Case, Hashes, Run

PAPERS = [p for p in papers.own() if "opinion-04" in p.name or "spoken-04" in p.name]
OPTIONS = Options(kinds=("F0", "P0", "D0"), second=False)


def run(tmp_path: Path | None = None, options: Options = OPTIONS) -> Run:
    found, interrupted = running.run(PAPERS, options, tmp_path)
    return Run(suite="checks", hashes=Hashes(data="d", rules="r"), seed=7, cases=tuple(found), interrupted=interrupted)


def timeless(cases: tuple[Case, ...]) -> list[Case]:
    return [c.model_copy(update={"milliseconds": 0.0}) for c in cases]


def test_two_runs_give_the_same_numbers():
    first, second = run(), run()
    assert timeless(first.cases) == timeless(second.cases)
    assert {c.outcome for c in first.cases} <= {"passed", "failed"}
    assert len([c for c in first.cases if c.needs]) > 30


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path):
    whole = run(tmp_path)
    files = sorted(tmp_path.glob("*.jsonl"))
    lines = files[0].read_text(encoding="utf-8").splitlines(keepends=True)
    kept = lines[: len(lines) // 2]
    files[0].write_text("".join(kept) + lines[len(kept)][:20], encoding="utf-8")
    again = run(tmp_path)
    assert timeless(again.cases) == timeless(whole.cases)
    repeated = {c.id: c.milliseconds for c in again.cases}
    first = {c.id: c.milliseconds for c in whole.cases}
    assert sum(repeated[i] == first[i] for i in first) >= len(kept)


def test_only_the_failures_are_run_again():
    whole = run()
    failed = frozenset(c.id for c in whole.cases if c.outcome == "failed")
    found, _ = running.run(PAPERS, OPTIONS, None, failed)
    assert {c.id for c in found} == failed


def test_a_case_that_breaks_down_is_counted_as_errored(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> Case:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(planted, "_decoy", broken)
    outcomes = run().outcomes()
    assert outcomes["errored"] >= 5
    assert outcomes["passed"] > 0


def test_a_case_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch):
    def endless(*_: object) -> Case:
        while True:
            pass

    monkeypatch.setattr(running, "LIMIT", 0.2)
    monkeypatch.setattr(planted, "_clean", endless)
    found, _ = running.run(PAPERS, Options(kinds=("none",), decoys=False, second=False), None)
    assert [c.outcome for c in found] == ["errored", "errored"]
    assert "超过" in found[0].note


def without(prefix: str) -> tuple[Rule, ...]:
    return tuple(r for r in product.RULES if not r.id.startswith(prefix))


def test_a_broken_rule_makes_the_gate_fail_and_names_the_kind(monkeypatch: pytest.MonkeyPatch):
    good = run()
    assert list(gate(good, good)) == []
    monkeypatch.setattr(product, "RULES", without("structure.number"))
    said = "\n".join(gate(good, run()))
    assert "F01" in said
    assert "召回下降" in said


def test_a_rule_that_cries_wolf_makes_the_gate_fail(monkeypatch: pytest.MonkeyPatch):
    from dataclasses import replace

    from assistant.checks.rule import Hit

    good = run()
    loud = replace(
        product.RULES[0],
        id="figures.loud",
        check=lambda draft, _: [Hit(0, 1)],
        message="误报",
        kinds=("opinion", "spoken-report"),
    )
    monkeypatch.setattr(product, "RULES", (*product.RULES, loud))
    said = "\n".join(gate(good, run()))
    assert "误报由" in said
    assert "figures.loud" in said


def test_a_comparison_pairs_the_cases_and_tells_what_was_lost(monkeypatch: pytest.MonkeyPatch):
    good = run()
    monkeypatch.setattr(product, "RULES", without("structure.number"))
    compared = compare(good, run())
    assert compared.total.only_first > 5
    assert compared.total.only_second == 0
    assert compared.p < 0.05
    assert compared.interval[1] <= 0
    assert any("F01" in i for i in compared.lost)
    assert compared.unpaired == 0


def test_a_stopped_worker_counts_the_rest_as_interrupted(monkeypatch: pytest.MonkeyPatch):
    import multiprocessing

    stop = multiprocessing.Event()
    stop.set()
    monkeypatch.setattr(running, "_begin", lambda _: setattr(running, "_stop", stop))
    found, _ = running.run(PAPERS, OPTIONS, None)
    assert [c.outcome for c in found] == ["interrupted", "interrupted"]
