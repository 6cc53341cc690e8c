"""What the day that figures are counted at does to them."""

from collections.abc import Iterator
from datetime import date

from assistant.ledger import Notice
from assistant.tallies.groups import Groups
from assistant.tallies.tally import Cells
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
