"""``dafu eval`` and ``python -m evals``: the suites by the command line.

Exit codes: 0 at or above the thresholds, 1 below (or the gate says worse), 2 wrong use, 3 the run broke down.
"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals import hashing, kept, results, tables
from evals.results import Hashes, Run
from knowledge_base.errors import InputError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="评测：校核、检索、收文、起草、本单位文稿。")
_SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
OK, BELOW, BROKEN = 0, 1, 3

Json = Annotated[Path | None, typer.Option("--json", help="结果写成 JSON")]
Junit = Annotated[Path | None, typer.Option("--junit", help="结果写成 JUnit XML")]
Html = Annotated[Path | None, typer.Option("--html", help="结果写成一个网页文件（不需联网）")]
Gate = Annotated[Path | None, typer.Option("--gate", help="与这份基线结果比：召回不得降，误报不得增")]
Kinds = Annotated[str, typer.Option("--kinds", help="只评这些毛病，如 N01,N02 或 N,P（前缀）")]
PerKind = Annotated[int, typer.Option("--per-kind", min=1, help="每篇每类植入几处")]
Seed = Annotated[int, typer.Option("--seed", help="随机种子")]
Missed = Annotated[bool, typer.Option("--show-missed", help="列出没找到的")]
False_ = Annotated[bool, typer.Option("--show-false", help="列出误报")]


@app.command()
def checks(
    kinds: Kinds = "",
    only: Annotated[str, typer.Option("--papers", help="只用名称含这些字的文稿，逗号分隔")] = "",
    data: Annotated[list[Path] | None, typer.Option("--data", help="另加一个文件夹的文稿（.txt，可配 .toml）")] = None,
    per_kind: PerKind = 2,
    seed: Seed = 7,
    missed: Missed = False,
    false: False_ = False,
    auto: Annotated[bool, typer.Option("--auto-kind", help="文种由程序判断，不预先告知")] = False,
    shared: Annotated[bool, typer.Option("--shared/--no-shared", help="旁边有公开文稿时一并使用")] = True,
    decoys: Annotated[bool, typer.Option("--decoys/--no-decoys", help="是否也放诱饵")] = True,
    failed_only: Annotated[Path | None, typer.Option("--failed-only", help="只重跑这份结果中没通过的")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用上次留下的结果")] = False,
    json_to: Json = None,
    junit: Junit = None,
    html: Html = None,
    gate: Gate = None,
) -> int:
    """校核：植入毛病、诱饵、干净文稿。"""
    from evals import papers
    from evals.planted import Options

    chosen = papers.own() + papers.samples()
    if shared and _SHARED.is_dir():
        chosen += [p for name in ("seeds", "replies", "policies") for p in papers.folder(_SHARED / name)]
    for folder in data or []:
        chosen += papers.folder(folder)
    chosen = list(papers.select(chosen, only))
    if not chosen:
        raise InputError("没有符合 --papers 的文稿。")
    options = Options(seed, per_kind, tuple(k for k in kinds.split(",") if k), decoys=decoys, auto=auto)
    again = (
        frozenset(c.id for c in results.read(failed_only).cases if c.outcome != "passed")
        if failed_only
        else frozenset()
    )
    run = _planted("checks", chosen, options, again, fresh)
    return _finish(run, json_to, junit, html, gate, missed=missed, false=false)


@app.command()
def office(
    folder: Annotated[Path, typer.Argument(help="本单位已定稿文稿的文件夹（.txt .md .docx），内容不出本机")],
    profile: Annotated[str, typer.Option("--office", help="单位配置：名称或 .toml 路径")] = "",
    kinds: Kinds = "",
    per_kind: PerKind = 1,
    seed: Seed = 7,
    missed: Missed = False,
    false: False_ = False,
    json_to: Json = None,
    junit: Junit = None,
    html: Html = None,
    gate: Gate = None,
) -> int:
    """本单位文稿：在自己的定稿里植入毛病，看能找到多少、误报多少。"""
    from evals import papers
    from evals.planted import Options

    if not folder.is_dir():
        raise InputError(f"找不到文件夹 {folder}，请检查路径。")
    chosen = papers.office(folder, profile)
    run = _planted(
        "office", chosen, Options(seed, per_kind, tuple(k for k in kinds.split(",") if k)), frozenset(), True
    )
    code = _finish(run, json_to, junit, html, gate, missed=missed, false=false)
    return BROKEN if code == BROKEN else BELOW if gate and code else OK


@app.command()
def retrieval(
    data: Annotated[
        Path | None, typer.Option("--data", help="文件夹：queries*.jsonl，语料在其 corpus 或 ../corpus")
    ] = None,
    json_to: Json = None,
    junit: Junit = None,
    html: Html = None,
    gate: Gate = None,
) -> int:
    """检索：标注的提问，前五段里有没有该有的原文。"""
    from evals import retrieval as suite
    from knowledge_base.embeddings import open_embedder
    from knowledge_base.samples import SAMPLE_CORPUS

    queries, corpus = suite.OWN, SAMPLE_CORPUS
    if data:
        queries = next(iter(sorted(data.glob("queries*.jsonl"))), data / "queries.jsonl")
        corpus = data / "corpus" if (data / "corpus").is_dir() else data.parent / "corpus"
    if not queries.is_file() or not corpus.is_dir():
        raise InputError(f"没有找到提问 {queries} 或语料 {corpus}，请检查 --data。")
    home = kept.index_of(corpus)
    run = suite.run(suite.labelled(queries), corpus, home, open_embedder())
    return _finish(run, json_to, junit, html, gate, floor={"all R@5": 0.8})


@app.command()
def intake(
    data: Annotated[Path | None, typer.Option("--data", help="文件夹：NAME.txt 与 NAME.gold.json")] = None,
    json_to: Json = None,
    junit: Junit = None,
    html: Html = None,
    gate: Gate = None,
) -> int:
    """收文：从建议提案原件里读出的要素和诉求对不对。"""
    from evals import intake as suite

    run = suite.run(suite.folder(_proposals(data)) if data else suite.own())
    return _finish(run, json_to, junit, html, gate, floor={"要素": 0.9, "诉求查准": 0.85, "诉求查全": 0.85})


@app.command()
def drafting(
    data: Annotated[Path | None, typer.Option("--data", help="文件夹：建议提案与 .gold.json，语料在 ../corpus")] = None,
    writer: Annotated[str, typer.Option("--writer", help="offline 或 model（须已设置大模型）")] = "offline",
    record: Annotated[Path | None, typer.Option("--record", help="把写成的答复存到这个文件夹")] = None,
    recorded: Annotated[Path | None, typer.Option("--recorded", help="不重写，只给存下的答复评分")] = None,
    handwritten: Annotated[
        str, typer.Option("--handwritten", help="good、mediocre、harmful：用手写的样例代替大模型")
    ] = "",
    live: Annotated[
        Path | None, typer.Option("--live", help="用设置的大模型写，把每次请求和回答录到这个文件夹")
    ] = None,
    replay: Annotated[Path | None, typer.Option("--replay", help="用这个文件夹里录下的回答代替大模型")] = None,
    json_to: Json = None,
    junit: Junit = None,
    html: Html = None,
    gate: Gate = None,
) -> int:
    """起草：写成的答复有没有无来源的数字、缺要素、漏答诉求。"""
    from evals import drafting as suite
    from evals import intake as labelled

    if recorded:
        return _finish(suite.replay(recorded), json_to, junit, html, gate, floor={"有落实段落的诉求": 0.9}, cases=True)
    from assistant import settings
    from assistant.desk import modelled, open_desk
    from assistant.model.connecting import open_chat_model
    from evals import exchanges
    from evals import handwritten as hand
    from knowledge_base.embeddings import open_embedder
    from knowledge_base.index import index
    from knowledge_base.retrieval import KnowledgeBase
    from knowledge_base.samples import SAMPLE_CORPUS

    items = labelled.folder(_proposals(data)) if data else labelled.own()
    corpus = data.parent / "corpus" if data and (data.parent / "corpus").is_dir() else SAMPLE_CORPUS
    home, embedder = kept.index_of(corpus), open_embedder()
    index(home, [corpus], embedder)
    kb = KnowledgeBase(home, embedder)
    chosen = settings.load()
    try:
        if handwritten:
            run = hand.run(handwritten, items, open_desk(chosen, kb, "offline"), record)
        elif replay:
            run = suite.run(items, modelled(open_desk(chosen, kb, "offline"), exchanges.Replayed(replay)), record)
        elif live:
            model = exchanges.Recorded(open_chat_model(chosen), live)
            run = suite.run(items, modelled(open_desk(chosen, kb, "offline"), model), record)
        else:
            run = suite.run(items, open_desk(chosen, kb, writer), record)
    finally:
        kb.close()
    return _finish(run, json_to, junit, html, gate, floor={"有落实段落的诉求": 0.9}, cases=True)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="先前的结果 JSON")],
    second: Annotated[Path, typer.Argument(help="后来的结果 JSON")],
    html: Annotated[Path | None, typer.Option("--html", help="起草的两次结果：逐段并排写成一个网页文件")] = None,
) -> int:
    """比较两次结果：逐例、逐类，配对检验。"""
    from evals import side_by_side
    from evals.comparing import compare as paired

    a, b = results.read(first), results.read(second)
    if a.suite != b.suite:
        raise InputError(f"两份结果不是同一种评测：{a.suite} 与 {b.suite}。")
    tables.show_comparison(paired(a, b), a, b, _console())
    if html:
        if a.suite != "drafting":
            raise InputError("--html 只用于起草（drafting）的两次结果。")
        side_by_side.write(a, b, html)
    return OK


@app.command()
def judge(
    recorded: Annotated[Path, typer.Argument(help="存下的答复（drafting --record 的文件夹）")],
    labels: Annotated[Path | None, typer.Option("--labels", help="人工标注 JSONL，用来算一致程度")] = None,
    json_to: Json = None,
    html: Html = None,
) -> int:
    """大模型评议（可选，仅供参考）：答没答所问、计划是否写成已办、有无依据、语气。"""
    from assistant import settings
    from assistant.model.connecting import open_chat_model
    from evals import judge as suite

    run = suite.run(suite.questions(recorded, labels), open_chat_model(settings.load()))
    tables.show_plain(run, _console())
    tables.show_agreement(run, _console())
    _write(run, json_to, None, html)
    return BROKEN if run.outcomes()["errored"] else OK


def _planted(suite: str, chosen: list, options: object, again: frozenset[str], fresh: bool) -> Run:  # pyright: ignore[reportMissingTypeArgument]
    from assistant.commands import terminal
    from evals import running
    from evals.planted import Options, without_text

    assert isinstance(options, Options)
    hashes = Hashes(data=hashing.of_text(hashing.faults(), *(p.fingerprint for p in chosen)), rules=hashing.rules())
    finished = None if fresh else kept.folder() / hashing.of_text(hashing.faults(), hashes.rules)
    with terminal.bar("评测") as advance:
        found, interrupted = running.run(chosen, options, finished, again, advance)
    cases = tuple(c.model_copy(update={"suite": suite}) for c in without_text(found))
    return Run(suite=suite, hashes=hashes, seed=options.seed, cases=cases, interrupted=interrupted)


def _finish(
    run: Run, json_to: Path | None, junit: Path | None, html: Path | None, gate: Path | None,
    *, missed: bool = False, false: bool = False, floor: dict[str, float] | None = None, cases: bool = False,
) -> int:  # fmt: skip
    """Prints and writes the results; the exit code."""
    console = _console()
    planted = run.suite in ("checks", "office")
    (tables.show_checks if planted else tables.show_plain)(run, console)
    if missed:
        tables.show_missed(run, console)
    if false:
        tables.show_false(run, console)
    if cases:
        tables.show_cases(run, console)
    tables.show_errors(run, console)
    _write(run, json_to, junit, html)
    outcomes = run.outcomes()
    worse = _gate(run, gate) if gate else []
    for line in worse:
        console.print(f"[bold]未过门槛[/]：{line}")
    if outcomes["errored"] or outcomes["interrupted"]:
        return BROKEN
    below = _below(run) if planted else any(run.measures.get(k, 0) < v for k, v in (floor or {}).items())
    return BELOW if worse or (below and not gate) else OK


def _write(run: Run, json_to: Path | None, junit: Path | None, html: Path | None) -> None:
    from evals import junit as xml
    from evals import pages

    for path, write in ((json_to, results.write), (junit, xml.write), (html, pages.write)):
        if path:
            if not path.absolute().parent.is_dir():
                raise InputError(f"{path} 所在的文件夹不存在。")
            write(run, path)


def _gate(run: Run, path: Path) -> list[str]:
    from evals.comparing import gate

    baseline = results.read(path)
    if baseline.suite != run.suite:
        raise InputError(f"基线 {path} 是 {baseline.suite} 的结果，不能用来比 {run.suite}。")
    return list(gate(baseline, run))


def _below(run: Run) -> bool:
    from evals.scores import scores

    s = scores(run)
    floors = {"self": 0.95, "table": 0.9, "src": 0.85, "llm": 0.4}
    missed = any(s.needs[n].n and s.needs[n].value < floor for n, floor in floors.items())
    real = [a for g, a in s.groups.items() if g != "policies"]
    alarms = 1000 * sum(a.all for a in real) / max(sum(a.characters for a in real), 1)
    loud = s.alarms.errors_per_1000 > 0.2 or alarms > 1.0 or (s.decoys.n > 0 and s.decoys.value < 0.97)
    return missed or loud


def _proposals(data: Path) -> Path:
    return data / "proposals" if (data / "proposals").is_dir() else data


def _console() -> Console:
    """Wide enough for a paragraph where the output is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=200)
