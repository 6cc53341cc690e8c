"""What the 处室 and co-units supplied on an ask, put into the letter in their own words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.draft import Run
from assistant.drafting.binding import bound, marked
from assistant.drafting.quoting import Citations
from assistant.drafting.writer import Contribution
from assistant.figures import FigureSheet, Source
from assistant.proposal import Proposal
from assistant.tagging import begins_with_verb

_DAY = re.compile(r"(?:计划|拟)?(?:在|于|到)?([^，。；]*?[年月日底末内前])(?:全部|全面)?(?:完成|办结|落实|解决|到位)?")
"""A time that can stand before 完成; anything else (长期坚持) is given as it was written."""


def told(c: Contribution, proposal: Proposal, we: str) -> str:
    """现状 with the day its figures count to, then 已做; a co-unit's are given as its opinion."""
    situation = c.situation.strip()
    if situation and c.figures_as_of and "截至" not in situation:
        situation = f"截至{c.figures_as_of.strip().removeprefix('截至')}，{situation}"
    done = c.done.strip()
    unit = co_unit(c, proposal)
    if done and not unit and begins_with_verb(done):
        done = we + done
    text = "".join(_ended(t) for t in (situation, done) if t)
    return f"会办单位{unit}提出：{text}" if unit and text else text


def planned(c: Contribution, proposal: Proposal, we: str) -> str:
    """下一步 and what is promised, with its time; empty without either: a time alone promises nothing that is named."""
    parts = [p.strip().rstrip("。；;") for p in (c.next, c.promise) if p.strip()]
    unit = co_unit(c, proposal)
    who = f"{unit}将" if unit else f"{we}将" if parts and begins_with_verb(parts[0]) else ""
    if not parts:
        return ""
    text = _ended("；".join(dict.fromkeys(parts)))
    if not text.startswith(("下一步", "下步")):
        text = f"下一步，{'' if text.startswith(('将', we, '我们')) else who}{text}"
    due = c.due.strip().rstrip("。；;")
    if not due or due in text:
        return text
    if not (m := _DAY.fullmatch(due)):
        return text.removesuffix("。") + f"（完成时限：{due}）。"
    day = m[1] + ("前" if m[1].endswith(("日", "底", "末")) else "")
    return f"{text}以上工作于{day}完成。"


def is_planned(contributions: Iterable[Contribution]) -> bool:
    """Whether any of them says what comes next."""
    return any(c.next.strip() or c.promise.strip() for c in contributions)


def time_given(contributions: Iterable[Contribution]) -> str:
    """``（处室填报的完成时限为…）`` for the placeholder where a time is given and what it is for is not."""
    times = dict.fromkeys(
        due
        for c in contributions
        if (due := c.due.strip().rstrip("。；;").removesuffix("完成")) and not is_planned([c])
    )
    return f"（处室填报的完成时限为{'、'.join(times)}）" if times else ""


def co_unit(c: Contribution, proposal: Proposal) -> str:
    """The co-unit that said so; empty when it is a 处室 of our own."""
    return c.co_unit or next((u for u in proposal.co_units if u in c.source.person), "")


def runs(text: str, c: Contribution, sheet: FigureSheet, citations: Citations) -> tuple[Run, ...]:
    """The text with its numbers bound to the row of the 素材表; what a cell cannot have meant is marked in it already."""
    ref = citations.of(c.source)
    made: list[Run] = []
    at = 0
    for piece in marked(text):
        if piece.kind == "text":
            made += bound(piece.text, sheet, _around(text, at, c.source), kind="citation", ref=ref)
        else:
            made.append(piece)
        at += len(piece.text)
    return tuple(made)


def _around(text: str, at: int, source: Source) -> Callable[[int, int], Source]:
    """The source of a number of the piece that begins at ``at``, with the words around it."""
    return lambda start, end: replace(source, quote=text[max(0, at + start - 40) : at + end + 40])


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；;，,.") + "。"
