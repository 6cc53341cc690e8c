"""The command line ``dafu``. Imports are lazy: ``dafu --help`` loads neither Chroma nor Gradio nor LangChain.

Exit code 0 done and no error-level finding, 1 done with error-level findings or some inputs failed, 2 nothing could be
done, with one clear Chinese sentence on standard error. ``--json FILE`` (or ``-``) writes what the command found.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from assistant import arguments, opening, output, terminal
from knowledge_base.errors import DafuError, InputError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="答复：人大代表建议、政协提案答复的起草助手。",
)

Home = Annotated[Path | None, typer.Option("--home", help="索引、草稿与设置所在文件夹（默认 ~/.dafu）")]


Json = Annotated[str, typer.Option("--json", callback=output.writable, help="把结果写成 JSON 文件；- 为标准输出")]
Office = Annotated[str | None, typer.Option("--office", help="单位配置：名称或 .toml 路径")]


def main() -> None:
    """Entry point of the console script: every expected failure is one Chinese sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(typer.main.get_command(app).main(arguments.spread(sys.argv[1:]), standalone_mode=False) or 0)
    except DafuError as e:
        _fail(str(e))
    except typer.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        print("已停止，已完成的部分保留。", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as e:
        _fail(f"文件读写失败：{e.filename or ''}（{e.strerror or e}），请检查路径、权限和磁盘空间。")
    except typer.exceptions.TyperException as e:
        _fail(f"{terminal.usage(e.format_message())}（用 dafu --help 查看用法）")


def _fail(message: str) -> None:
    print(message, file=sys.stderr)
    sys.exit(2)


@app.command()
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


@app.command()
def text(documents: Annotated[list[Path], typer.Argument(help="文件")], json_to: Json = "", home: Home = None) -> int:
    """读出文件的正文与元数据（各处的偏移量都以此正文为准）。"""
    from assistant.interchange import document
    from knowledge_base.readers import read

    opening.settings(home)
    out = [output.attempt(p, lambda p=p: document(read(arguments.existing(p)))) for p in arguments.files(documents)]
    if not json_to:
        print("\n\n".join(x.get("text", "") for x in out))
    output.write_json({"documents": out}, json_to)
    return output.outcome(out)


@app.command()
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
            print(f"[{n}] {p.title} {p.number} {p.heading}\n{p.text}\n")
    output.write_json(search_result(result), json_to)
    return 0


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="问题")],
    json_to: Json = "",
    home: Home = None,
    writer: Annotated[str | None, typer.Option("--writer", help="offline 或 model")] = None,
) -> int:
    """向知识库提问，回答附出处。"""
    from assistant import chat

    settings = opening.settings(home)
    kb = opening.knowledge_base(home)
    model = opening.chat_model(settings, writer)
    quiet = json_to == "-"
    answer = chat.answer(question, kb, model, on_text=lambda t: None if quiet else print(t, end="", flush=True))
    if not quiet:
        print("\n")
        for n, p in enumerate(answer.citations, 1):
            print(f"[{n}] {p.title}{p.number} {p.heading}（{p.document}）")
    output.write_json(chat.to_json(answer), json_to)
    return int(any(f.severity == "error" for f in answer.findings))


@app.command()
def intake(
    paths: Annotated[list[Path], typer.Argument(help="建议、提案文件或文件夹")],
    out: Annotated[Path | None, typer.Option("--out", help="分办表 .xlsx")] = None,
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """读出建议、提案的要素，提出分办意见。"""
    from datetime import date

    from assistant import intake as reading
    from knowledge_base import profiles

    settings = opening.settings(home, office=office)
    profile = profiles.load(settings.office)
    documents = reading.read_files(arguments.files(paths), profile)
    result = [reading.to_json(d) for d in documents]
    if out:
        from assistant.intake import triage

        triage.write_triage(documents, profile, out, date.today())
        print(f"已写入 {out}", file=sys.stderr)
    for entry in result:
        if "error" in entry:
            print(entry["error"], file=sys.stderr)
        elif not json_to:
            terminal.print_proposals(entry)
    output.write_json({"documents": result}, json_to)
    return output.outcome(result)


@app.command()
def materials(
    paths: Annotated[list[Path], typer.Argument(help="建议、提案文件或文件夹")],
    out: Annotated[Path, typer.Option("--out", help="放素材表的文件夹")],
    form: Annotated[str, typer.Option("--format", help="xlsx、docx 或 both")] = "both",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """按诉求写出各处室要填的空白素材表。"""
    from assistant import materials_form

    settings = opening.settings(home, office=office)
    files = arguments.files(paths)
    entries = materials_form.forms(files, settings.office, out, form)
    for entry in entries:
        if "error" in entry:
            print(f"{entry['path']}：{entry['error']}", file=sys.stderr)
        elif not json_to:
            print("\n".join(f["path"] for f in entry["forms"]))
    output.write_json({"documents": entries}, json_to)
    return output.outcome(entries)


@app.command()
def figures(
    ledger: Annotated[Path, typer.Argument(help="台账：xlsx、xlsm、xls、csv")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="统计截止日期，如 2026-06-30")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", help="确认台账里的叫法，如 牵头=主办")] = None,
    json_to: Json = "",
) -> int:
    """算出台账里的各项数字，每个数字注明单元格。"""
    from assistant.intake.workbook import read_ledger
    from assistant.tallies import tallies
    from assistant.tallies.interchange import to_json

    day = arguments.day(as_of, "--as-of")
    book = read_ledger(ledger, arguments.pairs(confirm or [], "--confirm"))
    result = to_json(book, tallies(book, day))
    if not json_to:
        terminal.print_figures(result)
    output.write_json(result, json_to)
    return int(any(not i["holds"] and i["binding"] for i in result["identities"]))


@app.command()
def report(
    ledger: Annotated[Path, typer.Argument(help="台账：xlsx、xlsm、xls、csv")],
    kind: Annotated[str, typer.Option("--kind", help="报告种类；不写则按台账判断")] = "",
    as_of: Annotated[str | None, typer.Option("--as-of", help="统计截止日期，如 2026-06-30")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="只写这一部分，如 overview")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", help="确认台账里的叫法，如 牵头=主办")] = None,
    writer: Annotated[str | None, typer.Option("--writer", help="offline 或 model")] = None,
    outline: Annotated[Path | None, typer.Option("--outline", help="往年报告，用它的标题作提纲")] = None,
    case: Annotated[list[str] | None, typer.Option("--case", help="写哪些典型案例：台账里的行，如 台账!5")] = None,
    out: Annotated[Path | None, typer.Option("--out", help=".docx；旁边另存数字附表 .figures.xlsx")] = None,
    form: Annotated[
        str,
        typer.Option(
            "--form",
            help="bare 无红头送审稿、letter 信函格式、document 文件格式、public 公开版、consultation 征求意见稿、text 平台纯文本",
        ),
    ] = "bare",
    signer: Annotated[str, typer.Option("--signer", help="签发人姓名（文件格式）")] = "",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """由台账起草办理工作情况报告。"""
    from assistant import yearly
    from assistant.drafting.reports.outline import headings_of
    from assistant.drafting.reports.past import copying
    from assistant.export.forms import form_named, target_of
    from assistant.intake.workbook import read_ledger
    from knowledge_base import profiles
    from knowledge_base.readers import read_raw

    settings = opening.settings(home, office=office)
    profile = profiles.load(settings.office)
    chosen = form_named(form)
    if out and out.suffix.lower() != target_of(out, chosen).suffix:
        raise InputError(f"--out 的 {out} 应是 {target_of(out, chosen).suffix} 文件。")
    book = read_ledger(ledger, arguments.pairs(confirm or [], "--confirm"))
    day = arguments.day(as_of, "--as-of")
    kb = opening.knowledge_base(home, required=False)
    made, checked = yearly.write_report(
        book, profile, kind, as_of=day, only=section or (), kb=kb, model=opening.chat_model(settings, writer),
        outline=headings_of(read_raw(outline)) if outline else (), cases=case or (),
    )  # fmt: skip
    layout = yearly.export(made, profile, out, form=chosen, signer=signer) if out else []
    entry = yearly.entry(made, checked, layout, copying(made, kb), guessed=not kind)
    if not out and not json_to:
        print(made.draft.text)
    for q in entry["questions"]:
        print(f"请确认：{q['message']}", file=sys.stderr)
    output.write_json(entry, json_to)
    return int(any(f["severity"] == "error" for f in entry["findings"]))


@app.command()
def reply(
    paths: Annotated[list[Path], typer.Argument(help="建议、提案文件或文件夹")],
    out: Annotated[Path | None, typer.Option("--out", help=".docx（一件）或文件夹（多件）")] = None,
    role: Annotated[str | None, typer.Option("--role", help="主办、分办、会办；不写则按原件")] = None,
    stage: Annotated[str, typer.Option("--stage", help="送审稿、终稿、公开版")] = "送审稿",
    material: Annotated[list[Path] | None, typer.Option("--material", help="填好的素材表 xlsx/docx")] = None,
    writer: Annotated[str | None, typer.Option("--writer", help="offline 或 model")] = None,
    number: Annotated[str, typer.Option("--number", help="发文字号（终稿）")] = "",
    dated: Annotated[str, typer.Option("--date", help="成文日期 YYYY-MM-DD（终稿）")] = "",
    class_mark: Annotated[str, typer.Option("--class", help="办理结果类别（人定）")] = "",
    sources: Annotated[str, typer.Option("--sources", help="依据：list 清单页、comments 批注、none 净稿")] = "list",
    form: Annotated[
        str,
        typer.Option(
            "--form",
            help="bare 无红头送审稿、letter 信函格式、document 文件格式、public 公开版、consultation 征求意见稿、text 平台纯文本",
        ),
    ] = "bare",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """起草答复函或会办意见。"""
    from assistant import batch

    settings = opening.settings(home, office=office)
    options = batch.Options.parse(
        role=role, stage=stage, number=number, dated=dated, class_mark=class_mark, sources=sources, form=form
    )
    files = arguments.files(paths)
    desk = opening.desk(settings, home, writer)
    with terminal.bar("起草") as advance:
        entries = batch.draft_files(files, desk, options, materials=material or [], out=out, progress=advance)
    for entry in entries:
        if "error" in entry:
            print(f"{entry['path']}：{entry['error']}", file=sys.stderr)
        elif not out and not json_to:
            print(entry["draft"]["text"])
        elif errors := sum(f["severity"] == "error" for f in entry["findings"]):
            print(f"{entry['path']}：校核发现 {errors} 处错误，请在稿中逐一处理。", file=sys.stderr)
    if out and not json_to and any("error" not in e for e in entries):
        print(f"已写入 {out}", file=sys.stderr)
    single = len(entries) == 1 and "error" not in entries[0]
    output.write_json(entries[0] if single else {"documents": entries}, json_to)
    if any("error" in e for e in entries):
        return output.outcome(entries)
    return int(any(f["severity"] == "error" for e in entries for f in e["findings"]))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="草稿文件或文件夹（.txt .md .docx）")],
    kind: Annotated[
        str,
        typer.Option("--kind", help="report spoken-report meeting-paper reply opinion web-copy other；不写则自动判断"),
    ] = "auto",
    stage: Annotated[str, typer.Option("--stage", help="送审稿、终稿、公开版")] = "送审稿",
    proposal: Annotated[Path | None, typer.Option("--proposal", help="对应的建议或提案")] = None,
    source: Annotated[list[Path] | None, typer.Option("--source", help="作为依据的文件")] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", help="台账，其中算出的数字作为依据")] = None,
    no_index: Annotated[bool, typer.Option("--no-index", help="不使用知识库")] = False,
    form: Annotated[str, typer.Option("--format", help="text json html junit，打在屏幕上或写入 --out")] = "text",
    fix: Annotated[bool, typer.Option("--fix", help="把只有一种改法的地方改好，另存到 --out，不动原件")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="改正后的文件（多份时为文件夹）；不带 --fix 时为报告文件")
    ] = None,
    comments: Annotated[
        Path | None, typer.Option("--comments", help="另存一份加了批注的 .docx（只限一份 .docx）")
    ] = None,
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """校核草稿：数字、引文、要素、称谓、届次、未答复的诉求。"""
    from assistant import checking

    settings = opening.settings(home, office=office)
    files = arguments.files(paths, "draft")
    task = checking.Task.parse(files, kind=kind, stage=stage, form=form, fix=fix, out=out, comments=comments)
    against = checking.Against.read(proposal, source or [], settings.office, ledger)
    kb = None if no_index else opening.knowledge_base(home, required=False)
    with terminal.bar("校核") as advance:
        results = checking.check_files(task, against, kb, advance)
    for result in results:
        if result.checked.error:
            print(result.checked.error, file=sys.stderr)
        elif result.told:
            print(f"{result.checked.path}：{result.told}", file=sys.stderr)
    report = checking.report(results, form)
    if out and not fix:
        with output.json_file(str(out)) as file:
            file.write(report)
    elif json_to != "-" and (form != "text" or not json_to):
        print(report, end="")
    if json_to:
        output.write_json(checking.found(results), json_to)
    if any(r.checked.error for r in results):
        return output.outcome([r.entry for r in results])
    return int(any(r.checked.of("error") for r in results))


@app.command()
def checks(json_to: Json = "") -> int:
    """列出全部校核规则。"""
    from assistant.checks import registry

    rules = [registry.describe(rule) for rule in registry.RULES]
    if not json_to:
        for rule in rules:
            print(f"{rule['id']}\t{rule['severity']}\t{rule['name']}：{rule['reason']}")
    output.write_json({"checks": rules}, json_to)
    return 0


@app.command(
    "eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)
def evaluate(context: typer.Context) -> int:
    """评测：checks、retrieval、intake、drafting、office 等，用 dafu eval SUITE --help 查看。"""
    from evals.commands import app as suites

    return typer.main.get_command(suites).main(context.args, prog_name="dafu eval", standalone_mode=False) or 0


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听地址（默认只限本机）")] = None,
    port: Annotated[int | None, typer.Option("--port", help="端口")] = None,
    office: Office = None,
    home: Home = None,
) -> int:
    """打开网页。"""
    import app as page

    return page.serve(opening.settings(home, office=office, host=host, port=port))


if __name__ == "__main__":
    main()
