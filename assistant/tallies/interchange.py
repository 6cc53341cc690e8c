"""The JSON of ``dafu figures``."""

from typing import Any

from assistant.ledger import Ledger
from assistant.tallies.groups import Groups
from assistant.tallies.identities import identities
from assistant.tallies.sheet import Tallies
from assistant.tallies.tally import Tally, plain


def to_json(ledger: Ledger, told: Tallies) -> dict[str, Any]:
    """Numbers are decimal strings; ``cells`` are addresses with their sheet."""
    return {
        "path": ledger.path,
        "sheets": [
            {
                "name": s.name,
                "year": s.year,
                "header": list(s.header_rows),
                "cases": s.cases,
                "columns": [{"field": f, "column": column, "header": s.headers[f]} for f, column in s.columns.items()],
            }
            for s in ledger.sheets
        ],
        "figures": [_figure(f) for f in told.figures],
        "identities": [
            {"name": i.name, "sum": i.sum, "holds": i.holds, "binding": i.binding, "cells": list(i.cells)}
            for i in identities(Groups(ledger, "this", told.as_of))
        ],
        "notices": [{"sheet": n.sheet, "cell": n.cell, "message": n.message} for n in told.notices],
        "questions": [
            {"about": q.about, "sheet": q.sheet, "cell": q.cell, "value": q.value, "message": q.message}
            for q in told.questions
        ],
    }


def _figure(f: Tally) -> dict[str, Any]:
    return {
        "id": f.id,
        "name": f.name,
        "value": plain(f.value),
        "unit": f.unit,
        "period": f.period,
        "numerator": None if f.numerator is None else str(f.numerator),
        "denominator": None if f.denominator is None else str(f.denominator),
        "base": f.base,
        "exact": None if f.exact is None else plain(f.exact),
        "cells": list(f.cells),
    }
