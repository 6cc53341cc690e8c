"""What `dafu reply` says of a letter on the screen."""

from typing import Any

import pytest

from assistant.commands.terminal import print_findings


def entry(*findings: tuple[str, str, str], notes: tuple[str, ...] = ()) -> dict[str, Any]:
    made = [{"severity": s, "check": c, "message": m} for s, c, m in findings]
    return {"path": "a.txt", "findings": made, "proposal": {"notes": list(notes)}}


def test_errors_come_first_then_warnings_then_what_the_sheet_leaves_open(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(
        entry(
            ("warning", "w", "一处提醒"), ("error", "e", "一处错误"), ("advice", "x", "建议"), notes=("没有找到编号",)
        )
    )
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "a.txt：错误 1 处，提醒 1 处，建议 1 处：",
        "  错误　一处错误",
        "  提醒　一处提醒",
        "  核对　没有找到编号",
    ]


def test_many_of_one_rule_are_counted_but_every_unused_cell_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(entry(*(("warning", "structure.open-mark", f"记号{n}") for n in range(9))))
    assert "同类的还有 6 处" in capsys.readouterr().err
    print_findings(entry(*(("warning", "materials.unused", f"B{n}") for n in range(9))))
    assert len(capsys.readouterr().err.splitlines()) == 10


def test_the_letters_of_one_file_are_told_apart_by_their_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    made = entry()
    print_findings(made | {"proposal": {"number": "第0311号", "notes": []}})
    assert capsys.readouterr().err.startswith("a.txt（第0311号）：错误 0 处")


def test_a_clean_letter_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(entry())
    assert capsys.readouterr().err == "a.txt：错误 0 处，提醒 0 处，建议 0 处。\n"
