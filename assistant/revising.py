"""A person's wish for one section: the model's rewrite is shown as a diff, its changes of facts are listed, and a person takes
it or leaves it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.case import Letter
from assistant.draft import Block, Draft
from assistant.drafting.revise import rewrite
from assistant.drafting.standing import standing
from assistant.drafting.writer import Brief, Section
from assistant.figures import FigureSheet
from assistant.locked import Change, changes
from assistant.model import ChatModel
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

_MORE, _DEPTH = 2, 8
_NAMED = re.compile(r"第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:部分|[条项点段节个])")
_DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Revision:
    """A rewrite that waits for a person. ``before`` and ``after`` are the section's text, ``section`` what would stand;
    ``changes`` are the facts that it adds, drops or swaps."""

    ask: int
    instruction: str
    before: str
    after: str
    section: Section
    figures: FigureSheet
    changes: tuple[Change, ...]


def section_named(instruction: str, asks: int) -> int | None:
    """The section that an instruction names (第二部分再具体些), None when it names none of this letter's."""
    m = _NAMED.search(instruction)
    if not m:
        return None
    number = int(m[1]) if m[1].isdigit() else _DIGITS.index(m[1]) + 1
    return number if 0 < number <= asks else None


def revise(
    letter: Letter,
    ask: int,
    instruction: str,
    model: ChatModel,
    profile: Profile,
    kb: KnowledgeBase | None = None,
    *,
    on_text: Callable[[str], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Revision:
    """Raises InputError, in Chinese, for no instruction, a section that is locked, and a model that wrote nothing usable."""
    if not instruction.strip():
        raise InputError("请先写修改要求，如“第二部分再具体些”。")
    section = _section(letter, ask)
    if section.shared_with:
        raise InputError(f"这一条与{'、'.join(section.shared_with)}并案共用，已锁定；要改请各件一起重新起草。")
    blocks = tuple(b for b in letter.finished.blocks if b.ask == ask)
    sheet = FigureSheet(tuple(letter.finished.figures.values()))
    section = replace(section, citations=letter.finished.citations)
    brief = _brief(letter, ask, instruction, profile, kb)
    made = rewrite(brief, section, blocks, instruction.strip(), model, sheet, on_text=on_text, stop=stop)
    if not made.section.blocks:
        raise InputError(f"大模型没有写出可用的改写（{made.problem}），原文没有动；请换个说法再试。")
    before, after = _text(blocks), _text(made.section.blocks)
    return Revision(ask, instruction.strip(), before, after, made.section, sheet, changes(before, after))


def accepted(letter: Letter, revision: Revision, *, confirmed: bool) -> Letter:
    """The letter with the rewrite in place of its section. Raises InputError where facts changed and nobody confirmed them, and
    where the section is no longer what was rewritten."""
    if letter.finished.section(revision.ask) != revision.before:
        raise InputError("这一条在改写期间又改过，不能直接采用；请重新提修改要求。")
    if revision.changes and not confirmed:
        raise InputError(f"这次改写动了 {len(revision.changes)} 处事实，请逐处核对，勾选“以上变动已核对”后再采用。")
    draft = _with_section(letter.finished, revision)
    own = tuple(c for c in revision.section.citations if c.id.startswith(f"C{revision.ask}."))
    sections = (replace(revision.section, citations=own) if s.number == revision.ask else s for s in letter.sections)
    return replace(letter, draft=draft, sheet=draft.figures, sections=tuple(sections))


def refused(letter: Letter, revision: Revision) -> Letter:
    """The letter as it was; the attempt stays in its record."""
    *earlier, last = revision.section.attempts
    kept = (*earlier, replace(last, findings=(*last.findings, f"按“{revision.instruction}”改写，人没有采用。")))
    sections = (replace(s, attempts=kept) if s.number == revision.ask else s for s in letter.sections)
    return replace(letter, sections=tuple(sections))


def wished(
    letter: Letter, wishes: Sequence[str], model: ChatModel, profile: Profile, kb: KnowledgeBase | None
) -> tuple[Letter, tuple[tuple[Revision, bool], ...]]:
    """The letter after wishes written ``2=语气缓和一点``, and each rewrite with whether it was taken: where nobody is there to
    confirm them, one that changes facts is not. Raises InputError."""
    done: list[tuple[Revision, bool]] = []
    for wish in wishes:
        number, _, instruction = wish.partition("=")
        if not number.strip().isdigit() or not instruction.strip():
            raise InputError(f"--revise 的“{wish}”应写成“诉求序号=修改要求”，如 2=语气缓和一点。")
        revision = revise(letter, int(number), instruction, model, profile, kb)
        taken = not revision.changes
        letter = accepted(letter, revision, confirmed=False) if taken else refused(letter, revision)
        done.append((revision, taken))
    return letter, tuple(done)


def to_json(revision: Revision, *, taken: bool) -> dict[str, Any]:
    keys = ("ask", "instruction", "before", "after")
    return {k: getattr(revision, k) for k in keys} | {"changes": [c.told for c in revision.changes], "taken": taken}


def _section(letter: Letter, ask: int) -> Section:
    found = next((s for s in letter.sections if s.number == ask), None)
    if found is None or not any(b.ask == ask for b in letter.finished.blocks):
        raise InputError(f"信中没有第{ask}条诉求的答复，无法改写。")
    return found


def _brief(letter: Letter, ask: int, instruction: str, profile: Profile, kb: KnowledgeBase | None) -> Brief:
    """The section's evidence, with what the instruction asks for besides (补充2025年数据)."""
    case = letter.case
    asked, evidence = case.proposal.asks[ask - 1], letter.evidence[ask - 1]
    if kb is not None:
        about = f"{asked.text} {case.proposal.title}"
        query = f"{asked.core or asked.text[:60]} {instruction[:60]}"
        found = kb.search(query, _DEPTH, usable=lambda p: standing(p, profile, about) != "background").passages
        known = {(p.document, p.start) for p in evidence.usable}
        more = [p for p in found if (p.document, p.start) not in known][:_MORE]
        evidence = replace(evidence, usable=(*evidence.usable[:4], *more, *evidence.usable[4:]))
    return Brief(ask, asked, case.proposal, profile, case.role, evidence)


def _with_section(draft: Draft, revision: Revision) -> Draft:
    at = next(n for n, b in enumerate(draft.blocks) if b.ask == revision.ask)
    before = tuple(b for b in draft.blocks[:at] if b.ask != revision.ask)
    after = tuple(b for b in draft.blocks[at:] if b.ask != revision.ask)
    fresh = {c.id for c in revision.section.citations}
    citations = (*(c for c in draft.citations if c.id not in fresh), *revision.section.citations)
    return replace(
        draft, blocks=(*before, *revision.section.blocks, *after), figures=revision.figures, citations=citations
    )


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(b.text for b in blocks)
