"""``make bench``: our search beside the stock recipe and BM25, its latency, what indexing adds to the embeddings; the
checks' pace, and planted faults of text and of layout, beside gongwen-skill where it is installed.

    python -m evals.bench [--corpus DIR] [--data FILE] [--home DIR] [--quick] [--large 100000]

Without ``--corpus`` and ``--data`` it takes ``../shared`` beside the repository when it is there.
"""

import argparse
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evals import cold_write, layouts, made, overhead, papers, planted, rival
from evals.labelled import Answer, load, score
from knowledge_base.embeddings import Embedder, open_embedder
from knowledge_base.index import index
from knowledge_base.retrieval import KnowledgeBase

_SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def main() -> int:
    options = _options()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print(f"机器：{_machine()}")
    embedder = open_embedder()
    if options.corpus.is_dir():
        kept = options.home is not None
        home = options.home or Path(tempfile.mkdtemp(prefix="dafu-bench-"))
        try:
            _overhead(home, options.corpus, embedder)
            _scores(home, options.data, embedder, quick=options.quick)
        finally:
            if not kept:
                shutil.rmtree(home, ignore_errors=True)
    else:
        print(f"没有找到语料 {options.corpus}，只测大库延迟；可以用 --corpus 和 --data 指定。")
    if options.large:
        _large(options.large_home, options.large)
    _checks()
    overhead.main()
    cold_write.main()
    rival.main([])
    return layouts.main([])


def _overhead(home: Path, corpus: Path, embedder: Embedder) -> None:
    timed = _Timed(embedder)
    began = time.perf_counter()
    report = index(
        home, [corpus], timed, progress=lambda *at: print(f"\r  索引 {at[0]}/{at[1]}", end="", file=sys.stderr)
    )
    whole = time.perf_counter() - began
    print(f"索引：{report.passages} 段，{whole:.1f} 秒，其中向量 {timed.seconds:.1f} 秒", end="")
    print(f"，另加 {(whole / timed.seconds - 1) * 100:.1f}%" if timed.texts > 100 else "（向量已有，不计比例）")
    began = time.perf_counter()
    index(home, [corpus], timed)
    print(f"再次索引：{time.perf_counter() - began:.2f} 秒")


def _scores(home: Path, data: Path, embedder: Embedder, *, quick: bool) -> None:
    if not data.is_file():
        print(f"没有找到标注的提问 {data}，不算分。")
        return
    queries = load(data)
    kb = KnowledgeBase(home, embedder)
    kb.search("预热")

    def ours(query: str) -> Answer:
        found = kb.search(query, 5)
        return Answer(tuple((p.document, p.text) for p in found.passages), found.answerable)

    rivals: list[tuple[str, Callable[[], Callable[[str], Answer]]]] = [("本项目", lambda: ours)]
    with tempfile.TemporaryDirectory() as folder:
        if not quick:
            from evals import baselines

            documents = [d for e in kb.documents() if (d := kb.document(e.path))]
            chunks = baselines.chunks(documents)
            rivals.append(("BM25（jieba 词）", lambda: baselines.Bm25(chunks).search))
            stock = Path(folder)
            rivals.append(("LangChain 500/100 + Chroma", lambda: baselines.StockRecipe(chunks, embedder, stock).search))
        for name, build in rivals:
            print(f"\n{name}")
            by_kind, rates = score(queries, build())
            for kind, scores in by_kind.items():
                print(f"  {kind:4} {scores}")
            if name == "本项目":
                print(f"  拒答 {rates['refused']:.2f}，误拒 {rates['refused wrongly']:.2f}")
    kb.close()
    fresh = KnowledgeBase(home, embedder)  # one that keeps no vectors of these queries yet
    fresh.search("预热")
    _latency("\n本语料", fresh, [q.query for q in queries])
    fresh.close()


def _large(home: Path | None, pieces: int) -> None:
    folder = home or Path(tempfile.mkdtemp(prefix="dafu-bench-large-"))
    try:
        made.build(folder, pieces)
        kb = KnowledgeBase(folder, made.RandomVectors())
        chance = random.Random(3)
        queries = [made.sentence(chance)[:40] for _ in range(60)]
        kb.search(queries[0])
        _latency(f"{pieces} 段（随机向量）", kb, queries)
        _latency(f"{pieces} 段，按种类", kb, queries, kind="law")
        _latency(f"{pieces} 段，按种类、年份、机关", kb, queries, kind="reply", year=2014, issuer="局")
        kb.close()
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)


def _checks() -> None:
    """All rules on documents that no cache has seen: milliseconds for 4,000 characters, and documents a second."""
    planted.warm()
    found = [p for p in papers.own() if len(p.text) >= 400]
    options = planted.Options()
    joined = "\n".join(p.text for p in found)
    long = papers.Paper("bench", joined[:4000], papers.About(kind="report"))
    paces = sorted(planted.examine(long, joined[n : n + 4000], options)[1] for n in range(0, 8000, 200))
    began = time.perf_counter()
    for n in range(200):
        paper = found[n % len(found)]
        planted.examine(paper, paper.text + "\n" * (n // len(found) + 1), options)
    seconds = time.perf_counter() - began
    print(
        f"\n校核：四千字 p50 {paces[len(paces) // 2]:.0f} 毫秒、最慢 {paces[-1]:.0f} 毫秒；"
        f"200 份（平均 {len(joined) // len(found)} 字）{seconds:.1f} 秒，每秒 {200 / seconds:.0f} 份"
    )


def _latency(name: str, kb: KnowledgeBase, queries: Sequence[str], **filters: object) -> None:
    times = []
    for query in queries:
        began = time.perf_counter()
        kb.search(query, 5, **filters)  # type: ignore[arg-type]
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    print(f"{name}：p50 {times[len(times) // 2]:.0f} 毫秒，p95 {times[int(len(times) * 0.95)]:.0f} 毫秒")


class _Timed:
    """An embedder that adds up the time spent in it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.seconds, self.texts = 0.0, 0

    def documents(self, texts: Sequence[str]):
        began = time.perf_counter()
        try:
            return self._embedder.documents(texts)
        finally:
            self.seconds += time.perf_counter() - began
            self.texts += len(texts)

    def queries(self, texts: Sequence[str]):
        return self._embedder.queries(texts)


def _machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in _read("/proc/cpuinfo").splitlines()
            if line.startswith("model name")
        ),
        platform.processor() or platform.machine(),
    )
    load = "、".join(f"{x:.1f}" for x in os.getloadavg())
    return f"{model}，{os.cpu_count()} 核，{platform.system()}，Python {platform.python_version()}，负载 {load}"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.bench")
    parser.add_argument("--corpus", type=Path, default=_SHARED / "corpus")
    parser.add_argument("--data", type=Path, default=_SHARED / "data" / "queries_dev.jsonl")
    parser.add_argument("--home", type=Path, help="保留的索引目录（默认用完即删）")
    parser.add_argument("--large", type=int, default=0, help="另测大库延迟：段数，如 100000（第一次要先造库，几分钟）")
    parser.add_argument("--large-home", type=Path, help="保留的大库目录")
    parser.add_argument("--quick", action="store_true", help="不比较别的做法")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
