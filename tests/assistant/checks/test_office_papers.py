"""Faults of an office's daily work are found at their place; what only looks wrong is no error."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.checks import CheckContext, CheckReport, read_draft, run
from knowledge_base import profiles

HERE = Path(__file__).parent
CASES: dict[str, Any] = tomllib.loads((HERE / "office_faults.toml").read_text("utf-8"))
LEAST = 0.9
"""Share of each kind's faults that must be found."""


@cache
def paper(name: str) -> str:
    return (HERE / "office_papers" / f"{name}.txt").read_text("utf-8")


@cache
def checked(text: str, source: str) -> CheckReport:
    draft = read_draft(text)
    profile = profiles.load("省工业和信息化厅")
    return run(draft, CheckContext(profile, kind=draft.kind, sources={f"{source}.txt": paper(source)}))


def outcome(case: dict[str, str]) -> tuple[str, CheckReport]:
    """The changed paper and what the checks say of it."""
    text = paper(case["paper"])
    assert case["was"] in text, case
    changed = text.replace(case["was"], case["now"], 1)
    return changed, checked(changed, CASES["sources"][case["paper"]])


def found(case: dict[str, str]) -> bool:
    """Whether a finding that the right paper has not stands in the paragraph of the fault, or touches it."""
    text, report = outcome(case)
    right = {f.message for f in checked(paper(case["paper"]), CASES["sources"][case["paper"]]).findings}
    at = paper(case["paper"]).index(case["was"])
    begin = text.rfind("\n", 0, at + 1) + 1
    end = text.find("\n", at + len(case["now"]))
    new = [f for f in report.findings if f.severity != "advice" and f.message not in right]
    return any(f.start <= (end if end >= 0 else len(text)) and f.end >= begin for f in new)


@pytest.mark.parametrize("name", list(CASES["sources"]))
def test_the_right_papers_have_nothing_to_mend(name: str) -> None:
    report = checked(paper(name), CASES["sources"][name])
    assert [f.message for f in report.findings if f.severity != "advice"] == []


@pytest.mark.parametrize("case", CASES["fault"], ids=lambda c: f"{c['kind']}-{c['now'][:16]}")
def test_a_fault_is_found_in_its_paragraph(case: dict[str, Any]) -> None:
    assert found(case) != case.get("missed", False)


@pytest.mark.parametrize("case", CASES["right"], ids=lambda c: c["now"][:16])
def test_what_only_looks_wrong_is_no_error(case: dict[str, str]) -> None:
    assert [f.message for f in outcome(case)[1].findings if f.severity == "error"] == []


def test_the_faults_found_are_nine_in_ten() -> None:
    missed = sum(bool(c.get("missed")) for c in CASES["fault"])
    assert 1 - missed / len(CASES["fault"]) >= LEAST
