"""The matrix of a case: each ask with its evidence, its section and how far it has come, so that none is left or merged away."""

from collections.abc import Iterator
from html import escape

from assistant.case import Letter
from assistant.drafting.precedents import wants
from assistant.drafting.standing import standing
from assistant.drafting.writer import PROMISE_WORDS, STATUS_WORDS, Evidence, Section
from assistant.page.form import DUTY
from assistant.promises.commitments import promises
from assistant.proposal import Ask
from assistant.verdicts import Verdict, only_slogans, verdicts
from knowledge_base.profiles import Profile

_LONGEST = 60


def matrix(letter: Letter, profile: Profile) -> str:
    """HTML of the table; everything from outside is escaped."""
    rows = "".join(_row(*row, letter, profile) for row in _rows(letter, profile))
    head = "".join(f"<th>{name}</th>" for name in ("诉求", "依据", "答复", "办理结果"))
    return f'<table class="df-matrix"><tr>{head}</tr>{rows}</table>{_promises(letter)}'


def _promises(letter: Letter) -> str:
    """What the letter promises, for the leader who signs."""
    made = list(promises(letter))
    if not made:
        return _note("信中没有承诺事项。")
    rows = "".join(
        f"<tr><td>{escape(p.text)}</td><td>{escape('，'.join(filter(None, (p.due, p.money))) or '没有写时限')}</td>"
        f"<td>{escape(p.source.person or p.source.title if p.source else '没有出处，请处室确认')}</td></tr>"
        for p in made
    )
    head = "".join(f"<th>{name}</th>" for name in ("信中的承诺", "时限、金额", "依据"))
    return f'<table class="df-matrix df-promises"><tr>{head}</tr>{rows}</table>'


def _rows(letter: Letter, profile: Profile) -> Iterator[tuple[int, Ask, Evidence, Section, Verdict]]:
    asks = letter.case.proposal.asks
    rows = zip(asks, letter.evidence, letter.sections, verdicts(letter, profile), strict=True)
    for number, (ask, found, section, verdict) in enumerate(rows, 1):
        yield number, ask, found, section, verdict


def _row(
    number: int, ask: Ask, found: Evidence, section: Section, verdict: Verdict, letter: Letter, profile: Profile
) -> str:
    cells = (
        _ask(number, ask),
        _evidence(ask, found, letter, profile),
        _answer(number, section, letter),
        _verdict(verdict, profile),
    )
    return f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>"


def _ask(number: int, ask: Ask) -> str:
    wanted = "、".join(wants(ask)) or "未归类"
    owner = f"（{escape(ask.unit)}）" if ask.unit else ""
    return (
        f"<b>{number}. {escape((ask.core or ask.text)[:_LONGEST])}</b>{_note(f'要：{wanted}　{DUTY[ask.duty]}{owner}')}"
    )


def _evidence(ask: Ask, found: Evidence, letter: Letter, profile: Profile) -> str:
    about = f"{ask.text} {letter.case.proposal.title}"
    own = [p.title for p in found.usable if standing(p, profile, about) == "own"]
    basis = [p.title for p in found.usable if standing(p, profile, about) == "basis"]
    heard = [c.co_unit for c in found.contributions if c.co_unit]
    ours = [c.source.person for c in found.contributions if not c.co_unit]
    named = [
        f"<details><summary>{name}{len(titles)}</summary>{''.join(_note(escape(t)) for t in dict.fromkeys(titles))}</details>"
        for name, titles in (("处室素材", ours), ("会办意见", heard), ("本单位材料", own), ("政策依据", basis))
        if titles
    ]
    lines: list[str] = []
    if found.precedents:
        years = "、".join(f"{p.year}年" if p.year else "年份不详" for p in found.precedents)
        lines.append(f"往年答过：{years}")
    lines += [f"以往承诺（{PROMISE_WORDS[p.state]}）：{escape(p.text[:_LONGEST])}" for p in found.promised]
    return "".join([*named, *map(_note, lines)]) or _note(escape(found.searched or "没有"))


def _answer(number: int, section: Section, letter: Letter) -> str:
    blocks = [b for b in letter.finished.blocks if b.ask == number]
    heading = next((b.text for b in blocks if b.kind == "heading"), "")
    runs = [r for b in blocks if b.kind != "heading" for r in b.runs]
    said = sum(len(r.text) for r in runs if r.kind not in ("missing", "unverified"))
    gaps, doubts = (sum(r.kind == kind for r in runs) for kind in ("missing", "unverified"))
    told = [f"{said}字"] + [f"待补充{gaps}处"] * bool(gaps) + [f"待核实{doubts}处"] * bool(doubts)
    if not runs:
        told = [section.note or "信中没有这一条"]
    warned = '<p class="df-doubt">只有表态，没有内容</p>' if only_slogans(letter, number) else ""
    shared = _note(f"与{escape('、'.join(section.shared_with))}共用，已锁定") if section.shared_with else ""
    return (
        f'<p class="df-status df-{section.status}">{STATUS_WORDS[section.status]}</p>'
        f"{_note(escape(heading))}{_note(escape('，'.join(told)))}{warned}{shared}"
    )


def _verdict(v: Verdict, profile: Profile) -> str:
    meaning = f"　{v.mark}类" if v.mark and profile.classes.place != "none" else ""
    if v.confirmed is not None:
        return f"<b>{v.confirmed or '不定'}{escape(meaning)}</b>{_note('已由人确认')}"
    return f"{v.word or '不能判断'}{escape(meaning)}（建议）{_note(escape(v.why))}"


def _note(text: str) -> str:
    return f'<p class="df-note">{text}</p>' if text else ""
