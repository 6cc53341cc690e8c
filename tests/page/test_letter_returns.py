"""A letter that came back from Word, on the page: what was changed is shown, and becomes its next version."""

from pathlib import Path

import pytest
from docx import Document

from assistant import intake, record, settings
from assistant.batch import export
from assistant.case import Case
from assistant.drafting.offline import OfflineWriter
from assistant.page.returned_view import changes
from assistant.page.workbench import Workbench
from assistant.workflow import Desk, draft_letter

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    bench = Workbench(settings.load(home=tmp_path / "home"))
    monkeypatch.setattr(bench, "desk", lambda writer=None: Desk(bench.profile, None, OfflineWriter()))
    return bench


@pytest.fixture
def letter_id(bench: Workbench) -> str:
    from assistant.brought.materials import read_materials

    text = (ROOT / "docs/demo/proposal.txt").read_text(encoding="utf-8")
    proposal = intake.read_proposals(text, bench.profile)[0]
    contributions = tuple(read_materials([ROOT / "docs/demo/素材表.xlsx"]))
    letter = draft_letter(Case(proposal, contributions=contributions), bench.desk())
    return bench.store.save(record.record(letter, writer="offline", office=bench.profile.name))


@pytest.fixture
def back(bench: Workbench, letter_id: str, tmp_path: Path) -> str:
    """The exported letter with one figure and the closing changed."""
    export(bench.letter(letter_id), bench.desk(), tmp_path / "x.docx", "list")
    document = Document(str(tmp_path / "x.docx"))
    run = next(r for p in document.paragraphs for r in p.runs if r.text == "142万元")
    run.text = "152万元"
    closing = next(p for p in document.paragraphs if p.text.startswith("感谢您"))
    closing.add_run("<b>请多提意见。")
    document.save(str(tmp_path / "x.docx"))
    return str(tmp_path / "x.docx")


def test_what_came_back_is_shown_and_nothing_is_changed_yet(bench: Workbench, letter_id: str, back: str) -> None:
    before = bench.letter(letter_id).finished
    shown = changes(*bench.returned(letter_id, back))
    assert "<del>142万元</del> 改为 <ins>152万元</ins>" in shown
    assert "中小企业处" in shown
    assert "<b>请多" not in shown
    assert "&lt;b&gt;请多提意见" in shown
    assert Path(bench.redline(letter_id, back)).exists()
    assert bench.letter(letter_id).finished == before


def test_adopted_it_is_the_next_version_and_checked_again(bench: Workbench, letter_id: str, back: str) -> None:
    letter = bench.adopt(letter_id, back)
    assert "〔待核实：152万元〕" in letter.finished.text
    assert "<b>请多提意见。" in bench.letter(letter_id).finished.text
    assert letter.report
    assert any("152万元" in f.message for f in letter.report.findings)
