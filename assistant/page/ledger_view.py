"""HTML of a 台账: how it was read, what adds up, its figures and charts, and the leader's page. All text is escaped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from assistant.drafting.reports.living import Moved
from assistant.drafting.reports.past import Copied
from assistant.ledger import Ledger, Notice
from assistant.tallies import Identity, Tallies, Tally
from assistant.tallies.groups import Groups
from assistant.tallies.tally import plain

_MOST_CELLS = 4
_MOST_BARS = 12


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


def sums(found: Iterable[Identity]) -> str:
    """Identities: green where they hold, red with the cells where they don't, grey where it is only told."""
    rows = []
    for i in found:
        kind = "ok" if i.holds else "bad" if i.binding else "soft"
        cells = f"<small>请看 {escape('、'.join(i.cells[:8]))}</small>" if i.cells else ""
        rows.append(f'<li class="df-sum df-sum-{kind}">{"✓" if i.holds else "✗"} {escape(i.sum)}{cells}</li>')
    return f'<ul class="df-sums">{"".join(rows)}</ul>'


def charts(told: Tallies, ledger: Ledger) -> str:
    """Kinds by roles, results, answers, themes, timeliness by department or unit, this year against last: bars drawn by
    the page itself."""
    groups = (
        ("与上年比", _compared(told)),
        ("件别与办理方式", _named(told, "kind:", ".role:", without=(".done", ".open"))),
        ("办理结果", _named(told, "result:")),
        ("满意度", _named(told, "satisfaction:")),
        ("内容主题", _named(told, "theme:")),
        ("承办单位", _named(told, "unit:")),
    )
    drawn = "".join(_chart(title, bars) for title, bars in groups if len(bars) > 1)
    return f'<div class="df-charts">{drawn}{_timeliness(Groups(ledger, "this", told.as_of))}</div>'


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


def _named(told: Tallies, begins: str, holds: str = "", without: tuple[str, ...] = ()) -> list[Tally]:
    found = [f for f in told.figures if f.id.startswith(begins) and holds in f.id and f.unit == "件"]
    return [f for f in found if not any(w in f.id for w in without) and f.value][:_MOST_BARS]


def _compared(told: Tallies) -> list[Tally]:
    pairs = [(told.find(i), told.find(f"last.{i}")) for i in ("total", "kind:建议", "kind:提案")]
    return [f for now, last in pairs if now and last for f in (replace(now, name=f"本年·{now.name}"), last)]


def _chart(title: str, bars: Sequence[Tally]) -> str:
    most = max(b.value for b in bars) or 1
    rows = "".join(
        f'<div class="df-bar-row"><span title="{escape(b.name)}">{escape(_short(b.name))}</span>'
        f'<i{" class=df-last" if b.name.startswith("上年") else ""} style="width:{plain((b.value / most * 100).quantize(b.value.__class__("0.1")))}%"></i><b>{escape(b.text)}</b></div>'
        for b in bars
    )
    return f'<figure class="df-chart"><figcaption>{escape(title)}</figcaption>{rows}</figure>'


def _short(name: str) -> str:
    """A bar's name: without the group's own word, kinds by their short names."""
    for long, short in (
        ("人大代表建议", "建议"),
        ("政协提案", "提案"),
        ("办理结果·", ""),
        ("主题·", ""),
        ("建议提案总数", "总数"),
    ):
        name = name.replace(long, short)
    return re.sub(r"^(?:承办处室|承办单位|主办件|应答复件（[^）]*）)·", "", name)


def _figure(f: Tally) -> str:
    cells = "、".join(f.cells[:_MOST_CELLS]) + ("……" if len(f.cells) > _MOST_CELLS else "")
    parts = f"{f.numerator}/{f.denominator}" if f.denominator else ""
    return (
        f"<tr><td>{escape(f.text)}</td><td>{escape(f.name)}</td><td>{escape(parts)}</td><td>{escape(f.period)}</td>"
        f"<td>{escape(cells)}</td></tr>"
    )


def _timeliness(groups: Groups) -> str:
    """A bar a department, or a unit where the ledger is over all units, in three pieces: kept, late, open."""
    parts = groups.all.by("lead", lambda c: c.lead) if groups.units else groups.departments
    shown = list(parts.items())[:_MOST_BARS]
    if len(shown) < 2 or not (groups.ledger.has("closed") or groups.ledger.has("state")):
        return ""
    rows: list[str] = []
    most = max(len(part) for _, part in shown)
    for name, mine in shown:
        late, open_ = len(groups.late(mine)), len(groups.open(mine))
        pieces = (("kept", len(mine) - late - open_, "按时"), ("late", late, "超期办结"), ("open", open_, "未办结"))
        drawn = "".join(
            f'<i class="df-{kind}" style="width:{100 * n / most:.1f}%" title="{word}{n}件"></i>'
            for kind, n, word in pieces
            if n
        )
        told = "、".join(f"{word}{n}" for _, n, word in pieces[1:] if n)
        rows.append(
            f'<div class="df-bar-row"><span title="{escape(name)}">{escape(name)}</span><em>{drawn}</em>'
            f"<b>{len(mine)}件{f'<small>{told}</small>' if told else ''}</b></div>"
        )
    key = (
        '<p class="df-key"><i class="df-kept"></i>按时<i class="df-late"></i>超期办结<i class="df-open"></i>未办结</p>'
    )
    return f'<figure class="df-chart df-wide"><figcaption>各{"单位" if groups.units else "处室"}办理时限</figcaption>{key}{"".join(rows)}</figure>'
