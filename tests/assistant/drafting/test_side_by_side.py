"""Sections are written at once; the sheet of figures they share must not mix them up."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from assistant.figures import Figure, FigureSheet, Source


def test_figures_added_at_once_all_keep_their_own_id() -> None:
    sheet = FigureSheet()

    def add(n: int) -> Figure:
        return sheet.add(
            value=Decimal(n), unit="件", text=f"{n}件", source=Source("passage", "a.txt", n, n + 2, f"{n}件")
        )

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(add, range(400)))
    assert len(sheet) == len({f.id for f in made}) == 400
    assert all(sheet[f.id] == f for f in made)
