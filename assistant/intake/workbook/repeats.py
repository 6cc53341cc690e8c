"""Cases that stand in the ledger twice: registered twice, one case by several units, or two cases under one number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.intake.workbook.addresses import ranges
from assistant.intake.workbook.cases import Rows
from assistant.intake.workbook.vocabulary import squeezed
from assistant.ledger import LedgerCase, Notice, Question

ONCE, EACH = "计一件", "照计"
"""A person's answers: the first row counts alone, or every row."""
_ALL = "重复"
"""Stands for all doubled numbers where there are many."""
_MOST = 20
"""Doubled numbers that are asked about one by one."""
_COPIED = 3
"""One number in so many that comes twice: the list stands there twice."""


@dataclass
class Repeats:
    """``rows`` are the sheets without the rows that a person said do not count again."""

    rows: list[Rows]
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def repeats(read: Sequence[Rows], confirmed: Mapping[str, str]) -> Repeats:
    """Of this year's cases those with one number, kind and session. The same title too, in one unit's hands: registered
    twice, which is asked until a person answers 计一件 or 照计; other titles or several units' lines are told."""
    cases: dict[tuple[str, ...], list[LedgerCase]] = defaultdict(list)
    for case in (c for r in read for c in r.cases if c.year == "this" and c.number):
        cases[_identity(case)].append(case)
    same = [listed for listed in cases.values() if len(listed) > 1]
    found = Repeats(list(read))
    where = _Where(read)
    if units := [listed for listed in same if _several_units(listed)]:
        cells = where.of([c for listed in units for c in listed])
        found.notices.append(Notice(*cells, f"{len(units)}件由几个单位各占一行，按行计的是件次，请核对"))
    rest = [listed for listed in same if not _several_units(listed)]
    for listed in rest:
        if not _same_title(listed):
            message = f"{listed[0].kind}编号{listed[0].number}有{len(listed)}行，标题不同，按{len(listed)}件计，请核对"
            found.notices.append(Notice(*where.of(listed), message))
    _ask(found, [listed for listed in rest if _same_title(listed)], len(cases), confirmed, where)
    return found


def _ask(
    found: Repeats, twice: Sequence[list[LedgerCase]], numbers: int, confirmed: Mapping[str, str], where: "_Where"
) -> None:
    many = len(twice) > 1 and (len(twice) * _COPIED >= numbers or len(twice) > _MOST)
    said = confirmed.get(_ALL, "") if twice else ""
    open_ = said not in (ONCE, EACH)
    if many and open_:
        message = f"{len(twice)}个编号都登了两遍以上，像是同一份件登了两遍，现按行计；同一件的答“{ONCE}”，确是两件的答“{EACH}”"
        found.questions.append(Question("copied", message, *where.of(twice[0]), _ALL))
        return
    again: list[LedgerCase] = []
    for listed in twice:
        first, key = listed[0], f"{listed[0].kind}{listed[0].number}"
        answer = said or squeezed(confirmed.get(key, ""))
        if answer == ONCE:
            again += listed[1:]
            message = f"{key}登了{len(listed)}遍，按一件计，只算第{first.row}行"
            found.notices.append(Notice(*where.of(listed[1:]), message))
        elif answer != EACH:
            message = (
                f"{key}登了{len(listed)}遍，标题相同，现按{len(listed)}行计；同一件的答“{ONCE}”，确是几件的答“{EACH}”"
            )
            found.questions.append(Question("duplicate", message, *where.of(listed), key))
    gone = set(map(id, again))
    found.rows = [replace(r, cases=[c for c in r.cases if id(c) not in gone]) for r in found.rows]


class _Where:
    """Cells of the numbers of cases, with their sheets."""

    def __init__(self, read: Sequence[Rows]) -> None:
        self._columns = {r.sheet.name: r.column("number") for r in read if "number" in r.header.fields}

    def of(self, cases: Sequence[LedgerCase]) -> tuple[str, str]:
        """Sheet and cells; cells of several sheets with their sheets, under none."""
        rows: dict[str, list[int]] = defaultdict(list)
        for case in cases:
            rows[case.sheet].append(case.row)
        if len(rows) == 1:
            ((sheet, listed),) = rows.items()
            return sheet, ranges(self._columns[sheet], listed)
        parts = [(s, part) for s, r in rows.items() for part in ranges(self._columns[s], r).split("、")]
        return "", "、".join(f"{s}!{part}" if s else part for s, part in parts)


def _several_units(same: Sequence[LedgerCase]) -> bool:
    """Several units' lines of one case."""
    by_unit = len({c.lead for c in same}) == len(same)
    return by_unit or len({(c.role, c.department) for c in same}) == len({c.department for c in same}) == len(same)


def _same_title(same: Sequence[LedgerCase]) -> bool:
    return len({squeezed(c.title) for c in same}) < len(same)


def _identity(case: LedgerCase) -> tuple[str, ...]:
    return case.kind, case.session, case.number.lstrip("0")
