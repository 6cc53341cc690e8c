"""Parts of the report written with a chat model: from the ledger's notes and our own replies, in the manner of past
reports, whose sentences are never handed back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant import prompting
from assistant.draft import Block, Run
from assistant.drafting.assertions import Ground, doubts
from assistant.drafting.binding import missing
from assistant.drafting.cleaning import Sentences, clean
from assistant.drafting.dossier import without_numbers
from assistant.drafting.orders import without_orders
from assistant.drafting.packing import size
from assistant.drafting.reports.kinds import ReportPart
from assistant.drafting.reports.past import COPIED, Manner, Reports, copied, manners
from assistant.drafting.reports.teller import Teller
from assistant.drafting.reports.telling import Candidate, deeds
from assistant.drafting.tokens import legible, opened, repaired
from assistant.figures import FigureSheet
from assistant.ledger import LedgerCase
from assistant.marked import from_marked, to_marked, unverified
from assistant.model import ChatModel, Message, Stop, Stream

_NOTES, _DEEDS = 24, 8
_LONGEST = 3000
_LENGTH = "四百至八百字"
_FIGURES = ("total", "kind:建议", "kind:提案", "role:主办", "role:会办", "done", "open", "late", "supervised")


@dataclass
class ModelParts:
    """Writes a part; to be given to ``draft_report``. ``states`` says how each part ended."""

    model: ChatModel
    kb: Reports | None = None
    candidates: Sequence[Candidate] = ()
    only: frozenset[str] = frozenset()
    """Ids of the parts that the model writes; empty: all."""
    on_text: Callable[[str], None] = lambda _: None
    stop: Stop = lambda: False
    states: dict[str, str] = field(default_factory=dict)

    def __call__(self, part: ReportPart, teller: Teller) -> tuple[Block, ...] | None:
        if self.only and part.id not in self.only:
            return None
        past = manners(self.kb, teller.profile, part.heading)
        material = list(_material(teller, self.candidates))
        if not material or self.stop():
            self.states[part.id] = "没有可用的材料，没有请大模型写" if not material else "已停止，没有写"
            return None
        messages, left = self._packed(part, teller, material, past)
        material = material[: len(material) - left]
        known = "\n".join((*material, _figures(teller), f"{teller.told.year}年"))
        ground = Ground(teller.profile, "\n".join(_notes(teller)), known, part.heading)
        stream = self.model.stream(messages, stop=self.stop)
        paragraphs = self._read(stream, messages[0].text, teller.sheet, ground, past)
        if stream.state != "complete":
            why = "起草被停止" if stream.state == "interrupted" else "大模型中断"
            paragraphs.append((missing(f"{why}，本部分没有写完"),))
        self.states[part.id] = stream.problem or stream.state
        if left:
            self.states[part.id] += f"；受大模型上下文长度限制，{left}条材料没有送给大模型，请对照补充"
        blocks = tuple(Block("paragraph", runs) for runs in paragraphs if runs)
        says = any(r.kind in ("text", "figure") and len(r.text) > 6 for b in blocks for r in b.runs)
        return blocks if says else None

    def _packed(
        self, part: ReportPart, teller: Teller, material: Sequence[str], past: Sequence[Manner]
    ) -> tuple[tuple[Message, ...], int]:
        """The request within what the model takes, and how many pieces of the material had to stay behind: the manner of past
        years goes first, then the material from its end."""
        manner = [without_numbers(m.text[:1200]) for m in past]
        kept = list(material)
        while True:
            messages = prompting.load("report_part").fill(
                office=teller.profile.name, we=teller.we, heading=part.heading, year=str(teller.told.year or ""),
                material="\n".join(kept), figures=_figures(teller), length=_LENGTH,
                manner="\n\n".join(manner) or "（没有）",
            )  # fmt: skip
            if size(messages) <= self.model.room or not (manner or len(kept) > 1):
                return messages, len(material) - len(kept)
            if manner:
                manner.pop()
            else:
                kept.pop()

    def _read(
        self, stream: Stream, instructions: str, sheet: FigureSheet, ground: Ground, past: list[Manner]
    ) -> list[tuple[Run, ...]]:
        paragraphs: list[tuple[Run, ...]] = [()]
        sentences, length, seen = Sentences(), 0, set[str]()

        def add(sentence: str) -> None:
            piece = clean(sentence, instructions)
            if piece.text and piece.text not in seen:
                seen.add(piece.text)
                runs = _runs(piece.text, sheet, ground, past)
                paragraphs[-1] += runs
                self.on_text("".join(r.text for r in runs))
            if piece.breaks and paragraphs[-1]:
                paragraphs.append(())

        for chunk in stream:
            length += len(chunk)
            for sentence in sentences.feed(chunk):
                add(sentence)
            if length > _LONGEST:
                break
        add(sentences.close())
        return [p for p in paragraphs if p]


def _runs(sentence: str, sheet: FigureSheet, ground: Ground, past: list[Manner]) -> tuple[Run, ...]:
    sentence = legible(repaired(sentence, sheet, ()), sheet)
    runs = from_marked(sentence, sheet)
    why = list(doubts(sentence, ground))
    why += [f"这句与《{m.title}》有{n}字连着相同，请改写。" for m in past if (n := copied(sentence, m.text)) >= COPIED]
    if not why:
        return runs
    missing = tuple(r for r in runs if r.kind == "missing")
    text = opened("".join(r.text for r in runs if r.kind != "missing"))
    end = text[-1] if text[-1:] in "。！？" else ""
    mark = unverified(text.removesuffix(end), " ".join(why))
    return (mark, *missing, Run(end)) if end else (mark, *missing)


def _material(teller: Teller, candidates: Sequence[Candidate]) -> Iterator[str]:
    yield from _notes(teller)
    told = [c for c in candidates if c.reply][:_DEEDS]
    for candidate in told:
        if done := deeds(candidate.reply, teller.sheet):
            block = Block("paragraph", done[0])
            yield f"{candidate.case.called}《{candidate.case.title}》：{to_marked([block])}。"


def _notes(teller: Teller) -> Iterator[str]:
    """What the ledger itself says of a case in words."""
    told: list[LedgerCase] = [c for c in teller.ledger.of("this") if len(c.note) > 3 or c.supervisor][:_NOTES]
    for c in told:
        watched = f"{c.supervisor}督办。" if c.supervisor else ""
        yield f"{c.called}《{without_orders(c.title)}》：{watched}{without_numbers(without_orders(c.note))}"


def _figures(teller: Teller) -> str:
    lines: list[str] = []
    for id_ in _FIGURES:
        if (tally := teller.told.find(id_)) and tally.value:
            (run,) = teller.runs(f"⟦{id_}⟧")
            lines.append(f"⟦{run.ref}⟧｜{tally.name}｜{tally.text}｜{tally.period}")
    for f in teller.sheet.values():
        if f.source.kind == "passage":
            lines.append(f"⟦{f.id}⟧｜{f.label}｜{f.text}｜{f.period}")
    return "\n".join(dict.fromkeys(lines)) or "（没有）"
