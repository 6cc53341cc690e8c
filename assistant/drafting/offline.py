"""The writer that needs no model: whole sentences of the evidence, in the order of the trade."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from assistant.draft import Block, Run
from assistant.drafting import supplied
from assistant.drafting.binding import missing
from assistant.drafting.choosing import Chosen, choose
from assistant.drafting.matter import matter
from assistant.drafting.ours import can_be_said, is_aim, work_runs
from assistant.drafting.quoting import Citations, basis_runs, issued_runs, mention_runs
from assistant.drafting.sentences import Sentence
from assistant.drafting.standing import Standing, standing
from assistant.drafting.support import support, tie
from assistant.drafting.wording import heading
from assistant.drafting.writer import Brief, Point, Section, Status
from assistant.figures import FigureSheet
from assistant.proposal import Ask
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile

_WORK, _BASIS = 3, 2
_SHORT = 90
"""Longest quotation in a 会办意见, which has half a page to a page."""
_TELLS = re.compile(r"(?:通报|报告|总结|情况|成效)$")
"""Titles of our papers that tell what was done; the others lay down what is to be done."""
_NAMED_ORGAN = re.compile(
    r"(?<=[由请])[省市县][\u4e00-\u9fff]{2,10}?(?:厅|局|委员会|银行)(?=[牵安出制研会在对给统负、，])"
)
_ORGAN = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:省|自治区|市|州|县|区)[\u4e00-\u9fff]{2,16}(?:厅|局|委|委员会|办公室|部门)"
)


class OfflineWriter:
    """Implements ``Writer``. Never invents: what the evidence does not say is left open and says what was searched."""

    name = "offline"

    def write(
        self, brief: Brief, sheet: FigureSheet, *, on_text: Callable[[str], None], stop: Callable[[], bool]
    ) -> Section:
        blocks: list[Block] = []
        citations = Citations(brief.number)
        composer = _Composer(brief, sheet, citations)
        if brief.role in ("会办", "分办") and brief.ask.duty == "outside":
            why = "会办意见不写" if brief.role == "会办" else "分办只答自己承担的部分，本项由有关承办单位答复"
            return Section(brief.number, "elsewhere", (), note=f"不属我单位职责，{why}。")
        for block in composer.blocks():
            if stop():
                return Section(brief.number, composer.status(), tuple(blocks), citations.all(), "interrupted")
            on_text(block.text + "\n")
            blocks.append(block)
        return Section(brief.number, composer.status(), tuple(blocks), citations.all())


class _Composer:
    def __init__(self, brief: Brief, sheet: FigureSheet, citations: Citations) -> None:
        self._brief, self._sheet, self._citations = brief, sheet, citations
        self._matter = matter(brief.ask)
        self._has_work = self._has_paper = self._has_basis = False

    def status(self) -> Status:
        if self._brief.ask.duty == "outside":
            return "elsewhere"
        return "answered" if self._has_work or self._has_paper else "basis-only" if self._has_basis else "open"

    def blocks(self) -> Iterator[Block]:
        brief = self._brief
        yield heading(brief.ask, brief.proposal, self._sheet, brief.number)
        outside = brief.ask.duty == "outside"
        owner = organ(brief.ask, brief.profile)
        work = [*self._told(), self._own_work(), *self._planned()]
        basis = () if brief.role == "会办" and any(work) else self._basis()
        if outside:
            yield self._block((belongs(owner),))
        for runs in (basis, *work):
            if runs:
                yield self._block(runs)
        if (gap := self._gap(owner)) is not None:
            yield self._block((gap,))

    def _block(self, runs: tuple[Run, ...]) -> Block:
        return Block("paragraph", runs, ask=self._brief.number)

    def _basis(self) -> tuple[Run, ...]:
        """In a 会办意见, which has half a page to a page, a short sentence or the mention of the article."""
        points = self._points("basis")
        best = choose(points, self._matter, 1, longest=None)
        self._has_basis = bool(best)
        if not best and (
            heads := _heads(points)
        ):  # it is about the matter by its title or heading, which no one quotes
            self._has_basis = True
            return mention_runs(heads[0], self._citations)
        if self._brief.role != "会办":
            chosen = choose(points, self._matter, _BASIS) or best
        elif best and len(best[0].sentence.plain) > _SHORT:
            return mention_runs(best[0], self._citations)
        else:
            chosen = best
        return basis_runs(chosen, self._sheet, self._citations)

    def _own_work(self) -> tuple[Run, ...]:
        brief = self._brief
        runs: list[Run] = []
        said = 0
        points = self._points("own")
        done = [p for p in points if _lays_down(p.passage) or can_be_said(_chosen(p), brief.profile)]
        aims = [p for p in points if p.passage.kind == "policy" and is_aim(_chosen(p))]
        chosen = (
            choose(done, self._matter, 2 * _WORK)
            or choose(aims, self._matter, 2 * _WORK)
            or [c for c in _heads(points) if _lays_down(c.passage)][:1]
        )
        for _, group in groupby(chosen, key=lambda c: c.passage.document):
            papers = tuple(group)
            if said >= (1 if brief.role == "会办" else _WORK):
                break
            if _lays_down(papers[0].passage):
                runs += issued_runs(papers[:_BASIS], brief.profile, self._sheet, self._citations)
                said += 1
                self._has_paper = True
                continue
            for c in papers:
                if c.passage.kind == "policy" and c.sentence.whole and is_aim(c):
                    runs += issued_runs([c], brief.profile, self._sheet, self._citations)
                    said += 1
                    self._has_paper = True
                    continue
                more = work_runs(c, brief.profile, self._sheet, self._citations) if said < _WORK else ()
                runs += more
                said += bool(more)
                self._has_work |= bool(more)
        return tuple(runs)

    def _told(self) -> Iterator[tuple[Run, ...]]:
        for c in self._brief.evidence.contributions:
            if text := supplied.told(c, self._brief.proposal, self._brief.profile.we):
                self._has_work = True
                yield supplied.runs(text, c, self._sheet, self._citations)

    def _planned(self) -> Iterator[tuple[Run, ...]]:
        for c in self._brief.evidence.contributions:
            if text := supplied.planned(c, self._brief.proposal, self._brief.profile.we):
                yield supplied.runs(text, c, self._sheet, self._citations)

    def _gap(self, owner: str) -> Run | None:
        """What a person still has to supply, or None when the 处室 have said what comes next."""
        brief = self._brief
        we, searched = brief.profile.we, brief.evidence.searched
        if brief.ask.duty == "outside":
            return missing(lacking) if (lacking := to_hear(brief, owner)) else None
        planned = supplied.is_planned(brief.evidence.contributions)
        next_step = f"下一步打算{supplied.time_given(brief.evidence.contributions)}"
        heard = {co for c in brief.evidence.contributions if (co := supplied.co_unit(c, brief.proposal))}
        others = brief.ask.duty == "mixed" and owner and owner not in heard and brief.role == "主办"
        share = f"；涉及{owner}职责的部分，写明其意见" if others else ""
        who = provider(brief.ask, brief.profile)
        if heard and all(supplied.co_unit(c, brief.proposal) for c in brief.evidence.contributions):
            return missing(f"{we}承担的部分已开展的工作和下一步打算{who}；没有的删去本处")
        if any(p.of_this_case and p.outcome and p.state != "evidenced" for p in brief.evidence.promised):
            return None if planned else missing(f"{we}针对提出人意见重新研究的结果和下一步打算{who}{share}")
        if self._has_work:
            return None if planned else missing(f"{we}{next_step}{who}{share}")
        if planned:
            return missing(f"{we}已开展的工作（写明截止时点和数据）{who}{share}")
        if brief.role == "会办" and (self._has_paper or self._has_basis):
            return missing(f"{we}已开展的工作、{next_step}{who}{share}")
        if self._has_paper:
            return missing(f"落实情况（写明截止时点和数据）、{we}{next_step}{who}{share}")
        if self._has_basis:
            return missing(f"{we}已开展的工作（写明截止时点和数据）、{next_step}{who}{share}")
        found = f"（{searched}，没有可以引用的依据）" if searched else ""
        return missing(f"{we}对该项建议的研究意见、已开展的工作和{next_step}{who}{share}{found}")

    def _points(self, wanted: Standing) -> list[Point]:
        brief = self._brief
        about = f"{brief.ask.text} {brief.proposal.title}"
        return [p for p in points(brief) if standing(p.passage, brief.profile, about) == wanted]


def _lays_down(paper: Passage) -> bool:
    """Whether a paper of ours tells what is to be done, not what was."""
    return paper.kind == "policy" and not _TELLS.search(paper.title)


def _chosen(point: Point) -> Chosen:
    return Chosen(point.passage, Sentence(point.start, point.end, point.text), point.fit)


def _heads(found: Iterable[Point]) -> list[Chosen]:
    """The points that are no sentences: a title, a heading."""
    return [c for c in map(_chosen, found) if not c.sentence.ended and "\t" not in c.sentence.text]


def points(brief: Brief) -> tuple[Point, ...]:
    """The sentences that bear on the ask; found anew where the evidence was put together by hand."""
    asked, evidence = matter(brief.ask), brief.evidence
    if evidence.points:
        return evidence.points
    found = (
        support(p, p.text, asked, tie(p.title, brief.proposal), brief.proposal.title, first=True)
        for p in evidence.usable
    )
    return tuple(point for s in found if s for point in s.points)


def belongs(owner: str) -> Run:
    """Whose matter an ask is that is not ours."""
    return Run(f"该项建议主要属{owner}职责。" if owner else "该项建议主要涉及其他单位职责。")


def to_hear(brief: Brief, owner: str) -> str:
    """What the other organ has still to say of its matter; empty when it has."""
    if any(owner and owner in c.source.person for c in brief.evidence.contributions):
        return ""
    return f"与{owner}沟通的情况及其意见" if owner else "承办单位名称及其意见"


def provider(ask: Ask, profile: Profile) -> str:
    """``，由中小企业处提供``, for the end of a placeholder; no office is a 处室 of its own or of another."""
    if ask.unit not in {d.name for d in profile.divisions}:
        return ""
    is_office = ask.unit in _own_names(profile) or _ORGAN.fullmatch(ask.unit)
    return f"，由{'承办处室' if is_office else ask.unit}提供"


def organ(ask: Ask, profile: Profile) -> str:
    """The other organ whose matter the ask is, wholly or in part; empty when none is known."""
    ours = {d.name for d in profile.divisions} | _own_names(profile)
    if ask.unit and ask.unit not in ours:
        return ask.unit
    named = {e.name: sum(len(m) for m in e.matters if m in ask.text) for e in profile.elsewhere if e.name not in ours}
    best = max(named, key=named.__getitem__, default="")
    if best and named[best]:
        return best
    return next((m.group() for m in _NAMED_ORGAN.finditer(ask.text) if m.group() not in ours), "")


def _own_names(profile: Profile) -> set[str]:
    return {profile.name, profile.short, *profile.aliases}
