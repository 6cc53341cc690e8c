"""``dafu compare``: an earlier version against a file that came back: changes, figures, remarks, and what the checks say now
that they did not say before."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from assistant import interchange
from assistant.checks import CheckContext, Lookup, read_draft, run
from assistant.draft import Block, Citation, Draft, PaperKind, Run
from assistant.export.sources import describe
from assistant.figures import Figure, FigureSheet, Source
from assistant.findings import Finding
from assistant.returning.comparing import CHANGE_WORDS, PART_WORDS, Change, Place, Returned, Unit, compare
from assistant.returning.file import Remark, ReturnedFile, read_returned
from assistant.returning.kinship import doubt
from assistant.reviewing.review import Against, letter_text
from assistant.reviewing.typescripts import SUFFIXES, read_typescript, with_tables
from knowledge_base.errors import InputError, of_system


@dataclass(frozen=True)
class Compared:
    """``fresh`` are findings that the edits brought. Of those that are not made any more (they count in the old text)
    ``mended`` stood where nothing new is found, ``cut`` stood in words that were taken out whole. ``doubt`` is a sentence
    where the file is hardly the draft."""

    returned: Returned
    file: ReturnedFile
    fresh: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    cut: tuple[Finding, ...]
    doubt: str


def compare_files(old: Path, new: Path, against: Against, kb: Lookup | None = None) -> Compared:
    """``old`` is the JSON that ``dafu reply`` or ``report`` wrote (its figures keep their sources), or an earlier version as
    a file. Raises InputError for what can't be read."""
    draft = earlier(old)
    file = _units(new)
    returned = compare(draft, file.units)
    fresh, gone = _checked_again(returned, against, kb)
    stays = [(f, _became(f, returned)) for f in gone]
    mended = tuple(f for f, c in stays if c is None or (c.new and not _doubtful(c, fresh)))
    cut = tuple(f for f, c in stays if c is not None and not c.new)
    return Compared(returned, file, fresh, mended, cut, doubt(returned))


def _became(finding: Finding, returned: Returned) -> Change | None:
    """The change of the paragraph in which a finding on the old text stands."""
    text = next((b.text for at, b in reversed(returned.before.placed) if at <= finding.start), "")
    return next((c for c in returned.changes if text and text in c.old.split("\n")), None)


def _doubtful(change: Change, fresh: tuple[Finding, ...]) -> bool:
    """Whether the new words are no better: something is found in them, or a number has no source."""
    found = any(change.start <= f.start < change.end for f in fresh)
    return found or bool(change.numbers) or any(f.new for f in change.figures)


def earlier(path: Path) -> Draft:
    """The draft of an earlier version. Raises InputError."""
    if path.suffix.lower() in SUFFIXES:
        return read_typescript(path)
    if path.suffix.lower() != ".json":
        text = "\n".join(u.text for u in read_returned(path).units) if _word(path) else letter_text(path)
        draft = read_draft(text)
        return replace(draft, blocks=tuple(with_tables(b for b in draft.blocks if b.text.strip())))
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        return _restored(entry)
    except OSError as e:
        raise InputError(f"打不开 {path}：{of_system(e)}，请检查路径后再试。") from e
    except (ValueError, KeyError, TypeError, InvalidOperation) as e:
        raise InputError(f"{path} 不是 dafu reply 或 dafu report 写出的 JSON，请换用当时的 JSON 或 Word 文件。") from e


def _restored(entry: dict[str, Any]) -> Draft:
    figures = {
        f["id"]: Figure(
            f["id"], Decimal(f["value"]), f["unit"], f["text"], _source(f["source"]), f["label"], f["period"]
        )
        for f in entry["figures"]
    }
    citations = tuple(Citation(c["id"], _source(c["source"])) for c in entry.get("citations", ()))
    said = entry["draft"]
    blocks = tuple(
        Block(b["kind"], tuple(Run(**r) for r in b["runs"]), b["level"], b["ask"]) for b in said["blocks"]
    )  # fmt: skip
    return Draft(said["kind"], said["stage"], blocks, FigureSheet(tuple(figures.values())), citations, said["state"])


def _source(said: dict[str, Any]) -> Source:
    return Source(**{**said, "cells": tuple(said.get("cells", ()))})


def _units(path: Path) -> ReturnedFile:
    if _word(path):
        return read_returned(path)
    blocks = with_tables(b for b in read_draft(letter_text(path)).blocks if b.text.strip())
    units = tuple(Unit(b.text, b.level if b.kind == "heading" else 0, b.kind == "table") for b in blocks)
    return ReturnedFile(units, (), {})


def _word(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


def _checked_again(
    returned: Returned, against: Against, kb: Lookup | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    draft = returned.draft
    context = CheckContext(
        profile=against.profile, proposal=against.proposal, kind=draft.kind, stage=draft.stage,
        role=against.proposal.role if against.proposal else "", sources=against.sources, lookup=kb,
        own=bool(draft.figures),
    )  # fmt: skip
    before, after = (run(d, context).findings for d in (returned.before, draft))
    known, now = ({(f.check, f.quote) for f in some} for some in (before, after))
    return (
        tuple(f for f in after if (f.check, f.quote) not in known),
        tuple(f for f in before if (f.check, f.quote) not in now),
    )


def to_json(compared: Compared) -> dict[str, Any]:
    returned = compared.returned
    return {
        "changes": [_change(c) for c in returned.changes],
        "remarks": [_remark(r, returned) for r in compared.file.remarks],
        "undecided": compared.file.undecided,
        "draft": interchange.draft_json(returned.draft),
        "figures": interchange.figures(returned.draft),
        "findings": [interchange.finding(f) for f in compared.fresh],
        "mended": [interchange.finding(f) for f in compared.mended],
        "cut": [interchange.finding(f) for f in compared.cut],
        "doubt": compared.doubt,
    }


def _change(c: Change) -> dict[str, Any]:
    return {
        "kind": c.kind,
        **_place(c.place),
        "was": _place(c.was) if c.was else None,
        "old": c.old,
        "new": c.new,
        "start": c.start,
        "end": c.end,
        "figures": [
            {"id": f.id, "old": f.old, "new": f.new, "source": interchange.source(f.source) if f.source else None}
            for f in c.figures
        ],
        "kept": list(c.kept),
        "numbers": list(c.numbers),
    }


def _remark(r: Remark, returned: Returned) -> dict[str, Any]:
    place = returned.places[r.unit] if r.unit >= 0 else None
    return {"author": r.author, "text": r.text, "quote": r.quote} | (_place(place) if place else {})


def _place(place: Place) -> dict[str, Any]:
    return {"part": place.part, "ask": place.ask, "heading": place.heading}


def lines(compared: Compared) -> Iterator[str]:
    """The same for a reader, a line each."""
    returned = compared.returned
    if compared.doubt:
        yield compared.doubt
    if not returned.changes:
        yield "文字没有改动。"
    for c in returned.changes:
        yield f"【{CHANGE_WORDS[c.kind]}】{where(c.place, returned.draft.kind)}：{_told(c)}"
        for f in c.figures:
            became = f"改为“{f.new}”" if f.new else "没有了"
            rests = f"，来源 {describe(f.source, f.old)}" if f.source else ""
            yield f"    数字“{f.old}”{became}{rests}"
        for n in c.numbers:
            yield f"    新写的数字“{n}”没有来源，请核实"
    for r in compared.file.remarks:
        place = where(returned.places[r.unit], returned.draft.kind) if r.unit >= 0 else "文外"
        yield f"【批注】{place}：{r.author}：{r.text}（“{r.quote[:20]}”）"
    for author, n in compared.file.undecided.items():
        yield f"还有 {n} 处修订没有接受或拒绝（{author}），以上按全部接受来看。"
    for f in compared.fresh:
        yield f"【校核新发现】{f.message}"
    if compared.mended:
        yield f"原有的 {len(compared.mended)} 处问题，改后查不出了。"
    if compared.cut:
        yield f"原有的 {len(compared.cut)} 处问题，所在的文字删去了。"


def where(place: Place, kind: PaperKind = "reply") -> str:
    """The place in words. The parts of a report answer no ask."""
    ask = f"诉求{place.ask}·" if place.ask and kind in ("reply", "opinion") else ""
    return f"{ask}{place.heading or PART_WORDS[place.part]}"


def _told(c: Change) -> str:
    short = (c.new or c.old).replace("\n", " ")
    return short if len(short) <= 40 else f"{short[:38]}……"
