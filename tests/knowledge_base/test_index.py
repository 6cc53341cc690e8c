"""An index reads what changed, pays for no embedding twice and survives being killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sample_papers import write

from knowledge_base.catalogue import Catalogue
from knowledge_base.errors import SetupError, Stopped
from knowledge_base.index import index, known, known_or_set_aside, remove
from knowledge_base.lock import writing
from knowledge_base.retrieval import KnowledgeBase
from knowledge_base.vectors import VectorStore


class Counting:
    """Vectors from the characters of a text; counts what it was asked for."""

    def __init__(self, name: str = "test/characters") -> None:
        self.name = name
        self.texts = 0

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._vector(t) for t in texts])

    def _vector(self, text: str) -> np.ndarray:
        vector = np.zeros(64, np.float32)
        for char in text:
            vector[ord(char) % 64] += 1
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write(tmp_path / "papers")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_second_run_embeds_nothing(home: Path, papers: Path):
    embedder = Counting()
    first = index(home, [papers], embedder)
    asked = embedder.texts
    second = index(home, [papers], embedder)
    assert len(first.added) == len(second.unchanged) == 5
    assert second.added == ()
    assert embedder.texts == asked > 0


def test_a_changed_file_is_read_again_and_only_its_new_pieces_are_embedded(home: Path, papers: Path):
    embedder = Counting()
    index(home, [papers], embedder)
    before = embedder.texts
    path = papers / "policy/节能.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("按时关闭", "在二十二时前关闭"), encoding="utf-8")
    report = index(home, [papers], embedder)
    assert [Path(p).name for p in report.added] == ["节能.txt"]
    assert embedder.texts - before <= 2


def test_what_is_gone_from_a_folder_leaves_the_index(home: Path, papers: Path):
    index(home, [papers], Counting())
    (papers / "report/2025.txt").unlink()
    report = index(home, [papers], Counting())
    assert [Path(p).name for p in report.removed] == ["2025.txt"]
    assert remove(home, [papers / "law"]).removed
    kb = KnowledgeBase(home, Counting())
    assert sorted(Path(d.path).name for d in kb.documents()) == ["稳岗.txt", "节能.txt"]
    kb.close()


def test_a_readme_of_a_folder_is_named_and_left_out(home: Path, papers: Path):
    (papers / "README.md").write_text("# 说明\n本文件夹收录政策文件。", encoding="utf-8")
    report = index(home, [papers], Counting())
    assert [Path(p).name for p, _ in report.skipped] == ["README.md"]
    assert index(home, [papers / "README.md"], Counting()).added


def test_a_rebuild_of_one_folder_keeps_the_documents_of_the_others(home: Path, papers: Path):
    index(home, [papers], Counting())
    before = known(home)
    index(home, [papers / "law"], Counting(), rebuild=True)
    assert known(home) == before


def test_a_rebuild_cut_short_is_finished_by_the_next_run(home: Path, papers: Path):
    index(home, [papers], Counting())
    before = known(home)
    with pytest.raises(Stopped):
        index(home, [papers / "law"], Counting("test/other"), rebuild=True, stop=lambda: True)
    assert known(home) == before
    index(home, [papers / "law"], Counting("test/other"))
    kb = KnowledgeBase(home, Counting("test/other"))
    assert sorted(Path(d.path) for d in kb.documents()) == before
    kb.close()


def test_what_cannot_be_held_is_named_with_the_reason(home: Path, papers: Path):
    (papers / "a.exe").write_bytes(b"MZ")
    (papers / "twin.txt").write_text((papers / "policy/节能.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (papers / "secret.txt").write_text("机密★1年\n关于某事的通知\n内容。", encoding="utf-8")
    (papers / "empty.txt").write_text("", encoding="utf-8")
    report = index(home, [papers, papers / "nowhere"], Counting())
    said = {Path(path).name: why for path, why in (*report.skipped, *report.failed)}
    assert set(said) == {"a.exe", "twin.txt", "secret.txt", "empty.txt", "nowhere"}
    assert "相同" in said["twin.txt"]
    assert "涉密" in said["secret.txt"]


def test_an_older_version_of_a_law_is_superseded_and_current_again_when_the_newer_one_goes(home: Path, papers: Path):
    index(home, [papers], Counting())
    kb = KnowledgeBase(home, Counting())
    assert [d.validity for d in kb.find_title("《示例省数据条例》")] == ["current", "superseded"]
    remove(home, [papers / "law/示例省数据条例2024.txt"])
    assert [d.validity for d in kb.find_title("示例省数据条例")] == ["current"]
    kb.close()


def test_another_model_or_format_is_refused_until_rebuilt_and_rebuilding_embeds_nothing_twice(home: Path, papers: Path):
    embedder, other = Counting(), Counting("test/other")
    index(home, [papers], embedder)
    with pytest.raises(SetupError, match="--rebuild"):
        index(home, [papers], other)
    with pytest.raises(SetupError, match="--rebuild"):
        KnowledgeBase(home, other)
    index(home, [papers], other, rebuild=True)
    asked = embedder.texts
    index(home, [papers], embedder, rebuild=True)
    assert embedder.texts == asked
    catalogue = Catalogue(home, writable=True)
    catalogue.set_state("format", "0")
    catalogue.close()
    with pytest.raises(SetupError, match="旧版本"):
        KnowledgeBase(home, embedder)


def test_a_home_without_an_index_says_what_to_run(home: Path):
    with pytest.raises(SetupError, match="dafu index"):
        KnowledgeBase(home, Counting())


def test_only_one_writer_at_a_time(home: Path, papers: Path):
    with writing(home), pytest.raises(SetupError, match="另一个程序"):
        index(home, [papers], Counting())


def test_stopping_keeps_what_was_done_and_the_next_run_completes_it(home: Path, papers: Path):
    done: list[str] = []
    with pytest.raises(Stopped):
        index(home, [papers], Counting(), progress=lambda _a, _b, path: done.append(path), stop=lambda: len(done) >= 3)
    kb = KnowledgeBase(home, Counting())
    assert kb.documents()
    report = index(home, [papers], Counting())
    assert report.added
    assert report.unchanged
    assert len(kb.documents()) == 5
    kb.close()


def vectors_held(home: Path) -> int:
    store = VectorStore(home, Counting().name)
    try:
        return store.count()
    finally:
        store.close()


def test_chroma_is_made_again_from_the_catalogue_when_its_folder_is_deleted(home: Path, papers: Path):
    index(home, [papers], Counting())
    before = vectors_held(home)
    assert before > 0
    shutil.rmtree(home / "chroma")
    kb = KnowledgeBase(home, Counting())
    assert kb.search("失业登记").passages
    kb.close()
    assert vectors_held(home) == before
    shutil.rmtree(home / "chroma")
    embedder = Counting()
    index(home, [papers], embedder)
    assert vectors_held(home) == before


def test_searching_while_another_thread_indexes_never_fails(home: Path, papers: Path, tmp_path: Path):
    index(home, [papers], Counting())
    kb = KnowledgeBase(home, Counting())
    more = tmp_path / "more"
    more.mkdir()
    ended = threading.Event()

    def write() -> None:
        for n in range(6):
            (more / f"{n}.txt").write_text(
                f"某省第{n}号办法\n第一条 应当在{n + 3}日内办理第{n}类事项。\n", encoding="utf-8"
            )
            index(home, [more], Counting())
        ended.set()

    def search(n: int) -> int:
        found = 0
        while not ended.is_set():
            found += len(kb.search(("失业登记", "景观照明", "数据开放")[n % 3]).passages)
            kb.documents()
        return found

    with ThreadPoolExecutor(5) as pool:
        writer = pool.submit(write)
        found = [f.result() for f in [pool.submit(search, n) for n in range(4)]]
        writer.result()
    assert all(found)
    assert len(kb.documents()) == 5 + 6
    kb.close()


KILLED = """
import sys, time
from pathlib import Path
sys.path[:0] = {paths!r}
from test_index import Counting
from knowledge_base.index import index

class Slow(Counting):
    def documents(self, texts):
        print("embedding", flush=True)
        time.sleep({pause})
        return super().documents(texts)

index(Path({home!r}), [Path({papers!r})], Slow())
"""


@pytest.mark.parametrize("batches", [1, 2, 4])
def test_a_killed_run_loses_nothing_that_was_done_and_the_next_one_completes(home: Path, papers: Path, batches: int):
    here = Path(__file__).parent
    code = KILLED.format(paths=[str(here.parents[1]), str(here)], pause=0.2, home=str(home), papers=str(papers))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for _ in range(batches):
        assert process.stdout.readline().strip() == "embedding"
    time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    catalogue = Catalogue(home)
    done = len(catalogue.hashes())
    assert done == batches - 1
    KnowledgeBase(home, Counting()).close()
    store = VectorStore(home, Counting().name)
    assert store.count() == catalogue.count()
    store.close()
    catalogue.close()
    embedder = Counting()
    report = index(home, [papers], embedder)
    assert len(report.unchanged) == done
    assert len(report.added) == 5 - done
    kb = KnowledgeBase(home, embedder)
    assert len(kb.documents()) == 5
    assert json.dumps([p.text for p in kb.search("失业登记").passages])
    kb.close()


def test_a_moved_file_keeps_its_place_in_the_index_under_its_new_path(home: Path, papers: Path):
    index(home, [papers], Counting())
    old = next(p for p in sorted(papers.rglob("*")) if p.is_file())
    new = papers / "moved" / old.name
    new.parent.mkdir(exist_ok=True)
    old.rename(new)
    report = index(home, [papers], Counting())
    assert [Path(p) for p in report.added] == [new]
    assert [Path(p) for p in report.removed] == [old]
    assert len(known(home)) == 5


def test_an_index_that_cannot_be_opened_is_set_aside_and_made_anew(home: Path, papers: Path):
    home.mkdir(exist_ok=True)
    (home / "index.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(SetupError, match="--rebuild"):
        known(home)
    paths, said = known_or_set_aside(home)
    assert (paths, "已损坏" in said) == ([], True)
    assert len(list(home.glob("index.broken-*/index.sqlite"))) == 1
    assert len(index(home, [papers], Counting()).added) == 5


def test_a_csv_in_a_folder_is_set_aside_and_named(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    (folder / "来源.csv").write_text("文件,标题\n1.txt,示例省中小企业促进条例\n", encoding="utf-8")
    (folder / "1.txt").write_text(
        "示例省中小企业促进条例\n第一条　为了促进中小企业发展，制定本条例。", encoding="utf-8"
    )
    report = index(home, [folder], Counting())
    assert [(Path(p).name, "数据表" in why) for p, why in report.skipped] == [("来源.csv", True)]
