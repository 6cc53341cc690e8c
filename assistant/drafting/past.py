"""What the office promised before on the same matter, and the letters that answer for it: 再答复 and 跟踪再答复.

Several provinces' rules ask for both: a new answer within a month where the proposer is not satisfied, a second letter
when a promise is met or fails.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.draft import Block, Citation, Draft, Run
from assistant.drafting.binding import bound, missing
from assistant.drafting.cleaning import similar
from assistant.drafting.quoting import Citations
from assistant.drafting.sentences import sentences
from assistant.drafting.wording import heading
from assistant.drafting.writer import Brief, Evidence, PastPromise, Section
from assistant.figures import FigureSheet, Source
from assistant.findings import Finding

Occasion = Literal["again", "follow-up"]
_LEAD = re.compile(r"^(?:下一步|下步|接下来|今后)，?")
_TIME = re.compile(r"\d{1,2}月|年底|年末|季度|半年|\d{4}年")
_BECAME = {"kept": "该事项已经落实：", "failed": "该事项未能如期落实：", "open": ""}
_SHOWN = 60
"""Characters of a promise that a placeholder quotes."""


@dataclass(frozen=True)
class Earlier:
    """The letter that was already sent on this case. ``number`` is its 文号, ``day`` its date as written; both empty where it
    has none. ``issued`` is the date in digits."""

    why: Occasion
    document: str
    text: str
    number: str = ""
    day: str = ""
    issued: str = ""


def with_promises(section: Section, brief: Brief, sheet: FigureSheet) -> Section:
    """A section of a 再答复: what it says, then what became of each promise that the first letter made on this ask."""
    made = _of_first_letter(brief)
    if not made or section.status == "elsewhere":
        return section
    citations = Citations(brief.number)
    blocks = tuple(_paragraph(p, brief, sheet, citations) for p in made)
    at = next((n for n, b in enumerate(section.blocks) if b.kind != "heading"), len(section.blocks))
    told = _renumbered(blocks, citations, len(section.citations))
    return replace(
        section,
        blocks=(*section.blocks[:at], *told[0], *section.blocks[at:]),
        citations=(*section.citations, *told[1]),
    )


def follow_up(brief: Brief, sheet: FigureSheet) -> Section:
    """A section of a 跟踪再答复: each promise of the first letter on this ask with what became of it. Without a promise there
    is nothing to follow up, and no section."""
    made = _of_first_letter(brief)
    if not made:
        return Section(brief.number, "elsewhere", (), note="原答复对这一项没有承诺，跟踪答复不写。")
    citations = Citations(brief.number)
    title = heading(brief.ask, brief.proposal, sheet, brief.number)
    blocks = tuple(_paragraph(p, brief, sheet, citations) for p in made)
    answered = any(p.outcome and p.state != "evidenced" for p in made)
    return Section(brief.number, "answered" if answered else "open", (title, *blocks), citations.all())


def warnings(earlier: Earlier | None, draft: Draft, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Sections of a 再答复 that say nothing new: a proposer who was not satisfied is not answered by the same words."""
    if earlier is None or earlier.why != "again":
        return
    for number, _ in enumerate(evidence, 1):
        new, _ = changed(earlier, draft, number)
        if not new and (block := next(((at, b) for at, b in draft.placed if b.ask == number), None)):
            at, heading = block
            message = f"第{number}条与原答复说的一样，没有新的内容；提出人不满意的，要写明重新研究的结果。"
            yield Finding(
                "again.nothing-new", "再次答复没有新内容", "warning", message, at, at + len(heading.text), heading.text
            )


def changed(earlier: Earlier, draft: Draft, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences of a section that the first letter did not have, and those that it had too. What is quoted from the first
    letter and what is still missing is neither."""
    before = [s.plain for s in sentences(earlier.text)]
    new: list[str] = []
    same: list[str] = []
    for block in draft.blocks:
        if block.ask != number or block.kind == "heading":
            continue
        text = "".join(r.text for r in block.runs if r.kind not in ("missing", "unverified"))
        for s in (s.plain for s in sentences(re.sub(r"[^。]*在原答复中提出：“[^”]*”。", "", text))):
            (same if any(s in b or similar(s, b) for b in before) else new).append(s)
    return tuple(new), tuple(same)


def _of_first_letter(brief: Brief) -> list[PastPromise]:
    return [p for p in brief.evidence.promised if p.of_this_case]


def _paragraph(p: PastPromise, brief: Brief, sheet: FigureSheet, citations: Citations) -> Block:
    we = brief.profile.we
    said = _LEAD.sub("", p.text.strip()).rstrip("。；;")
    source = _spot(p.source)
    runs: list[Run] = [Run(f"{we}在原答复中提出：“")]
    runs += bound(said, sheet, source, kind="citation", ref=citations.of(p.source))
    runs.append(Run("”。"))
    if p.outcome and p.state != "evidenced":
        by = p.by or p.source
        runs.append(Run(_BECAME[p.state]))
        runs += bound(_ended(p.outcome), sheet, _spot(by), kind="citation", ref=citations.of(by))
        if p.state == "failed" and not _TIME.search(p.outcome):
            runs.append(missing("新的完成时限"))
    elif p.state == "failed":
        runs += [Run("该事项未能如期落实。"), missing("没有落实的原因和新的完成时限")]
    elif p.state == "kept":
        runs += [Run("该事项已经落实。"), missing("落实的情况（写明时点和数据）")]
    else:
        seen = f"；{_named(p.by)}说到“{p.outcome[:_SHOWN]}”，请核对" if p.by else ""
        runs.append(missing(f"这项承诺的落实情况（是否兑现、时点和数据；没有兑现的写明原因和新的时限{seen}）"))
    return Block("paragraph", tuple(r for r in runs if r.text), ask=brief.number)


def _named(by: Source) -> str:
    return by.person or f"{by.issued[:4]}年《{by.title.strip('《》').replace('《', '〈').replace('》', '〉')}》"


def _spot(source: Source) -> Callable[[int, int], Source]:
    return lambda *_: source


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；;，,") + "。"


def _renumbered(
    blocks: tuple[Block, ...], citations: Citations, taken: int
) -> tuple[tuple[Block, ...], list[Citation]]:
    """Blocks and citations with ids after those that the section has."""
    new = {c.id: f"{c.id.split('.')[0]}.{taken + n}" for n, c in enumerate(citations.all(), 1)}
    moved = tuple(replace(b, runs=tuple(replace(r, ref=new.get(r.ref, r.ref)) for r in b.runs)) for b in blocks)
    return moved, [replace(c, id=new[c.id]) for c in citations.all()]
