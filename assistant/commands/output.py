"""What a command writes: its JSON, its lines, and the exit code that follows from what failed."""

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from knowledge_base.errors import DafuError, InputError


def writable(to: str) -> str:
    """Refuses before the work begins a place where the JSON can't be written."""
    if to not in ("", "-") and (Path(to).is_dir() or not Path(to).absolute().parent.is_dir()):
        raise InputError(f"--json 的 {to} 写不进去：它是文件夹，或所在文件夹不存在，请换一个文件名。")
    return to


def attempt(path: Path, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``work`` gives, or the entry of a file that failed, told on standard error."""
    try:
        return work()
    except DafuError as e:
        sys.stderr.write(f"{e}\n")
        return {"path": str(path), "error": str(e)}


def outcome(entries: list[dict[str, Any]]) -> int:
    """The exit code: 0 when none failed, 1 when some did, 2 when all did."""
    failed = sum("error" in e for e in entries)
    return 0 if not failed else 2 if failed == len(entries) else 1


def say(message: str, json_to: str) -> None:
    """A line for the person: on standard error when the JSON goes to standard output."""
    print(message, file=sys.stderr if json_to == "-" else sys.stdout)


def write_json(data: dict[str, Any], to: str) -> None:
    if to:
        with json_file(to) as out:
            json.dump(data, out, ensure_ascii=False, indent=2)
            out.write("\n")


def json_file(to: str) -> AbstractContextManager[TextIO]:
    """The file ``to``, whole or not at all; ``-`` is standard output."""
    from assistant.export.replacing import opened

    return nullcontext(sys.stdout) if to == "-" else opened(Path(to))
