"""HTML of a 台账: how it was read, what adds up, its figures, and what a change of it moved. All text is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.drafting.reports.living import Moved
from assistant.drafting.reports.past import Copied
from assistant.ledger import Ledger, Notice
from assistant.tallies import Identity, Tallies, Tally

_MOST_CELLS = 4


def reading(ledger: Ledger, notices: Sequence[Notice]) -> str:
    """Sheets, and what was assumed."""
    words = {"this": "本年", "last": "上年，用来比较", "tracked": "往年结转跟踪"}
    sheets = "".join(
        f"<li>{escape(s.name or '表')}：{words[s.year]}，{s.cases}件，{len(s.columns)}列对上</li>"
        for s in ledger.sheets
    )
    said = "".join(f"<li>{_where(n.sheet, n.cell)}{escape(n.message)}</li>" for n in notices)
    notes = f'<div class="df-notes">读取时的说明：<ul>{said}</ul></div>' if said else ""
    return f'<ul class="df-sheets">{sheets}</ul>{notes}'


def questions(ledger: Ledger) -> str:
    """What a person has to answer about the ledger before a report can be drafted."""
    asked = "".join(f"<li>{_where(q.sheet, q.cell)}{escape(q.message)}</li>" for q in ledger.questions)
    return (
        f'<div class="df-notes df-asked">请先答（改台账，或双击下表第三列填）：<ul>{asked}</ul></div>' if asked else ""
    )


def sums(found: Iterable[Identity]) -> str:
    """Identities: green where they hold, red with the cells where they don't, grey where it is only told."""
    rows = []
    for i in found:
        kind = "ok" if i.holds else "bad" if i.binding else "soft"
        cells = f"<small>请看 {escape('、'.join(i.cells[:8]))}</small>" if i.cells and not i.holds else ""
        rows.append(f'<li class="df-sum df-sum-{kind}">{"✓" if i.holds else "✗"} {escape(i.sum)}{cells}</li>')
    return f'<ul class="df-sums">{"".join(rows)}</ul>'


def figures(told: Tallies) -> str:
    rows = "".join(_figure(f) for f in told.figures)
    head = "<tr><th>数字</th><th>名称</th><th>分子/分母</th><th>时点</th><th>单元格</th></tr>"
    return f'<table class="df-figures">{head}{rows}</table>'


def moved(found: Sequence[Moved]) -> str:
    """Sentences that changed with the ledger, and what a person wrote where the ledger now says something else."""
    changed = [m for m in found if not m.kept]
    blocks: list[str] = []
    if changed:
        rows = "".join(
            f"<li><b>{escape(m.heading)}</b>{_del(m.before)}{f'<ins>{escape(m.after)}</ins>' if m.after else ''}</li>"
            for m in changed
        )
        blocks.append(f'<div class="df-notes df-moved">下列{len(changed)}句跟着变了：<ul>{rows}</ul></div>')
    if kept := [m for m in found if m.kept]:
        rows = "".join(
            f"<li><b>{escape(m.heading)}</b>{escape(m.before or '（已删去）')}<br>台账现在应写：{escape(m.after or '（没有这句）')}</li>"
            for m in kept
        )
        blocks.append(f'<div class="df-notes">下列{len(kept)}处是人改过的，照原样保留，请核对：<ul>{rows}</ul></div>')
    return "".join(blocks)


def copied(found: Sequence[Copied]) -> str:
    """What stands in a past report too."""
    if not found:
        return '<p class="df-waiting">没有与往年报告连着20字以上相同的句子。</p>'
    rows = "".join(
        f"<li><b>{escape(c.heading)}</b>“{escape(c.sentence[:60])}”与《{escape(c.title)}》有{c.characters}字连着相同（全句{c.length}字），请改写。</li>"
        for c in found
    )
    return f'<div class="df-notes">与往年报告相同的句子：<ul>{rows}</ul></div>'


def writing(parts: Sequence[tuple[str, str]], at_hand: str) -> str:
    """The report while it is being written."""
    done = "".join(
        f'<section class="df-writing"><h4>{escape(heading)}</h4><p>{escape(text[:400])}</p></section>'
        for heading, text in parts
    )
    return f'<div class="df-progress">{escape(at_hand)}……</div>{done}'


def _del(text: str) -> str:
    return f"<del>{escape(text)}</del>" if text else ""


def _where(sheet: str, cell: str) -> str:
    place = f"{sheet}!{cell}" if sheet and cell else sheet or cell
    return f"<code>{escape(place[:60])}</code> " if place else ""


def _figure(f: Tally) -> str:
    cells = "、".join(f.cells[:_MOST_CELLS]) + ("……" if len(f.cells) > _MOST_CELLS else "")
    parts = f"{f.numerator}/{f.denominator}" if f.denominator else ""
    return (
        f"<tr><td>{escape(f.text)}</td><td>{escape(f.name)}</td><td>{escape(parts)}</td><td>{escape(f.period)}</td>"
        f"<td>{escape(cells)}</td></tr>"
    )
