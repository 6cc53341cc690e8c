"""What a person is told in the terminal of a ledger and of the report made of it."""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_MOST = 8
"""Cells of one notice that are told."""
_OPEN = "structure.open-mark"


def print_figures(result: Mapping[str, Any]) -> None:
    """What adds up and what doesn't, then the figures."""
    for i in result["identities"]:
        print(f"{'✓' if i['holds'] else '✗'} {i['sum']}" + (f"（看 {'、'.join(i['cells'])}）" if i["cells"] else ""))
    for f in result["figures"]:
        parts = f"（{f['numerator']}/{f['denominator']}）" if f["denominator"] else ""
        print(f"{f['name']}　{f['value']}{f['unit']}{parts}　{f['period']}")


def print_reading(result: Mapping[str, Any]) -> None:
    """On standard error: what was assumed of the ledger, and what a person has to confirm."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for n in result["notices"]:
        cells[n["sheet"], n["message"]].append(n["cell"])
    for (sheet, message), found in cells.items():
        listed = "、".join(c for c in found[:_MOST] if c)
        more = f"等{len(found)}处" if len(found) > _MOST else ""
        _say("提示", sheet, listed + more, message)
    for q in result["questions"]:
        used = f"（已按“{q['used']}”写）" if q.get("used") else ""
        _say("请确认", q["sheet"], q["cell"], q["message"] + used)


def print_report(entry: Mapping[str, Any]) -> None:
    """On standard error: the kind that was guessed, what waits for a person, what the checks found."""
    if entry["report"]["guessed"]:
        _print(f"报告种类按台账判断为：{entry['report']['name']}（不对的请用 --kind 指定）")
    for section in entry["sections"]:
        if count := section["text"].count("〔待补充："):
            _print(f"待补充　{section['heading']}：{count}处")
    found = [f for f in entry["findings"] if f["check"] != _OPEN]
    for f in found:
        if f["severity"] != "advice":
            _print(f"校核　{'错误' if f['severity'] == 'error' else '提醒'}　{f['message']}")
    for c in entry["copied"]:
        _print(f"与《{c['title']}》有{c['characters']}字连着相同，请改写：{c['sentence']}")
    counted = Counter(f["severity"] for f in found)
    _print(f"校核：错误 {counted['error']} 处，提醒 {counted['warning']} 处，建议 {counted['advice']} 处。")


def print_written(paths: Sequence[Path], json_to: str) -> None:
    """The files that were written, on standard error."""
    files = [*map(str, paths), *([json_to] if json_to not in ("", "-") else [])]
    if files:
        _print(f"已写入 {'、'.join(files)}")


def _say(what: str, sheet: str, cells: str, message: str) -> None:
    place = f"{sheet}{'!' if sheet and cells else ''}{cells}"
    _print(f"{what}　{place}{'　' if place else ''}{message}")


def _print(line: str) -> None:
    print(line, file=sys.stderr)
