"""A run as one HTML file that needs no network: a plot of recall per kind, and every case with its marks."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from evals.faults import FAULTS
from evals.results import OUTCOMES, Case, Run
from evals.scores import NEEDS, Scores, Share, is_fault, scores

_STYLE = """
body{font:15px/1.6 sans-serif;margin:1.5rem auto;max-width:68rem;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.4rem} h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse} td,th{border:1px solid #ccc;padding:.15rem .6rem;text-align:left} td.n{text-align:right}
details{border-bottom:1px solid #ddd;padding:.3rem 0} summary{cursor:pointer}
pre{white-space:pre-wrap;font:inherit;background:#f7f7f4;padding:.6rem;margin:.4rem 0;max-height:24rem;overflow:auto}
mark{background:#ffd2cc} ins{background:#cfe8d5;text-decoration:none} .no{color:#a11} .yes{color:#176b34} small{color:#666}
"""
_NEEDS = {"self": "文内可证", "table": "查表可证", "src": "对照依据", "llm": "需要通读"}
_WORDS = {"passed": "通过", "failed": "未通过", "unscored": "未评", "errored": "出错", "interrupted": "中断"}


def write(run: Run, path: Path) -> None:
    parts = [
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>评测 {escape(run.suite)}</title><style>{_STYLE}</style>',
        f"<h1>评测：{escape(run.suite)}</h1>",
        f"<p>{'　'.join(f'{_WORDS[o]} {n}' for o, n in run.outcomes().items())}</p>",
        f"<p><small>数据 {run.hashes.data}　规则 {run.hashes.rules}　提示词 {run.hashes.prompts or '—'}　模型 {escape(run.hashes.model) or '—'}　种子 {run.seed}</small></p>",
    ]
    if run.measures:
        rows = "".join(f'<tr><td>{escape(k)}<td class="n">{v:g}' for k, v in run.measures.items())
        parts.append(f"<h2>结果</h2><table>{rows}</table>")
    if run.suite in ("checks", "office"):
        s = scores(run)
        parts += [summary(s), "<h2>各类召回</h2>", plot(s.kinds)]
    for title, cases in sections(run):
        shown = "".join(case(c) for c in cases)
        parts.append(f"<h2>{title}</h2>{shown or '<p>没有。</p>'}")
    path.write_text("\n".join(parts), encoding="utf-8")


def plot(kinds: dict[str, Share]) -> str:
    """Bars of recall per kind with their 95% intervals, as inline SVG."""
    names = {f.id: f for f in FAULTS}
    row, left, width = 18, 250, 420
    height = row * len(kinds) + 30
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 90}" height="{height}" font-size="12" role="img" aria-label="各类召回">'
    ]
    for share in (0.5, 0.9, 1.0):
        x = left + width * share
        out.append(
            f'<line x1="{x}" x2="{x}" y1="0" y2="{height - 24}" stroke="#ccc"/><text x="{x}" y="{height - 8}" text-anchor="middle">{share:.0%}</text>'
        )
    for n, (kind, s) in enumerate(kinds.items()):
        y = n * row
        low, high = s.interval
        colour = "#3a7d52" if s.value >= 0.9 else "#c9973a" if s.value >= 0.5 else "#b5473c"
        label = f"{kind} {names[kind].name}" if kind in names else kind
        out.append(
            f'<text x="{left - 6}" y="{y + 13}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{left}" y="{y + 3}" width="{width * s.value:.1f}" height="{row - 6}" fill="{colour}"/>'
            f'<line x1="{left + width * low:.1f}" x2="{left + width * high:.1f}" y1="{y + row / 2}" y2="{y + row / 2}" stroke="#222"/>'
            f'<text x="{left + width + 8}" y="{y + 13}">{s.hits}/{s.n}</text>'
        )
    return "".join(out) + "</svg>"


def summary(s: Scores) -> str:
    """Recall by what a fault needs to be seen, false alarms, decoys and time, as HTML."""
    rows = ["<tr><th>凭<th>找到<th>召回<th>95%区间<th>各类平均<th>≥90%的类"]
    for need in NEEDS:
        share = s.needs[need]
        if share.n:
            low, high = share.interval
            strong = s.strong[need]
            rows.append(
                f'<tr><td>{_NEEDS[need]}<td class="n">{share.hits}/{share.n}<td class="n">{share.value:.1%}<td class="n">{low:.0%}—{high:.0%}'
                f'<td class="n">{s.macro[need]:.1%}<td class="n">{strong.hits}/{strong.n}'
            )
    return (
        f"<table>{''.join(rows)}</table><p>误报：错误级每千字 {s.alarms.errors_per_1000:.2f}，全部每千字 {s.alarms.all_per_1000:.2f}（{s.alarms.characters} 字）；"
        f"诱饵 {s.decoys.hits}/{s.decoys.n} 不误报。用时中位 {s.p50:.0f} 毫秒，95% {s.p95:.0f} 毫秒。</p>"
    )


def sections(run: Run) -> Iterable[tuple[str, list[Case]]]:
    """The cases under headings, what failed first."""
    faults = [c for c in run.cases if is_fault(c)]
    others = [c for c in run.cases if not is_fault(c)]
    yield "没找到的毛病" if faults else "没通过的", [c for c in faults or others if c.outcome == "failed"]
    if faults:
        yield "误报（干净文稿与诱饵）", [c for c in others if c.outcome == "failed"]
    yield "出错、中断、未评", [c for c in run.cases if c.outcome in OUTCOMES[2:]]
    yield "通过的", [c for c in run.cases if c.outcome == "passed"]


def case(c: Case) -> str:
    """One line that opens to the text with its marks."""
    colour = "yes" if c.outcome == "passed" else "no"
    change = f"“{escape(c.before)}” → “{escape(c.after)}”" if c.before or c.after else ""
    alarms = "".join(
        f"<li>[{a.severity}] {escape(a.check)}　{escape(a.message)}　<small>{escape(a.quote[:80])}</small>"
        for a in c.alarms
    )
    text = f"<pre>{marked(c)}</pre>" if c.text else f"<p>{escape(c.paragraph)}</p>" if c.paragraph else ""
    note = f"<pre>{escape(c.note)}</pre>" if c.note else ""
    score = f"　{c.score:.3f}" if c.score is not None else ""
    return (
        f'<details><summary><span class="{colour}">{_WORDS[c.outcome]}</span> {escape(c.id)}　{escape(c.name)}{score}　{change}</summary>'
        f"{text}{note}{f'<ul>{alarms}</ul>' if alarms else ''}</details>"
    )


def marked(c: Case) -> str:
    """The text with the planted places in red and what was found in green."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for start, end in c.spans:
        opens.setdefault(start, []).append("<mark>" if end > start else "<mark>▯</mark>")
        if end > start:
            closes.setdefault(end, []).append("</mark>")
    planted = [(a, b) for a, b in c.spans if b > a]
    for a in c.alarms:
        apart = all(a.end <= s or a.start >= e for s, e in planted)
        if apart and a.end > a.start and not any(a.start <= at < a.end for at in opens):
            opens.setdefault(a.start, []).append("<ins>")
            closes.setdefault(a.end, []).append("</ins>")
    out: list[str] = []
    for at in range(len(c.text) + 1):
        out += closes.get(at, [])
        out += opens.get(at, [])
        out.append(escape(c.text[at : at + 1]))
    return "".join(out)
