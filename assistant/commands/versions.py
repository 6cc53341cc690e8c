"""Commands on drafts as files: typed ones into Word, and what came back from readers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import arguments, opening, output, terminal
from assistant.commands.options import Form, Home, Json, Office


def compare(
    old: Annotated[Path, typer.Argument(help="原来的稿子：dafu 写出的 .json，或 .docx .txt .md")],
    new: Annotated[Path, typer.Argument(help="改回来的稿子（.docx .txt .md）")],
    out: Annotated[Path | None, typer.Option("--out", help="花脸稿：.docx（修订）或 .html（左右对照）")] = None,
    proposal: Annotated[Path | None, typer.Option("--proposal", help="对应的建议或提案")] = None,
    no_index: Annotated[bool, typer.Option("--no-index", help="不使用知识库")] = False,
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """对照两稿：改了哪一部分、动了哪些数字，改动后重新校核。"""
    from assistant.returning import report
    from assistant.returning.redline_page import redline
    from assistant.returning.redline_word import write_redline
    from assistant.reviewing.review import Against
    from knowledge_base.errors import InputError

    if out and out.suffix.lower() not in (".docx", ".html"):
        raise InputError(f"--out 的 {out} 应是 .docx（修订）或 .html（左右对照）文件。")
    if out and out.resolve() in (old.resolve(), new.resolve()):
        raise InputError(f"--out 不能是原文件 {out}，请换一个文件名。")
    settings = opening.settings(home, office=office)
    against = Against.read(proposal, [], settings.office)
    kb = None if no_index else opening.knowledge_base(home, required=False)
    compared = report.compare_files(arguments.existing(old), arguments.existing(new), against, kb)
    if out and out.suffix.lower() == ".docx":
        write_redline(compared.returned, out)
    elif out:
        with output.json_file(str(out)) as file:
            file.write(f'<!doctype html><meta charset="utf-8"><title>花脸稿</title>{redline(compared.returned)}\n')
    if json_to != "-":
        print("\n".join(report.lines(compared)))
    if out:
        print(f"已写入 {out}", file=sys.stderr)
    output.write_json(report.to_json(compared), json_to)
    return int(any(f.severity == "error" for f in compared.fresh))


def word(
    paths: Annotated[list[Path], typer.Argument(help="稿子（.md .txt）或文件夹")],
    out: Annotated[Path, typer.Option("--out", help="放 Word 文件的文件夹")],
    form: Form = "bare",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """把 Markdown 或纯文本的稿子按公文版式写成 Word，可以一次一个文件夹。"""
    from assistant.export.forms import form_named
    from assistant.reviewing import typescripts
    from knowledge_base import profiles
    from knowledge_base.errors import InputError

    if out.suffix or out.is_file():
        raise InputError(f"--out 的 {out} 应是放 Word 文件的文件夹。")
    settings = opening.settings(home, office=office)
    files = [f for f in arguments.files(paths, "draft") if f.suffix.lower() != ".docx" or f in paths]
    if not files:
        raise InputError("没有 .md 或 .txt 稿子可以写成 Word，请检查文件夹。")
    with terminal.bar("写成 Word") as advance:
        entries = typescripts.write_typescripts(files, profiles.load(settings.office), out, form_named(form), advance)
    for entry in entries:
        if "error" in entry:
            print(f"{entry['path']}：{entry['error']}", file=sys.stderr)
            continue
        if entry["numbered"]:
            print(f"{entry['numbered']} 已有，{entry['path']} 另存为 {entry['output']}。", file=sys.stderr)
        if not json_to:
            print(f"{entry['path']} → {entry['output']}")
    output.write_json({"documents": entries}, json_to)
    return output.outcome(entries)


def enclosures(
    paths: Annotated[list[Path], typer.Argument(help="建议、提案文件或文件夹")],
    out: Annotated[Path, typer.Option("--out", help="放表的文件夹")],
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """写出随答复寄送、存档的表：征询意见表、当面答复记录、寄送清单。"""
    from assistant import enclosing
    from knowledge_base import profiles

    settings = opening.settings(home, office=office)
    entries = enclosing.write_enclosures(arguments.files(paths), profiles.load(settings.office), out)
    for entry in entries:
        if "error" in entry:
            print(f"{entry['path']}：{entry['error']}", file=sys.stderr)
        elif not json_to:
            print("\n".join(entry["forms"]))
    output.write_json({"documents": entries}, json_to)
    return output.outcome(entries)


def fill(
    template: Annotated[Path, typer.Argument(help="本单位的 .docx 模板，用书签标出位置")],
    draft: Annotated[Path, typer.Argument(help="稿子：dafu 写出的 .json，或 .md .txt .docx")],
    out: Annotated[Path, typer.Option("--out", help="填好的 .docx")],
    json_to: Json = "",
    home: Home = None,
) -> int:
    """把稿子填进本单位自己的 Word 模板（按书签）。"""
    from assistant.export.template import fill_template
    from assistant.returning import report
    from knowledge_base.errors import InputError

    if out.suffix.lower() != ".docx":
        raise InputError(f"--out 的 {out} 应是 .docx 文件。")
    opening.settings(home)
    lacking = fill_template(arguments.existing(template), report.earlier(arguments.existing(draft)), out)
    output.say(f"已写入 {out}", json_to)
    if lacking:
        print(f"模板没有这些书签，稿中相应的部分没有填入：{'、'.join(lacking)}。", file=sys.stderr)
    output.write_json({"output": str(out), "unfilled": list(lacking)}, json_to)
    return 0
