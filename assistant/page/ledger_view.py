"""HTML of a 台账: how it was read, what adds up, its figures and charts, and the leader's page. All text is escaped."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from assistant.ledger import Ledger, Notice
from assistant.tallies import Identity, Tallies, Tally
from assistant.tallies.tally import plain

_MOST_CELLS = 4
_MOST_BARS = 12


def reading(ledger: Ledger, notices: Sequence[Notice]) -> str:
    """Sheets, the mapping of their columns, and what was assumed."""
    blocks: list[str] = []
    for sheet in ledger.sheets:
        pairs = "".join(
            f"<tr><td>{escape(column)}</td><td>{escape(sheet.headers[field])}</td><td>{escape(field_name(field))}</td></tr>"
            for field, column in sheet.columns.items()
        )
        blocks.append(
            f"<details><summary>{escape(sheet.name or '表')}：{sheet.cases}件，{len(sheet.columns)}列对上（点开看对应）</summary>"
            f'<table class="df-figures"><tr><th>列</th><th>台账列名</th><th>读作</th></tr>{pairs}</table></details>'
        )
    said = "".join(f"<li>{_where(n.sheet, n.cell)}{escape(n.message)}</li>" for n in notices)
    if said:
        blocks.append(f'<div class="df-notes">读取时的说明：<ul>{said}</ul></div>')
    return "".join(blocks)


def sums(found: Iterable[Identity]) -> str:
    """Identities: green where they hold, red with the cells where they don't, grey where it is only told."""
    rows = []
    for i in found:
        kind = "ok" if i.holds else "bad" if i.binding else "soft"
        cells = f"<small>请看 {escape('、'.join(i.cells[:8]))}</small>" if i.cells else ""
        rows.append(f'<li class="df-sum df-sum-{kind}">{"✓" if i.holds else "✗"} {escape(i.sum)}{cells}</li>')
    return f'<ul class="df-sums">{"".join(rows)}</ul>'


def charts(told: Tallies) -> str:
    """Kinds by roles, results, themes, departments or units, this year against last: bars drawn by the page itself."""
    groups = (
        ("办理方式", _named(told, "kind:", ".role:", without=(".done", ".open"))),
        ("办理结果", _named(told, "result:")),
        ("满意度", _named(told, "satisfaction:")),
        ("内容主题", _named(told, "theme:")),
        (
            "承办单位" if told.find("units") else "承办处室",
            _named(told, "unit:" if told.find("units") else "department:"),
        ),
        ("与上年比", _compared(told)),
    )
    return f'<div class="df-charts">{"".join(_chart(t, bars) for t, bars in groups if bars)}</div>'


def figures(told: Tallies) -> str:
    rows = "".join(_figure(f) for f in told.figures)
    head = "<tr><th>数字</th><th>名称</th><th>分子/分母</th><th>时点</th><th>单元格</th></tr>"
    return f'<table class="df-figures">{head}{rows}</table>'


def moved(before: str, after: str) -> str:
    """Sentences of 总体情况 that changed with the ledger."""
    old, new = _sentences(before), _sentences(after)
    gone, come = [s for s in old if s not in new], [s for s in new if s not in old]
    if not before or not (gone or come):
        return ""
    lost = "".join(f"<li><del>{escape(s)}</del></li>" for s in gone)
    made = "".join(f"<li><ins>{escape(s)}</ins></li>" for s in come)
    return f'<div class="df-notes">台账变动后，下列句子跟着变了：<ul>{lost}{made}</ul></div>'


def one_page(ledger: Ledger, told: Tallies, office: str) -> str:
    """A printable A4 page for the leader: totals, 主办/协办, overdue, not met face to face, not satisfied."""

    def value(*ids: str) -> str:
        found = next((f for i in ids if (f := told.find(i))), None)
        return escape(found.text) if found else "—"

    when = f"截至{told.as_of.year}年{told.as_of.month}月{told.as_of.day}日" if told.as_of else f"{told.year or ''}年"
    cells = (
        ("承办总数", value("total")), ("人大代表建议", value("kind:建议")), ("政协提案", value("kind:提案")),
        ("主办", value("role:主办")), ("会办（协办）", value("role:会办")), ("已办结", value("done")),
        ("未办结", value("open")), ("超期未办结", value("overdue")), ("超期办结", value("late")),
        ("不满意", value("satisfaction:不满意")), ("未反馈", value("satisfaction:未反馈")), ("领导督办", value("supervised")),
    )  # fmt: skip
    boxes = "".join(f"<div><b>{text}</b><span>{escape(name)}</span></div>" for name, text in cells)
    watched = [c for c in ledger.of("this") if not c.done or c.satisfaction == "不满意" or c.supervisor][:20]
    rows = "".join(
        f"<tr><td>{escape(c.number)}</td><td>{escape(c.kind)}</td><td>{escape(c.title)}</td><td>{escape(c.department or c.lead)}</td>"
        f"<td>{'未办结' if not c.done else ''} {escape(c.satisfaction if c.satisfaction == '不满意' else '')} {escape(c.supervisor)}</td></tr>"
        for c in watched
    )
    return (
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>建议提案办理情况一页</title><style>{_PAGE}</style>"
        f"<h1>{escape(office)}建议提案办理情况</h1><p>{escape(when)}</p><section>{boxes}</section>"
        f"<h2>需要关注的件</h2><table><tr><th>编号</th><th>件别</th><th>标题</th><th>承办</th><th>情况</th></tr>{rows}</table></html>"
    )


def field_name(field: str) -> str:
    """The usual Chinese name of a field."""
    from assistant.intake.workbook.vocabulary import vocabulary

    return vocabulary().columns[field][0]


_PAGE = (
    "@page{size:A4;margin:20mm}body{font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:170mm;margin:0 auto;color:#222}"
    "h1{font-size:20px;text-align:center;margin:8px}p{text-align:center;color:#666}section{display:grid;grid-template-columns:repeat(4,1fr);gap:8px}"
    "section div{border:1px solid #ccc;padding:8px;text-align:center}b{display:block;font-size:20px}span{font-size:12px;color:#555}"
    "table{border-collapse:collapse;width:100%;font-size:12px}td,th{border:1px solid #ccc;padding:3px 6px;text-align:left}h2{font-size:15px}"
)


def _where(sheet: str, cell: str) -> str:
    place = f"{sheet}!{cell}" if sheet and cell else sheet or cell
    return f"<code>{escape(place[:60])}</code> " if place else ""


def _named(told: Tallies, begins: str, holds: str = "", without: tuple[str, ...] = ()) -> list[Tally]:
    found = [f for f in told.figures if f.id.startswith(begins) and holds in f.id and f.unit == "件"]
    return [f for f in found if not any(w in f.id for w in without) and f.value][:_MOST_BARS]


def _compared(told: Tallies) -> list[Tally]:
    pairs = [(told.find(i), told.find(f"last.{i}")) for i in ("total", "kind:建议", "kind:提案")]
    return [f for now, last in pairs if now and last for f in (now, last)]


def _chart(title: str, bars: Sequence[Tally]) -> str:
    most = max(b.value for b in bars) or 1
    rows = "".join(
        f'<div class="df-bar-row"><span title="{escape(b.name)}">{escape(_short(b.name))}</span>'
        f'<i style="width:{plain((b.value / most * 100).quantize(b.value.__class__("0.1")))}%"></i><b>{escape(b.text)}</b></div>'
        for b in bars
    )
    return f'<figure class="df-chart"><figcaption>{escape(title)}</figcaption>{rows}</figure>'


def _short(name: str) -> str:
    """A bar's name: without the group's own word, kinds by their short names."""
    for long, short in (("人大代表建议", "建议"), ("政协提案", "提案"), ("办理结果·", ""), ("主题·", "")):
        name = name.replace(long, short)
    return re.sub(r"^(?:承办处室|承办单位|主办件|应答复件（[^）]*）)·", "", name)


def _figure(f: Tally) -> str:
    cells = "、".join(f.cells[:_MOST_CELLS]) + ("……" if len(f.cells) > _MOST_CELLS else "")
    parts = f"{f.numerator}/{f.denominator}" if f.denominator else ""
    return (
        f"<tr><td>{escape(f.text)}</td><td>{escape(f.name)}</td><td>{escape(parts)}</td><td>{escape(f.period)}</td>"
        f"<td>{escape(cells)}</td></tr>"
    )


def _sentences(text: str) -> list[str]:
    return [s for part in text.replace("；", "。").replace("\n", "。").split("。") if (s := part.strip())]
