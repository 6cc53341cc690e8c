"""Parts of the report written with a chat model: from the ledger's notes and our own replies, in the manner of past
reports, whose sentences are never handed back. What the program began from the ledger stands, whatever the model does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import prompting
from assistant.draft import Block, Run
from assistant.drafting.assertions import PROMISED, Ground, doubts, share
from assistant.drafting.binding import missing
from assistant.drafting.cleaning import Sentences, clean
from assistant.drafting.dossier import without_numbers
from assistant.drafting.packing import size
from assistant.drafting.reports.assembling import Written
from assistant.drafting.reports.kinds import ReportPart
from assistant.drafting.reports.material import Material, gathered
from assistant.drafting.reports.merging import LABEL, merged
from assistant.drafting.reports.naming import misnamed
from assistant.drafting.reports.past import COPIED, Manner, Reports, copied, manners
from assistant.drafting.reports.teller import Teller
from assistant.drafting.reports.telling import Candidate
from assistant.drafting.tokens import legible, opened, repaired
from assistant.figures import FigureSheet
from assistant.marked import TOKEN, from_marked, unverified
from assistant.model import ChatModel, Message, Stop, Stream
from assistant.numerals import find_numbers

_LONGEST = 3000
_OURS = "本部分由程序按台账起草"
_ASKED = re.compile(r"〔待补充[^〔〕\n]*〕")
_CLAIM = re.compile(r"已|均|全部|完成|办结|解决|落实率|超额|提前")
_PLANS = "next"
"""The part in which every sentence is a promise."""


@dataclass
class ModelParts:
    """Writes a part; to be given to ``draft_report``."""

    model: ChatModel
    kb: Reports | None = None
    candidates: Sequence[Candidate] = ()
    only: frozenset[str] = frozenset()
    """Ids of the parts that the model writes; empty: all."""
    stop: Stop = lambda: False

    def __call__(self, part: ReportPart, teller: Teller, begun: tuple[Block, ...]) -> Written | None:
        if self.stop() or (self.only and part.id not in self.only):
            return None
        past = manners(self.kb, teller.profile, part.heading)
        whole = gathered(part, teller, begun, self.candidates)
        if not whole.told.strip() or not (whole.lines or whole.tallies):
            return Written((), f"台账里没有可以给大模型的材料，{_OURS}")
        messages, material = self._packed(part, teller, whole, past)
        stream = self.model.stream(messages, stop=self.stop)
        told = _read(stream, messages[0].text, part, teller, material, past)
        put = merged(begun, told)
        if put.new:
            blocks = put.blocks
            note = f"大模型漏写了程序按台账写好的{put.kept}句，已补回" if put.kept else ""
        else:
            blocks = ()
            note = f"{_why_none(told, begun)}，{_OURS}"
        if stream.state != "complete":
            why = "起草被停止" if stream.state == "interrupted" else "大模型中断"
            blocks = (*blocks, Block("paragraph", (missing(f"{why}，本部分没有写完"),))) if blocks else ()
            note = "；".join(filter(None, (stream.problem or why, note)))
        if left := len(whole.lines) - len(material.lines):
            over = f"受大模型上下文长度限制，{left}条材料没有送给大模型，请对照补充"
            note = "；".join(filter(None, (note, over)))
        return Written(blocks, note)

    def _packed(
        self, part: ReportPart, teller: Teller, material: Material, past: Sequence[Manner]
    ) -> tuple[tuple[Message, ...], Material]:
        """The request within what the model takes, and the material in it: the manner of past years goes first, then the
        material from its end."""
        manner = [without_numbers(m.text[:1200]) for m in past]
        while True:
            messages = prompting.load("report_part").fill(
                office=teller.profile.name, we=teller.we, heading=part.heading, year=str(teller.told.year or ""),
                begun="\n".join(material.begun) or "（没有）", material="\n".join(material.lines) or "（没有）",
                figures=material.figures(teller.sheet), manner="\n\n".join(manner) or "（没有）", length=_length(material),
            )  # fmt: skip
            if size(messages) <= self.model.room:
                return messages, material
            if manner:
                manner.pop()
            elif less := material.shorter():
                material = less
            else:
                return messages, material


def _length(material: Material) -> str:
    lines = len(material.lines)
    return "不超过二百字" if lines < 3 else "不超过四百字" if lines < 8 else "不超过八百字"


def _why_none(told: Sequence[Sequence[tuple[Run, ...]]], begun: Sequence[Block]) -> str:
    """Why nothing of the model's is used."""
    runs = [r for paragraph in told for sentence in paragraph for r in sentence]
    if any(r.kind == "unverified" for r in runs):
        return "大模型所写没有依据，未采用"
    said = "".join(r.text for r in runs if r.kind != "missing").strip()
    return "大模型没有写出新的内容" if said and begun else "大模型没有写出可用的文字"


def _read(
    stream: Stream, instructions: str, part: ReportPart, teller: Teller, material: Material, past: Sequence[Manner]
) -> list[list[tuple[Run, ...]]]:
    """What the model wrote, paragraph by paragraph, sentence by sentence, with its doubts."""
    year = f"{teller.told.year}年"
    known = "\n".join((material.told, material.figures(teller.sheet), material.overall, year))
    supplied = "\n".join((*material.lines, *(_ASKED.sub("", b) for b in material.begun)))
    ground = Ground(teller.profile, supplied, known, part.heading)
    repeated = {_ASKED.sub("", s).strip() for b in material.begun for s in re.split(r"(?<=[。；])", b)}
    paragraphs: list[list[tuple[Run, ...]]] = [[]]
    pieces, length, seen = Sentences(), 0, set[str]()

    def add(sentence: str) -> None:
        piece = clean(sentence, instructions)
        if piece.text and piece.text not in seen:
            seen.add(piece.text)
            said = legible(repaired(piece.text, teller.sheet, ()), teller.sheet)
            is_ours = _ASKED.sub("", said).strip() in repeated
            why = [] if is_ours else [*_doubts(said, part, ground), *misnamed(said, teller), *_handed_back(said, past)]
            paragraphs[-1].append(_runs(said, teller.sheet, why))
        if piece.breaks and paragraphs[-1]:
            paragraphs.append([])

    for chunk in stream:
        length += len(chunk)
        for sentence in pieces.feed(chunk):
            add(sentence)
        if length > _LONGEST:
            break
    add(pieces.close())
    return [p for p in paragraphs if p]


def _doubts(sentence: str, part: ReportPart, ground: Ground) -> list[str]:
    if LABEL.fullmatch(sentence) and not _CLAIM.search(sentence) and not _counts(sentence):
        return []
    why = list(doubts(sentence, ground))
    words = TOKEN.sub("", _ASKED.sub("", sentence))
    if part.id == _PLANS and not why and re.search(r"[\u4e00-\u9fff]{2}", words):
        label = re.match(r"(?:[一二三四五六七八九十]是|（[一二三四五六七八九十]+）)", words)
        if share(words[label.end() if label else 0 :], ground.supplied) < PROMISED:
            why.append("下步工作是许诺，台账和承诺台账里没有这句话的依据，请确认后再写。")
    return why


def _counts(sentence: str) -> bool:
    return "⟦" in sentence or any(n.needs_source for n in find_numbers(sentence))


def _handed_back(sentence: str, past: Sequence[Manner]) -> list[str]:
    found = ((m.title, copied(sentence, m.text)) for m in past)
    return [f"这句与《{title}》有{n}字连着相同，请改写。" for title, n in found if n >= COPIED]


def _runs(sentence: str, sheet: FigureSheet, why: Sequence[str]) -> tuple[Run, ...]:
    runs = from_marked(sentence, sheet)
    if not why:
        return runs
    asked = tuple(r for r in runs if r.kind == "missing")
    text = opened("".join(r.text for r in runs if r.kind != "missing"))
    end = text[-1] if text[-1:] in tuple("。！？") else ""
    mark = unverified(text.removesuffix(end), " ".join(why))
    return (mark, *asked, Run(end)) if end else (mark, *asked)
