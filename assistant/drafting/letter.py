"""The letter put together by code from its written sections."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from assistant.brought.contact import Contact
from assistant.draft import Block, BlockKind, Citation, Draft, Run, Stage
from assistant.drafting import contacted, opinion
from assistant.drafting.binding import missing
from assistant.drafting.frame import Frame
from assistant.drafting.past import Earlier
from assistant.drafting.writer import Contribution, Role, Section
from assistant.figures import FigureSheet
from assistant.intake.people import pronoun_of, salutation_of
from assistant.proposal import Proposal, Proposer
from knowledge_base.errors import InputError
from knowledge_base.profiles import Openness, Phrases, Profile

_CITED = re.compile(r"(《.+》)（[^（）]*号[^（）]*）")
_SHORT = 40
"""Characters below which a paragraph may well be the same in two sections."""
_QUOTED = re.compile(r"“([^”]{16,})”")
_VERBS = 16
"""Characters beside the titles and the quotations of a paragraph that only quotes: 第九条规定：…还提出：…"""
_ORDINALS = ("", *"一二三四五六七八九")
_THE_REST = Block("paragraph", (Run("其余建议由有关承办单位分别答复。"),))
"""分办: what is not ours is left to the units that share the case, and said."""
_NO_ASK = Block("paragraph", (missing("原件中没有识别出明确的诉求，请与提出人沟通或对照原件补写诉求后重新起草"),))
_TITLES: Mapping[str, Callable[[Phrases], str]] = {
    "": lambda p: p.title,
    "again": lambda p: p.again_title,
    "follow-up": lambda p: p.follow_up_title,
}
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、")


def assemble(
    proposal: Proposal,
    profile: Profile,
    sections: Sequence[Section],
    sheet: FigureSheet,
    *,
    role: Role,
    stage: Stage,
    contributions: Sequence[Contribution] = (),
    number: str = "",
    date: datetime.date | None = None,
    class_mark: str = "",
    openness: Openness | Literal[""] = "",
    addressee: str = "",
    earlier: Earlier | None = None,
    contacts: Sequence[Contact] = (),
) -> Draft:
    """The whole letter: a reply (主办, 分办) or a 会办意见 to the lead unit.

    ``number`` is the whole 文号 or its serial alone; ``addressee`` replaces the salutation where each signer of a joint
    proposal gets a letter. ``class_mark`` and ``openness`` are a person's decisions, never guessed. Raises InputError, in Chinese, for a
    mark the office does not have and for a published copy of what the proposer does not want published.
    """
    if stage == "公开版" and proposal.may_publish is False:
        raise InputError(f"“{proposal.title}”的提出人不同意公开，不能生成公开版。")
    frame = Frame(proposal, profile, sheet, stage, tuple(contributions), number, date, earlier, openness)
    body = body_blocks(sections) if sections else (_NO_ASK,)
    heard: tuple[Citation, ...] = ()
    if role == "会办":
        blocks = tuple(opinion.blocks(frame, body))
    else:
        passed = any(s.status == "elsewhere" and not s.blocks for s in sections)
        body = (*body, *([_THE_REST] if role == "分办" and passed else []))
        met = contacted.paragraph(contacts, proposal, profile.we, sheet)
        body, heard = ((*body, met[0]), met[1]) if met else (body, ())
        blocks = tuple(_reply(frame, body, role, class_mark, addressee))
    citations = (*(c for s in sections for c in s.citations), *heard)
    return Draft("opinion" if role == "会办" else "reply", stage, blocks, sheet, citations)


def addressed_to(draft: Draft, person: Proposer, frame: Frame, role: Role) -> Draft:
    """The letter for one signer of a joint proposal: own salutation and pronoun, everything else as it stands."""
    pronoun = pronoun_of((person,))
    one = replace(frame, sheet=draft.figures, proposal=frame.proposal.with_(pronoun=pronoun))
    opening = _opening(one, role).replace("{pronoun}提出", "{pronoun}联名提出")
    own: Mapping[BlockKind, Block] = {
        "salutation": one.salutation(salutation_of((person,), frame.profile)),
        "opening": one.block("opening", opening),
        "closing": one.block("closing", frame.profile.phrases.closing),
    }
    blocks = (own.get(b.kind) or _speaking_to(b, frame.proposal.pronoun, pronoun) for b in draft.blocks)
    return replace(draft, blocks=tuple(blocks))


def _speaking_to(block: Block, several: str, one: str) -> Block:
    if not several or several == one or block.ask is None:
        return block
    runs = (replace(r, text=r.text.replace(several, one)) if r.kind == "text" else r for r in block.runs)
    return replace(block, runs=tuple(runs))


def body_blocks(sections: Sequence[Section]) -> tuple[Block, ...]:
    """Sections in order, headings numbered 一、二、 (one section alone needs none), a paper's 文号 given at its first
    citation only, a paragraph that an earlier section has already given left out."""
    written = [s for s in sections if s.blocks]
    made: list[Block] = []
    for place, section in enumerate(written, 1):
        for block in section.blocks:
            if block.kind == "heading" and block.level == 1:
                if len(written) == 1:
                    continue
                block = _numbered(block, place)
            if not _repeats(block, made):
                made.append(block)
    return tuple(_cited_once(made))


def _repeats(block: Block, before: Sequence[Block]) -> bool:
    """Whether an earlier section says the very same, or quotes all that this paragraph quotes; what is missing is missing anew in
    each."""
    if len(block.text) < _SHORT or any(r.kind == "missing" for r in block.runs):
        return False
    quoted = _QUOTED.findall(block.text)
    beside = "".join(r.text for r in block.runs if r.kind != "citation")
    only_quotes = bool(quoted) and len(_QUOTED.sub("", beside)) <= _VERBS
    told = [b.text for b in before]
    return block.text in told or (only_quotes and all(any(q in t for t in told) for q in quoted))


def _reply(frame: Frame, body: Sequence[Block], role: Role, class_mark: str, addressee: str) -> Iterator[Block]:
    phrases, scheme = frame.profile.phrases, frame.profile.classes
    mark = frame.class_block(class_mark) if role == "主办" else None
    yield frame.number_block()  # 10.1: right below the red rule, so above the class mark
    if mark and scheme.place == "above-title":
        yield mark
    yield frame.block("title", _TITLES[frame.occasion](phrases))
    if mark and scheme.place == "under-title":
        yield mark
    yield frame.salutation(addressee)
    yield frame.block("opening", _opening(frame, role))
    yield from body
    yield frame.block("closing", phrases.closing)
    yield Block("signature", (Run(frame.profile.name),))
    yield frame.date_block()
    yield from filter(None, (frame.contact(), frame.openness_block("reply"), frame.copies()))


def _opening(frame: Frame, role: Role) -> str:
    phrases = frame.profile.phrases
    if frame.occasion == "again":
        return phrases.again_opening
    if frame.occasion == "follow-up":
        return phrases.follow_up_opening
    if role == "分办":
        return phrases.opening_share
    return phrases.opening_consulted if frame.consulted else phrases.opening


def _numbered(block: Block, place: int) -> Block:
    if _NUMBERED.match(block.text):
        return block
    tens, ones = divmod(place, 10)
    ordinal = (_ORDINALS[tens] if tens > 1 else "") + ("十" if tens else "") + _ORDINALS[ones]
    return replace(block, runs=(Run(f"{ordinal}、"), *block.runs))


def _cited_once(blocks: Sequence[Block]) -> Iterator[Block]:
    seen: set[str] = set()
    for block in blocks:
        runs: list[Run] = []
        for run in block.runs:
            m = _CITED.fullmatch(run.text) if run.kind == "citation" else None
            if m and m.group(1) in seen:
                run = replace(run, text=m.group(1))
            elif m:
                seen.add(m.group(1))
            runs.append(run)
        yield replace(block, runs=tuple(runs))
