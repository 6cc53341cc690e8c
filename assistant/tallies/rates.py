"""Rates, each with its numerator and denominator by name. Where a ledger leaves the base open, one for each base."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.intake.workbook.vocabulary import meaning
from assistant.ledger import LedgerCase
from assistant.tallies.groups import FACE_DUE, KIND_WORDS, MOST_THEMES, PARTIES, Groups
from assistant.tallies.tally import Selection, distinct

ANSWERS = ("满意", "基本满意", "不满意")
NO_ANSWER = "未反馈"
"""A closed case of ours whose proposer did not answer, or is not on record."""


@dataclass(frozen=True)
class Rate:
    """``open`` says that the base is a person's choice: the first of its kind is used until somebody chooses."""

    id: str
    name: str
    part: Selection
    base: Selection
    open: bool = False
    usual: tuple[str, ...] = ()
    """The names of the base in a profile's ``rate_bases``."""
    told: tuple[tuple[str, Selection], ...] = ()
    """The parts of its base by name, of a rate that a report tells with their counts."""


def rates(groups: Groups) -> Iterator[Rate]:
    ledger = groups.ledger
    if (ledger.has("closed") or ledger.has("state")) and not ledger.open_about("state"):
        yield from _closing(groups)
    if not ledger.open_about("role", "kind"):
        yield from _over_bases(groups)
    for theme, part in list(groups.themes.items())[:MOST_THEMES]:
        yield Rate(f"share.theme:{theme}", f"主题占比·{theme}", part, groups.all.called("全部件"))


def _closing(groups: Groups) -> Iterator[Rate]:
    everything = groups.all.called("全部件")
    yield Rate("rate.done", "办结率", groups.done(), everything)
    if len(groups.kinds) > 1 and not groups.ledger.open_about("kind"):
        for kind in groups.kinds:
            base = groups.of_kind(kind)
            yield Rate(f"rate.done.{kind}", f"{KIND_WORDS[kind]}·办结率", groups.done(base), base)
    if groups.ledger.has("due") and groups.ledger.has("closed"):
        yield Rate("rate.on-time", "按时办结率", groups.on_time(), groups.done().called("已办结件"))


def _over_bases(groups: Groups) -> Iterator[Rate]:
    ledger = groups.ledger
    if (ledger.has("face") or ledger.has("contact")) and not ledger.open_about("face"):
        column = "face" if ledger.has("face") else "contact"
        yield from _each("rate.face", "面复率", lambda c: c.face is True, column, _face_bases(groups), _met)
    if ledger.has("satisfaction") and not ledger.open_about("satisfaction"):
        some = any(c.satisfaction == "基本满意" for c in groups.all.cases)
        bases = _satisfaction_bases(groups)
        name = "满意率（不含基本满意）" if some else "满意率"
        yield from _each("rate.satisfied", name, lambda c: c.satisfaction == "满意", "satisfaction", bases, _answered)
        if some:
            yield from _each(
                "rate.satisfied-or-basically",
                "满意率（含基本满意）",
                lambda c: c.satisfaction in ("满意", "基本满意"),
                "satisfaction",
                bases,
            )
    if ledger.has("public") and not ledger.open_about("public"):
        bases = [groups.lead_done, groups.lead]
        yield from _each("rate.public", "公开率", lambda c: c.public is True, "public", bases)
    if ledger.has("contact"):
        yield Rate("rate.contact", "沟通率", groups.lead.where("", lambda c: bool(c.contact), "contact"), groups.lead)
    for result in distinct(groups.all.cases, lambda c: c.result):
        word = f"{result}类" if result in meaning("results").values() else result
        name = f"办理结果占比·{word}"
        yield from _each(f"share.result:{result}", name, lambda c, r=result: c.result == r, "result", [groups.classed])


def _face_bases(groups: Groups) -> list[Selection]:
    bases = [groups.lead_done, groups.lead]
    if any(c.proposer_type == PARTIES for c in groups.lead.cases) and "建议" in groups.kinds:
        bases.insert(0, groups.face_due)
    if len(groups.lead) < len(groups.all):
        bases.append(groups.all.called("全部件"))
    return bases


def _satisfaction_bases(groups: Groups) -> list[Selection]:
    said = groups.lead.where("", lambda c: c.satisfaction in ANSWERS, "satisfaction").called(
        f"已反馈的{groups.lead.name}"
    )
    bases = [said, groups.lead_done, groups.lead]
    if any(c.proposer_type == PARTIES for c in groups.lead.cases) and "建议" in groups.kinds:
        bases.insert(0, groups.face_due)
    return bases


def _each(
    id_: str,
    name: str,
    test: Callable[[LedgerCase], bool],
    column: str,
    bases: list[Selection],
    told: Callable[[Selection], tuple[tuple[str, Selection], ...]] = lambda _: (),
) -> Iterator[Rate]:
    """The rate over each base that holds cases; bases of the same cases count once, under all their usual names."""
    found: dict[tuple[int, ...], Rate] = {}
    for base in bases:
        if not len(base):
            continue
        usual, cases = _usual(base.name), tuple(map(id, base.cases))
        if same := found.get(cases):
            found[cases] = replace(same, usual=(*same.usual, usual))
        else:
            part = base.where("", test, column)
            found[cases] = Rate(
                f"{id_}/{base.name}", f"{name}（分母：{base.name}）", part, base, usual=(usual,), told=told(base)
            )
    for rate in found.values():
        several = len(found) > 1
        yield replace(rate, name=rate.name if several else name, open=several)


def _met(base: Selection) -> tuple[tuple[str, Selection], ...]:
    return (("面复", base.where("面复", lambda c: c.face is True, "face")),)


def _answered(base: Selection) -> tuple[tuple[str, Selection], ...]:
    """By what they answered; whoever did not, or is not on record, is 未反馈."""
    parts = [(w, base.where(w, lambda c, w=w: c.satisfaction == w, "satisfaction")) for w in ANSWERS]
    rest = base.where(NO_ANSWER, lambda c: c.satisfaction not in ANSWERS, "satisfaction")
    return (*parts, (NO_ANSWER, rest))


def _usual(base: str) -> str:
    """What the base is called in a profile, whatever the ledger's role words."""
    if base in ("全部件", FACE_DUE):
        return base
    return (
        "已反馈的应答复件"
        if base.startswith("已反馈")
        else "已办结的应答复件"
        if base.startswith("已办结")
        else "应答复件"
    )
