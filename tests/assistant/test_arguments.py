from pathlib import Path

import pytest

from assistant.commands import arguments
from knowledge_base.errors import InputError


def test_options_take_several_files_once_the_inputs_are_named() -> None:
    assert arguments.spread(["reply", "a.txt", "--material", "x.xlsx", "y.xlsx"]) == [
        "reply", "a.txt", "--material", "x.xlsx", "--material", "y.xlsx",
    ]  # fmt: skip


def test_an_option_before_the_inputs_takes_one_file() -> None:
    assert arguments.spread(["reply", "--material", "x.xlsx", "a.txt"]) == ["reply", "--material", "x.xlsx", "a.txt"]


def test_another_option_ends_the_list_of_files() -> None:
    spread = arguments.spread(["check", "a.txt", "--source", "s", "t", "--json", "-"])
    assert spread == ["check", "a.txt", "--source", "s", "--source", "t", "--json", "-"]


def test_a_folder_stands_for_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.docx", "~$a.docx", "c.exe"):
        (tmp_path / name).write_text("x")
    assert [p.name for p in arguments.files([tmp_path])] == ["a.docx", "b.txt"]


def test_a_folder_without_readable_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有可读的文件"):
        arguments.files([tmp_path])


def test_a_bad_line_of_queries_is_named(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": 1, "query": "清欠"}\n\n{"id": 2}\n', encoding="utf-8")
    with pytest.raises(InputError, match="第 3 行"):
        arguments.queries(file)
