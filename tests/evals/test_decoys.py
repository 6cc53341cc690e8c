from evals import papers
from evals.decoys import data, decoys


def test_there_are_two_hundred_decoys():
    assert sum(1 for p in papers.own() + papers.samples() for _ in decoys(p, 7)) >= 200


def test_a_decoy_marks_what_it_changed():
    for paper in papers.own()[:10]:
        for decoy in decoys(paper, 7):
            start, end = decoy.span
            assert decoy.text != paper.text
            assert decoy.text[:start] == paper.text[:start]
            assert paper.text.endswith(decoy.text[end:])


def test_made_figures_leave_no_gap():
    assert not [s.text for s in data().sentence if "{" in s.text.format(**_figures())]


def test_decoys_are_the_same_twice():
    paper = papers.own()[0]
    assert list(decoys(paper, 7)) == list(decoys(paper, 7))


def _figures():
    from random import Random

    from evals.decoys import figures

    return figures(Random(3))
