"""The sample papers are for a first try, not for a knowledge base that already has papers of the office's own."""

from pathlib import Path

import pytest

from assistant import settings
from assistant.page import workbench
from assistant.page.workbench import SAMPLE_DONE, Workbench
from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index

PAPER = "白石市客栈管理办法\n\n白政发〔2025〕3号\n\n白石市人民政府\n2025年3月1日\n\n第一条 客栈应当备案。\n"


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "示例.txt").write_text("示例省客栈条例\n\n第一条 示例。\n", encoding="utf-8")
    monkeypatch.setattr(workbench, "SAMPLE_CORPUS", folder)
    return folder


def titles(bench: Workbench) -> set[str]:
    return {d.title for d in bench.documents()}


def test_a_home_with_papers_of_its_own_gets_no_sample_papers(tmp_path: Path, samples: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "办法.txt").write_text(PAPER, encoding="utf-8")
    home = tmp_path / "home"
    index(home, [own], open_embedder())
    bench = Workbench(settings.load(home=home))
    bench.index_sample(lambda *_: None)
    assert titles(bench) == {"白石市客栈管理办法"}
    assert (home / SAMPLE_DONE).exists()


def test_an_empty_home_gets_them_once(tmp_path: Path, samples: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    bench = Workbench(settings.load(home=home))
    bench.index_sample(lambda *_: None)
    assert len(titles(bench)) == 1
    bench.remove([str(samples / "示例.txt")])
    bench.index_sample(lambda *_: None)
    assert titles(bench) == set()
