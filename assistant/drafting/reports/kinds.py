"""The kinds of report, from ``knowledge_base/facts/reports.toml``."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.draft import PaperKind
from assistant.ledger import CaseKind, Ledger
from assistant.tallies.groups import Groups
from knowledge_base.errors import InputError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


By = Literal["code", "cases", "tracked", "writer"]


class ReportPart(_Part):
    id: str
    heading: str
    by: By
    optional: bool = False
    """Left out where the ledger has nothing for it."""
    also: tuple["ReportPart", ...] = ()
    """Other parts told under the same heading (存在问题和下步打算)."""


class ReportKind(_Part):
    """``title``, ``addressee``, ``opening`` and ``signer`` have {year} {we} {name} {level} {place} {session} {cases}
    {government_office}. ``about`` is the kind of case that the report is on alone; without a ``signer`` the office signs.
    ``we`` is how the organ that reports calls itself, "" as the office does; ``division`` what its parts are called."""

    kind: str
    name: str
    paper: PaperKind
    title: str
    addressee: str
    opening: str
    closing: str = ""
    """Empty for a 总结, which ends with what it says."""
    signer: str = ""
    we: str = ""
    division: str = "处室"
    about: CaseKind = ""
    parts: tuple[ReportPart, ...]


class Topic(_Part):
    """One paragraph of a part that a person writes. ``says`` are clauses with ⟦figure ids⟧, written where the ledger has
    the figures; ``cases`` the group behind the last of them; ``words`` those of notes and past headings on it."""

    part: str
    heading: str
    ask: str
    says: tuple[str, ...] = ()
    cases: str = ""
    words: tuple[str, ...] = ()
    always: bool = False
    """Asked about even where the ledger says nothing of it."""


class PartMaterial(_Part):
    """What a model sees of the ledger for a part: ids of ``tallies``, a group of them where it ends with a colon; notes by
    the part in which they belong; ``cases`` shown whatever their notes; promises by their state."""

    part: str
    tallies: tuple[str, ...]
    notes: tuple[str, ...]
    cases: tuple[str, ...]
    promises: tuple[str, ...]
    replies: bool = False
    """Whether it sees what our own replies tell of the cases worth telling."""


class Wording(_Part):
    """Ways of saying of which a number has one at most, each with its synonyms; with ``must`` the sentence that tells the
    number says it exactly where the number's name does."""

    words: tuple[tuple[str, ...], ...]
    must: bool = False


class _Reports(_Part):
    report: tuple[ReportKind, ...]
    topic: tuple[Topic, ...]
    material: tuple[PartMaterial, ...]
    wording: tuple[Wording, ...]
    written_by: dict[By, str]
    headings: dict[str, tuple[str, ...]]


@cache
def reports() -> _Reports:
    text = (files("knowledge_base") / "facts" / "reports.toml").read_text(encoding="utf-8")
    return _Reports.model_validate(tomllib.loads(text))


def material_for(part: str) -> PartMaterial:
    """Of a part that the table does not name: of all parts together."""
    listed = reports().material
    if found := next((m for m in listed if m.part == part), None):
        return found

    def all_of(field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for m in listed for value in getattr(m, field)))

    return PartMaterial(
        part=part, tallies=all_of("tallies"), notes=all_of("notes"), cases=all_of("cases"), promises=all_of("promises"),
        replies=True,
    )  # fmt: skip


def kind_named(name: str) -> ReportKind:
    """Raises InputError, which lists the kinds."""
    found = next((r for r in reports().report if r.kind == name), None)
    if found is None:
        listed = "、".join(f"{r.kind}（{r.name}）" for r in reports().report)
        raise InputError(f"--kind 不能是“{name}”，只能是：{listed}。")
    return found


def guess(ledger: Ledger) -> ReportKind:
    """By what the ledger holds: all units' cases of a 人大 → the government's report; 提案 alone → the summary for the
    政协; else the department's."""
    groups = Groups(ledger)
    if groups.kinds == ("提案",):
        return kind_named("cppcc-summary")
    return kind_named("gov-to-npc" if groups.units and groups.kinds == ("建议",) else "dept-annual")


def cases_called(kinds: Sequence[CaseKind]) -> str:
    """What a report calls the cases that it is on."""
    return "建议提案" if len(kinds) != 1 else "代表建议" if kinds[0] == "建议" else "政协提案"


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二; for numbers of headings."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
