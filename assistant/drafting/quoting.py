"""How papers enter the text: laws and higher papers quoted with attribution, our own papers as what we did."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.draft import Citation, Run
from assistant.drafting.binding import bound
from assistant.drafting.choosing import Chosen
from assistant.drafting.sentences import article
from assistant.figures import FigureSheet, Source
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile

_ARTICLE_HEADING = re.compile(r"(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)$")

_ITEM = re.compile(r"(?:（[一二三四五六七八九十]+）|^\s*\d+[.．、])\s*$", re.M)
_ISSUES = re.compile(r"关于印发[《〈](.+)[》〉]的通知$")
"""A paper that only puts another one into force is known by the other's title."""

_ISSUING = re.compile(r"(?:印发|出台|制定|下发|发布|公布|颁布)了?$")
_NOTICE = re.compile(r"^《[^《》]*关于印发〈([^〈〉]+)〉的通知》")


class Citations:
    """The citations of one section; ids are unique in the letter because the ask's number is in them."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._made: dict[str, Citation] = {}

    def of(self, source: Source) -> str:
        """The id of the citation of ``source``; one paper or one contribution is one citation."""
        key = f"{source.document}|{source.person}|{source.start}"
        if key not in self._made:
            self._made[key] = Citation(f"C{self._number}.{len(self._made) + 1}", source)
        return self._made[key].id

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._made.values())


def source_of(chosen: Chosen) -> Callable[[int, int], Source]:
    """Sources of the numbers at spans of the sentence's text."""

    def source(start: int, end: int) -> Source:
        base = chosen.passage.start + chosen.sentence.start
        return passage_source(chosen.passage, base + start, base + end, chosen.sentence.plain)

    return source


def passage_source(p: Passage, start: int, end: int, quote: str) -> Source:
    issued = p.issued.isoformat() if p.issued else ""
    return Source("passage", p.document, start, end, quote, title=p.title, number=p.number, issued=issued)


def basis_runs(chosen: Sequence[Chosen], sheet: FigureSheet, citations: Citations) -> tuple[Run, ...]:
    """``《title》（文号）第×条规定：“…。”`` for each paper; further sentences of a paper follow without its title."""
    runs: list[Run] = []
    before: Chosen | None = None
    for c in chosen:
        follows = before is not None and before.passage.document == c.passage.document
        where = _article(c)
        if follows:
            same_article = where and before is not None and where == _article(before)
            runs.append(Run(f"{'同时' if not where or same_article else where}{_says(c, where)}："))
        else:
            base = c.passage.start + c.sentence.start
            ref = citations.of(passage_source(c.passage, base, base + len(c.sentence.text), c.sentence.plain))
            runs.append(Run(cited(c.passage), "citation", ref))
            runs.append(Run(f"{where}{_says(c, where)}："))
        runs += quoted(c, sheet)
        before = c
    return tuple(runs)


def mention_runs(c: Chosen, citations: Citations) -> tuple[Run, ...]:
    """``《title》（文号）第×条对此已有规定。``: where there is no room for the sentence itself."""
    base = c.passage.start + c.sentence.start
    ref = citations.of(passage_source(c.passage, base, base + len(c.sentence.text), c.sentence.plain))
    where = _article(c)
    told = "对此已有规定" if _verb(c.passage, bool(where)) == "规定" else "对此已有要求"
    return (Run(cited(c.passage), "citation", ref), Run(f"{where}{told}。"))


def issued_runs(
    chosen: Sequence[Chosen], profile: Profile, sheet: FigureSheet, citations: Citations
) -> tuple[Run, ...]:
    """``2024年，我厅印发《title》（文号），提出：“…。”`` for sentences of one paper of our own; without the
    quotation where it speaks of the matter in its title or a heading only."""
    quotable = chosen[0].sentence.ended
    cite, verb, *words = basis_runs(chosen, sheet, citations) if quotable else mention_runs(chosen[0], citations)
    p = chosen[0].passage
    when = f"{p.issued.year}年，" if p.issued else ""
    inner = _ISSUES.search(re.sub(r"\s+", "", p.title))
    named = _citation(inner.group(1) if inner else p.title, p.number)
    return (
        Run(f"{when}{profile.we}印发"),
        Run(named, cite.kind, cite.ref),
        Run(f"，{verb.text}" if quotable else "。"),
        *words,
    )


def as_issued(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with 印发《X》（文号） for 印发《…关于印发〈X〉的通知》（文号）."""
    found = list(runs)
    for n, (before, run) in enumerate(pairwise(runs), 1):
        if run.kind == "citation" and _ISSUING.search(before.text):
            found[n] = replace(run, text=_NOTICE.sub(r"《\1》", run.text))
    return tuple(found)


def cited(p: Passage) -> str:
    """``《title》（文号）``, marks inside the title turned into single ones."""
    return _citation(p.title, p.number)


def _citation(title: str, number: str) -> str:
    title = re.sub(r"\s+", "", title)
    if title.count("《") == 1 and title.startswith("《"):
        title = title.strip("《》")
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"《{inner}》" + (f"（{number}）" if number else "")


def quoted(c: Chosen, sheet: FigureSheet) -> tuple[Run, ...]:
    """The sentence in quotation marks, its own ones turned into single ones, its numbers bound."""
    runs = flat(bound(c.sentence.text, sheet, source_of(c)))
    inside = [Run(r.text.replace("“", "‘").replace("”", "’"), r.kind, r.ref) for r in runs]
    last = inside[-1].text[-1:]
    if last in "；，":
        inside[-1] = Run(inside[-1].text[:-1], inside[-1].kind, inside[-1].ref)
    ended = "".join(r.text for r in inside)[-1:] in "。！？"
    return (Run("“"), *inside, Run("”" if ended else "”。"))


def flat(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without the line breaks of the source."""
    return tuple(Run(re.sub(r"\s*\n\s*", "", r.text), r.kind, r.ref) for r in runs)


def _article(c: Chosen) -> str:
    if c.passage.kind not in ("law", "regulation"):
        return ""
    if label := article(c.passage.text, c.sentence.start):
        return label
    marked = article(c.passage.text, len(c.passage.text))
    heading = _ARTICLE_HEADING.search(c.passage.heading)
    return heading.group(1) if heading and not marked else ""


def _says(c: Chosen, where: str) -> str:
    """An item of a list is not what the article says, but part of it."""
    law = c.passage.kind in ("law", "regulation")
    is_item = _ITEM.search(c.passage.text[: c.sentence.start]) and (law or c.sentence.text.endswith("；"))
    return _verb(c.passage, bool(where)) + ("的事项包括" if is_item else "")


def _verb(p: Passage, has_article: bool) -> str:
    return "规定" if has_article or p.kind in ("law", "regulation") else "提出"
