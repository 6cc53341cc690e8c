"""A section's request within what the model takes: the best evidence first, and what had to stay behind by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.dossier import Dossier, compile_dossier, shown
from assistant.drafting.writer import Brief, Evidence
from assistant.model import Message
from knowledge_base import tokens
from knowledge_base.documents import Passage

_SHORTEST = 120
"""Characters below which a passage is not cut further."""


@dataclass(frozen=True)
class Request:
    """``brief`` has the evidence that went in, ``left_out`` says in one Chinese sentence what did not, or nothing."""

    brief: Brief
    dossier: Dossier
    messages: tuple[Message, ...]
    left_out: str = ""


def pack(brief: Brief, room: int, fill: Callable[[Brief, Dossier], tuple[Message, ...]]) -> Request:
    """The request with as many passages, best first, as leave it within ``room`` tokens; where one alone is too much, the
    part of it about its best sentence. What the 处室 supplied always goes in."""
    evidence = brief.evidence
    wanted = shown(evidence)
    sure = min(len(evidence.usable), len(wanted))
    kept = list(wanted)
    while True:
        fewer = replace(evidence, usable=tuple(kept[:sure]), near=tuple(kept[sure:]))
        packed = brief if kept == [*wanted] else replace(brief, evidence=fewer)
        dossier = compile_dossier(packed)
        messages = fill(packed, dossier)
        if size(messages) <= room or not kept:
            break
        if len(kept) > 1 or not sure:
            kept = kept[:-1]
        elif len(kept[0].text) > _SHORTEST:
            kept = [_halved(kept[0], evidence)]
        else:
            break
    return Request(packed, dossier, messages, _said(wanted[:sure], kept[:sure]))


def size(messages: Sequence[Message]) -> int:
    return sum(tokens.count(m.text) for m in messages)


def _halved(passage: Passage, evidence: Evidence) -> Passage:
    """The half about the first sentence that bears on the ask, on sentence ends where there are any."""
    text, half = passage.text, len(passage.text) // 2
    point = next((p for p in evidence.points if p.text in text), None)
    at = text.find(point.text) if point else 0
    first = max(0, min(at, len(text) - half))
    if (before := text.rfind("。", 0, first)) >= 0 and first - before < half:
        first = before + 1
    end = max(first + half, at + len(point.text) if point else 0)
    end = text.rfind("。", first, end) + 1 or end
    return replace(passage, start=passage.start + first, end=passage.start + end, text=text[first:end])


def _said(wanted: Sequence[Passage], kept: Sequence[Passage]) -> str:
    dropped = [p.title for p in wanted[len(kept) :]]
    if dropped:
        titles = "、".join(f"《{t.strip('《》')}》" for t in dict.fromkeys(dropped))
        return f"受大模型上下文长度限制，{len(dropped)}段材料没有送给大模型（{titles}），请对照依据补充。"
    if kept and kept[0].text != wanted[0].text:
        return "受大模型上下文长度限制，只送了依据中最相关的一部分，请对照依据补充。"
    return ""
