"""会办意见 that the lead unit received: read from their files, told in the letter as what each unit says, and held against
each other and against what we say ourselves (the lead answers for all of it)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.brought.contradictions import WORDS, between
from assistant.checks.reading import read_draft
from assistant.draft import Draft
from assistant.drafting.writer import Contribution, Evidence
from assistant.figures import Source
from assistant.findings import Finding
from assistant.proposal import Proposal
from assistant.reviewing.review import letter_text
from knowledge_base.errors import InputError
from knowledge_base.metadata import describe
from knowledge_base.profiles import Profile

_NUMBERED = re.compile(r"^[\s　]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．、])\s*")
_TO_THE_LEAD = re.compile(
    r"[贵你](?:单位|[厅局委办部])|供[^。]{0,12}参考|不属于?我[厅局委办]|(?:请|建议)[^。]{0,8}(?:统筹|汇总|一并)答复"
)
"""What a unit says to us and not to the proposer."""
_WE = re.compile(r"我(?=[厅局委办部行院署])")
_CASE = re.compile(r"第?[A-Za-z]{0,4}\d+号(?:人大代表|代表|政协|委员)?(?:建议|提案)")
_NAMED, _ANSWERED = 0.3, 0.12
"""Share of the character pairs of a heading, and of a paragraph, that stand in the ask which it answers."""


def read_opinions(paths: Sequence[Path], proposal: Proposal, profile: Profile) -> tuple[Contribution, ...]:
    """A row for each paragraph of each 会办意见, with its unit. Raises InputError, in Chinese, for a file that is none and for one
    on another case."""
    return tuple(c for path in paths for c in _read(path, proposal, profile))


def _read(path: Path, proposal: Proposal, profile: Profile) -> Iterator[Contribution]:
    if not path.is_file():
        raise InputError(f"找不到会办意见“{path}”，请检查路径。")
    text = letter_text(path)
    draft = read_draft(text)
    described = describe(text, path.name)
    if draft.kind != "opinion" or not described.issuer:
        raise InputError(f"“{path.name}”不像会办意见（要有标题、署名），不能用 --opinion 读入；请检查文件。")
    unit = _as_in_sheet(described.issuer, proposal, profile)
    case = m.group() if (m := _CASE.search(draft.text)) else ""
    when = described.issued.isoformat() if described.issued else ""
    for start, heading, said in _sections(draft):
        kept = "".join(s for s in re.findall(r"[^。！？]+[。！？]?", said) if not _TO_THE_LEAD.search(s)).strip()
        if not kept:
            continue
        number = _ask_of(heading, kept, proposal)
        source = Source(
            "person", path.name, start, start + len(said), kept, title=f"会办意见 {path.name}", number=described.number,
            issued=when, person=f"{unit}会办意见 {when}".strip(),
        )  # fmt: skip
        yield Contribution(
            f"第{number}项" if number else heading or kept[:24], "", _WE.sub("该", kept), "", "", "", source, case=case,
            co_unit=unit,
        )  # fmt: skip


def _as_in_sheet(issuer: str, proposal: Proposal, profile: Profile) -> str:
    """The unit's name as the proposal's sheet has it, else without the name of our own place (示例省数据局: 省数据局)."""
    short = profile.level + issuer.removeprefix(profile.place) if issuer.startswith(profile.place) else issuer
    return next((u for u in proposal.co_units if issuer.endswith(u) or u.endswith(issuer)), short)


def _sections(draft: Draft) -> Iterator[tuple[int, str, str]]:
    """Where each paragraph of the body begins, its heading (a line of its own or its first sentence), and its text."""
    heading = ""
    for at, block in draft.placed:
        text = block.text.strip()
        if block.kind == "heading":
            heading = _NUMBERED.sub("", text)
        elif block.kind == "paragraph" and text and not _TO_THE_LEAD.fullmatch(text):
            start = at + block.text.find(text)
            if m := _NUMBERED.match(text):
                first, stop, rest = text[m.end() :].partition("。")
                if rest and re.match("关于|对于?|就", first) and len(first) <= 40:
                    heading = first
                    yield start + m.end() + len(first) + len(stop), first, rest
                else:
                    yield start + m.end(), "", text[m.end() :]
            else:
                yield start, heading, text


def _ask_of(heading: str, said: str, proposal: Proposal) -> int:
    """The number of the ask that a paragraph answers, 0 where none is near."""
    if len(proposal.asks) == 1:
        return 1
    for words, least in ((heading, _NAMED), (said, _ANSWERED)):
        mine = _pairs(words)
        shares = [len(mine & _pairs(a.text)) / max(len(mine), 1) for a in proposal.asks]
        best = max(range(len(shares)), key=shares.__getitem__, default=0)
        if shares and shares[best] >= least:
            return best + 1
    return 0


def _pairs(text: str) -> frozenset[str]:
    text = re.sub(r"关于|建议|问题|[^\u4e00-\u9fff]", " ", text)
    return frozenset(w[i : i + 2] for w in text.split() for i in range(len(w) - 1))


def contradictions(draft: Draft, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Where two units, or a unit and we, contradict each other, on one ask or on several. A person settles it with the
    units before the letter is signed."""
    voices = list(dict.fromkeys(v for n, found in enumerate(evidence, 1) for v in _voices(n, found, draft)))
    if all(who == _OURS for who, _ in voices):
        return
    told: set[tuple[str, str]] = set()
    for who, other, d in between(voices):
        if (d.first, d.second) in told:
            continue
        told |= {(d.first, d.second), (d.second, d.first)}
        message = f"{who}说“{d.first}”，{other}说“{d.second}”，{WORDS[d.kind]}，请与会办单位核对一致。"
        at, quote = _place(draft, (d.first, d.second))
        yield Finding("opinions.contradiction", "会办意见说法不一", "warning", message, at, at + len(quote), quote)


_OURS = "本单位"


def _voices(number: int, found: Evidence, draft: Draft) -> Iterator[tuple[str, str]]:
    """Who says what on an ask: each unit, our 处室, and our papers as far as the letter quotes them."""
    section = draft.section(number)
    for c in found.contributions:
        parts = (c.done,) if c.co_unit else (c.situation, c.done, f"下一步，{c.next}" if c.next else "", c.promise)
        yield from ((c.co_unit or _OURS, part) for part in parts if part)
    yield from ((_OURS, p.text) for p in found.points if p.text in section)


def _place(draft: Draft, quotes: tuple[str, str]) -> tuple[int, str]:
    """Where the letter has one of the two, and which."""
    return next(((at, q) for q in quotes if (at := draft.text.find(q)) >= 0), (0, ""))


def with_units(proposal: Proposal, contributions: Sequence[Contribution]) -> Proposal:
    """The proposal with the units whose opinions came in among its 会办单位, as the letter names and copies them."""
    units = (*proposal.co_units, *(c.co_unit for c in contributions if c.co_unit))
    return replace(proposal, co_units=tuple(dict.fromkeys(units)))
