"""What must add up before any figure is told: the identities of a yearly report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.ledger import ANSWERED_BY_US, LedgerCase
from assistant.tallies.groups import KIND_WORDS, Groups
from assistant.tallies.tally import Cells, Selection


@dataclass(frozen=True)
class Identity:
    """``name`` in words, ``sum`` with its numbers; when it does not hold, ``cells`` are those to look at. One that is
    not ``binding`` is only told."""

    name: str
    sum: str
    holds: bool
    cells: tuple[str, ...] = ()
    binding: bool = True


def identities(groups: Groups) -> Iterator[Identity]:
    """Total by kinds, kinds by roles, closed and open; and, not binding, the results and answers of the cases led."""
    cells = Cells(groups.ledger)
    total = groups.all.called("总数")
    yield _parts(cells, total, [(KIND_WORDS[k], groups.of_kind(k)) for k in groups.kinds], "kind", lambda c: not c.kind)
    if groups.ledger.has("role"):
        for kind in groups.kinds:
            whole = groups.of_kind(kind)
            roles = [(groups.role_word(r, kind), groups.of_role(r, whole)) for r in groups.roles]
            yield _parts(cells, whole, roles, "role", lambda c: not c.role)
        yield _parts(
            cells, total, [(groups.role_word(r), groups.of_role(r)) for r in groups.roles], "role", lambda c: not c.role
        )
    done = [("已办结", groups.done()), ("未办结", groups.open())]
    if groups.ledger.has("closed") or groups.ledger.has("state"):
        yield _parts(cells, total, done, "closed", lambda _: False)
    for column, word, value in (("result", "办理结果", _result), ("satisfaction", "满意度", _satisfaction)):
        if groups.ledger.has(column) and any(value(c) for c in groups.lead_done.cases):
            yield _filled(cells, groups.lead_done, column, word, value)
            if column == "result":
                yield _only(cells, groups.all, column, word, value)


def _result(case: LedgerCase) -> str:
    return case.result


def _satisfaction(case: LedgerCase) -> str:
    return case.satisfaction


def _parts(
    cells: Cells, whole: Selection, parts: list[tuple[str, Selection]], column: str, lost: Callable[[LedgerCase], bool]
) -> Identity:
    named = [(name, len(part)) for name, part in parts if len(part)]
    adds = sum(n for _, n in named)
    text = f"{whole.name}{len(whole)}＝{'＋'.join(f'{name}{n}' for name, n in named)}"
    wrong = () if adds == len(whole) else cells.of(whole.where("", lost, column))
    return Identity(f"{whole.name}等于各部分之和", text, adds == len(whole), wrong)


def _filled(cells: Cells, whole: Selection, column: str, word: str, value: Callable[[LedgerCase], str]) -> Identity:
    empty = whole.where("", lambda c: not value(c), column)
    text = f"{whole.name}{len(whole)}，填了{word}的{len(whole) - len(empty)}"
    return Identity(f"{whole.name}都填了{word}", text, not len(empty), cells.of(empty), binding=False)


def _only(cells: Cells, whole: Selection, column: str, word: str, value: Callable[[LedgerCase], str]) -> Identity:
    others = whole.where("", lambda c: bool(value(c)) and c.role not in ANSWERED_BY_US, column)
    text = f"不由本单位答复却填了{word}的{len(others)}件"
    return Identity(f"只有应答复件填{word}", text, not len(others), cells.of(others), binding=False)
