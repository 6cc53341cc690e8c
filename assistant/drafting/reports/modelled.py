"""Parts of the report written with a chat model: from the ledger's notes and our own replies, in the manner of past
reports, whose sentences are never handed back."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Protocol

from assistant import prompting
from assistant.draft import Block, Citation, Run
from assistant.drafting.assertions import Ground, doubts
from assistant.drafting.binding import missing
from assistant.drafting.cleaning import Sentences, clean
from assistant.drafting.dossier import without_numbers
from assistant.drafting.reports.kinds import ReportPart, reports
from assistant.drafting.reports.overview import Teller
from assistant.drafting.reports.telling import Candidate, deeds
from assistant.drafting.tokens import legible, opened, repaired
from assistant.figures import FigureSheet
from assistant.ledger import LedgerCase
from assistant.marked import from_marked, to_marked, unverified
from assistant.model import ChatModel, Stop, Stream
from knowledge_base.documents import Document
from knowledge_base.profiles import Profile

COPIED = 20
"""Characters in a row that a past report has too, from which a sentence counts as handed back."""
_NOTES, _DEEDS, _MANNERS = 24, 8, 2
_LONGEST = 3000
_LENGTH = "四百至八百字"
_FIGURES = ("total", "kind:建议", "kind:提案", "role:主办", "role:会办", "done", "open", "late", "supervised")
_HEADING = re.compile(r"^\s*[一二三四五六七八九十]+、\s*(?P<name>[^\n]{2,30})$", re.M)


class Reports(Protocol):
    """The part of the knowledge base in which past reports are found."""

    def documents(self) -> list[Document]: ...
    def document(self, path: str) -> Document | None: ...


@dataclass(frozen=True)
class Manner:
    """The same part of a past report of ours."""

    title: str
    text: str


def manners(kb: Reports | None, profile: Profile, part: ReportPart) -> list[Manner]:
    """The newest first."""
    if kb is None:
        return []
    ours = [
        d for d in kb.documents() if d.kind == "report" and d.issuer in (profile.name, profile.short, *profile.aliases)
    ]
    ours.sort(key=lambda d: d.issued.toordinal() if d.issued else 0, reverse=True)
    found: list[Manner] = []
    for d in ours[: 2 * _MANNERS]:
        full = kb.document(d.path)
        if full and (text := _section(full.text, part.heading)):
            found.append(Manner(d.title, text))
    return found[:_MANNERS]


def _section(text: str, heading: str) -> str:
    """What stands under the heading that is most like ``heading``."""
    found = list(_HEADING.finditer(text))
    for m, after in zip(found, [*found[1:], None], strict=True):
        if SequenceMatcher(None, m["name"], heading, autojunk=False).ratio() >= 0.5:
            return text[m.end() : after.start() if after else len(text)].strip()
    return ""


@dataclass
class ModelParts:
    """Writes a part; to be given to ``draft_report``. ``states`` says how each part ended."""

    model: ChatModel
    kb: Reports | None = None
    candidates: Sequence[Candidate] = ()
    on_text: Callable[[str], None] = lambda _: None
    stop: Stop = lambda: False
    states: dict[str, str] = field(default_factory=dict)

    def __call__(self, part: ReportPart, teller: Teller) -> tuple[tuple[Block, ...], tuple[Citation, ...]]:
        past = manners(self.kb, teller.profile, part)
        material = list(_material(teller, self.candidates))
        asked = tuple(Block("paragraph", (missing(w),)) for w in reports().ask.get(part.id, (part.heading,)))
        if not material or self.stop():
            self.states[part.id] = "没有可用的材料，没有请大模型写" if not material else "已停止，没有写"
            return asked, ()
        messages = prompting.load("report_part").fill(
            office=teller.profile.name, we=teller.profile.we, heading=part.heading, year=str(teller.told.year or ""),
            material="\n".join(material), figures=_figures(teller), length=_LENGTH,
            manner="\n\n".join(without_numbers(m.text[:1200]) for m in past) or "（没有）",
        )  # fmt: skip
        ground = Ground(teller.profile, "\n".join(_notes(teller)), "\n".join(material), part.heading, frozenset())
        stream = self.model.stream(messages, stop=self.stop)
        paragraphs = self._read(stream, messages[0].text, teller.sheet, ground, past)
        if stream.state != "complete":
            why = "起草被停止" if stream.state == "interrupted" else "大模型中断"
            paragraphs.append((missing(f"{why}，本部分没有写完"),))
        self.states[part.id] = stream.problem or stream.state
        blocks = tuple(Block("paragraph", runs) for runs in paragraphs if runs)
        says = any(r.kind in ("text", "figure") and len(r.text) > 6 for b in blocks for r in b.runs)
        return (blocks if says else asked), ()

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
    text = opened("".join(r.text for r in runs))
    end = text[-1] if text[-1:] in "。！？" else ""
    mark = unverified(text.removesuffix(end), " ".join(why))
    return (mark, Run(end)) if end else (mark,)


def copied(sentence: str, past: str) -> int:
    """The longest run of characters, blanks aside, that the past text has too."""
    one, two = re.sub(r"\s", "", sentence), re.sub(r"\s", "", past)
    return SequenceMatcher(None, one, two, autojunk=False).find_longest_match().size


def _material(teller: Teller, candidates: Sequence[Candidate]) -> Iterator[str]:
    yield from _notes(teller)
    told = [c for c in candidates if c.reply][:_DEEDS]
    for candidate in told:
        if done := deeds(candidate.reply, teller.sheet):
            block = Block("paragraph", done[0])
            yield f"{candidate.case.number}号{candidate.case.kind}《{candidate.case.title}》：{to_marked([block])}。"


def _notes(teller: Teller) -> Iterator[str]:
    """What the ledger itself says of a case in words."""
    told: list[LedgerCase] = [c for c in teller.ledger.of("this") if len(c.note) > 3 or c.supervisor][:_NOTES]
    for c in told:
        watched = f"{c.supervisor}督办。" if c.supervisor else ""
        yield f"{c.number}号{c.kind}《{c.title}》：{watched}{without_numbers(c.note)}"


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
