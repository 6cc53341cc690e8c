"""Commands about the knowledge base: building its index, reading a document, searching, asking."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from assistant.commands import arguments, opening, output, terminal
from assistant.commands.options import Home, Json
from knowledge_base.documents import Passage
from knowledge_base.errors import InputError


def index(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件或文件夹；不写则为自带的示例资料")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="更换向量模型或索引格式后重建")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="从知识库移除这些文件")] = False,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """建立或更新知识库索引。"""
    from assistant.interchange import index_report
    from knowledge_base import index as indexing
    from knowledge_base.samples import SAMPLE_CORPUS

    settings, embedder = opening.embedder(home)
    before, broken = indexing.known_or_set_aside(settings.home) if rebuild else ([], "")
    if broken:
        print(broken, file=sys.stderr)
    chosen = paths or before or [SAMPLE_CORPUS]
    if remove:
        report = indexing.remove(settings.home, chosen, chroma_url=settings.chroma_url)
    else:
        with terminal.bar("索引") as advance:
            report = indexing.index(
                settings.home, chosen, embedder, rebuild=rebuild, progress=advance, chroma_url=settings.chroma_url
            )
    for path, why in (*report.skipped, *report.failed):
        print(f"未收录 {path}：{why}", file=sys.stderr)
    output.say(
        f"新增 {len(report.added)} 份，未变 {len(report.unchanged)} 份，移除 {len(report.removed)} 份，"
        f"跳过 {len(report.skipped)} 份，失败 {len(report.failed)} 份。",
        json_to,
    )
    output.write_json(index_report(report), json_to)
    done = report.added or report.unchanged or report.removed
    return 0 if not report.failed and (done or not report.skipped) else 1 if done else 2


def text(
    documents: Annotated[list[Path], typer.Argument(help="文件")],
    view: Annotated[str, typer.Option("--view", help="Word 修订：final 全部接受，original 全部拒绝")] = "final",
    json_to: Json = "",
    home: Home = None,
) -> int:
    """读出文件的正文与元数据（各处的偏移量都以此正文为准）。"""
    from assistant.interchange import document
    from knowledge_base.readers import read
    from knowledge_base.readers.views import View

    if view not in get_args(View):
        raise InputError(f"--view 不能是“{view}”，只能是 final（修订全部接受）或 original（全部拒绝）。")
    opening.settings(home)
    files = arguments.files(documents)
    chosen: View = "original" if view == "original" else "final"
    out = [output.attempt(p, lambda p=p: document(read(arguments.existing(p), view=chosen))) for p in files]
    if not json_to:
        print("\n\n".join(x.get("text", "") for x in out))
    output.write_json({"documents": out}, json_to)
    return output.outcome(out)


def search(
    query: Annotated[str | None, typer.Argument(help="要查的话")] = None,
    queries: Annotated[Path | None, typer.Option("--queries", help="JSONL：每行 id 与 query")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="返回几段")] = 5,
    kind: Annotated[str | None, typer.Option("--kind", help="report reply opinion law regulation policy other")] = None,
    year: Annotated[int | None, typer.Option("--year", help="印发年份")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="发文机关")] = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """在知识库中检索。"""
    from assistant.interchange import search_result
    from knowledge_base.documents import Kind

    if bool(query) == bool(queries):
        raise InputError("请给出一句要查的话，或用 --queries 指定一个 JSONL 文件（两者取其一）。")
    if kind not in (None, *get_args(Kind)):
        raise InputError(f"--kind 不能是“{kind}”，只能是：{'、'.join(get_args(Kind))}。")
    kb = opening.knowledge_base(home)
    filters: dict[str, Any] = {"kind": kind, "year": year, "issuer": issuer}
    if queries:
        rows = arguments.queries(arguments.existing(queries))
        with terminal.bar("检索") as advance, output.json_file(json_to or "-") as out:
            for n, (key, question) in enumerate(rows, 1):
                result = search_result(kb.search(question, k, **filters))
                out.write(json.dumps({"id": key} | result, ensure_ascii=False) + "\n")
                advance(n, len(rows), question)
        return 0
    result = kb.search(query or "", k, **filters)
    if json_to != "-":
        if not result.answerable:
            print(f"知识库中没有能回答的内容。{result.why}以下几段仅供参考：\n" if result.passages else result.why)
        for n, p in enumerate(result.passages, 1):
            print(f"[{n}] {_named(p)} {p.heading}\n{p.text}\n")
    output.write_json(search_result(result), json_to)
    return 0


def _named(p: Passage) -> str:
    from assistant.drafting.quoting import cited

    return cited(p)


def ask(
    question: Annotated[str, typer.Argument(help="问题")],
    json_to: Json = "",
    home: Home = None,
    writer: Annotated[str | None, typer.Option("--writer", help="offline 或 model")] = None,
) -> int:
    """向知识库提问，回答附出处。"""
    from assistant.asking import chat

    settings = opening.settings(home)
    kb = opening.knowledge_base(home)
    model = opening.chat_model(settings, writer)
    quiet = json_to == "-"
    answer = chat.answer(question, kb, model, on_text=lambda t: None if quiet else print(t, end="", flush=True))
    if not quiet:
        print("\n")
        for n, p in enumerate(answer.citations, 1):
            print(f"[{n}] {_named(p)}　{p.document}")
    for message in dict.fromkeys(f.message for f in answer.findings):
        print(f"提醒　{message}", file=sys.stderr)
    output.write_json(chat.to_json(answer), json_to)
    return int(any(f.severity == "error" for f in answer.findings))
