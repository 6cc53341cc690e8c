"""Recordings written by hand: what a good, a mediocre and a harmful model might say to proposals of the sample corpus, one
file a proposal. No model ever said them; each file says so.

A recording is keyed by words of the ask. It names a figure by what it shows (⟦486件⟧) and a paper by how its title begins
(⟦《示例省…》⟧): the ids depend on the evidence found and the prompt's wording, so they are looked up in the request, as a
model would.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.case import Letter
from assistant.desk import modelled
from assistant.drafting.writer import Contribution
from assistant.figures import Source
from assistant.marked import PLACEHOLDER
from assistant.model import Message, Stop, Stream
from assistant.proposal import Proposal
from assistant.verdicts import verdicts
from assistant.workflow import Desk
from evals import drafting
from evals.intake import Labelled
from evals.results import Run
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

Quality = Literal["good", "mediocre", "harmful"]
FOLDER = Path(__file__).with_name("data") / "handwritten"
_NAMED = re.compile(r"⟦([^⟦⟧]+)⟧")
_CLAUSE_HERE = re.compile(r"[，。；、\n⟦⟧]")
_ROW = re.compile(r"(⟦F\d+⟧)｜([^｜\n]*)｜([^｜\n]*)｜")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Material(_Strict):
    """A row of the 素材表 on the ask, as a 处室 would fill it."""

    situation: str
    figures_as_of: str
    done: str
    next: str = ""
    due: str = ""


class Section(_Strict):
    """``ask`` are words of one ask alone; ``harms`` is what of ``harmful`` must never stand unmarked; ``material`` is what
    the 处室 say on it, if they say something."""

    ask: str
    good: str
    mediocre: str
    harmful: str
    harms: tuple[str, ...]
    material: Material | None = None


class Sheet(_Strict):
    """What is said to one proposal; ``file`` is how its name begins."""

    origin: Literal["手写，不是任何模型的输出"]
    file: str
    section: tuple[Section, ...]


class HandwrittenModel:
    """Says what the recordings have for the ask of the request; nothing for another. Raises InputError for a quality that
    there is none of."""

    room = 100_000

    def __init__(self, quality: str) -> None:
        if quality not in get_args(Quality):
            raise InputError(f"--handwritten 不能是“{quality}”，只能是：{'、'.join(get_args(Quality))}。")
        self.name = f"手写的{quality}"
        self._quality = quality
        self._sections = [s for sheet in sheets() for s in sheet.section]

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:  # noqa: ARG002  # the protocol's signature
        request = next(m.text for m in messages if m.role == "user")
        asked = request.partition("依据（")[0]
        said = next((getattr(s, self._quality) for s in self._sections if s.ask in asked), "")

        def read(stream: Stream) -> Iterator[str]:
            yield _with_ids(said, request)
            stream.state = "complete"

        return Stream(read)


def sheets() -> list[Sheet]:
    return [
        Sheet.model_validate(tomllib.loads(p.read_text(encoding="utf-8"))) for p in sorted(FOLDER.glob("[0-9]*.toml"))
    ]


def run(quality: str, items: Sequence[Labelled], desk: Desk, recordings: Path | None = None) -> Run:
    """The drafting suite on the proposals that have a recording."""
    model = HandwrittenModel(quality)
    of = {x.gold.file: sheet for x in items for sheet in sheets() if x.gold.file.startswith(sheet.file)}
    return drafting.run(
        [x for x in items if x.gold.file in of], modelled(desk, model), recordings,
        lambda item, letter: faults(letter, of[item.gold.file], quality, desk.profile), strict=quality == "good",
        supplied=lambda item, proposal: contributions(of[item.gold.file], proposal),
    )  # fmt: skip


def contributions(sheet: Sheet, proposal: Proposal) -> tuple[Contribution, ...]:
    """The rows of the recording's 素材表, under the asks as they were read."""
    rows: list[Contribution] = []
    for section in sheet.section:
        ask = next((a.text for a in proposal.asks if section.ask in a.text), "")
        if ask and (m := section.material):
            said = "；".join(filter(None, (m.situation, m.done, m.next)))
            source = Source("person", document="素材表.xlsx", quote=said, title="素材表 素材表.xlsx", person="承办处室")
            given = Contribution(ask, m.situation, m.done, m.next, "", m.due, source, m.figures_as_of)
            rows.append(given)
    return tuple(rows)


def faults(letter: Letter, sheet: Sheet, quality: str, profile: Profile) -> list[str]:
    """What is wrong with a letter written from a recording, beyond what every letter is scored by; Chinese."""
    if quality == "harmful":
        plain = PLACEHOLDER.sub("", letter.finished.text)
        stands = [harm for s in sheet.section for harm in s.harms if harm in plain]
        return [f"有害的内容没有标明：{'、'.join(stands)}"] if stands else []
    return list(_short_of_good(letter, profile)) if quality == "good" else []


def _short_of_good(letter: Letter, profile: Profile) -> Iterator[str]:
    proposed = {v.ask: v for v in verdicts(letter, profile)}
    for section, ask in zip(letter.sections, letter.case.proposal.asks, strict=True):
        said = letter.finished.section(section.number)
        if "〔待核实" in said:
            yield f"第{section.number}条有待核实的内容"
        if section.status != "answered":
            continue
        supplied = {f.id for f in letter.sheet.values() if f.source.kind == "person"}
        if not section.citations and not any(r.ref in supplied for b in section.blocks for r in b.runs):
            yield f"第{section.number}条没有依据"
        if not any(said.find(ask.text[i : i + 4]) >= 0 for i in range(max(1, len(ask.text) - 3))):
            yield f"第{section.number}条没有点到诉求"
        verdict = proposed[section.number]
        if letter.case.role == "主办" and verdict.word and verdict.mark not in profile.classes.marks:
            yield f"第{section.number}条的办理结果不是本单位的类别"


def _with_ids(text: str, request: str) -> str:
    """The recording's tokens as those of the request; what it does not have stays and is found out."""
    rows = [(m[1], m[2], m[3]) for m in _ROW.finditer(request)]

    def token(m: re.Match[str]) -> str:
        if m[1].startswith("《"):
            found = re.search(rf"(⟦C\d+⟧) 《{re.escape(m[1][1:-1])}", request)
            return found[1] if found else m[1]
        near = _CLAUSE_HERE.split(text[: m.start()])[-1] + _CLAUSE_HERE.split(text[m.end() :])[0]
        around = text[max(0, m.start() - 16) : m.start()]
        fitting = [r for r in rows if r[2] == m[1]]
        best = max(
            fitting,
            key=lambda r: (
                sum(near[i : i + 2] in r[1] for i in range(len(near) - 1)) / (len(r[1]) + len(near) + 1),
                sum(c in r[1] for c in around),
            ),
            default=None,
        )
        return best[0] if best else m[1]

    return _NAMED.sub(token, text)
