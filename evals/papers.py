"""Base papers: clean texts into which faults are planted, each with what is known of it."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.checks import guess_kind
from assistant.draft import PaperKind, Stage
from evals.outline import Outline
from evals.quantities import Quantity, quantities
from knowledge_base.errors import InputError

OWN = Path(__file__).with_name("papers")
_PUBLIC = Path(__file__).with_name("public_papers.toml")


class About(BaseModel):
    """The ``.toml`` beside a paper. ``sheet`` is an independent fact sheet: the paper's facts in other words and tables;
    ``people`` and ``organs`` are names that stand in both; ``defects`` quotes what is really wrong in the paper."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: PaperKind
    stage: Stage = "终稿"
    office: str = ""
    sheet: str = ""
    people: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    plant: bool = True
    """False: only its false alarms are counted (laws, which no office of ours writes)."""


@dataclass(frozen=True)
class Paper:
    name: str
    text: str
    about: About
    group: str = field(default="own")

    @cached_property
    def outline(self) -> Outline:
        return Outline(self.text)

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """Every number of the body with its unit, in order."""
        return tuple(quantities(self.text))

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.name}\n{self.text}\n{self.about.model_dump_json()}".encode()).hexdigest()[:16]


def own() -> list[Paper]:
    """The project's own base papers."""
    return [load(path, "own") for path in sorted(OWN.glob("*.txt"))]


def samples() -> list[Paper]:
    """The sample corpus: reports, letters and opinions of the invented office."""
    from knowledge_base.samples import SAMPLE_CORPUS

    return [
        load(p, f"samples/{kind}")
        for kind in ("reports", "replies", "opinions")
        for p in sorted((SAMPLE_CORPUS / kind).glob("*.txt"))
    ]


def folder(root: Path, group: str = "") -> list[Paper]:
    """Every text file under ``root``, with its ``.toml`` where there is one. Raises InputError when there is none."""
    found = [load(p, group or root.name) for p in sorted(root.rglob("*.txt"))]
    if not found:
        raise InputError(f"{root} 里没有 .txt 文稿，请检查路径。")
    return found


def office(root: Path, profile: str) -> list[Paper]:
    """An office's own approved papers (.txt, .md, .docx), taken as they are: their kind guessed, no fact sheet. Raises
    InputError when there is none."""
    from knowledge_base.readers import read_raw

    found: list[Paper] = []
    for path in sorted(p for p in root.rglob("*") if p.suffix.lower() in (".txt", ".md", ".docx")):
        text = read_raw(path).replace("\r\n", "\n")
        about = About(kind=guess_kind(text), stage=_stage(text), office=profile)
        found.append(Paper(f"office/{path.relative_to(root).with_suffix('').as_posix()}", text, about, "office"))
    if not found:
        raise InputError(f"{root} 里没有 .txt、.md、.docx 文稿，请检查路径。")
    return found


def load(path: Path, group: str) -> Paper:
    """One paper. Raises InputError for a ``.toml`` that does not fit."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n").lstrip("\ufeff")
    beside = path.with_suffix(".toml")
    try:
        if beside.is_file():
            about = About.model_validate(tomllib.loads(beside.read_text(encoding="utf-8")))
        else:
            about = _public(path) or About(kind=guess_kind(text), stage=_stage(text))
    except (ValidationError, tomllib.TOMLDecodeError) as e:
        raise InputError(f"{beside} 的内容不对：{e}") from e
    return Paper(f"{group}/{path.stem}", text, about, group)


_SAMPLES: dict[str, PaperKind] = {"reports": "report", "replies": "reply", "opinions": "opinion"}


def _public(path: Path) -> About | None:
    """What is known of a published paper, by the end of its path."""
    known = tomllib.loads(_PUBLIC.read_text(encoding="utf-8"))
    for end, fields in known.items():
        if path.with_suffix("").as_posix().endswith(end) or (end.endswith("/*") and path.parent.name == end[:-2]):
            return About.model_validate(fields)
    kind = (
        _SAMPLES.get(path.parent.name) if path.parents[1].name == "corpus" and "knowledge_base" in path.parts else None
    )
    return About(kind=kind, stage="终稿") if kind else None


def _stage(text: str) -> Stage:
    """A paper with its day of signing is final."""
    dated = re.search(r"^[\s　]*(?:\d[\d\s]{3,}|[〇○零一二三四五六七八九]{4})\s*年.*月.*日\s*$", text, re.MULTILINE)
    return "终稿" if dated else "送审稿"


def select(papers: list[Paper], names: str) -> Iterator[Paper]:
    """Those whose name holds one of the comma-separated ``names``; all when it is empty."""
    wanted = [n for n in names.split(",") if n]
    return (p for p in papers if not wanted or any(w in p.name for w in wanted))
