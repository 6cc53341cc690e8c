"""Numbers of one kind in one role (建议·主办), wherever a paper tells them, and the totals over kinds and over roles."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.checks.relations.quantities import ALL, Paper, Quantity
from assistant.checks.relations.words import compiled, relations

_ALL_OF = re.compile(r"（(?:均|全)[^（）]{0,12}）")
TotalAndParts = tuple[Quantity, tuple[Quantity, ...]]


@lru_cache(maxsize=4)
def cells_of(paper: Paper) -> dict[int, tuple[str, str]]:
    """Numbers of one kind in one role, without further limits, by index: 建议·主办; also 建议2件（均为主办）."""
    found: dict[int, tuple[str, str]] = {}
    roles = next(p.members for p in relations().partition if p.name == "role")
    for q in paper.counts:
        if q.about in ("", ALL) or q.limits or q.moved:
            continue
        if q.kind and not q.division and (role := _bracketed(paper, q)):
            found[q.index] = (q.kind, role)
            continue
        if q.part("role") and len(q.division) == 1:
            found[q.index] = (q.about, q.part("role"))
        elif q.kind and not q.division and (m := _ALL_OF.match(paper.text, q.end)):
            named = next((role for role, words in roles.items() if compiled(words).search(m.group())), "")
            if named:
                found[q.index] = (q.kind, named)
    return found


def _bracketed(paper: Paper, q: Quantity) -> str:
    """The role of the number before the bracket in which ``q`` stands: 主办71件（建议26件、提案45件）."""
    opened = paper.text.rfind("（", max(0, q.start - 40), q.start)
    if opened < 0 or "）" in paper.text[opened : q.start]:
        return ""
    outer = paper.ending.get(opened)
    return outer.part("role") if outer and not outer.kind else ""


def across_roles(paper: Paper) -> Iterator[TotalAndParts]:
    """All cases of one kind against those of each role, where the roles are divided by kind and not the other way."""
    cells = cells_of(paper)
    for q in paper.counts:
        if q.kind in ("", ALL) or q.limits or q.division or q.moved or q.index in cells or q.unit != "件":
            continue
        parts: dict[str, Quantity] = {}
        for c in paper.counts:
            if c.index in cells and cells[c.index][0] == q.kind and _bracketed(paper, c):
                parts.setdefault(cells[c.index][1], c)
        roles = {role for _, role in cells.values()}
        if len(parts) > 1 and set(parts) == roles:
            yield q, tuple(parts.values())


def across_kinds(paper: Paper) -> Iterator[TotalAndParts]:
    """主办件 of all kinds against the 主办件 of each kind, wherever they stand."""
    cells = cells_of(paper)
    known = {kind for kind, _ in cells.values()}
    kinds = {
        q.kind for q in paper.counts if q.kind not in ("", ALL) and not q.limits and not q.division and not q.moved
    }
    for q in paper.counts:
        named = _roles_named(q)
        answerable = bool(compiled(relations().words.answerable).search(q.label + q.tail))
        if q.moved or q.limits.replace("全部", "") or q.unit != "件" or not (named or answerable):
            continue
        if named and (len(q.division) > 1 or (q.kind or q.within or ALL) != ALL):
            continue
        roles = named or relations().words.answering_roles
        parts: dict[tuple[str, str], Quantity] = {}
        for c in paper.counts:
            if c.index in cells and cells[c.index][1] in roles and c.index != q.index:
                parts.setdefault(cells[c.index], c)
        if len({k for k, _ in parts}) < 2:
            continue
        holds = q.value == sum((p.value for p in parts.values()), Decimal(0))
        if holds or (kinds <= known and q.value not in _partial(parts, roles)):
            yield q, tuple(parts.values())


def _partial(parts: dict[tuple[str, str], Quantity], roles: tuple[str, ...]) -> set[Decimal]:
    """What a number of cases in some role may also mean: one kind alone, or the lead role alone."""
    kinds = {k for k, _ in parts}
    values = {sum((c.value for (k, _), c in parts.items() if k == kind), Decimal(0)) for kind in kinds}
    some = ("主办",) if "主办" in roles else roles
    return values | {sum((c.value for (_, r), c in parts.items() if r in some), Decimal(0))}


def _roles_named(q: Quantity) -> tuple[str, ...]:
    """The roles that a label names together: 主办和分办件."""
    members = next(p.members for p in relations().partition if p.name == "role")
    named = f"{q.label}，{q.head}"
    return tuple(role for role, words in members.items() if compiled(words).search(named)) if q.part("role") else ()
