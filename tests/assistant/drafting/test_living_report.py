"""The report lives with its ledger: a changed cell moves the sentences that use it, a person's words stay."""

import re
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from made_ledgers import USUAL, Row, cases, saved, table
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.draft import Block
from assistant.drafting.reports import Report, draft_report, kind_named
from assistant.drafting.reports.living import edited, renewed
from assistant.drafting.reports.sentences import Sentence, sentences
from assistant.intake.workbook import read_ledger
from assistant.ledger import Ledger
from knowledge_base import profiles
from knowledge_base.errors import InputError

PROFILE = profiles.load("省工业和信息化厅")
ROWS = cases(31, 8, 14, roles=("主办", "会办", "参阅"), weights=(4, 4, 1), left=2, late=2)
COLUMNS = {h: chr(65 + n) for n, (h, _) in enumerate(USUAL)}
DAY = date(2026, 6, 30)


def drafted(ledger: Ledger, **asked: Any) -> Report:
    return draft_report(ledger, PROFILE, kind_named("dept-annual"), as_of=DAY, **asked)


def at(tmp_path: Path, rows: list[Row] = ROWS) -> Path:
    return saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)})


def with_cell(path: Path, cell: str, value: Any) -> Ledger:
    book = load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet[cell] = value
    changed = path.with_name("改后.xlsx")
    book.save(changed)
    return replace(read_ledger(changed), path=str(path))


def _cells(report: Report, sentence: Sentence) -> set[str]:
    """Every cell behind the sentence: those of its figures, and those whose words it takes."""
    found: set[str] = set()
    for run in sentence.runs:
        if run.kind == "figure":
            for cells in report.draft.figures[run.ref].source.cells:
                first, *last = (cells.split("!")[1]).split(":")
                column, top = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()  # pyright: ignore[reportOptionalMemberAccess]
                bottom = re.sub(r"\D", "", last[0]) if last else top
                found |= {f"{column}{row}" for row in range(int(top), int(bottom) + 1)}
    for case in report.ledger.of("this"):  # one that is named
        if f"{case.number}号{case.kind}" in sentence.text:
            found |= {f"{COLUMNS[c]}{case.row}" for c in ("编号", "类别", "督办领导")}
    return found


def _overview(report: Report) -> tuple[Block, ...]:
    return tuple(b for b in report.draft.blocks if b.ask == 1)


OTHER = {
    "办理方式": "会办",
    "类别": "提案",
    "办理结果": "C",
    "是否面复": "否",
    "满意度": "不满意",
    "办结日期": "2026-12-30",
}


@pytest.mark.parametrize("column", OTHER)
def test_a_changed_cell_changes_exactly_the_sentences_whose_figures_hang_on_it(tmp_path: Path, column: str) -> None:
    path = at(tmp_path)
    old = drafted(read_ledger(path))
    before = sentences(_overview(old))
    tried = 0
    for row in range(2, len(ROWS) + 2, 2):
        cell = f"{COLUMNS[column]}{row}"
        new = drafted(with_cell(path, cell, OTHER[column]))
        after = sentences(_overview(new))
        gone = [s for s in before if _words(s) not in {_words(a) for a in after}]
        come = [s for s in after if _words(s) not in {_words(b) for b in before}]
        uses_old = {_shape(old, s): _cells(old, s) for s in before}
        uses_new = {_shape(new, s): _cells(new, s) for s in after}
        for n, (was, now) in enumerate(zip_longest(gone, come)):
            used = _cells(old, was) if was else set[str]()
            used |= _cells(new, now) if now else set[str]()
            used |= uses_new.get(_shape(old, was), set()) if was else set[str]()
            used |= uses_old.get(_shape(new, now), set()) if now else set[str]()
            assert cell in used, f"{cell} moved sentence {n}: {was and was.text} → {now and now.text}"
        for s in before:  # what stands keeps every figure
            twin = next((a for a in after if _words(a) == _words(s)), None)
            assert s in gone or (twin and [r.text for r in s.runs][:-1] == [r.text for r in twin.runs][:-1])
        moved_by_it = {_shape(old, s) for s in gone} | {_shape(new, s) for s in come}
        values = [{f.id: f.text for f in r.told.figures} for r in (old, new)]
        for report, listed in ((old, before), (new, after)):
            for s in listed:  # and what has a figure that is no longer the same has moved
                ids = [report.bound[r.ref] for r in s.runs if r.kind == "figure"]
                assert _shape(report, s) in moved_by_it or all(values[0].get(i) == values[1].get(i) for i in ids)
        tried += bool(gone)
    assert tried >= 2


def _words(sentence: Sentence) -> str:
    return sentence.text.rstrip("。；")


def _shape(report: Report, sentence: Sentence) -> str:
    return sentence.shape(report.bound).rstrip("。；")


def test_the_moved_sentences_are_told_with_their_old_and_new_words(tmp_path: Path) -> None:
    path = at(tmp_path)
    old = drafted(read_ledger(path))
    report, moved = renewed(old, drafted(with_cell(path, f"{COLUMNS['满意度']}2", "不满意")))
    assert report.draft.text == drafted(with_cell(path, f"{COLUMNS['满意度']}2", "不满意")).draft.text
    assert moved
    assert all(m.before != m.after and not m.kept for m in moved)
    assert {m.heading for m in moved} <= {"总体情况", "存在问题", "下步工作", "典型案例"}


def test_nothing_moves_when_nothing_changed(tmp_path: Path) -> None:
    old = drafted(read_ledger(at(tmp_path)))
    report, moved = renewed(old, drafted(old.ledger))
    assert moved == ()
    assert report.draft.text == old.draft.text


def _changed_row(path: Path) -> Ledger:
    """One more 会办: 22 → 23 cases."""
    more = [
        *ROWS,
        ROWS[-1] | {"n": 23, "num": "399", "role": "会办", "result": "", "sat": "", "face": None, "pub": None},
    ]
    return replace(read_ledger(saved(path.with_name("多一件.xlsx"), {"台账": table(more, USUAL)})), path=str(path))


def test_a_figure_that_a_person_typed_over_is_marked_and_kept(tmp_path: Path) -> None:
    path = at(tmp_path)
    old = drafted(read_ledger(path))
    text = old.sections[0].text
    mine = edited(old, "overview", text.replace("22件", "25件", 1))
    assert "〔待核实：25件〕" in mine.sections[0].text
    report, moved = renewed(mine, drafted(_changed_row(path)))
    assert "〔待核实：25件〕" in report.sections[0].text
    (kept,) = (m for m in moved if m.kept)
    assert "25件" in kept.before
    assert "23件" in kept.after
    (note,) = (r.note for _, _, _, r in report.draft.spans() if r.kind == "unverified")
    assert "台账现为“23件”" in note


def test_words_that_a_person_added_stay_and_the_figures_beside_them_follow_the_ledger(tmp_path: Path) -> None:
    path = at(tmp_path)
    old = drafted(read_ledger(path))
    mine = edited(old, "overview", old.sections[0].text.replace("共承办", "认真承办", 1) + "\n全厅高度重视这项工作。")
    report, _ = renewed(mine, drafted(_changed_row(path)))
    text = report.sections[0].text
    assert "认真承办" in text
    assert "23件" in text
    assert "22件" not in text
    assert text.endswith("全厅高度重视这项工作。")
    assert all(f.source.kind == "ledger" for _, _, f in report.draft.figure_spans())


def test_what_a_person_wrote_in_an_open_part_stays(tmp_path: Path) -> None:
    path = at(tmp_path)
    mine = edited(drafted(read_ledger(path)), "problems", "个别件沟通不够。")
    report, moved = renewed(mine, drafted(_changed_row(path)))
    section = next(s for s in report.sections if s.id == "problems")
    assert (section.text, section.status) == ("个别件沟通不够。", "answered")
    assert "problems" not in {m.heading for m in moved}


def test_one_part_is_done_again_and_the_others_keep_their_edits(tmp_path: Path) -> None:
    path = at(tmp_path)
    old = drafted(read_ledger(path))
    mine = edited(edited(old, "problems", "个别件沟通不够。"), "overview", "情况良好。")
    report, _ = renewed(mine, drafted(old.ledger), again=frozenset({"overview"}))
    assert report.sections[0].text == old.sections[0].text
    assert next(s for s in report.sections if s.id == "problems").text == "个别件沟通不够。"


def test_an_emptied_or_unknown_part_is_refused(tmp_path: Path) -> None:
    old = drafted(read_ledger(at(tmp_path)))
    with pytest.raises(InputError, match="没有内容"):
        edited(old, "problems", " ")
    with pytest.raises(InputError, match="没有“x”这一部分"):
        edited(old, "x", "甲")


def test_a_stop_leaves_the_rest_open_and_says_so(tmp_path: Path) -> None:
    written: list[str] = []
    report = drafted(read_ledger(at(tmp_path)), on_part=lambda h, _: written.append(h), stop=lambda: bool(written))
    assert report.draft.state == "interrupted"
    assert "因停止起草而未写" in report.sections[1].text
    assert "22件" in report.sections[0].text


def test_chosen_cases_are_told_instead_of_the_best(tmp_path: Path) -> None:
    ledger = read_ledger(at(tmp_path))
    offered = drafted(ledger).candidates
    last = offered[-1]
    report = drafted(ledger, cases=(last.place,))
    assert report.chosen == (last.place,)
    assert last.case.title in next(s for s in report.sections if s.id == "cases").text
