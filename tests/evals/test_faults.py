import re
from pathlib import Path
from random import Random

import pytest

from evals import papers
from evals.faults import FAULTS
from evals.mutants import plan, second_order

LISTED = {
    *(f"N{n:02}" for n in range(1, 17)), *(f"D{n:02}" for n in range(1, 8)), *(f"S{n:02}" for n in range(1, 8)),
    *(f"F{n:02}" for n in range(1, 21)), *(f"H{n:02}" for n in range(1, 7)), *(f"P{n:02}" for n in range(1, 10)),
    *(f"G{n:02}" for n in range(1, 7)),
}  # fmt: skip
OWN = papers.own() + papers.samples()


def test_there_are_a_hundred_kinds_each_with_its_own_id():
    assert len({f.id for f in FAULTS}) == len(FAULTS) >= 100


def test_every_kind_of_the_list_of_faults_is_there():
    assert len(LISTED) == 71
    assert {f.id for f in FAULTS} >= LISTED


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.id)
def test_a_kind_can_be_planted_somewhere(fault):
    assert any(next(iter(plan(p, (fault,))), None) for p in OWN if fault.fits(p))


def test_planting_is_the_same_twice_and_changes_with_the_seed():
    paper = OWN[0]
    first = [(m.id, m.text) for m in plan(paper)]
    assert first == [(m.id, m.text) for m in plan(paper)]
    assert first != [(m.id, m.text) for m in plan(paper, seed=8)]


@pytest.mark.parametrize("paper", OWN, ids=lambda p: p.name)
def test_a_mutant_differs_from_its_paper_at_its_spans_and_nowhere_else(paper):
    for mutant in plan(paper):
        assert mutant.text != paper.text
        rest_of_mutant = _without(mutant.text, mutant.spans[0])
        assert rest_of_mutant == _without(paper.text, mutant.origins[0]), mutant.id


def test_a_mutant_of_the_second_order_has_two_faults_in_different_lines():
    found = [m for p in OWN[:12] for m in second_order(p)]
    assert len(found) > 30
    for mutant in found:
        assert len(mutant.kinds) == 2
        lines = [{mutant.text.count("\n", 0, a) for a, _ in spans} for spans in mutant.spans]
        assert lines[0].isdisjoint(lines[1]), mutant.id


def test_a_changed_part_no_longer_adds_up():
    (fault,) = (f for f in FAULTS if f.id == "N01")
    for paper in OWN:
        for mutant in plan(paper, (fault,)):
            start, end = mutant.spans[0][0]
            assert re.fullmatch(r"\d[\d,]*", mutant.text[start:end])


def test_kinds_that_need_sources_touch_only_what_the_sheet_holds():
    for fault in FAULTS:
        if fault.needs == "src":
            assert not list(fault.edits(papers.Paper("x", OWN[0].text, papers.About(kind="report")), Random(1))), (
                fault.id
            )


def test_the_faults_of_the_public_papers_are_not_planted_over(shared: Path):
    for paper in papers.folder(shared / "corpus" / "seeds"):
        for mutant in plan(paper):
            assert not any(d in mutant.before for d in paper.about.defects if len(d) > 1), mutant.id


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text
