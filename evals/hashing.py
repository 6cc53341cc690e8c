"""Content hashes of what a result depends on."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


@cache
def rules() -> str:
    """Of the checks, of what they read with, and of their data."""
    packages = [*(_ROOT / "assistant").rglob("*.py"), *(_ROOT / "knowledge_base").glob("*.py")]
    return of_files(
        [
            *packages,
            *(_ROOT / "knowledge_base" / "facts").glob("*.toml"),
            *(_ROOT / "knowledge_base" / "offices").glob("*.toml"),
        ]
    )


@cache
def faults() -> str:
    """Of the planting and judging of faults."""
    here = Path(__file__).parent
    return of_files(
        [
            *(here / "faults").glob("*.py"),
            *(
                here / n
                for n in (
                    "mutants.py",
                    "judging.py",
                    "outline.py",
                    "quantities.py",
                    "papers.py",
                    "planted.py",
                    "decoys.py",
                    "decoys.toml",
                )
            ),
        ]
    )


@cache
def prompts() -> str:
    return of_files((_ROOT / "prompts").rglob("*.md"))


def of_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in paths if p.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def of_text(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
