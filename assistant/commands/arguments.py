"""The command line's arguments: folders spread out, options that take several files, files of queries."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from knowledge_base.errors import InputError, of_system


def existing(path: Path) -> Path:
    """Raises InputError when there is no file at ``path``."""
    if path.is_dir():
        raise InputError(f"{path} 是文件夹，这里要写一个文件，请检查路径。")
    if not path.exists():
        raise InputError(f"找不到文件 {path}，请检查路径。")
    return path


def files(paths: Iterable[Path], what: str = "document") -> list[Path]:
    """Files as given, folders as the readable files right in or below them, sorted."""
    from knowledge_base.readers import SUFFIXES

    wanted = {".txt", ".md", ".docx"} if what == "draft" else SUFFIXES
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in wanted and not p.name.startswith(("~$", "."))
            )
            if not inside:
                raise InputError(f"文件夹 {path} 中没有可读的文件（支持 {' '.join(sorted(wanted))}）。")
            found += inside
        else:
            found.append(path)
    return found


def spread(arguments: list[str]) -> list[str]:
    """``reply a.txt --material x.xlsx y.xlsx`` means both: once the inputs are named, what follows is the option's."""
    out: list[str] = []
    inputs, many = 0, ""
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            many = argument if argument in ("--material", "--source", "--opinion", "--contact") else ""
            out.append(argument)
        elif many and (inputs > 1 or out[-1] == many):
            out += [argument] if out[-1] == many else [many, argument]
        else:
            many = ""
            inputs += 1
            out.append(argument)
    return out


def day(text: str | None, option: str) -> date | None:
    """A date written 2026-06-30. Raises InputError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as e:
        raise InputError(f"{option} 的“{text}”不是日期，请写成 2026-06-30 的样子。") from e


def pairs(texts: Iterable[str], option: str) -> dict[str, str]:
    """``牵头=主办`` as a mapping. Raises InputError."""
    found: dict[str, str] = {}
    for text in texts:
        word, mark, meaning = text.partition("=")
        if not (word.strip() and mark and meaning.strip()):
            raise InputError(f"{option} 的“{text}”应写成“台账里的叫法=标准叫法”，如 牵头=主办。")
        found[word.strip()] = meaning.strip()
    return found


def queries(path: Path) -> list[tuple[str, str]]:
    rows = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise InputError(f"打不开 {path}：{of_system(e)}，请检查路径后再试。") from e
    except UnicodeDecodeError as e:
        raise InputError(f"{path} 读不出来：应为 UTF-8 编码的 JSONL 文件，请另存后再试。") from e
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.append((row["id"], str(row["query"])))
        except (ValueError, KeyError, TypeError) as e:
            raise InputError(f"{path} 第 {n} 行不是含 id 与 query 的 JSON，请改正后再试。") from e
    return rows
