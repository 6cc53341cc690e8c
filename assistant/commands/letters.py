"""Commands from a proposal to its letter: reading it, the 处室's forms, the letter or opinion."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import arguments, opening, output, terminal
from assistant.commands.options import Form, Home, Json, Office


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
    documents = reading.read_files(_cases(arguments.files(paths))[0], profile)
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


def materials(
    paths: Annotated[list[Path], typer.Argument(help="建议、提案文件或文件夹")],
    out: Annotated[Path, typer.Option("--out", help="放素材表的文件夹")],
    form: Annotated[str, typer.Option("--format", help="xlsx、docx 或 both")] = "both",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """按诉求写出各处室要填的空白素材表。"""
    from assistant.brought import materials_form

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


def reply(
    paths: Annotated[list[Path], typer.Argument(help="建议、提案文件或文件夹")],
    out: Annotated[Path | None, typer.Option("--out", help=".docx（一件）或文件夹（多件）")] = None,
    role: Annotated[str | None, typer.Option("--role", help="主办、分办、会办；不写则按原件")] = None,
    stage: Annotated[str, typer.Option("--stage", help="送审稿、终稿、公开版")] = "送审稿",
    material: Annotated[list[Path] | None, typer.Option("--material", help="填好的素材表 xlsx/docx")] = None,
    opinion: Annotated[list[Path] | None, typer.Option("--opinion", help="收到的会办意见（一份一个文件）")] = None,
    contact: Annotated[list[Path] | None, typer.Option("--contact", help="与提出人的沟通记录 txt/md/docx/xlsx")] = None,
    again: Annotated[Path | None, typer.Option("--again", help="不满意后再答复：原答复的文件")] = None,
    follow_up: Annotated[Path | None, typer.Option("--follow-up", help="承诺落实情况的跟踪答复：原答复的文件")] = None,
    promises: Annotated[Path | None, typer.Option("--promises", help="填过状态的承诺台账 xlsx")] = None,
    verdict: Annotated[
        list[str] | None, typer.Option("--verdict", help="某条诉求的办理结果（人定），如 1=正在解决；可写多次")
    ] = None,
    revise: Annotated[
        list[str] | None, typer.Option("--revise", help="请大模型按要求改某一条，如 2=语气缓和一点；动了事实的不采用")
    ] = None,
    together: Annotated[bool, typer.Option("--together", help="并案办理：相同的诉求用同一段文字，逐件出函")] = False,
    writer: Annotated[str | None, typer.Option("--writer", help="offline 或 model")] = None,
    number: Annotated[str, typer.Option("--number", help="发文字号（终稿）")] = "",
    dated: Annotated[str, typer.Option("--date", help="成文日期 YYYY-MM-DD（终稿）")] = "",
    class_mark: Annotated[str, typer.Option("--class", help="办理结果类别（人定）")] = "",
    openness: Annotated[
        str, typer.Option("--openness", help="公开属性：主动公开、依申请公开、不予公开；不写则按单位配置")
    ] = "",
    sources: Annotated[str, typer.Option("--sources", help="依据：list 清单页、comments 批注、none 净稿")] = "list",
    form: Form = "bare",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """起草答复函或会办意见。"""
    from assistant import batch
    from assistant.brought.papers import Papers

    settings = opening.settings(home, office=office)
    options = batch.Options.parse(
        role=role, stage=stage, number=number, dated=dated, class_mark=class_mark, sources=sources, form=form,
        openness=openness,
    )  # fmt: skip
    files, records = _cases(arguments.files(paths))
    desk = opening.desk(settings, home, writer)
    papers = Papers(
        material or (), opinion or (), promises, again, follow_up, together, verdict or (), revise or (),
        (*records, *(contact or ())),
    )  # fmt: skip
    with terminal.bar("起草") as advance:
        entries = batch.draft_files(files, desk, options, papers=papers, out=out, progress=advance)
    for entry in entries:
        if "error" in entry:
            print(f"{entry['path']}：{entry['error']}", file=sys.stderr)
            continue
        for done in entry["revisions"]:
            if not done["taken"]:
                told = "；".join(done["changes"])
                print(f"第{done['ask']}条没有采用改写，因为动了事实：{told}", file=sys.stderr)
        if not out and not json_to:
            print(entry["draft"]["text"])
        terminal.print_findings(entry)
    for entry in entries:
        if entry.get("model"):
            print(f"{entry['path']}：{entry['model']['told']}", file=sys.stderr)
    if out and any("error" not in e for e in entries):
        print(f"已写入 {out}", file=sys.stderr)
    single = len(entries) == 1 and "error" not in entries[0]
    output.write_json(entries[0] if single else {"documents": entries}, json_to)
    if any("error" in e for e in entries):
        return output.outcome(entries)
    return int(any(f["severity"] == "error" for e in entries for f in e["findings"]))


def _cases(given: list[Path]) -> tuple[list[Path], list[Path]]:
    """The papers that may be 建议 or 提案, and the 沟通记录 that lie beside them. Raises InputError where only records are given."""
    from assistant.brought.contact import is_record
    from knowledge_base.errors import InputError

    records = [f for f in given if is_record(f)]
    if records and len(records) == len(given):
        raise InputError(f"“{records[0].name}”是沟通记录，没有给出要办的建议、提案；沟通记录请用 --contact 给出。")
    return [f for f in given if f not in records], records
