"""What the report tab does, without the page's library."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from made_ledgers import USUAL, cases, saved, table
from openpyxl import Workbook

from assistant.page import ledgers, reports
from assistant.page.charts import MOST_ROWS, Chart, Series, charts
from assistant.page.kept import Desks
from assistant.page.ledgers import Offer, Upload
from assistant.page.plotting import plotly_json
from assistant.page.reports import Drafted, Wish, Writing
from assistant.page.workbench import Workbench
from assistant.settings import Settings
from knowledge_base.errors import InputError

ROWS = cases(51, 9, 12, left=3, late=2)


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(Settings(home=tmp_path / "home"))


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    last = cases(52, 6, 9, year=2025, left=0)
    return str(saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, USUAL), "上年": table(last, USUAL)}))


def drafted(bench: Workbench, path: str, old: Drafted | None = None, wish: Wish = Wish()) -> Drafted:  # noqa: B008
    *_, last = reports.draft(bench, ledgers.read(Upload(path, "2026-06-30")), wish, old, threading.Event())
    assert isinstance(last, Drafted)
    return last


def test_a_column_that_a_person_corrects_is_read_anew(ledger: str) -> None:
    found = ledgers.read(Upload(ledger, ""))
    rows = [[p, n, "" if n == "满意度" and p.startswith("台账") else w] for p, n, w in found.mapping]
    assert found.told.find("satisfaction:满意")
    assert ledgers.read(Upload(ledger, columns=rows)).told.find("satisfaction:满意") is None
    assert ledgers.read(Upload(ledger, columns=found.mapping)).told == found.told


def test_reading_is_told_and_can_be_stopped(bench: Workbench, ledger: str) -> None:
    given = Upload(ledger, "2026-06-30")
    *said, found = ledgers.reading(bench, given, threading.Event())
    assert all(isinstance(s, str) for s in said)
    assert isinstance(found, ledgers.ReadLedger)
    assert replace(found, offered=()) == ledgers.read(given)
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(InputError, match="已停止读台账"):
        list(ledgers.reading(bench, given, stopped))


def test_a_chosen_case_stays_only_where_its_row_holds_it_still(ledger: str) -> None:
    found = ledgers.read(Upload(ledger))
    before = replace(found, offered=(Offer("台账!3", "1号建议《甲》", ""), Offer("台账!4", "2号建议《乙》", "")))
    after = replace(found, offered=(Offer("台账!3", "2号建议《乙》", ""), Offer("台账!4", "2号建议《乙》", "")))
    assert before.still(["台账!3", "台账!4"], before) == ["台账!3", "台账!4"]
    assert after.still(["台账!3", "台账!4"], before) == ["台账!4"]


def test_a_tab_gets_what_another_had_under_a_key_of_its_own(bench: Workbench, ledger: str) -> None:
    desks = Desks()
    found = ledgers.read(Upload(ledger, ""))
    first = desks.put("", inputs=(ledger,), found=found)
    second = desks.copy(first)
    assert second not in ("", first)
    desks.put(second, drafted=drafted(bench, ledger))
    one, two = desks.get(first), desks.get(second)
    assert one is not None
    assert two is not None
    assert (one.drafted is None, two.found) == (True, found)
    assert desks.copy("从前的") == ""


def test_an_upload_that_was_cleared_away_is_said() -> None:
    with pytest.raises(InputError, match="已经清理"):
        ledgers.read(Upload("/没有/台账.xlsx", ""))


def test_a_mapping_left_over_from_another_ledger_changes_nothing(ledger: str) -> None:
    plain = ledgers.read(Upload(ledger, ""))
    assert ledgers.read(Upload(ledger, columns=[["台账!C", "别的列名", "备注"]])).told == plain.told


def test_the_parts_come_one_by_one_and_a_stop_keeps_what_is_written(bench: Workbench, ledger: str) -> None:
    stop = threading.Event()
    seen: list[str] = []
    last: Drafted | None = None
    for step in reports.draft(bench, ledgers.read(Upload(ledger, "")), Wish(), None, stop):
        if isinstance(step, Writing):
            seen += [h for h, _ in step.parts if h not in seen]
            stop.set()
        else:
            last = step
    assert seen[0] == "总体情况"
    assert last is not None
    assert len(last.report.sections) == 5


def test_a_rate_waits_for_its_base_and_then_its_sentence_alone_moves(bench: Workbench, ledger: str) -> None:
    first = drafted(bench, ledger)
    assert "先确认以什么为分母" in first.report.sections[0].text
    _, base = first.found.bases("rate.face")[0]
    second = drafted(bench, ledger, first, Wish(bases={"rate.face": base}))
    assert second.moved
    assert all("面复率" in m.before + m.after for m in second.moved)


def test_an_edit_is_kept_when_drafted_again_and_gone_when_the_part_is_done_again(bench: Workbench, ledger: str) -> None:
    mine = reports.edit(bench, drafted(bench, ledger), "problems", "个别件沟通不够。")
    assert "个别件沟通不够。" in drafted(bench, ledger, mine).report.draft.text
    assert "个别件沟通不够。" not in reports.redo(bench, mine, "problems", Wish()).report.draft.text


def test_the_plan_is_moved_and_another_kind_begins_anew(bench: Workbench, ledger: str) -> None:
    assert reports.swapped([["甲", ""], ["乙", ""]], 2, -1) == ([["乙", ""], ["甲", ""]], 1)
    assert reports.swapped([["甲", ""]], 1, -1) == ([["甲", ""]], 1)
    mine = reports.edit(bench, drafted(bench, ledger), "problems", "个别件沟通不够。")
    other = drafted(bench, ledger, mine, Wish(kind="mid-year"))
    assert "个别件沟通不够。" not in other.report.draft.text


def test_promises_and_the_table_come_into_the_report_and_its_files(
    bench: Workbench, ledger: str, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["承诺事项", "状态"])
    sheet.append(["建成平台", "已完成"])
    book.save(tmp_path / "承诺台账.xlsx")
    found = ledgers.read(Upload(ledger, "2026-06-30", promises=str(tmp_path / "承诺台账.xlsx")))
    assert found.told.find("promises.kept")
    *_, last = reports.draft(bench, found, Wish(table=True), None, threading.Event())
    assert isinstance(last, Drafted)
    assert "承诺事项1项" in last.report.draft.text
    assert "附件：建议提案承办情况统计表" in last.report.draft.text
    files = [Path(f) for f in reports.export(bench, last, "document", "王甲")]
    assert [f.stem.removeprefix("办理工作情况报告") for f in files] == [
        "（批注稿）",
        "（净稿）",
        "（数字附表）",
        "领导一页",
    ]
    assert all(f.is_file() for f in files)
    assert "王甲" in "".join(p.text for p in Document(str(files[1])).paragraphs)
    text = reports.export(bench, last, "text")
    assert text[1].endswith("（净稿）.txt")


def test_an_uploaded_list_that_is_no_list_of_promises_is_said(ledger: str, tmp_path: Path) -> None:
    wrong = tmp_path / "承诺台账.txt"
    wrong.write_text("没有", encoding="utf-8")
    with pytest.raises(InputError, match=r"承诺台账“承诺台账\.txt”不是 \.xlsx"):
        ledgers.read(Upload(ledger, promises=str(wrong)))


def test_nothing_can_be_exported_before_it_is_drafted() -> None:
    with pytest.raises(InputError, match="先起草"):
        reports.present(None)


def drawn(path: str) -> dict[str, Chart]:
    found = ledgers.read(Upload(path, "2026-06-30"))
    return {c.id: c for c in charts(found.told, found.ledger)}


def test_charts_tell_timeliness_by_department_and_last_year(ledger: str) -> None:
    found = drawn(ledger)
    parts = found["parts"]
    assert parts.title == "各处室办理时限"
    assert sum(sum(s.values) for s in parts.series) == len(ROWS)
    assert {s.name: sum(s.values) for s in parts.series}["超期办结"] == 2
    assert found["compared"].says.startswith("总数21件，上年15件；")


def test_many_departments_are_summed_up_and_zero_is_drawn(tmp_path: Path) -> None:
    rows = [x | {"dept": f"第{n % 20}科"} for n, x in enumerate(ROWS * 4)]
    parts = drawn(str(saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)})))["parts"]
    assert len(parts.rows) == MOST_ROWS
    assert parts.rows[-1] == "其他9个"
    assert "，其余16项共" in parts.says
    assert sum(sum(s.values) for s in parts.series) == len(rows)
    assert [int(e.split("件")[0]) for e in parts.ends[:-1]] == sorted(
        (int(e.split("件")[0]) for e in parts.ends[:-1]), reverse=True
    )
    assert (
        plotly_json(Chart("results", "结果", "。", ("A类", "B类"), (Series("件数", "main", (3, 0)),))).count('"0件"')
        == 1
    )


def test_names_in_a_chart_are_text_never_markup() -> None:
    names = ("<a href='x'>甲</a>", "乙" * 30)
    figure = plotly_json(Chart("themes", "主题", "。", names, (Series("件数", "main", (1, 2)),)))
    assert "<a" not in figure
    assert "乙乙…" in figure
