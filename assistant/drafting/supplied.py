"""What the 处室 and co-units supplied on an ask, put into the letter in their own words."""

from dataclasses import replace

from assistant.draft import Run
from assistant.drafting.binding import bound
from assistant.drafting.quoting import Citations
from assistant.drafting.writer import Contribution
from assistant.figures import FigureSheet, Source
from assistant.proposal import Proposal
from assistant.tagging import begins_with_verb


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


def planned(c: Contribution, proposal: Proposal) -> str:
    """下一步 and what is promised, with its time."""
    parts = [p.strip().rstrip("。；;") for p in (c.next, c.promise) if p.strip()]
    if parts and c.due.strip() and c.due.strip() not in "".join(parts):
        parts[-1] += f"（完成时限：{c.due.strip()}）"
    if not parts:
        return ""
    text = _ended("；".join(dict.fromkeys(parts)))
    lead = co_unit(c, proposal)
    return text if text.startswith(("下一步", "下步")) else f"下一步，{lead + '将' if lead else ''}{text}"


def co_unit(c: Contribution, proposal: Proposal) -> str:
    """The co-unit that said so; empty when it is a 处室 of our own."""
    return next((u for u in proposal.co_units if u in c.source.person), "")


def runs(text: str, c: Contribution, sheet: FigureSheet, citations: Citations) -> tuple[Run, ...]:
    """The text with its numbers bound to the row of the 素材表."""

    def source(start: int, end: int) -> Source:
        return replace(c.source, quote=text[max(0, start - 40) : end + 40])

    return bound(text, sheet, source, kind="citation", ref=citations.of(c.source))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；;，,.") + "。"
