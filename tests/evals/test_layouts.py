"""Forty faults of layout in a file made by hand: each is found for what it is; the file itself has none."""

import pytest

from evals.layouts import BY_HAND, FAULTS, findings, spoil


def test_the_file_made_by_hand_has_no_layout_fault():
    assert findings(BY_HAND) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_a_planted_layout_fault_is_found_for_what_it_is(fault, tmp_path):
    assert fault.check in {f.check for f in findings(spoil(fault, tmp_path / "x.docx"))}


def test_at_least_forty_faults_of_fifteen_kinds_are_planted():
    assert len(FAULTS) >= 40
    assert len({f.check for f in FAULTS}) >= 15
