"""A progress line on standard error, so that JSON may go to standard output."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is at hand."""


@contextmanager
def bar(what: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def advance(done: int, total: int, at_hand: str) -> None:
            progress.update(task, completed=done, total=total, description=at_hand[-40:].replace("[", "（"))

        yield advance
