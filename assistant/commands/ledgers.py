"""Commands from the 台账 to the yearly report: its figures, the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import arguments, opening, output
from assistant.commands.options import Form, Home, Json, Office
from knowledge_base.errors import InputError

if TYPE_CHECKING:
    from assistant.ledger import Ledger


def figures(
    ledger: Annotated[Path, typer.Argument(help="台账：xlsx、xlsm、xls、csv")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="统计截止日期，如 2026-06-30")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", help="确认台账里的叫法，如 牵头=主办")] = None,
    json_to: Json = "",
) -> int:
    """算出台账里的各项数字，每个数字注明单元格。"""
    from assistant.commands import told
    from assistant.tallies import tallies
    from assistant.tallies.choosing import answered
    from assistant.tallies.interchange import to_json

    day = arguments.day(as_of, "--as-of")
    book, bases = _read(ledger, confirm)
    result = to_json(book, answered(tallies(book, day), bases))
    if not json_to:
        told.print_figures(result)
    told.print_reading(result)
    output.write_json(result, json_to)
    told.print_written([], json_to)
    return int(any(not i["holds"] and i["binding"] for i in result["identities"]))


def report(
    ledger: Annotated[Path, typer.Argument(help="台账：xlsx、xlsm、xls、csv")],
    kind: Annotated[str, typer.Option("--kind", help="报告种类；不写则按台账判断")] = "",
    as_of: Annotated[str | None, typer.Option("--as-of", help="统计截止日期，如 2026-06-30")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="只写这一部分，如 overview")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", help="确认台账里的叫法，如 牵头=主办")] = None,
    writer: Annotated[str | None, typer.Option("--writer", help="offline 或 model")] = None,
    outline: Annotated[Path | None, typer.Option("--outline", help="往年报告，用它的标题作提纲")] = None,
    case: Annotated[list[str] | None, typer.Option("--case", help="写哪些典型案例：台账里的行，如 台账!5")] = None,
    table: Annotated[bool, typer.Option("--table", help="附上承办情况统计表（附件）")] = False,
    commitments: Annotated[Path | None, typer.Option("--commitments", help="填好状态的承诺台账 .xlsx")] = None,
    out: Annotated[Path | None, typer.Option("--out", help=".docx；旁边另存数字附表 .figures.xlsx")] = None,
    form: Form = "bare",
    signer: Annotated[str, typer.Option("--signer", help="签发人姓名（文件格式）")] = "",
    office: Office = None,
    json_to: Json = "",
    home: Home = None,
) -> int:
    """由台账起草办理工作情况报告。"""
    from dataclasses import replace

    from assistant import yearly
    from assistant.commands import told
    from assistant.drafting.reports.outline import headings_of
    from assistant.drafting.reports.past import copying
    from assistant.export.forms import form_named, target_of
    from assistant.promises import commitment_ledger
    from knowledge_base import profiles
    from knowledge_base.readers import read_raw

    settings = opening.settings(home, office=office)
    profile = profiles.load(settings.office)
    chosen = form_named(form)
    if out and out.suffix.lower() != target_of(out, chosen).suffix:
        raise InputError(f"--out 的 {out} 应是 {target_of(out, chosen).suffix} 文件。")
    book, bases = _read(ledger, confirm)
    if commitments:
        book = replace(book, promises=commitment_ledger.read_ledger(commitments))
    day = arguments.day(as_of, "--as-of")
    kb = opening.knowledge_base(home, required=False)
    made, checked = yearly.write_report(
        book, profile, kind, as_of=day, only=section or (), kb=kb, model=opening.chat_model(settings, writer),
        outline=headings_of(read_raw(outline)) if outline else (), cases=case or (), table=table,
        bases=bases, waits=False,
    )  # fmt: skip
    layout = yearly.export(made, profile, out, form=chosen, signer=signer) if out else []
    entry = yearly.entry(made, checked, layout, copying(made, kb), guessed=not kind)
    if not out and not json_to:
        print(made.draft.text)
    told.print_reading(entry)
    told.print_report(entry)
    output.write_json(entry, json_to)
    told.print_written([out, out.with_suffix(".figures.xlsx")] if out else [], json_to)
    return int(any(f["severity"] == "error" for f in entry["findings"]))


def _read(path: Path, confirm: list[str] | None) -> tuple[Ledger, dict[str, str]]:
    """The ledger, and the bases of rates that were confirmed. Raises InputError for an answer that nothing asked for, or
    that is none of those offered."""
    from assistant.intake.workbook import read_ledger
    from assistant.tallies.choosing import RATES, bases_of

    said = arguments.pairs(confirm or [], "--confirm")
    book = read_ledger(path, {word: meant for word, meant in said.items() if word not in RATES})
    for q in book.questions:
        if q.value in said:
            raise InputError(f"--confirm 的“{q.value}={said[q.value]}”填得不对：{q.message}")
    if book.idle:
        word = book.idle[0]
        open_ = "、".join(f"{q.value}（{q.sheet}{'!' if q.sheet else ''}{q.cell}）" for q in book.questions if q.value)
        sheet = book.sheets[0]
        known, letter = next(iter(sheet.columns.items()))
        column = f"{sheet.name}!{letter}".removeprefix("!") + f"={sheet.headers[known]}"
        raise InputError(
            f"--confirm 的“{word}={said[word]}”没有对应：台账里没有要确认的“{word}”。可以确认的：{open_ + '；' if open_ else ''}"
            f"列，如 {column}；{'、'.join(RATES)}的分母。"
        )
    return book, bases_of(said)
