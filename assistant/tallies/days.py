"""What the day that figures are counted at does to them."""

from collections.abc import Iterator
from datetime import date

from assistant.ledger import Notice
from assistant.tallies.groups import Groups
from assistant.tallies.tally import Cells, Selection
from knowledge_base.errors import InputError

_MOST = 8


def about_day(groups: Groups, cells: Cells, today: date) -> Iterator[Notice]:
    """A day that has not come, cases assigned or closed after it. Raises InputError when all were assigned after it."""
    day = groups.as_of
    if day is None:
        return
    said = day.isoformat()
    assigned = [c.assigned for c in groups.all.cases if c.assigned]
    if assigned and len(assigned) == len(groups.all) and day < min(assigned):
        first = min(assigned).isoformat()
        raise InputError(
            f"统计截止日期{said}早于全部{len(assigned)}件的交办日期（最早{first}），没有可统计的，请核对日期。"
        )
    if day > today:
        yield Notice("", "", f"统计截止日期{said}还没有到，数字只到台账现在填的为止，请核对日期")
    for column, word, does in (("assigned", "交办", "仍计入总数，请核对"), ("closed", "办结", "按当日未办结计")):
        later = groups.all.where("", lambda c, f=column: bool((d := getattr(c, f)) and d > day), column)
        if len(later):
            where = "、".join(cells.of(later)[:_MOST])
            yield Notice("", where, f"{word}日期在{said}以后的{len(later)}件，{does}")
    yield from _undated(groups, cells)


def _undated(groups: Groups, cells: Cells) -> Iterator[Notice]:
    """Marks of cases that were closed after the day: the ledger does not say when they were made."""
    for field, word in (("face", "面复"), ("satisfaction", "满意度"), ("public", "公开")):
        marked = [
            c for c in groups.open(groups.lead).cases if c.done and getattr(c, field) not in (None, False, "", "未反馈")
        ]
        if marked and groups.ledger.has(field):
            where = "、".join(cells.of(Selection("", tuple(marked), (field,)))[:_MOST])
            message = f"当日还没有办结的{len(marked)}件填了{word}，台账没有它的日期，照现在填的计入，请核对"
            yield Notice("", where, message)
