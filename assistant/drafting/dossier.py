"""What a model gets to see for one section: its evidence with every number behind a token, and the sheet of figures."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.draft import Citation
from assistant.drafting.orders import without_orders
from assistant.drafting.placing import Place, place, planned_part, stays
from assistant.drafting.progress import Told, told
from assistant.drafting.relative_time import WORDS, absolute
from assistant.drafting.standing import standing
from assistant.drafting.supplied import is_planned
from assistant.drafting.writer import Brief, Contribution, Evidence
from assistant.figures import Figure, FigureSheet, Source, show
from assistant.labels import clause_of, label_of, period_of
from assistant.marked import inner
from assistant.numerals import Number, find_numbers, half_width
from assistant.prompting import neutral
from knowledge_base.documents import Passage

PASSAGES, FILLED = 6, 5
"""Most passages shown for one ask, and how many there are at most with those that may not be to the point."""
_FRAME = re.compile(r"收悉|^(?:抄送|类别|感谢|特此|[（(]?联系人)|(?:代表|委员)：$")
"""Lines of an earlier letter that concern its addressee only."""
_BASIS = "依据，只能写作“按照……”“……规定”"
_OURS = {
    "policy": "本单位文件，印发了可以写，其中的任务和目标是当时的安排",
    "reply": "本单位以往的答复，只写当时已做的，打算不写",
    "opinion": "本单位以往的意见，只写当时已做的，打算不写",
}
_NEAR = "未必切题"
_TELLS_WORK = ("通报", "报告", "总结", "情况")
_OUR_WORK = "本单位材料，所说已做的可以写"
_PARTS = (("situation", "现状"), ("done", "已做"), ("next", "下一步"), ("promise", "承诺"), ("due", "完成时限"))


@dataclass(frozen=True)
class Dossier:
    """``basis``, ``material`` and ``figures`` go into the prompt. The ids of ``sheet`` and ``citations`` are this section's
    own (F1 …, C1 …). ``supplied`` is what the 处室 say, ``known`` all of the material; ``homes`` says where each figure
    stands in its source, ``told`` what the material tells as done and what as open. ``aside``, by document, is what may not
    be to the point: only a paragraph that names such a paper, or has a figure of it, may rest on it."""

    basis: str
    material: str
    figures: str
    sheet: FigureSheet
    citations: tuple[Citation, ...]
    own_citations: frozenset[str]
    supplied: str
    known: str
    homes: dict[str, Place]
    told: tuple[Told, ...]
    aside: Mapping[str, "Aside"]
    papers: Mapping[str, str]

    @property
    def own(self) -> str:
        """What the office itself or its 处室 tell."""
        return "\n".join([self.supplied, *(self.papers[c] for c in self.own_citations)])


@dataclass(frozen=True)
class Aside:
    """``known``, ``told`` and the ids of the ``figures`` of a paper that may not be to the point."""

    known: str = ""
    told: tuple[Told, ...] = ()
    figures: frozenset[str] = frozenset()

    def with_more(self, more: "Aside") -> "Aside":
        return Aside(f"{self.known}\n{more.known}", (*self.told, *more.told), self.figures | more.figures)


def compile_dossier(brief: Brief) -> Dossier:
    sheet = FigureSheet()
    homes: dict[str, Place] = {}
    said: list[Told] = []
    citations: dict[str, Citation] = {}
    own_ids: set[str] = set()
    basis: list[str] = []
    asides: dict[str, Aside] = {}
    papers: dict[str, str] = {}
    about = f"{brief.ask.text} {brief.proposal.title}"
    passages = shown(brief.evidence)
    sure = len(brief.evidence.usable)
    for n, passage in enumerate(passages):
        citation = citations.setdefault(passage.document, Citation(f"C{len(citations) + 1}", passage_source(passage)))
        ours = standing(passage, brief.profile, about) == "own"
        before = set(sheet)
        text = _passage(passage, sheet, homes, "" if ours else citation.id)
        if n < sure:
            said += told(text, demands=not ours)
        else:
            aside = Aside(f"{passage.number}\n{text}", told(text, demands=not ours), frozenset(set(sheet) - before))
            asides[passage.document] = asides.get(passage.document, Aside()).with_more(aside)
        if ours and n < sure:
            own_ids.add(citation.id)
        papers[citation.id] = f"{papers.get(citation.id, passage.title)}\n{text}"
        basis.append(f"⟦{citation.id}⟧ {_head(passage, ours=ours, sure=n < sure)}\n{text}")
    material = [_contribution(c, n, sheet, homes) for n, c in enumerate(brief.evidence.contributions, 1)]
    supplied = [c.figures_as_of for c in brief.evidence.contributions]
    supplied += [getattr(c, part) for c in brief.evidence.contributions for part, _ in _PARTS]
    for c in brief.evidence.contributions:
        said += told(f"{c.situation}\n{c.done}\n下一步，{c.next}\n下一步，{c.promise}", supplied=True)
    return Dossier(
        basis="\n\n".join(basis) or "（没有）",
        material="\n\n".join(material) or "（没有）",
        figures="\n".join(map(_row, sheet.values())) or "（没有）",
        sheet=sheet,
        citations=tuple(citations.values()),
        own_citations=frozenset(own_ids),
        supplied="\n".join(supplied),
        known="\n".join(
            [*(p.number for p in passages[:sure]), *basis[:sure], *map(_in_one_line, brief.evidence.contributions)]
        ),
        homes=homes,
        told=tuple(said),
        aside=asides,
        papers=papers,
    )


def shown(evidence: Evidence) -> tuple[Passage, ...]:
    """The passages that a model gets to see: those that bear on the ask, then those that may."""
    sure = evidence.usable[:PASSAGES]
    return (*sure, *evidence.near[: max(0, FILLED - len(sure))])


def passage_source(passage: Passage, start: int = 0, end: int | None = None) -> Source:
    """The source for ``passage.text[start:end]``, quoted with its sentence; offsets count in the document."""
    if end is None:
        end, quote = len(passage.text), passage.text
    else:
        first, last = clause_of(passage.text, start)
        quote = passage.text[min(first, start) : max(last, end)]
    return Source(
        "passage", passage.document, passage.start + start, passage.start + end, quote, title=passage.title,
        number=passage.number, issued=passage.issued.isoformat() if passage.issued else "",
    )  # fmt: skip


def without_numbers(text: str) -> str:
    """An ask as the model may see it: nobody's claims can be copied from it."""
    return _replaced(text, lambda n: "若干" if not n.unit or n.unit.startswith(("%", "百分")) else f"若干{n.unit}")


def _head(passage: Passage, *, ours: bool, sure: bool) -> str:
    issued = f"，{passage.issued.year}年{passage.issued.month}月" if passage.issued else ""
    use = _ours(passage) if ours else _BASIS
    return f"《{inner(passage.title)}》{issued}（{use if sure else f'{_NEAR}；{use}'}）"


def _ours(passage: Passage) -> str:
    """What our own paper may be used for."""
    return _OUR_WORK if passage.title.endswith(_TELLS_WORK) else _OURS.get(passage.kind, _OUR_WORK)


def _passage(passage: Passage, sheet: FigureSheet, homes: dict[str, Place], basis: str) -> str:
    year = passage.issued.year if passage.issued else 0
    dated = f"{passage.title}{year}年{passage.issued.month}月。" if passage.issued else passage.title
    plain = without_orders(passage.text)

    def token(n: Number) -> str:
        found = _token(n, plain, sheet, passage_source(passage, n.start, n.end))
        home = place(plain, n.start, n.end, unit=n.unit, issued=year)
        homes[found.id] = replace(home, basis=basis, paper=f"{dated}{home.paper}")
        return f"⟦{found.id}⟧"

    text = re.sub(r"[ \u3000]{4,}", " ", _absolute(_replaced(plain, token), passage))
    if passage.kind in ("reply", "opinion"):
        text = "\n".join(line for line in text.splitlines() if not _FRAME.search(line))
    return text


def _absolute(text: str, passage: Passage) -> str:
    """今年 of a paper of another year says its year; counting from the day of the paper, not from today."""

    def said(m: re.Match[str]) -> str:
        return absolute(m.group(), text[text.rfind("\n", 0, m.start()) + 1 : m.start()], passage) or m.group()

    return WORDS.sub(said, text)


def _contribution(contribution: Contribution, number: int, sheet: FigureSheet, homes: dict[str, Place]) -> str:
    lines = [f"材料{number}"]
    if contribution.figures_as_of:
        lines.append(f"数据时点：{contribution.figures_as_of}")
    for part, name in _PARTS:
        if part == "due" and not is_planned([contribution]):
            continue  # a time alone would be taken for a promise of what is told before it
        if said := str(getattr(contribution, part)).strip():
            plan = part not in ("situation", "done")
            lines.append(f"{name}：{_supplied(said, contribution, sheet, homes, plan=plan)}")
    return "\n".join(lines)


def _in_one_line(c: Contribution) -> str:
    """All that a 处室 says on an ask, so that its time stands beside each of its facts."""
    parts = (c.figures_as_of, *(getattr(c, part) for part, _ in _PARTS))
    return re.sub(r"[。\n]+", "；", "；".join(filter(None, parts)))


def _supplied(said: str, contribution: Contribution, sheet: FigureSheet, homes: dict[str, Place], *, plan: bool) -> str:
    def token(n: Number) -> str:
        first, last = clause_of(said, n.start)
        source = replace(contribution.source, quote=said[first:last])
        found = _token(n, said, sheet, source, contribution.figures_as_of)
        home = place(said, n.start, n.end, unit=n.unit)
        home = replace(home, paper=f"{contribution.figures_as_of}。{home.paper}")
        homes[found.id] = planned_part(home) if plan and not stays(home) else home
        return f"⟦{found.id}⟧"

    return _replaced(said, token)


def _token(n: Number, text: str, sheet: FigureSheet, source: Source, period: str = "") -> Figure:
    assert n.value is not None
    return sheet.add(
        value=n.value, unit=n.unit, text=half_width("".join(n.text.split())), source=source,
        label=_label(text, n), period=period_of(text, n) or period,
    )  # fmt: skip


def _label(text: str, n: Number) -> str:
    """The words between the number before and this one, in its clause; where they say nothing, the whole clause's."""
    start, _ = clause_of(text, n.start)
    start = max([start, *(m.end for m in find_numbers(text) if start < m.end <= n.start and m.needs_source)])
    words = re.sub(r"[\s，。；！？、：（）“”]+", "", text[start : n.start])
    return words[-24:] if len(words) >= 4 else label_of(text, n)


def _replaced(text: str, by: Callable[[Number], str]) -> str:
    """``text`` made harmless, with each number that needs a source replaced. Numbers inside a title are its name."""
    text = neutral(text)
    pieces: list[str] = []
    at = 0
    for n in find_numbers(text):
        if n.needs_source and n.value is not None:
            pieces += [text[at : n.start], by(n)]
            at = n.end
    return "".join([*pieces, text[at:]])


def _row(figure: Figure) -> str:
    return f"⟦{figure.id}⟧｜{neutral(figure.label) or '（未注明）'}｜{show(figure)}｜{figure.period or '（未注明）'}"
