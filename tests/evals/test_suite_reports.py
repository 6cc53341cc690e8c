"""JSON, JUnit, HTML and the terminal's table of one small run."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import ValidationError
from rich.console import Console

from evals import junit, pages, results, tables
from evals.results import Alarm, Case, Hashes, Run
from knowledge_base.errors import InputError

ALARM = Alarm(check="a.b", severity="error", message="应为“甲<乙>”。", quote="甲", start=3, end=4, paragraph="段落")
CASES = (
    Case(id="own/x|N01|0", suite="checks", group="N01", document="own/x", needs="self", outcome="passed", name="分项改动", before="1", after="2", text="共有2件<br>。", spans=((2, 3),), alarms=(ALARM,), milliseconds=3),
    Case(id="own/x|N01|1", suite="checks", group="N01", document="own/x", needs="self", outcome="failed", name="分项改动", before="9", after="8", text="共有8件。", spans=((2, 3),), milliseconds=3),
    Case(id="own/x|clean", suite="checks", group="clean", document="own/x", outcome="failed", characters=2000, alarms=(ALARM,), milliseconds=5),
    Case(id="own/y|clean", suite="checks", group="clean", document="own/y", outcome="errored", note="坏了"),
    Case(id="own/z|rest|0", suite="checks", group="rest", document="own/z", outcome="interrupted"),
)  # fmt: skip
RUN = Run(suite="checks", hashes=Hashes(data="d", rules="r"), seed=7, cases=CASES)


def test_a_result_is_read_as_it_was_written(tmp_path: Path):
    results.write(RUN, tmp_path / "r.json")
    assert results.read(tmp_path / "r.json") == RUN


def test_an_unknown_key_in_a_result_is_refused(tmp_path: Path):
    with pytest.raises(ValidationError):
        Case.model_validate(CASES[0].model_dump() | {"colour": "red"})
    (tmp_path / "r.json").write_text('{"suite": "checks", "colour": 1}', encoding="utf-8")
    with pytest.raises(InputError, match="不是评测结果"):
        results.read(tmp_path / "r.json")


def test_every_outcome_is_counted():
    assert RUN.outcomes() == {"passed": 1, "failed": 2, "unscored": 0, "errored": 1, "interrupted": 1}


def test_junit_has_every_case_once(tmp_path: Path):
    junit.write(RUN, tmp_path / "r.xml")
    root = ElementTree.parse(tmp_path / "r.xml").getroot()
    assert root.attrib["tests"] == "5"
    assert (root.attrib["failures"], root.attrib["errors"], root.attrib["skipped"]) == ("2", "1", "1")
    assert len(root.findall("testcase")) == 5


def test_the_page_needs_no_network_shows_marks_and_a_plot(tmp_path: Path):
    pages.write(RUN, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)\s*=|@import|url\(", page)
    assert "<svg" in page
    assert "<mark>2</mark><ins>件</ins>&lt;br&gt;" in page
    assert "应为“甲&lt;乙&gt;”。" in page


def test_the_table_tells_recall_intervals_and_false_alarms():
    console = Console(record=True, width=120, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    tables.show_checks(RUN, console)
    tables.show_missed(RUN, console)
    tables.show_false(RUN, console)
    told = console.export_text()
    assert "1/2" in told
    assert "50.0%" in told
    assert "0.50" in told  # one error in 2,000 characters
    assert "“9” → “8”" in told
