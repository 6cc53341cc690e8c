"""A run for the page: its figures and plot, what failed, and how it differs from an earlier run. HTML without a frame."""

from collections.abc import Iterable
from html import escape

from evals.comparing import compare, gate
from evals.pages import case, plot, sections, summary
from evals.results import OUTCOMES, Run
from evals.scores import scores

MOST = 60
"""Cases shown under a heading; all of them are in the run's own page."""
_WORDS = {"passed": "通过", "failed": "未通过", "unscored": "未评", "errored": "出错", "interrupted": "中断"}


def overview(run: Run) -> str:
    """Outcomes, figures, the plot, and the cases that did not pass."""
    counted = "　".join(f"{_WORDS[o]} {run.outcomes()[o]}" for o in OUTCOMES)
    stopped = "（中途停止，只算跑完的）" if run.interrupted else ""
    parts = [f"<p><b>{len(run.cases)} 例</b>　{counted}{stopped}</p>"]
    if run.suite in ("checks", "office"):
        s = scores(run)
        parts += [
            summary(s),
            "<h4>各类召回（竖线是 50%、90%、100%，横线是 95% 区间）</h4>",
            f"<div>{plot(s.kinds)}</div>",
        ]
    if run.measures:
        parts.append(
            _table(("项目", "结果"), ((escape(k), f"{v:.3f}".rstrip("0").rstrip(".")) for k, v in run.measures.items()))
        )
    for title, cases in list(sections(run))[:-1]:
        if cases:
            more = f"<p>另有 {len(cases) - MOST} 例，见下载的网页。</p>" if len(cases) > MOST else ""
            inner = "".join(case(c) for c in cases[:MOST])
            parts.append(f"<details><summary><b>{title}：{len(cases)} 例</b></summary>{inner}{more}</details>")
    return f'<div class="df-eval">{"".join(parts)}</div>'


def comparison(before: Run, now: Run) -> str:
    """Kinds that changed, the paired tests over all, and what the gate would say."""
    if before.suite != now.suite:
        return f"<p>两次不是同一种评测（{escape(before.suite)}、{escape(now.suite)}），不能相比。</p>"
    c = compare(before, now)
    changed = [k for k in c.kinds if k.only_first or k.only_second]
    rows = (
        (escape(k.group), str(k.n), str(k.only_first), str(k.only_second), f"{k.difference:+.1%}")
        for k in (*changed, c.total)
    )
    low, high = c.interval
    worse = list(gate(before, now))
    said = "".join(f"<li>{escape(line)}</li>" for line in worse) or "<li>召回没有下降，误报没有增加。</li>"
    return (
        '<div class="df-eval"><h4>与先前那次相比</h4>'
        + _table(("类", "例数", "先前才通过", "这次才通过", "差"), rows)
        + f"<p>通过率之差 {c.total.difference:+.2%}，95% 区间 {low:+.2%} 至 {high:+.2%}（按文稿重抽样）；McNemar p = {c.p:.3f}；"
        f"只在一次里有的 {c.unpaired} 例。</p><ul>{said}</ul></div>"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Cells must be escaped."""
    titles = "".join(f"<th>{name}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{titles}</tr>{body}</table>"
