"""Counts: the total, by kind and role, by state, by proposer, result, theme, department and unit."""

from collections.abc import Iterator

from assistant.intake.workbook.vocabulary import meaning
from assistant.ledger import ANSWERED_BY_US
from assistant.tallies.groups import KIND_WORDS, MOST_THEMES, PARTIES, Groups
from assistant.tallies.rates import ANSWERS, NO_ANSWER
from assistant.tallies.tally import Selection, distinct

Counted = tuple[str, Selection, str]
"""Id, the rows counted, the unit."""
MOST_DEPARTMENTS, MOST_UNITS = 24, 60


def counts(groups: Groups) -> Iterator[Counted]:
    """Every count that the ledger's columns allow; what hangs on an open question is left out."""
    ledger = groups.ledger
    kinds_known = not ledger.open_about("kind")
    roles_known = not ledger.open_about("role")
    yield (
        "total",
        groups.all.called("建议提案总数" if len(groups.kinds) != 1 else f"{KIND_WORDS[groups.kinds[0]]}总数"),
        "件",
    )
    if kinds_known and len(groups.kinds) > 1:
        for kind in groups.kinds:
            yield f"kind:{kind}", groups.of_kind(kind), "件"
    if roles_known:
        yield from _by_role(groups, kinds_known=kinds_known)
    yield from _by_state(groups, kinds_known=kinds_known, roles_known=roles_known)
    yield from _by_proposer(groups, roles_known=roles_known and kinds_known)
    if roles_known:
        yield from _answers(groups)
    yield from _by_theme(groups)
    yield from _by_unit(groups)


def _by_role(groups: Groups, *, kinds_known: bool) -> Iterator[Counted]:
    for role in groups.roles:
        yield f"role:{role}", groups.of_role(role), "件"
        if kinds_known and len(groups.kinds) > 1:
            for kind in groups.kinds:
                yield f"kind:{kind}.role:{role}", groups.of_role(role, groups.of_kind(kind), kind), "件"
    if len([r for r in groups.roles if r in ANSWERED_BY_US]) > 1:
        yield "lead", groups.lead, "件"


def _by_state(groups: Groups, *, kinds_known: bool, roles_known: bool) -> Iterator[Counted]:
    ledger = groups.ledger
    if not (ledger.has("closed") or ledger.has("state")) or ledger.open_about("state"):
        return
    yield "done", groups.done(), "件"
    yield "open", groups.open(), "件"
    if kinds_known and len(groups.kinds) > 1:
        for kind in groups.kinds:
            yield f"kind:{kind}.done", groups.done(groups.of_kind(kind)), "件"
            yield f"kind:{kind}.open", groups.open(groups.of_kind(kind)), "件"
    if roles_known:
        for role in groups.roles:
            yield f"role:{role}.done", groups.done(groups.of_role(role)), "件"
            for kind in groups.kinds if kinds_known and len(groups.kinds) > 1 else ():
                within = groups.of_role(role, groups.of_kind(kind), kind)
                yield f"kind:{kind}.role:{role}.done", groups.done(within), "件"
    if roles_known:
        yield "lead.done", groups.lead_done, "件"
    if ledger.has("due") and ledger.has("closed"):
        yield "on-time", groups.on_time().called("按时办结"), "件"
        yield "late", groups.late().called("超期办结"), "件"
        if groups.as_of:
            yield "overdue", groups.overdue().called("超期未办结"), "件"
        if roles_known:
            yield "lead.on-time", groups.on_time(groups.lead).called(f"{groups.lead.name}·按时办结"), "件"


def _by_proposer(groups: Groups, *, roles_known: bool) -> Iterator[Counted]:
    ledger = groups.ledger
    if ledger.has("proposer_type"):
        for who in distinct(groups.all.cases, lambda c: c.proposer_type):
            part = groups.all.where(f"{who}提出", lambda c, who=who: c.proposer_type == who, "proposer_type")
            yield f"proposer:{who}", part, "件"
        if roles_known and any(c.proposer_type == PARTIES for c in groups.all.cases):
            test = groups.lead.where(
                "", lambda c: c.kind == "提案" and c.proposer_type == PARTIES, "proposer_type", "role"
            )
            yield "party.lead", test.called(f"{PARTIES}主办提案"), "件"
            yield "face-due", groups.face_due.called(f"应面复件（{groups.face_due.name}）"), "件"
    if ledger.has("cosigners"):
        yield "joint", groups.all.where("联名提出", lambda c: bool(c.cosigners), "cosigners"), "件"
    if ledger.has("supervisor"):
        yield "supervised", groups.all.where("领导督办", lambda c: bool(c.supervisor), "supervisor"), "件"


def _answers(groups: Groups) -> Iterator[Counted]:
    ledger = groups.ledger
    if ledger.has("result"):
        for result in _results(groups):
            name = f"{result}类" if result in meaning("results").values() else result
            part = groups.classed.where("", lambda c, r=result: c.result == r, "result")
            yield f"result:{result}", part.called(f"办理结果·{name}"), "件"
    if (ledger.has("face") or ledger.has("contact")) and not ledger.open_about("face"):
        column = "face" if ledger.has("face") else "contact"
        yield "face", groups.lead.where("面复", lambda c: c.face is True, column), "件"
    if ledger.has("contact"):
        yield "contact", groups.lead.where("沟通", lambda c: bool(c.contact), "contact"), "件"
    if ledger.has("satisfaction") and not ledger.open_about("satisfaction"):
        for word in ANSWERS:
            test = groups.lead.where(word, lambda c, w=word: c.satisfaction == w, "satisfaction")
            if len(test) or word != "不满意":
                yield f"satisfaction:{word}", test, "件"
        told = groups.lead.where("已反馈", lambda c: c.satisfaction in ANSWERS, "satisfaction")
        yield "feedback", told, "件"
        silent = groups.lead_done.where(NO_ANSWER, lambda c: c.satisfaction not in ANSWERS, "satisfaction")
        yield f"satisfaction:{NO_ANSWER}", silent, "件"
    if ledger.has("public") and not ledger.open_about("public"):
        yield "public", groups.lead.where("公开答复", lambda c: c.public is True, "public"), "件"


def _results(groups: Groups) -> list[str]:
    """A, B, C, D in their order; other words by their number of cases."""
    found = list(distinct(groups.all.cases, lambda c: c.result))
    return sorted(found) if all(r in meaning("results").values() for r in found) else found


def _by_theme(groups: Groups) -> Iterator[Counted]:
    for theme, part in list(groups.themes.items())[:MOST_THEMES]:
        yield f"theme:{theme}", part.called(f"主题·{theme}"), "件"


def _by_unit(groups: Groups) -> Iterator[Counted]:
    if groups.units:
        led = groups.all.by("lead", lambda c: c.lead)
        for unit in groups.units[:MOST_UNITS]:
            yield f"unit:{unit}", led[unit].called(f"承办单位·{unit}"), "件"
    else:
        for name, part in list(groups.departments.items())[:MOST_DEPARTMENTS]:
            yield f"department:{name}", part.called(f"承办处室·{name}"), "件"
