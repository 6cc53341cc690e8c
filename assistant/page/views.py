"""HTML of the page. Everything that comes from outside is escaped: text is data, never markup."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from assistant.case import Letter
from assistant.draft import Draft
from assistant.drafting.writer import STATUS_WORDS
from assistant.figures import Source
from assistant.findings import Finding
from assistant.page.option_words import on_page
from assistant.proposal import Proposal
from assistant.reporting.cards import listed
from knowledge_base.documents import Document, Passage

KIND = {
    "report": "办理报告",
    "reply": "答复",
    "opinion": "会办意见",
    "proposal": "建议提案",
    "law": "法律",
    "regulation": "法规规章",
    "policy": "政策文件",
    "other": "其他",
}
VALIDITY = {"current": "现行", "superseded": "已有新版", "expired": "已失效", "draft": "征求意见稿"}


def banner(message: str, kind: str = "error") -> str:
    """A line across the page: ``error``, ``warning`` or ``ok``."""
    return f'<div class="df-banner df-{kind}" role="status">{escape(on_page(message))}</div>' if message else ""


def notes(proposal: Proposal) -> str:
    """What a person has to confirm before the letter is written."""
    if not proposal.notes:
        return '<div class="df-banner df-ok">要素已识别，请核对。</div>'
    return _list("df-notes", "请核对：", (escape(n) for n in proposal.notes))


def writing(sections: dict[int, str], proposal: Proposal, at_hand: str) -> str:
    """The draft while it is being written, section by section."""
    parts = [f'<div class="df-progress">{escape(at_hand)}</div>']
    for number, ask in enumerate(proposal.asks, 1):
        text = sections.get(number, "")
        body = _paragraphs(text) if text else '<p class="df-waiting">……</p>'
        parts.append(
            f'<section class="df-writing"><h4>诉求{number}　{escape(ask.core or ask.text[:40])}</h4>{body}</section>'
        )
    return "".join(parts)


def findings(found: Iterable[Finding], draft: Draft | None = None) -> str:
    """What must be changed first, the rest folded; ``draft`` gives each finding its place."""
    told = [(n, replace(f, message=on_page(f.message))) for n, f in enumerate(found, 1)]
    return f'<div class="df-cards">{listed(told, draft)}</div>'


def sources(letter: Letter) -> str:
    """For each section its evidence, for each figure its source, in full."""
    draft = letter.finished
    blocks: list[str] = []
    for number, (section, evidence) in enumerate(zip(letter.sections, letter.evidence, strict=True), 1):
        ask = letter.case.proposal.asks[number - 1]
        cited = "".join(_passage(p) for p in evidence.usable[:3])
        for c in evidence.contributions:
            cited += f"<details><summary>处室素材：{escape(c.source.person)}</summary><p>{escape(c.source.quote)}</p></details>"
        near = "".join(_passage(p) for p in evidence.near)
        other = "".join(_passage(p) for p in evidence.background[:3])
        blocks.append(
            f'<section class="df-source"><h4>诉求{number}　{escape(ask.core or ask.text[:40])}</h4>'
            f'<p class="df-status df-{section.status}">{STATUS_WORDS[section.status]}'
            + (f"（{escape(ask.unit)}）" if ask.unit else "")
            + "</p>"
            + (f'<p class="df-note">{escape(section.note)}</p>' if section.note else "")
            + (cited or f'<p class="df-note">{escape(evidence.searched)}</p>')
            + (
                f'<details class="df-background"><summary>可能有关，没有判定切题</summary>{near}</details>'
                if near
                else ""
            )
            + (
                f'<details class="df-background"><summary>仅供参考，不得写入答复</summary>{other}</details>'
                if other
                else ""
            )
            + "</section>"
        )
    return f"<h3>数字出处</h3>{_figures(draft)}<h3>逐项依据</h3>{''.join(blocks)}"


def citations(passages: Iterable[Passage], found: Iterable[Finding] = ()) -> str:
    """The passages an answer rests on, numbered as it cites them; each opens on a click. Above them what speaks against
    relying on the answer: papers not in force, a model that broke off, what no passage bears out."""
    told = "".join(f"<li>{escape(m)}</li>" for m in dict.fromkeys(on_page(f.message) for f in found))
    doubts = f'<div class="df-notes"><ul>{told}</ul></div>' if told else ""
    items = "".join(_passage(p, number) for number, p in enumerate(passages, 1))
    return doubts + (f'<div class="df-citations">{items}</div>' if items else "")


def documents(rows: Iterable[Document]) -> list[list[str]]:
    """Rows for the table of the knowledge base: title, 文号, issuer, date, kind, validity, use."""
    return [
        [
            d.title,
            d.number,
            d.issuer,
            d.issued.isoformat() if d.issued else "",
            KIND[d.kind],
            VALIDITY[d.validity],
            "内部" if d.use == "internal" else "公开",
        ]
        for d in rows
    ]


def _figures(draft: Draft) -> str:
    rows = [
        f"<tr><td><b>{escape(draft.text[start:end])}</b></td><td>{escape(_where(f.source))}</td>"
        f"<td><q>{escape(f.source.quote)}</q></td></tr>"
        for start, end, f in draft.figure_spans()
    ]
    if not rows:
        return '<p class="df-note">这份草稿没有使用需要出处的数字。</p>'
    return f'<table class="df-figures"><tr><th>数字</th><th>出处</th><th>原文</th></tr>{"".join(rows)}</table>'


def _where(source: Source) -> str:
    who = {"proposal": "原建议、提案", "person": source.person, "rule": "规则"}.get(source.kind, "")
    paper = f"《{source.title}》{_bracketed(source.number)}" if source.title else source.document
    return "　".join(x for x in (who or paper, source.issued, "、".join(source.cells)) if x)


def _bracketed(number: str) -> str:
    return f"（{number}）" if number else ""


def _passage(p: Passage, number: int | None = None) -> str:
    mark = f"[{number}] " if number else ""
    when = f"　{p.issued.isoformat()}" if p.issued else ""
    state = "" if p.validity == "current" else f"　{VALIDITY[p.validity]}"
    also = f'<p class="df-note">另有 {len(p.also)} 处相同内容：{escape("、".join(p.also))}</p>' if p.also else ""
    return (
        f"<details><summary>{mark}{escape(p.title)}{escape(_bracketed(p.number))}{when}{state}</summary>"
        f'<p class="df-note">{f"最相关处：{escape(p.heading)}　" if p.heading else ""}{escape(p.document)}</p>{_paragraphs(p.text)}{also}</details>'
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _list(css: str, head: str, items: Iterable[str]) -> str:
    return f'<div class="{css}"><b>{head}</b><ul>{"".join(f"<li>{i}</li>" for i in items)}</ul></div>'
