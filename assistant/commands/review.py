"""Commands of review: checking drafts, listing the rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import arguments, opening, output, terminal
from assistant.commands.options import Home, Json, Office


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
    from assistant.reviewing import checking

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


def checks(json_to: Json = "") -> int:
    """列出全部校核规则。"""
    from assistant.checks import registry

    rules = [registry.describe(rule) for rule in registry.RULES]
    if not json_to:
        for rule in rules:
            print(f"{rule['id']}\t{rule['severity']}\t{rule['name']}：{rule['reason']}")
    output.write_json({"checks": rules}, json_to)
    return 0
