"""What the page does, without a browser."""

from pathlib import Path

import pytest

from assistant import settings
from assistant.page.workbench import Workbench
from knowledge_base.errors import InputError


@pytest.fixture
def bench(sample_home: Path) -> Workbench:
    return Workbench(settings.load(home=sample_home))


def advance(done: int, total: int, at_hand: str) -> None:
    pass


def test_a_refused_upload_leaves_the_good_file_of_its_name(bench: Workbench, tmp_path: Path) -> None:
    good, empty, secret = (tmp_path / n / "办法.txt" for n in ("good", "empty", "secret"))
    for file, text in (
        (good, "示例省某办法\n第一条 应当办好事项。\n"),
        (empty, ""),
        (secret, "机密★1年\n某厅文件\n内容。\n"),
    ):
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    assert len(bench.upload([str(good)], advance).added) == 1
    kept = bench.settings.home / "library" / "办法.txt"
    for bad in (empty, secret):
        assert len(bench.upload([str(bad)], advance).failed) == 1
        assert not bad.exists(), "a refused upload must not stay anywhere"
    assert "办好事项" in kept.read_text(encoding="utf-8")
    assert len(bench.remove([str(kept)]).removed) == 1
    assert not kept.exists()


def test_text_and_file_at_once_are_not_guessed_between(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="只能用一样"):
        bench.recognise("y", [str(file)])


def test_no_text_asks_for_some(bench: Workbench) -> None:
    with pytest.raises(InputError, match="粘贴"):
        bench.recognise("  ")
