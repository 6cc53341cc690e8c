"""Writes one section with a chat model: the model owns the sentences, the program every fact in them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant import prompting
from assistant.draft import Block, Citation, State
from assistant.drafting.assertions import GROUNDED, share
from assistant.drafting.dossier import Dossier, without_numbers
from assistant.drafting.growing import LONGEST, Growing
from assistant.drafting.offline import OfflineWriter, belongs, organ
from assistant.drafting.orders import without_orders
from assistant.drafting.packing import Request, pack, size
from assistant.drafting.wording import heading, subject
from assistant.drafting.writer import Attempt, Brief, Section, Writer
from assistant.figures import FigureSheet
from assistant.model import ChatModel, Message
from assistant.model.redaction import redact_all

PROMPTS = {"主办": "section", "分办": "section", "会办": "opinion"}
_OPINION, _BASIS_ONLY, _LENGTH = "不超过二百五十字", "不超过一百五十字", "有多少材料写多少，最多五百字"
_FOREIGN = ("ask", "title", "others", "basis", "material")
"""Inputs that may hold personal data."""
_PACKINGS = 3
"""Most times that a request is made smaller for a model that does not take it."""
_ORDERED = "处室材料或会办意见中有对程序说的话，没有采用，请看原件。"
_adding = threading.Lock()  # sections are written side by side into one sheet


class ModelWriter:
    """``plain`` writes what needs no model (nothing found, another organ's matter) and stands in when the model gives
    nothing usable; the section's note then says so."""

    def __init__(self, model: ChatModel, plain: Writer | None = None) -> None:
        self.name = f"大模型 {model.name}"
        self.model = model
        self._plain: Writer = plain or OfflineWriter()

    def write(
        self, brief: Brief, sheet: FigureSheet, *, on_text: Callable[[str], None], stop: Callable[[], bool]
    ) -> Section:
        """Raises SetupError when the endpoint's settings have to be put right."""
        given = brief.evidence.contributions
        brief = _without_orders(brief)
        section = self._written(brief, sheet, on_text, stop)
        told = section.note if brief.evidence.contributions == given else f"{section.note} {_ORDERED}"
        return replace(section, note=told.strip())

    def _written(
        self, brief: Brief, sheet: FigureSheet, on_text: Callable[[str], None], stop: Callable[[], bool]
    ) -> Section:
        outside, evidence = brief.ask.duty == "outside", brief.evidence
        if (outside and brief.role != "主办") or not (evidence.usable or evidence.near or evidence.contributions):
            return self._without_model(brief, sheet, on_text, stop)
        with _adding:
            title = heading(brief.ask, brief.proposal, sheet, brief.number)
        lead = (title, Block("paragraph", (belongs(organ(brief.ask, brief.profile)),), ask=brief.number))[: 1 + outside]
        on_text("".join(f"{b.text}\n" for b in lead))  # at once: the model's first sentence is shown when it is whole
        request = pack(brief, self.model.room, first_turn)
        tried = [self._try(request, request.messages, on_text, stop)]
        while tried[-1].too_long and len(tried) < _PACKINGS and not stop():
            request = pack(brief, self.model.room, first_turn)
            tried.append(self._try(request, request.messages, on_text, stop))
        first = tried[-1]
        if first.may_repair and not stop():
            again = (*request.messages, Message("assistant", first.text.raw[:LONGEST]), _repair(first.text.findings))
            if size(again) <= self.model.room:
                tried.append(self._try(request, again, on_text, stop, "\n（按核查意见重写）\n"))
        best = _better(*tried[tried.index(first) :])
        attempts = tuple(t.attempt for t in tried)
        if not best.usable and best.state != "interrupted":
            on_text("\n")  # what the page has of the model's text is not part of the section
            section = self._without_model(brief, sheet, on_text, stop)
            why = best.problem or best.text.why_unusable()
            note = f"大模型没有写出可用的文字（{why.rstrip('。')}），本项由程序按检索材料起草。{section.note}"
            if best.text.found_nothing:
                note = f"检索排在前面的材料，大模型看后没有用上。{section.note}"
            return replace(section, note=note, attempts=attempts)
        section = moved(best.text.section(best.state, best.problem), request.dossier, sheet)
        notes = [
            section.note,
            "已按核查意见重写一次。" if best is not first else "",
            self._said(best),
            request.left_out,
        ]
        return replace(section, blocks=(*lead, *section.blocks), note=" ".join(filter(None, notes)), attempts=attempts)

    def _said(self, tried: "_Tried") -> str:
        """Who wrote, when that is not the model that was asked first."""
        by = tried.attempt.usage.model if tried.attempt.usage else self.model.name
        return f"大模型“{self.model.name}”没有回应，本项由后备模型“{by}”起草。" if by != self.model.name else ""

    def _try(
        self, request: Request, messages: tuple[Message, ...], on_text: Callable[[str], None],
        stop: Callable[[], bool], lead: str = "",
    ) -> "_Tried":  # fmt: skip
        """One request; ``lead`` is shown before the first piece of its text."""
        prompt = prompting.load(PROMPTS[request.brief.role])
        wording = prompt.wording(**inputs_of(request.brief, request.dossier))
        text = Growing(request.brief, request.dossier, instructions=wording)
        stream = self.model.stream(messages, stop=stop)
        for shown in text.read(stream):
            on_text(lead + shown)
            lead = ""
        state: State = "incomplete" if text.stuck else stream.state
        asked = [prompt, prompting.load("repair")] if len(messages) > len(request.messages) else [prompt]
        attempt = Attempt(
            text.raw, text.findings, state, " ".join(f"{p.name}@{p.fingerprint}" for p in asked), stream.usage
        )
        ended = stream.ended or stream.state == "complete"
        return _Tried(text, attempt, text.stuck or stream.problem, ended=ended, too_long=stream.too_long)

    def _without_model(
        self, brief: Brief, sheet: FigureSheet, on_text: Callable[[str], None], stop: Callable[[], bool]
    ) -> Section:
        with _adding:
            return self._plain.write(brief, sheet, on_text=on_text, stop=stop)


def _without_orders(brief: Brief) -> Brief:
    """The brief without what the 处室's sheets or 会办意见 say to a program instead of to us."""
    parts = ("situation", "done", "next", "promise", "due")
    given = tuple(
        replace(c, **{part: without_orders(getattr(c, part)) for part in parts}) for c in brief.evidence.contributions
    )
    return replace(brief, evidence=replace(brief.evidence, contributions=given))


@dataclass(frozen=True)
class _Tried:
    """An attempt at a section. ``ended``: the model came to its end or limit; ``too_long``: it did not take the request."""

    text: Growing
    attempt: Attempt
    problem: str
    ended: bool
    too_long: bool

    @property
    def state(self) -> State:
        return self.attempt.state

    @property
    def usable(self) -> bool:
        """What a person stopped or the line cut off is kept as it is; what the model left like that must bear on the ask."""
        broken = not self.ended and not self.text.stuck
        return self.text.says_something and (broken or self.text.is_to_the_point)

    @property
    def may_repair(self) -> bool:
        return bool(self.text.findings) and (self.attempt.state == "complete" or bool(self.text.stuck))


def _better(first: _Tried, second: _Tried | None = None) -> _Tried:
    """The second attempt when it is whole, usable and leaves less in doubt than the first, and loses no figure of the
    处室 that stood in it."""
    if second is None or second.state != "complete" or not second.usable:
        return first
    if not first.usable or first.state != "complete":
        return second
    if first.text.given - second.text.given:
        return first
    return second if (second.text.doubted, second.text.faulty) < (first.text.doubted, first.text.faulty) else first


def _repair(findings: tuple[str, ...]) -> Message:
    [message] = prompting.load("repair").fill(findings="\n".join(findings))
    return message


def first_turn(brief: Brief, dossier: Dossier) -> tuple[Message, ...]:
    """The request for a section, personal data taken out."""
    inputs = inputs_of(brief, dossier)
    known = brief.proposal.personal_data
    inputs |= {name: redact_all(inputs[name], known).text for name in _FOREIGN if name in inputs}
    return prompting.load(PROMPTS[brief.role]).fill(**inputs)


def inputs_of(brief: Brief, dossier: Dossier) -> dict[str, str]:
    """What the section's prompt declares."""
    profile = brief.profile
    inputs = {
        "office": profile.name,
        "we": profile.we,
        "ask": without_numbers(brief.ask.text),
        "basis": dossier.basis,
        "material": dossier.material,
        "figures": dossier.figures,
        "title": without_numbers(brief.proposal.title),
    }
    if brief.role == "会办":
        return inputs | {"lead": brief.proposal.lead_unit or "（没有写明）", "length": _OPINION}
    ours = brief.evidence.contributions or dossier.own_citations
    others = (subject(ask) for n, ask in enumerate(brief.proposal.asks, 1) if n != brief.number)
    return inputs | {
        "pronoun": brief.proposal.pronoun or "您",
        "role": brief.role,
        "verdict": _verdict(brief),
        "others": without_numbers("\n".join(others)) or "（没有）",
        "length": _LENGTH if ours else _BASIS_ONLY,
    }


def _verdict(brief: Brief) -> str:
    if brief.ask.duty != "outside":
        return brief.verdict or "没有定"
    owner = organ(brief.ask, brief.profile) or "其他单位"
    return f"主要属{owner}职责（这一句系统已经写好），不由本单位定；只写有关的依据和本单位已做的配合工作，不替它表态"


def moved(section: Section, dossier: Dossier, sheet: FigureSheet) -> Section:
    """The section with its figures in the letter's sheet, under the letter's ids; citations under this ask's number."""
    used = {r.ref for b in section.blocks for r in b.runs}
    with _adding:
        ids = {f.id: _entered(sheet, dossier.sheet, f.id) for f in dossier.sheet.values() if f.id in used}
    ids |= {c.id: f"C{section.number}.{n}" for n, c in enumerate(dossier.citations, 1)}
    blocks = tuple(
        replace(b, runs=tuple(replace(r, ref=ids.get(r.ref, r.ref)) for r in b.runs)) for b in section.blocks
    )
    papers = {dossier.sheet[r].source.document for r in used if r in dossier.sheet}
    text = "".join(b.text for b in section.blocks)
    papers |= {c.source.document for c in section.citations if c.source.number and c.source.number in text}
    papers |= _resting_on(text, section.citations) if not papers | (used & {c.id for c in section.citations}) else set()
    kept = [Citation(ids[c.id], c.source) for c in section.citations if c.id in used or c.source.document in papers]
    return replace(section, blocks=blocks, citations=tuple(kept))


def _resting_on(text: str, citations: tuple[Citation, ...]) -> set[str]:
    """The paper whose words a text without figures and titles rests on most, if on any."""
    best = max(citations, key=lambda c: share(text, c.source.quote), default=None)
    return {best.source.document} if best and share(text, best.source.quote) >= GROUNDED else set()


def _entered(sheet: FigureSheet, local: FigureSheet, id: str) -> str:
    f = local[id]
    added = sheet.add(value=f.value, unit=f.unit, text=f.text, source=f.source, label=f.label, period=f.period)
    return added.id
