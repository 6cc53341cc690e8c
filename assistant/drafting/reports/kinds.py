"""The kinds of report, from ``knowledge_base/facts/reports.toml``."""

import tomllib
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


class ReportKind(_Part):
    """``title``, ``addressee``, ``opening`` and ``signer`` have {year} {we} {name} {level} {place} {session}. ``about`` is
    the kind of case that the report is on alone; without a ``signer`` the office signs."""

    kind: str
    name: str
    paper: PaperKind
    title: str
    addressee: str
    opening: str
    closing: str
    signer: str = ""
    about: CaseKind = ""
    parts: tuple[ReportPart, ...]


class _Reports(_Part):
    report: tuple[ReportKind, ...]
    ask: dict[str, tuple[str, ...]]
    written_by: dict[By, str]
    headings: dict[str, tuple[str, ...]]


@cache
def reports() -> _Reports:
    text = (files("knowledge_base") / "facts" / "reports.toml").read_text(encoding="utf-8")
    return _Reports.model_validate(tomllib.loads(text))


def kind_named(name: str) -> ReportKind:
    """Raises InputError, which lists the kinds."""
    found = next((r for r in reports().report if r.kind == name), None)
    if found is None:
        listed = "、".join(f"{r.kind}（{r.name}）" for r in reports().report)
        raise InputError(f"--kind 不能是“{name}”，只能是：{listed}。")
    return found


def guess(ledger: Ledger) -> ReportKind:
    """By what the ledger holds: all units' cases of a 人大 → the government's report; else the department's."""
    groups = Groups(ledger)
    if groups.units and groups.kinds == ("建议",):
        return kind_named("gov-to-npc")
    return kind_named("dept-annual")


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二; for numbers of headings."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
