"""The figures of a ledger as a sheet of facts that a draft can be held against."""

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.tallies.sheet import Tallies
from assistant.tallies.tally import Tally

_BASE = re.compile(r"（分母：.*）$")


def facts(found: Tallies) -> str:
    """One table a year (项目, 数值), last year's figures under last year. Of a rate with several bases each value is one
    that a paper may print."""
    years: dict[str, list[Tally]] = defaultdict(list)
    for figure in found.figures:
        last = figure.period == "上年" and found.year is not None
        years[f"{found.year - 1}年" if last and found.year else f"{found.year}年" if found.year else ""].append(figure)
    return "\n\n".join(_table(year, figures) for year, figures in years.items()) + "\n"


def _table(year: str, figures: Sequence[Tally]) -> str:
    rows = [f"{_said(f)}\t{f.text}" for f in figures]
    return "\n".join([f"{year}建议提案办理台账", "项目\t数值", *rows])


def _said(figure: Tally) -> str:
    name = figure.name.removeprefix("上年·") if figure.period == "上年" else figure.name
    return _BASE.sub("", name)
