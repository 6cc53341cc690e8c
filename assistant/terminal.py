"""What a person sees in the terminal: a progress line on standard error, and results in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Advance = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is at hand."""


@contextmanager
def bar(what: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def advance(done: int, total: int, at_hand: str) -> None:
            progress.update(task, completed=done, total=total, description=at_hand[-40:].replace("[", "（"))

        yield advance


def print_proposals(entry: dict[str, Any]) -> None:
    for p in entry["proposals"]:
        print(f"{entry['path']}　{p['kind']}　{p.get('number', '')}　{p.get('title', '')}　{p.get('salutation', '')}")
        for n, a in enumerate(p.get("asks", []), 1):
            print(f"  {n}. {a['text']}　→ {a.get('unit', '')}")
        for note in p.get("notes", []):
            print(f"  ※ {note}")


def print_findings(entry: dict[str, Any]) -> None:
    if "error" in entry:
        return
    print(f"{entry['path']}（{entry['kind']}）：{len(entry['findings'])} 条")
    for f in entry["findings"]:
        print(
            f"  [{f['severity']}] {f['message']}（{f['quote']}）" + (f" 应为：{f['expected']}" if f["expected"] else "")
        )
