"""What a person sees in the terminal: a progress line on standard error, and results in words."""

import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Advance = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is at hand."""

_QUIET = 3.0
"""Seconds between two lines of progress where there is no terminal."""
_USAGE = (
    (r"Missing argument", "命令写法不对：没有写要处理的文件或内容。"),
    (r"No such option: (\S+)", "命令写法不对：没有 {0} 这个选项。"),
    (r"No such command '([^']*)'", "命令写法不对：没有 {0} 这个命令。"),
    (r"Option '([^']*)' requires an argument", "命令写法不对：选项 {0} 后面缺少内容。"),
    (r"Invalid value for '([^']+)': Input should be less than or equal to (\d+)", "命令写法不对：{0} 最大为 {1}。"),
    (r"Invalid value for '([^']+)': Input should be greater than or equal to (\d+)", "命令写法不对：{0} 最小为 {1}。"),
    (r"Invalid value for '([^']+)': Input should be a valid integer", "命令写法不对：{0} 应为整数。"),
    (r"Invalid value for '([^']+)'", "命令写法不对：{0} 的值不对。"),
)


_OF_ONE_RULE = 3
"""Findings of one rule that are listed one by one."""
_ALWAYS = ("materials.unused", "opinions.contradiction", "contact.contradicted")
"""What a person can only set right elsewhere, cell by cell."""
_noted: list[str] = []


def note(message: str) -> None:
    """Keeps a sentence for the end of the command, for it says nothing beside the one why nothing could be done."""
    _noted.append(message)


def tell_notes() -> None:
    print("".join(f"{message}\n" for message in _noted), end="", file=sys.stderr)
    _noted.clear()


@contextmanager
def bar(what: str) -> Iterator[Advance]:
    """A bar on a terminal; in a log or a pipe a plain line now and then."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(what)
        return
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


def _lines(what: str) -> Advance:
    told = [time.monotonic()]

    def advance(done: int, total: int, at_hand: str) -> None:
        if time.monotonic() - told[0] >= _QUIET:
            told[0] = time.monotonic()
            print(f"{what} {done}/{total} {at_hand}", file=sys.stderr, flush=True)

    return advance


def log_to(home: Path) -> None:
    """Tracebacks are for whoever maintains the machine: they go to a file in the home, not in front of the person."""
    log = logging.getLogger("dafu")
    if not log.handlers and home.is_dir():
        log.addHandler(logging.FileHandler(home / "errors.log", encoding="utf-8", delay=True))
        log.propagate = False


def usage(message: str) -> str:
    """What the command line's parser said, in Chinese."""
    for pattern, said in _USAGE:
        if m := re.search(pattern, message):
            return said.format(*m.groups())
    return f"命令写法不对：{message}"


def print_proposals(entry: dict[str, Any]) -> None:
    for p in entry["proposals"]:
        print(
            f"{entry['path']}　{'不是建议、提案' if p['kind'] == 'none' else p['kind']}　{p.get('number', '')}　{p.get('title', '')}　{p.get('salutation', '')}"
        )
        for n, a in enumerate(p.get("asks", []), 1):
            print(f"  {n}. {a['text']}　→ {a.get('unit', '')}")
        for note in p.get("notes", []):
            print(f"  ※ {note}")


def print_findings(entry: dict[str, Any]) -> None:
    """What a person has to look at in a letter, on standard error: errors and warnings one a line, those of one rule together, what the
    sheet left open; pieces of advice are counted."""
    findings: list[dict[str, Any]] = entry["findings"]
    count = {s: sum(f["severity"] == s for f in findings) for s in ("error", "warning", "advice")}
    notes: list[str] = entry["proposal"].get("notes", [])
    number = entry["proposal"].get("number", "")  # one file may hold several
    told = f"{entry['path']}{f'（{number}）' if number else ''}：错误 {count['error']} 处，提醒 {count['warning']} 处，建议 {count['advice']} 处"
    lines = [told + ("。" if not findings and not notes else "：")]
    for severity, word in (("error", "错误"), ("warning", "提醒")):
        by_rule: dict[str, list[str]] = {}
        for f in findings:
            if f["severity"] == severity:
                by_rule.setdefault(f["check"], []).append(f["message"])
        for rule, messages in by_rule.items():
            shown = messages if rule in _ALWAYS else messages[:_OF_ONE_RULE]
            lines += [f"  {word}　{m}" for m in shown]
            if more := len(messages) - len(shown):
                lines.append(f"  {word}　同类的还有 {more} 处，全部在 JSON 的 findings 里。")
    lines += [f"  核对　{note}" for note in notes]
    print("\n".join(lines), file=sys.stderr)
