"""A report made from a ledger is found right by the checks that hold it against the same ledger, whatever its kind."""

import re
from datetime import date
from pathlib import Path

import pytest
from made_ledgers import cases, changed, saved, table

from assistant import yearly
from assistant.drafting.reports.kinds import ReportKind, reports
from assistant.intake.workbook import read_ledger
from assistant.reviewing.review import Against, review
from knowledge_base import profiles

OFFICE = "示例市工业和信息化局"
PROFILE = profiles.load(OFFICE)
DAY = date(2026, 6, 30)
ROWS = cases(97, 11, 16, roles=("主办", "独办", "会办", "参阅"), weights=(4, 2, 4, 1), left=5)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    titled = changed(标题=lambda x: x["title"] + "\n（附件一份）")
    return saved(tmp_path_factory.mktemp("台账") / "台账.xlsx", {"台账": table(ROWS, titled)})


def errors(text: str, ledger: Path, kind: str = "report") -> list[str]:
    found = review(text, kind, "送审稿", Against.read(None, (), OFFICE, ledger), None)
    return [f.message for f in found.report.findings if f.severity == "error"]


@pytest.mark.parametrize("kind", reports().report, ids=lambda k: k.kind)
def test_a_report_made_has_no_error_against_its_ledger(ledger: Path, kind: ReportKind) -> None:
    made, checked = yearly.write_report(read_ledger(ledger), PROFILE, kind.kind, as_of=DAY)
    assert [f.message for f in checked.findings if f.severity == "error"] == []
    assert errors(made.draft.text, ledger, kind.paper) == []
    assert {p.id for p in kind.parts if not p.optional} <= {s.id for s in made.sections}


@pytest.mark.parametrize("kind", ["dept-annual", "spoken-npc"])
def test_a_figure_changed_afterwards_is_found(ledger: Path, kind: str) -> None:
    text = yearly.write_report(read_ledger(ledger), PROFILE, kind, as_of=DAY)[0].draft.text
    count = re.search(r"会办(\d+)件", text)
    assert count
    wrong = text.replace(count[0], f"会办{int(count[1]) + 1}件", 1)
    assert errors(wrong, ledger)
