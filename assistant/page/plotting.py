"""A chart as a Plotly figure: drawn by the scripts that Gradio serves itself, so nothing is asked of other hosts."""

import json
from html import escape

from assistant.page.charts import Chart, Series, Tone

_TONES: dict[Tone, tuple[str, str]] = {
    "main": ("#2c5d93", ""),
    "second": ("#c3d3e4", ""),
    "late": ("#e3a53a", "/"),
    "open": ("#f1ede4", ""),
    "overdue": ("#9c2b1c", "x"),
}
"""Fill and pattern: the fills differ in lightness and the patterns in kind, so a grey print tells them apart."""
_OUTLINE = "#4b5a6a"
_FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
_ONE_LINE, _LINE = 9, 11
"""Characters of a name that stands on one line, and of each line of one on two."""
_ROW, _TWO_LINES, _SECOND_BAR, _FRAME, _KEY = 29, 42, 15, 16, 26
"""Pixels: a row, one with a name on two lines, each further bar in it, what is around the rows, the key."""


def plotly_json(chart: Chart) -> str:
    """The figure as Plotly's JSON, its settings with it. Names come from outside and are escaped: Plotly reads markup."""
    from plotly.graph_objects import Bar, Figure

    places = list(range(len(chart.rows)))
    drawn = [_bar(chart, s) for s in chart.series] + ([_ends(chart)] if chart.ends else [])
    beside = 0 if chart.ends else len(chart.series) - 1
    keyed = len(chart.series) > 1
    row = max(_TWO_LINES if any(len(r) > _ONE_LINE for r in chart.rows) else _ROW, _ROW + _SECOND_BAR * beside)
    figure = Figure([Bar(y=places, orientation="h", constraintext="none", cliponaxis=False, **bar) for bar in drawn])
    figure.update_layout(
        template="none",
        barmode="stack" if chart.ends else "group",
        bargap=0.28,
        height=_FRAME + len(chart.rows) * row + _KEY * keyed,
        margin={"l": 8, "r": 8, "t": 4 + _KEY * keyed, "b": 4},
        font={"family": _FONT, "size": 13, "color": "#222"},
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        showlegend=keyed,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal",
                "itemclick": False, "itemdoubleclick": False},
        dragmode=False,
        hoverlabel={"font": {"family": _FONT, "size": 13}, "align": "left"},
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, _room(chart)])
    figure.update_yaxes(
        tickvals=places, ticktext=[_wrapped(r) for r in chart.rows], autorange="reversed", automargin=True, fixedrange=True,
        ticks="", showgrid=False, zeroline=False, ticksuffix=" ",
    )  # fmt: skip
    return json.dumps(json.loads(str(figure.to_json())) | {"config": {"displayModeBar": False}}, ensure_ascii=False)


def _bar(chart: Chart, series: Series) -> dict[str, object]:
    fill, pattern = _TONES[series.tone]
    also = f"·{series.name}" if len(chart.series) > 1 else ""
    return {
        "x": list(series.values),
        "name": escape(series.name),
        "marker": {
            "color": fill,
            "line": {"color": _OUTLINE, "width": 1},
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.35, "fillmode": "overlay", "fgcolor": "#fff"},
        },
        "text": None if chart.ends else [f"{n}件" for n in series.values],
        "textposition": "none" if chart.ends else "outside",
        "hovertext": [f"{escape(row)}{escape(also)}：{n}件" for row, n in zip(chart.rows, series.values, strict=True)],
        "hoverinfo": "text",
    }


def _ends(chart: Chart) -> dict[str, object]:
    """What is written behind the stacked bars: bars of no length at their ends."""
    return {"x": [0] * len(chart.rows), "text": [escape(e) for e in chart.ends], "textposition": "outside",
            "hoverinfo": "skip", "showlegend": False}  # fmt: skip


def _room(chart: Chart) -> float:
    """The axis' length in cases: the longest bar, and room for what is written behind it."""
    longest = max((sum(s.values[n] for s in chart.series) if chart.ends else max(s.values[n] for s in chart.series))
                  for n in range(len(chart.rows)))  # fmt: skip
    if chart.ends:
        return (longest or 1) * (1 + 0.042 * max(map(len, chart.ends)))
    return (longest or 1) * (1 + 0.055 * len(f"{longest}件"))


def _wrapped(name: str) -> str:
    """On two lines at most, of like length; the whole name shows where the mouse stands."""
    if len(name) <= _ONE_LINE:
        return escape(name)
    shown = name if len(name) <= 2 * _LINE else f"{name[: 2 * _LINE - 1]}…"
    half = (len(shown) + 1) // 2
    return f"{escape(shown[:half])}<br>{escape(shown[half:])}"
