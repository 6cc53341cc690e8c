"""会办意见 that the lead unit received: read from their files, told in the letter as what each unit says, and held against
each other and against what we say ourselves (the lead answers for all of it)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from assistant.checks.reading import read_draft
from assistant.draft import Draft
from assistant.drafting.progress import Told, told
from assistant.drafting.writer import Contribution, Evidence
from assistant.figures import Source
from assistant.findings import Finding
from assistant.labels import clause_of, foreign_period, label_of, likeness, period_of
from assistant.numerals import Number, find_numbers
from assistant.proposal import Proposal
from assistant.review import letter_text
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
_SAME_THING = 0.6
_SAME_CLAUSE = 0.6


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


@dataclass(frozen=True)
class _Voice:
    """What one unit says on an ask; ``who`` is the unit, or 本单位."""

    who: str
    text: str
    ours: bool


def contradictions(draft: Draft, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Where two units, or a unit and we, tell one thing with two values, or one tells as done what another has still to do.
    A person settles it with the units before the letter is signed."""
    for number, found in enumerate(evidence, 1):
        voices = [_Voice(c.co_unit, c.done, ours=False) for c in found.contributions if c.co_unit]
        if not voices:
            continue
        voices += [
            _Voice("本单位", part, ours=True)
            for c in found.contributions
            if not c.co_unit
            for part in (c.situation, c.done, f"下一步，{c.next}" if c.next else "")
            if part
        ]
        voices += [_Voice("本单位", p.text, ours=True) for p in found.points if p.text in draft.section(number)]
        for a, b in combinations(voices, 2):
            if a.who != b.who:
                yield from _between(a, b, number, draft)


def _between(a: _Voice, b: _Voice, number: int, draft: Draft) -> Iterator[Finding]:
    for x, y in _two_values(a.text, b.text):
        yield _finding(
            draft, number, (x, y), f"第{number}条诉求：{a.who}说“{x}”，{b.who}说“{y}”，数字不一，请与会办单位核对一致。"
        )
    for x, y in _two_states(a.text, b.text):
        yield _finding(
            draft,
            number,
            (x, y),
            f"第{number}条诉求：{a.who}说“{x}”，{b.who}说“{y}”，办没办成说法不一，请与会办单位核对一致。",
        )


def _finding(draft: Draft, number: int, quotes: tuple[str, str], message: str) -> Finding:
    section = next((at for at, b in draft.placed if b.ask == number), 0)
    for quote in quotes:
        if (at := draft.text.find(quote, section)) >= 0:
            return Finding("opinions.contradiction", "会办意见说法不一", "warning", message, at, at + len(quote), quote)
    return Finding("opinions.contradiction", "会办意见说法不一", "warning", message, section, section)


def _two_values(a: str, b: str) -> Iterator[tuple[str, str]]:
    """The clauses of two figures of one thing, time and unit with different values."""
    for m in (n for n in find_numbers(a) if n.needs_source):
        for n in (n for n in find_numbers(b) if n.needs_source):
            if _rival(a, m, b, n):
                yield _clause(a, m), _clause(b, n)
                break


def _rival(a: str, m: Number, b: str, n: Number) -> bool:
    mine, theirs = m.base(), n.base()
    if mine is None or theirs is None or mine[1] != theirs[1] or mine[0] == theirs[0]:
        return False
    if m.about or n.about or m.high is not None or n.high is not None:
        return False
    if foreign_period(_clause(a, m), period_of(b, n)) or foreign_period(_clause(b, n), period_of(a, m)):
        return False
    x, y = label_of(a, m), label_of(b, n)
    return bool(x and y) and min(likeness(x, _clause(b, n)), likeness(y, _clause(a, m))) >= _SAME_THING


def _clause(text: str, n: Number) -> str:
    start, end = clause_of(text, n.start)
    return text[start:end].strip("，。；、 ")


def _two_states(a: str, b: str) -> Iterator[tuple[str, str]]:
    for x in told(a):
        for y in told(b):
            if x.open != y.open and _alike(x, y) and (_is_told(x) and _is_told(y)):
                yield x.text, y.text


def _is_told(clause: Told) -> bool:
    """Whether the clause itself says done or to be done, so that silence is not taken for a state."""
    return bool(re.search(r"已|完成|建成|出台|印发|将|拟|正在|尚未|计划|暂不|暂无", clause.text))


def _alike(x: Told, y: Told) -> bool:
    shared = len(x.pairs & y.pairs)
    return min(len(x.pairs), len(y.pairs)) >= 3 and shared >= _SAME_CLAUSE * min(len(x.pairs), len(y.pairs))


def with_units(proposal: Proposal, contributions: Sequence[Contribution]) -> Proposal:
    """The proposal with the units whose opinions came in among its 会办单位, as the letter names and copies them."""
    units = (*proposal.co_units, *(c.co_unit for c in contributions if c.co_unit))
    return replace(proposal, co_units=tuple(dict.fromkeys(units)))
